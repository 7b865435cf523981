import type { Command } from 'commander'
import { readPayloadStats } from '@/lib/db/payload-retention'
import type { PayloadStats } from '@/lib/db/payload-retention'
import { getPool } from '@/lib/db/pool'
import { readEnv } from '@/lib/env'
import { exitCodeHelp } from '@/scrapers/cli/exit-codes'
import { stopSignal } from '@/scrapers/cli/options'
import { withPool } from '@/scrapers/cli/with-pool'
import { pruneOldPayloads } from '@/scrapers/prune-old'

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`
const payloadsOf = (count: number): string => `${count} ${count === 1 ? 'payload' : 'payloads'}`
const day = (date: Date): string => date.toISOString().slice(0, 10)

async function prune(isDryRun: boolean, isJson: boolean): Promise<void> {
  const { SKILLTIDE_RETENTION_DAYS: retentionDays } = readEnv()
  const signal = stopSignal()
  const pruned = await pruneOldPayloads({ pool: getPool(), retentionDays, isDryRun, now: () => new Date(), signal })
  const words = isDryRun ? 'would be deleted' : 'deleted'
  process.stderr.write(
    retentionDays === 0
      ? 'SKILLTIDE_RETENTION_DAYS is 0: every payload is kept.\n'
      : `${payloadsOf(pruned.payloads)} older than ${retentionDays} days ${words}, ${megabytes(pruned.bytes)}.\n`,
  )
  if (isJson) process.stdout.write(`${JSON.stringify({ retentionDays, isDryRun, ...pruned })}\n`)
}

const describeStats = (row: PayloadStats): string =>
  `${row.sourceId}: ${payloadsOf(row.payloads)} from ${day(row.oldest)} to ${day(row.newest)}, ${megabytes(row.storedBytes)} stored of ` +
  `${megabytes(row.rawBytes)} received; pages read in all: ${row.pages}; received more than once and stored once: ${row.receivedAgain}`

async function showStats(isJson: boolean): Promise<void> {
  const rows = await readPayloadStats(getPool())
  if (isJson) process.stdout.write(`${JSON.stringify(rows)}\n`)
  else process.stdout.write(rows.length === 0 ? 'No payload is stored.\n' : `${rows.map(describeStats).join('\n')}\n`)
}

export function definePayloads(payloads: Command): void {
  payloads.addHelpText('after', exitCodeHelp)
  payloads
    .command('stats')
    .description('How many are kept by source, what they take, and how many came more than once.')
    .option('--json', 'as JSON')
    .action(({ json = false }: { json?: boolean }) => withPool(() => showStats(json)))
  payloads
    .command('prune')
    .description(
      'Deletes those older than SKILLTIDE_RETENTION_DAYS, but never the newest of a page or one that a posting was made from.',
    )
    .option('--dry-run', 'say what would be deleted, and delete nothing')
    .option('--json', 'the outcome as one JSON object on stdout')
    .action(({ dryRun = false, json = false }: { dryRun?: boolean; json?: boolean }) =>
      withPool(() => prune(dryRun, json)),
    )
}
