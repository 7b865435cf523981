import { readBoard } from '@/lib/db/board-store'
import type { BoardJob } from '@/lib/db/job-queue'
import { configOfBoard } from '@/scrapers/board-config'
import type { PayloadProcessor } from '@/scrapers/process-payload'
import { runSource } from '@/scrapers/run'
import { settleBoard } from '@/scrapers/scheduler'
import type { WorkerOptions } from '@/scrapers/worker-options'

/**
 * Reads one board, if it is still to be read, and sets when it is due next. An interrupted run leaves it due, so that
 * another worker takes it up.
 * @throws Error only when the database is lost.
 */
export async function readBoardJob(options: WorkerOptions, process: PayloadProcessor, job: BoardJob): Promise<void> {
  const { pool, env, log, signal, now, random, sources } = options
  const source = sources.find(({ id }) => id === job.sourceId)
  const board = await readBoard(pool, job.sourceId, job.slug)
  const isDue = board !== null && (board.dueAt === null || board.dueAt <= now())
  const isAskable = board?.state === 'active' || board?.state === 'parked'
  if (source === undefined || board === null || !isDue || !isAskable || signal.aborted) return
  const about = { source: source.id, ...(source.boards !== null && { board: board.slug }) }
  log.info(about, 'run begins')
  const startedAt = now()
  const outcome = await runSource({
    pool,
    source,
    scope: board.slug,
    config: configOfBoard(source, board, env),
    trigger: 'worker',
    now,
    random,
    contact: env.SKILLTIDE_CONTACT,
    isPolite: env.SKILLTIDE_POLITENESS === 'on',
    reroute: env.SKILLTIDE_REROUTE ?? null,
    chromium: env.SKILLTIDE_CHROMIUM ?? null,
    ...(options.patience !== undefined && { patience: options.patience }),
    signal,
    process,
    onEvent: (event) => {
      if (event.kind === 'page') log.debug({ ...about, position: event.position, ...event.counts }, 'page stored')
      if (event.kind === 'trouble') log.warn({ ...about, ...event }, 'trouble')
    },
  })
  const { status, counts, error, errorKind } = outcome
  log.info({ ...about, status, ...counts, ...(error !== null && { error, errorKind }) }, 'run ends')
  const ending = { status, errorKind, pagesDone: counts.pagesDone, startedAt }
  const parked = await settleBoard(options, { source, slug: board.slug, ending, error })
  if (parked !== null && board.state !== 'parked') log.warn({ ...about, reason: parked }, 'board parked')
}
