import type { Command } from 'commander'
import { getPool } from '@/lib/db/pool'
import { withDatabase } from '@/lib/launch/with-database'
import { exitCodeHelp, exitCodes } from '@/scrapers/cli/exit-codes'
import { stopSignal } from '@/scrapers/cli/options'
import { showProgress } from '@/scrapers/cli/progress'
import type { Source } from '@/scrapers/contract'
import { startSealing } from '@/scrapers/keep-index-sealed'
import { syncDeclared } from '@/scrapers/prepare'
import { openProcessPool } from '@/scrapers/process-pool'
import type { ProcessPool } from '@/scrapers/process-pool'
import { findSource, sources } from '@/scrapers/registry'
import { replaySource } from '@/scrapers/replay'
import type { ReplayOutcome } from '@/scrapers/replay'
import { describeReport } from '@/scrapers/replay-report'

interface ReplayCommandOptions {
  board?: string
  dryRun?: boolean
  json?: boolean
}

function describeReplay(label: string, { status, counts, report, error }: ReplayOutcome): string {
  const lines =
    report === null
      ? [
          `${label}: ${status}; of ${counts.seen} records ${counts.updated} postings were changed, ${counts.inserted} added, ${counts.withdrawn} withdrawn`,
        ]
      : [`${label}: ${status}; ${counts.seen} records read, nothing written`, describeReport(label, report)]
  if (error !== null) lines.push(`  ${error}`)
  return lines.join('\n')
}

async function replayOne(
  source: Source,
  options: ReplayCommandOptions,
  signal: AbortSignal,
  processors: ProcessPool,
): Promise<boolean> {
  const label = options.board === undefined ? source.id : `${source.id}/${options.board}`
  const isDryRun = options.dryRun === true
  const progress = showProgress(label)
  const outcome = await replaySource({
    pool: getPool(),
    source,
    ...(options.board !== undefined && { board: options.board }),
    isDryRun,
    now: () => new Date(),
    signal,
    onEvent: progress.onEvent,
    process: processors.process,
  })
  progress.stop()
  process.stderr.write(`${describeReplay(label, outcome)}\n`)
  const { board = null } = options
  if (options.json === true)
    process.stdout.write(`${JSON.stringify({ source: source.id, board, isDryRun, ...outcome })}\n`)
  return outcome.status === 'succeeded'
}

async function replay(chosen: readonly Source[], options: ReplayCommandOptions): Promise<boolean> {
  const signal = stopSignal()
  const processors = openProcessPool()
  const endSealing = startSealing(getPool())
  let isGood = true
  try {
    await syncDeclared(getPool())
    for (const source of chosen) isGood = (await replayOne(source, options, signal, processors)) && isGood
    return isGood
  } finally {
    await processors.close()
    await endSealing()
    await getPool().end()
  }
}

export function defineReplay(command: Command): void {
  command
    .argument('[source]', `one of ${sources.map((source) => source.id).join(', ')}; by default all`)
    .option('--board <slug>', 'only what was read of this board of the source')
    .option('--dry-run', 'say which postings, fields and months would change, and change none')
    .option('--json', 'one JSON object per source on stdout')
    .addHelpText(
      'after',
      `\nExamples:\n  npm run -s skilltide -- replay --dry-run\n  npm run -s skilltide -- replay hackernews\n${exitCodeHelp}`,
    )
    .action(async (id: string | undefined, options: ReplayCommandOptions, command: Command) => {
      const refuse = (problem: string) => command.error(`error: ${problem}`, { exitCode: exitCodes.badUsage })
      const chosen = id === undefined ? sources : sources.filter((source) => source.id === id)
      if (id !== undefined && findSource(id) === undefined)
        refuse(`no source is called ${id}; there are ${sources.map((source) => source.id).join(', ')}`)
      if (id === undefined && options.board !== undefined) refuse('--board needs the source that it is a board of')
      const isGood = await withDatabase(() => replay(chosen, options))
      process.exitCode = isGood ? exitCodes.ok : exitCodes.failed
    })
}
