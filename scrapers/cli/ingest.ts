import type { Command } from 'commander'
import { listBoards, readBoard } from '@/lib/db/board-store'
import type { Board } from '@/lib/domain/board'
import { getPool } from '@/lib/db/pool'
import type { Month } from '@/lib/domain/month'
import { readEnv } from '@/lib/env'
import { withDatabase } from '@/lib/launch/with-database'
import { configOfBoard } from '@/scrapers/board-config'
import { exitCodeHelp, exitCodes } from '@/scrapers/cli/exit-codes'
import { ingestDump } from '@/scrapers/cli/ingest-dump'
import { monthOption, stopSignal, whyUnreadable } from '@/scrapers/cli/options'
import { describeStages, showProgress } from '@/scrapers/cli/progress'
import { withPool } from '@/scrapers/cli/with-pool'
import type { Source } from '@/scrapers/contract'
import { startSealing } from '@/scrapers/keep-index-sealed'
import { syncDeclared } from '@/scrapers/prepare'
import { openProcessPool } from '@/scrapers/process-pool'
import type { ProcessPool } from '@/scrapers/process-pool'
import { sources } from '@/scrapers/registry'
import { runSource } from '@/scrapers/run'
import type { RunOutcome } from '@/scrapers/run-progress'
import { settleBoard } from '@/scrapers/scheduler'
import { jobtech } from '@/scrapers/sources/jobtech/source'

interface IngestOptions {
  since?: Month
  until?: Month
  board?: string
  json?: boolean
  acceptLosses?: boolean
  dump?: string
}

interface Target {
  source: Source
  board: Board
}

const scheduled = (): Source[] => sources.filter((source) => source.cadenceHours !== null)
const scheduledIds = (): string =>
  scheduled()
    .map((source) => source.id)
    .join(', ')

/** A source as a whole goes by its id, a board of it by both. */
const labelOf = ({ source, board }: Target): string =>
  source.boards === null ? source.id : `${source.id}/${board.slug}`

async function ingestOne(
  target: Target,
  options: IngestOptions,
  signal: AbortSignal,
  processors: ProcessPool,
): Promise<RunOutcome> {
  const env = readEnv()
  const { source, board } = target
  const progress = showProgress(labelOf(target))
  const pool = getPool()
  const now = () => new Date()
  const startedAt = now()
  try {
    const outcome = await runSource({
      pool,
      source,
      scope: board.slug,
      config: configOfBoard(source, board, env),
      trigger: 'cli',
      since: options.since ?? null,
      until: options.until ?? null,
      acceptsLosses: options.acceptLosses === true,
      now,
      random: Math.random,
      contact: env.SKILLTIDE_CONTACT,
      isPolite: env.SKILLTIDE_POLITENESS === 'on',
      reroute: env.SKILLTIDE_REROUTE ?? null,
      chromium: env.SKILLTIDE_CHROMIUM ?? null,
      signal,
      onEvent: progress.onEvent,
      process: processors.process,
    })
    const { status, errorKind, error, counts } = outcome
    const isWhole = options.since === undefined && options.until === undefined
    // A bounded run says nothing of the rest, and what another process reads is for that one to settle.
    if (isWhole && status !== 'busy') {
      const ending = { status, errorKind, pagesDone: counts.pagesDone, startedAt }
      await settleBoard({ pool, now }, { source, slug: board.slug, ending, error })
    }
    return outcome
  } finally {
    progress.stop()
  }
}

/** What happened to a source or a board, in one paragraph for a person. */
export function describeOutcome(label: string, { status, counts, error, times }: RunOutcome): string {
  if (status === 'busy') return `${label}: another process is reading it now; nothing was done.`
  const lines = [
    `${label}: ${status}; ${counts.seen} records: ${counts.inserted} new, ${counts.updated} changed, ${counts.unchanged} unchanged, ` +
      `${counts.withdrawn} gone, ${counts.reopened} open again, ${counts.rejected} refused, ${counts.skipped} left out by rule.`,
  ]
  if (error !== null) lines.push(`  ${error}`)
  if (counts.seen > 0) lines.push(describeStages(times, counts.seen))
  return lines.join('\n')
}

/** Boards that are read: the one asked for, in whatever state; else all that no person paused or removed. */
async function targetsOf(source: Source, slug: string | undefined): Promise<Target[]> {
  if (slug === undefined) {
    const boards = await listBoards(getPool(), { sourceId: source.id, states: ['active', 'parked'] })
    return boards.map((board) => ({ source, board }))
  }
  const board = await readBoard(getPool(), source.id, slug)
  if (board === null) {
    process.stderr.write(`${source.id} has no board ${slug}; add it with: boards add ${source.id} ${slug}\n`)
    return []
  }
  return [{ source, board }]
}

async function ingest(chosen: Source[], options: IngestOptions, isNamed: boolean): Promise<boolean> {
  const signal = stopSignal()
  const processors = openProcessPool()
  const endSealing = startSealing(getPool())
  let isGood = true
  try {
    await syncDeclared(getPool())
    for (const source of chosen) {
      const targets = await targetsOf(source, options.board)
      if (targets.length === 0 && options.board !== undefined) return false
      if (targets.length === 0 && isNamed)
        process.stderr.write(`${source.id}: nothing to read; add it with: boards add ${source.id}\n`)
      for (const target of targets) {
        if (signal.aborted) return false
        const outcome = await ingestOne(target, options, signal, processors)
        process.stderr.write(`${describeOutcome(labelOf(target), outcome)}\n`)
        if (options.json === true)
          process.stdout.write(`${JSON.stringify({ source: source.id, board: target.board.slug, ...outcome })}\n`)
        isGood &&= outcome.status === 'succeeded'
      }
    }
    return isGood
  } finally {
    await processors.close()
    await endSealing()
    await getPool().end()
  }
}

async function ingestOneDump(source: Source, path: string, options: IngestOptions): Promise<boolean> {
  const bounds = { since: options.since ?? null, until: options.until ?? null }
  const { label, outcome } = await withPool(async (pool) => {
    const endSealing = startSealing(pool)
    try {
      return await ingestDump(pool, source, { path, ...bounds })
    } finally {
      await endSealing()
    }
  })
  process.stderr.write(`${describeOutcome(label, outcome)}\n`)
  if (options.json === true) process.stdout.write(`${JSON.stringify({ source: source.id, ...outcome })}\n`)
  return outcome.status === 'succeeded'
}

export function defineIngest(command: Command): void {
  command
    .argument('[source...]', `which ones; by default all that the worker reads (${scheduledIds()})`)
    .option('--board <slug>', 'only this board of the source; by default all of its boards that are not paused')
    .option('--since <month>', 'only from this month on; a bounded run is not remembered as read', monthOption)
    .option('--until <month>', 'only up to this month', monthOption)
    .option(
      '--accept-losses',
      'withdraw or close everything that a source no longer lists, however much, after looking at a held run',
    )
    .option(
      '--dump <file>',
      `with ${jobtech.id}: reads a yearly dump of it instead (JSON lines, plain or gzipped, - for standard input)`,
    )
    .option('--json', 'one JSON object per source or board on stdout')
    .addHelpText(
      'after',
      `\nExamples:\n  npm run -s skilltide -- ingest\n  npm run -s skilltide -- ingest hackernews --since 2023-01\n` +
        `  npm run -s skilltide -- ingest greenhouse --board gitlab\n` +
        `  npm run -s skilltide -- ingest jobtech --dump 2023.jsonl.gz --since 2023-06\n${exitCodeHelp}`,
    )
    .action(async (ids: string[], options: IngestOptions, command: Command) => {
      const refuse = (problem: string) => command.error(`error: ${problem}`, { exitCode: exitCodes.badUsage })
      const unknown = ids.find((id) => !scheduled().some((source) => source.id === id))
      if (unknown !== undefined) refuse(`${unknown} is no source to ingest; there are ${scheduledIds()}`)
      if (options.board !== undefined && ids.length !== 1) refuse('--board needs the one source that it is a board of')
      const withoutBoards = scheduled().find((source) => source.id === ids[0] && source.boards === null)
      if (options.board !== undefined && withoutBoards !== undefined)
        refuse(`${withoutBoards.name} has no boards: leave --board out`)
      const { since, until } = options
      if (since !== undefined && until !== undefined && since > until)
        refuse(`--since: ${since} is later than ${until}, the month given as --until`)
      if (options.dump !== undefined) {
        const isForIt = ids.length === 1 && ids[0] === jobtech.id && options.board === undefined
        if (!isForIt) refuse(`--dump is read with ${jobtech.id} alone: ingest ${jobtech.id} --dump <file>`)
        const problem = options.dump === '-' ? null : await whyUnreadable(options.dump)
        if (problem !== null) refuse(problem)
        process.exitCode = (await ingestOneDump(jobtech, options.dump, options)) ? exitCodes.ok : exitCodes.failed
        return
      }
      const chosen = ids.length === 0 ? scheduled() : scheduled().filter((source) => ids.includes(source.id))
      const isGood = await withDatabase(() => ingest(chosen, options, ids.length > 0))
      process.exitCode = isGood ? exitCodes.ok : exitCodes.failed
    })
}
