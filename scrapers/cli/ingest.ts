import type { Command } from 'commander'
import { getPool } from '@/lib/db/pool'
import type { Month } from '@/lib/domain/month'
import { readEnv } from '@/lib/env'
import { withDatabase } from '@/lib/launch/with-database'
import { exitCodeHelp, exitCodes } from '@/scrapers/cli/exit-codes'
import { monthOption, stopSignal } from '@/scrapers/cli/options'
import { describeStages, showProgress } from '@/scrapers/cli/progress'
import type { Source } from '@/scrapers/contract'
import { syncDeclared } from '@/scrapers/prepare'
import { openProcessPool } from '@/scrapers/process-pool'
import type { ProcessPool } from '@/scrapers/process-pool'
import { configOf, sources } from '@/scrapers/registry'
import { runSource } from '@/scrapers/run'
import type { RunOutcome } from '@/scrapers/run-progress'

interface IngestOptions {
  since?: Month
  until?: Month
  json?: boolean
  acceptLosses?: boolean
}

const scheduled = (): Source[] => sources.filter((source) => source.cadenceHours !== null && source.boards === null)

async function ingestOne(
  source: Source,
  options: IngestOptions,
  signal: AbortSignal,
  processors: ProcessPool,
): Promise<RunOutcome> {
  const env = readEnv()
  const progress = showProgress(source.id)
  try {
    return await runSource({
      pool: getPool(),
      source,
      config: configOf(source, env),
      trigger: 'cli',
      since: options.since ?? null,
      until: options.until ?? null,
      acceptsLosses: options.acceptLosses === true,
      now: () => new Date(),
      random: Math.random,
      contact: env.SKILLTIDE_CONTACT,
      isPolite: env.SKILLTIDE_POLITENESS === 'on',
      reroute: env.SKILLTIDE_REROUTE ?? null,
      signal,
      onEvent: progress.onEvent,
      process: processors.process,
    })
  } finally {
    progress.stop()
  }
}

/** What happened to a source, in one paragraph for a person. */
export function describeOutcome(sourceId: string, { status, counts, error, times }: RunOutcome): string {
  if (status === 'busy') return `${sourceId}: another process is reading it now; nothing was done.`
  const lines = [
    `${sourceId}: ${status}; ${counts.seen} records: ${counts.inserted} new, ${counts.updated} changed, ${counts.unchanged} unchanged, ` +
      `${counts.withdrawn} withdrawn, ${counts.rejected} refused, ${counts.skipped} left out by rule.`,
  ]
  if (error !== null) lines.push(`  ${error}`)
  if (counts.seen > 0) lines.push(describeStages(times, counts.seen))
  return lines.join('\n')
}

async function ingest(chosen: Source[], options: IngestOptions): Promise<boolean> {
  const signal = stopSignal()
  const processors = openProcessPool()
  let isGood = true
  try {
    await syncDeclared(getPool())
    for (const source of chosen) {
      if (signal.aborted) break
      const outcome = await ingestOne(source, options, signal, processors)
      process.stderr.write(`${describeOutcome(source.id, outcome)}\n`)
      if (options.json === true) process.stdout.write(`${JSON.stringify({ source: source.id, ...outcome })}\n`)
      isGood &&= outcome.status === 'succeeded'
    }
    return isGood
  } finally {
    await processors.close()
    await getPool().end()
  }
}

export function registerIngest(program: Command): void {
  program
    .command('ingest')
    .description('Reads the sources now: what is new, what changed, what is gone.')
    .argument(
      '[source...]',
      `which ones; by default all that the worker reads (${scheduled()
        .map((source) => source.id)
        .join(', ')})`,
    )
    .option('--since <month>', 'only from this month on; a bounded run is not remembered as read', monthOption)
    .option('--until <month>', 'only up to this month', monthOption)
    .option(
      '--accept-losses',
      'withdraw everything that a source no longer lists, however much, after looking at a held run',
    )
    .option('--json', 'one JSON object per source on stdout')
    .addHelpText(
      'after',
      `\nExamples:\n  npm run -s skilltide -- ingest\n  npm run -s skilltide -- ingest hackernews --since 2023-01\n${exitCodeHelp}`,
    )
    .action(async (ids: string[], options: IngestOptions, command: Command) => {
      const unknown = ids.find((id) => !scheduled().some((source) => source.id === id))
      if (unknown !== undefined) {
        command.error(
          `error: ${unknown} is no source to ingest; there are ${scheduled()
            .map((source) => source.id)
            .join(', ')}`,
          {
            exitCode: exitCodes.badUsage,
          },
        )
      }
      const chosen = ids.length === 0 ? scheduled() : scheduled().filter((source) => ids.includes(source.id))
      const isGood = await withDatabase(() => ingest(chosen, options))
      process.exitCode = isGood ? exitCodes.ok : exitCodes.failed
    })
}
