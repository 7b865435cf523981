import { type Command, InvalidArgumentError } from 'commander'
import { closeHost, listHosts, openHost } from '@/lib/db/host-store'
import type { HostView } from '@/lib/db/host-store'
import { textTable } from '@/lib/export/text-table'
import { exitCodeHelp, exitCodes } from '@/scrapers/cli/exit-codes'
import { withPool } from '@/scrapers/cli/with-pool'

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

async function list({ json = false }: { json?: boolean }): Promise<void> {
  const hosts = await withPool(listHosts)
  process.stdout.write(json ? `${JSON.stringify(hosts)}\n` : `${textTable(columns, hosts.map(rowOf))}\n`)
}

const nameHelp = 'host name as in `hosts list`, or an address on it'

/** The host as requests know it: `Jobs.Example.com`, `https://jobs.example.com/a` and `jobs.example.com:443` are one. */
export function hostArgument(text: string): string {
  const address = text.includes('://') ? text : `https://${text}`
  if (!URL.canParse(address)) throw new InvalidArgumentError('Expected a host name, for example jobs.example.com.')
  return new URL(address).host
}

async function close(host: string, { reason }: { reason: string }): Promise<void> {
  const wasKnown = await withPool(async (pool) => {
    const known = (await listHosts(pool)).some((one) => one.host === host)
    await closeHost(pool, host, reason)
    return known
  })
  process.stderr.write(`${host} is closed: nothing is fetched from it.\n`)
  if (!wasKnown) process.stderr.write('It was never asked before. `hosts list` has the names of those that were.\n')
}

/** Adds `hosts list`, `hosts close` and `hosts open`: the switch that stops every request to a host, in every worker. */
export function defineHosts(hosts: Command): void {
  hosts.addHelpText('after', exitCodeHelp)
  hosts
    .command('list')
    .description('Prints every host that was asked: open, paused or closed, and since when its robots.txt is kept.')
    .option('--json', 'as one JSON array')
    .addHelpText('after', `\nExamples:\n  npm run -s skilltide -- hosts list\n${exitCodeHelp}`)
    .action(list)
  hosts
    .command('close')
    .description('Stops every request to a host from the next one on, in every process, until it is opened.')
    .argument('<host>', nameHelp, hostArgument)
    .requiredOption('--reason <words>', 'why; told wherever the host is missed')
    .addHelpText(
      'after',
      `\nExamples:\n  npm run -s skilltide -- hosts close jobs.example.com --reason 'they asked us by mail'\n${exitCodeHelp}`,
    )
    .action(close)
  hosts
    .command('open')
    .description('Lets a closed host be asked again.')
    .argument('<host>', nameHelp, hostArgument)
    .addHelpText('after', `\nExamples:\n  npm run -s skilltide -- hosts open jobs.example.com\n${exitCodeHelp}`)
    .action(async (host: string) => {
      const wasClosed = await withPool((pool) => openHost(pool, host))
      process.stderr.write(wasClosed ? `${host} is open again.\n` : `${host} was not closed.\n`)
      if (!wasClosed) process.exitCode = exitCodes.failed
    })
}
