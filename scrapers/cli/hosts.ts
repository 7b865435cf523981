import type { Command } from 'commander'
import { closeHost, listHosts, openHost } from '@/lib/db/host-store'
import type { HostView } from '@/lib/db/host-store'
import { getPool } from '@/lib/db/pool'
import { textTable } from '@/lib/export/text-table'
import { withDatabase } from '@/lib/launch/with-database'
import { exitCodeHelp, exitCodes } from '@/scrapers/cli/exit-codes'

const columns = [
  { heading: 'Host', isNumber: false },
  { heading: 'State', isNumber: false },
  { heading: 'Under way', isNumber: true },
  { heading: 'robots.txt', isNumber: false },
]

const minute = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** Pauses shorter than this are the ordinary time between two requests. */
const toldPauseMs = 10_000

function stateOf({ closedAt, closedReason, pausedMs }: HostView): string {
  if (closedAt !== null) return `closed on ${minute(closedAt)}: ${closedReason ?? 'no reason given'}`
  return pausedMs < toldPauseMs ? 'open' : `paused for ${Math.ceil(pausedMs / 60_000)} min at its own request`
}

function rowOf(host: HostView): string[] {
  const robots =
    host.robotsAt === null ? 'not asked yet' : `${host.hasRobots ? 'kept' : 'none'}, ${minute(host.robotsAt)}`
  return [host.host, stateOf(host), String(host.inFlight), robots]
}

async function withPool<T>(work: (pool: ReturnType<typeof getPool>) => Promise<T>): Promise<T> {
  return withDatabase(async () => {
    try {
      return await work(getPool())
    } finally {
      await getPool().end()
    }
  })
}

async function list({ json = false }: { json?: boolean }): Promise<void> {
  const hosts = await withPool(listHosts)
  process.stdout.write(json ? `${JSON.stringify(hosts)}\n` : `${textTable(columns, hosts.map(rowOf))}\n`)
}

const nameHelp = 'host name as in `hosts list`, with the port when it is not the usual one'

/** Adds `hosts list`, `hosts close` and `hosts open`: the switch that stops every request to a host, in every worker. */
export function registerHosts(program: Command): void {
  const hosts = program
    .command('hosts')
    .description('Shows the hosts that are asked, and closes one to every worker.')
    .addHelpText('after', exitCodeHelp)
  hosts
    .command('list')
    .description('Prints every host that was asked: open, paused or closed, and since when its robots.txt is kept.')
    .option('--json', 'as one JSON array')
    .addHelpText('after', `\nExamples:\n  npm run -s skilltide -- hosts list\n${exitCodeHelp}`)
    .action(list)
  hosts
    .command('close')
    .description('Stops every request to a host from the next one on, in every process, until it is opened.')
    .argument('<host>', nameHelp)
    .requiredOption('--reason <words>', 'why; told wherever the host is missed')
    .addHelpText(
      'after',
      `\nExamples:\n  npm run -s skilltide -- hosts close jobs.example.com --reason 'they asked us by mail'\n${exitCodeHelp}`,
    )
    .action(async (host: string, { reason }: { reason: string }) => {
      await withPool((pool) => closeHost(pool, host, reason))
      process.stderr.write(`${host} is closed: nothing is fetched from it.\n`)
    })
  hosts
    .command('open')
    .description('Lets a closed host be asked again.')
    .argument('<host>', nameHelp)
    .addHelpText('after', `\nExamples:\n  npm run -s skilltide -- hosts open jobs.example.com\n${exitCodeHelp}`)
    .action(async (host: string) => {
      const wasClosed = await withPool((pool) => openHost(pool, host))
      process.stderr.write(wasClosed ? `${host} is open again.\n` : `${host} was not closed.\n`)
      if (!wasClosed) process.exitCode = exitCodes.failed
    })
}
