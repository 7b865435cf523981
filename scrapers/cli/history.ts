import type { Command } from 'commander'
import { getPool } from '@/lib/db/pool'
import { readEnv } from '@/lib/env'
import { exitCodeHelp } from '@/scrapers/cli/exit-codes'
import { stopSignal } from '@/scrapers/cli/options'
import { withPool } from '@/scrapers/cli/with-pool'
import { pruneHistory } from '@/scrapers/prune-old'

const counted = (count: number, name: string): string => `${count} ${name}${count === 1 ? '' : 's'}`

async function prune(isDryRun: boolean, isJson: boolean): Promise<void> {
  const { SKILLTIDE_RETENTION_DAYS: retentionDays, SKILLTIDE_VERSION_DAYS: versionDays } = readEnv()
  const days = { retentionDays, versionDays }
  const pruned = await pruneHistory({
    pool: getPool(),
    ...days,
    isDryRun,
    now: () => new Date(),
    signal: stopSignal(),
  })
  const would = isDryRun ? 'would be ' : ''
  process.stderr.write(
    `${
      retentionDays === 0
        ? 'SKILLTIDE_RETENTION_DAYS is 0: every run is kept.'
        : `${counted(pruned.runs, 'run')} older than ${retentionDays} days ${would}deleted.`
    }\n${
      versionDays === 0
        ? 'SKILLTIDE_VERSION_DAYS is 0: data versions stay as they are.'
        : `${counted(pruned.versions, 'data version')} older than ${versionDays} days ${would}joined with others of their day.`
    }\n`,
  )
  if (isJson) process.stdout.write(`${JSON.stringify({ ...days, isDryRun, ...pruned })}\n`)
}

export function defineHistory(history: Command): void {
  history.addHelpText('after', exitCodeHelp)
  history
    .command('prune')
    .description(
      'Deletes runs older than SKILLTIDE_RETENTION_DAYS that nothing needs, and joins data versions older than SKILLTIDE_VERSION_DAYS that cannot be asked.',
    )
    .option('--dry-run', 'say what would go, and change nothing')
    .option('--json', 'the outcome as one JSON object on stdout')
    .action(({ dryRun = false, json = false }: { dryRun?: boolean; json?: boolean }) =>
      withPool(() => prune(dryRun, json)),
    )
}
