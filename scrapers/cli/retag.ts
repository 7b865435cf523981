import type { Command } from 'commander'
import { getPool } from '@/lib/db/pool'
import type { RetagPreview, SeriesChange } from '@/lib/db/retag-preview'
import { formatMonth } from '@/lib/domain/month'
import { textTable } from '@/lib/export/text-table'
import { withDatabase } from '@/lib/launch/with-database'
import { rulesVersion } from '@/lib/tagger/rules-version'
import { taxonomyVersion } from '@/lib/tagger/taxonomy'
import { exitCodeHelp, exitCodes } from '@/scrapers/cli/exit-codes'
import { stopSignal } from '@/scrapers/cli/options'
import { showProgress } from '@/scrapers/cli/progress'
import { startSealing } from '@/scrapers/keep-index-sealed'
import { syncDeclared } from '@/scrapers/prepare'
import { openProcessPool } from '@/scrapers/process-pool'
import { retag } from '@/scrapers/retag'
import type { RetagOutcome, RetagTimes } from '@/scrapers/retag'

interface RetagCommandOptions {
  dryRun?: boolean
  json?: boolean
}

const count = (value: number): string => value.toLocaleString('en')
const percent = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(2)} %`)

function change({ shareBefore, shareAfter }: SeriesChange): string {
  if (shareBefore === null || shareAfter === null) return '–'
  const points = (shareAfter - shareBefore) * 100
  return `${points > 0 ? '+' : points < 0 ? '−' : ''}${Math.abs(points).toFixed(2)}`
}

const columns = [
  { heading: '', isNumber: false },
  { heading: 'Added', isNumber: true },
  { heading: 'Removed', isNumber: true },
  { heading: 'Other level', isNumber: true },
  { heading: 'Share now', isNumber: true },
  { heading: 'Share then', isNumber: true },
  { heading: 'Points', isNumber: true },
]

const row = (series: SeriesChange): string[] => [
  series.name,
  count(series.added),
  count(series.removed),
  count(series.moved),
  percent(series.shareBefore),
  percent(series.shareAfter),
  change(series),
]

function describePreview(preview: RetagPreview): string {
  const { window } = preview
  const head = `${count(preview.changedFacts)} facts would change: ${count(preview.changedRoles)} in their role, ${count(preview.changedRegions)} in their places, ${count(preview.changedSeniority)} in their seniority, ${count(preview.changedSignals)} in their signals of a startup, ${count(preview.changedAlternatives)} in their alternatives.`
  if (preview.series.length === 0) return `${head}\nNo skill and no family would change.`
  const shares =
    window === null ? '' : `\nShares: backend vacancies, ${formatMonth(window.from)} to ${formatMonth(window.to)}.`
  const table = (kind: string, heading: string): string => {
    const rows = preview.series.filter((series) => series.kind === kind).map(row)
    return textTable([{ heading, isNumber: false }, ...columns.slice(1)], rows)
  }
  return `${head}${shares}\n\n${table('family', 'Family')}\n\n${table('skill', 'Skill')}`
}

function describeTimes(times: RetagTimes, postings: number): string {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
  const rate = times.totalMs > 0 ? count(Math.round(postings / (times.totalMs / 1000))) : '–'
  return `reading ${seconds(times.readMs)} and deriving ${seconds(times.deriveMs)} over threads, staging ${seconds(times.stageMs)}, swapping ${seconds(times.swapMs)}; ${seconds(times.totalMs)} in all, ${rate} postings a second`
}

function tell(outcome: RetagOutcome, isDryRun: boolean): void {
  const { counts, changedFacts, status, times } = outcome
  const say = (line: string): void => {
    process.stderr.write(`${line}\n`)
  }
  if (status === 'busy') {
    say('retag: another process is tagging all postings again; nothing was done')
    return
  }
  say(
    `retag: ${status}; of ${count(counts.seen)} postings ${count(counts.updated)} ${isDryRun ? 'would come' : 'came'} out otherwise` +
      `${changedFacts === null ? '' : `, ${count(changedFacts)} facts were changed`}${outcome.error === null ? '' : `; ${outcome.error}`}`,
  )
  if (counts.skipped > 0)
    say(
      `retag: ${count(counts.skipped)} postings were stored by an older version without what their source gave; \`replay\` brings them up to date`,
    )
  say(`retag: ${describeTimes(times, counts.seen)}`)
}

async function runRetag(options: RetagCommandOptions, databaseUrl: string): Promise<boolean> {
  const isDryRun = options.dryRun === true
  const processors = openProcessPool()
  const endSealing = startSealing(getPool())
  const progress = showProgress('retag')
  try {
    await syncDeclared(getPool())
    const outcome = await retag({
      pool: getPool(),
      work: processors.retag(databaseUrl),
      versions: { taxonomyVersion, rulesVersion },
      isDryRun,
      now: () => new Date(),
      signal: stopSignal(),
      onEvent: progress.onEvent,
    })
    progress.stop()
    tell(outcome, isDryRun)
    if (options.json === true) process.stdout.write(`${JSON.stringify({ isDryRun, ...outcome })}\n`)
    else if (outcome.preview !== null) process.stdout.write(`${describePreview(outcome.preview)}\n`)
    return outcome.status === 'succeeded'
  } finally {
    await processors.close()
    await endSealing()
    await getPool().end()
  }
}

const help = `
All figures change at one moment, when everything is derived; until then readers see the old ones, and ingest goes on.
Interrupted or killed, it changes nothing; begin it again. The worker does the same by itself after an upgrade.

Examples:
  npm run -s skilltide -- retag --dry-run
  npm run -s skilltide -- retag
  npm run -s skilltide -- retag --dry-run --json > preview.json
`

export function defineRetag(command: Command): void {
  command
    .option('--dry-run', 'print which facts and shares would change, by family and skill, and change none')
    .option('--json', 'the outcome as one JSON object on stdout')
    .addHelpText('after', help + exitCodeHelp)
    .action(async (options: RetagCommandOptions) => {
      const isGood = await withDatabase((databaseUrl) => runRetag(options, databaseUrl))
      process.exitCode = isGood ? exitCodes.ok : exitCodes.failed
    })
}
