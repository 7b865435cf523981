import type { Command } from 'commander'
import { getPool } from '@/lib/db/pool'
import { withDatabase } from '@/lib/launch/with-database'
import { exitCodeHelp, exitCodes } from '@/scrapers/cli/exit-codes'
import { stopSignal } from '@/scrapers/cli/options'
import { showProgress } from '@/scrapers/cli/progress'
import type { Source } from '@/scrapers/contract'
import { syncDeclared } from '@/scrapers/prepare'
import { openProcessPool } from '@/scrapers/process-pool'
import { findSource, sources } from '@/scrapers/registry'
import { replaySource } from '@/scrapers/replay'

interface ReplayCommandOptions {
  dryRun?: boolean
  json?: boolean
}

async function replay(chosen: readonly Source[], options: ReplayCommandOptions): Promise<boolean> {
  const signal = stopSignal()
  const processors = openProcessPool()
  const isDryRun = options.dryRun === true
  let isGood = true
  try {
    await syncDeclared(getPool())
    for (const source of chosen) {
      const progress = showProgress(source.id)
      const outcome = await replaySource({
        pool: getPool(),
        source,
        isDryRun,
        now: () => new Date(),
        signal,
        onEvent: progress.onEvent,
        process: processors.process,
      })
      progress.stop()
      const { counts } = outcome
      const words = isDryRun ? 'would be' : 'were'
      process.stderr.write(
        `${source.id}: ${outcome.status}; of ${counts.seen} records ${counts.updated} postings ${words} changed, ${counts.inserted} added, ${counts.withdrawn} withdrawn` +
          `${outcome.error === null ? '' : `; ${outcome.error}`}\n`,
      )
      if (options.json === true)
        process.stdout.write(`${JSON.stringify({ source: source.id, isDryRun, ...outcome })}\n`)
      isGood &&= outcome.status === 'succeeded'
    }
    return isGood
  } finally {
    await processors.close()
    await getPool().end()
  }
}

export function registerReplay(program: Command): void {
  program
    .command('replay')
    .description(
      'Reads the stored payloads again, without network, after a change of a parser, the taxonomy or a rule.',
    )
    .argument('[source]', `one of ${sources.map((source) => source.id).join(', ')}; by default all`)
    .option('--dry-run', 'say how many postings would change, and change none')
    .option('--json', 'one JSON object per source on stdout')
    .addHelpText(
      'after',
      `\nExamples:\n  npm run -s skilltide -- replay --dry-run\n  npm run -s skilltide -- replay hackernews\n${exitCodeHelp}`,
    )
    .action(async (id: string | undefined, options: ReplayCommandOptions, command: Command) => {
      const chosen = id === undefined ? sources : sources.filter((source) => source.id === id)
      if (id !== undefined && findSource(id) === undefined) {
        command.error(`error: no source is called ${id}`, { exitCode: exitCodes.badUsage })
      }
      const isGood = await withDatabase(() => replay(chosen, options))
      process.exitCode = isGood ? exitCodes.ok : exitCodes.failed
    })
}
