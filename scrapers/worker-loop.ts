import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { prepareQueue, startQueueWorker, unlockDeadWorkers } from '@/lib/db/job-queue'
import type { QueueLog, QueueWorker } from '@/lib/db/job-queue'
import { keepWorkerBeat } from '@/lib/db/worker-beat'
import { allSources } from '@/lib/domain/ingest'
import { EnvSchema } from '@/lib/env'
import type { Env } from '@/lib/env'
import { createFaultLog } from '@/scrapers/fault-log'
import { keepFactsCurrent } from '@/scrapers/keep-facts-current'
import { keepIndexSealed } from '@/scrapers/keep-index-sealed'
import { syncDeclared } from '@/scrapers/prepare'
import { openProcessPool } from '@/scrapers/process-pool'
import type { ProcessPool } from '@/scrapers/process-pool'
import { keepPruned } from '@/scrapers/prune-old'
import { readBoardJob } from '@/scrapers/read-board'
import { recoverRuns } from '@/scrapers/run-lock'
import { lookAgainMs, queueDueBoards } from '@/scrapers/scheduler'
import type { WorkerOptions } from '@/scrapers/worker-options'

/** Connections that a worker needs beside one for each board that it reads: listening, taking turns, beats, retag, grouping, sealing. */
const spareConnections = 8
/** Longest time between two looks for due boards; the end of a run calls for one sooner. */
const restMs = 1_000
/** Time between two looks for what dead workers left. */
const sweepMs = 5_000
const databaseRetryMs = 1_000

const isPause = (signal: AbortSignal, ms: number): Promise<void> =>
  wait(ms, undefined, { signal }).catch(() => undefined)

const queueLog =
  (log: Logger): QueueLog =>
  (level, message) =>
    log[level]({ of: 'queue' }, message)

/** Connections for the pool of a worker process. */
export const connectionsOfWorker = (env: Env): number => env.SKILLTIDE_WORKER_CONCURRENCY + spareConnections

/** Waits for the database, then brings the reference rows and the queue's tables up. */
async function prepare({ pool, log, signal }: WorkerOptions): Promise<boolean> {
  const faults = createFaultLog(log, {
    begins: 'the database does not answer, trying again',
    ends: 'the database answers',
  })
  while (!signal.aborted) {
    try {
      await syncDeclared(pool)
      await prepareQueue(pool, queueLog(log))
      faults.works()
      return true
    } catch (error) {
      faults.failed(error)
      await isPause(signal, databaseRetryMs)
    }
  }
  return false
}

/** Frees the jobs and closes the runs of processes that died, so that others take them up. */
async function sweep({ pool, log, now, sources }: WorkerOptions, worker: QueueWorker): Promise<void> {
  // In this order: who takes up a freed job must not find its board locked by this look at it.
  await recoverRuns(pool, [...sources.map((source) => source.id), allSources], now)
  const dead = await unlockDeadWorkers(pool, worker.id)
  if (dead.length > 0) log.warn({ workers: dead }, 'jobs of dead workers were freed')
}

/** Lets the loop sleep until something happens. */
class Bell {
  private hasRung = false
  private wake: () => void = () => undefined

  ring(): void {
    this.hasRung = true
    this.wake()
  }

  /** Waits `ms`, or until it rings, or rang since it was last waited for. */
  async rest(ms: number, signal: AbortSignal): Promise<void> {
    const slept = new AbortController()
    const stop = () => slept.abort()
    this.wake = stop
    signal.addEventListener('abort', stop)
    if (!this.hasRung && !signal.aborted) await isPause(slept.signal, ms)
    signal.removeEventListener('abort', stop)
    this.hasRung = false
  }
}

/** Queues what is due and sweeps after dead workers, until the signal aborts, or nothing is left to do when that is wanted. */
async function keepQueueFilled(
  options: WorkerOptions,
  { worker, bell, onLook }: { worker: QueueWorker; bell: Bell; onLook: () => void },
): Promise<void> {
  const { signal, untilIdle = false } = options
  let sweptAt = -Infinity
  while (!signal.aborted) {
    if (performance.now() - sweptAt > sweepMs) {
      await sweep(options, worker)
      sweptAt = performance.now()
    }
    const looked = await queueDueBoards(options)
    onLook()
    if (untilIdle && looked?.isIdle === true) return
    await isPause(signal, lookAgainMs)
    await bell.rest(restMs - lookAgainMs, signal)
  }
}

/** Works on the queue until the signal aborts, or it is empty for good. Throws when the database is lost. */
async function workQueue(options: WorkerOptions, processors: ProcessPool, onLook: () => void): Promise<void> {
  const over = new AbortController()
  const working = { ...options, signal: AbortSignal.any([options.signal, over.signal]) }
  const bell = new Bell()
  const worker = await startQueueWorker({
    pool: options.pool,
    concurrency: options.env.SKILLTIDE_WORKER_CONCURRENCY,
    read: (job) => readBoardJob(working, processors.process, job),
    onJobDone: () => bell.ring(),
    log: queueLog(options.log),
  })
  try {
    await Promise.race([keepQueueFilled(working, { worker, bell, onLook }), worker.lost])
  } finally {
    over.abort(new Error('the worker stops'))
    await worker.stop()
  }
}

/**
 * Reads every board that is due, until the signal aborts. A lost database is waited for; whatever a run was doing then
 * is read again, and stored once. Facts that older rules made are made anew in the background.
 */
export async function runWorker(options: WorkerOptions): Promise<void> {
  const { pool, env, log, signal, now, untilIdle = false } = options
  if (env.SKILLTIDE_CONTACT === EnvSchema.shape.SKILLTIDE_CONTACT.parse(undefined))
    log.warn('SKILLTIDE_CONTACT is not set: the sites that are read cannot reach you. Set an address or a page.')
  if (!(await prepare(options))) return
  const processors = options.processors ?? openProcessPool()
  const retagging = keepFactsCurrent({ ...options, databaseUrl: env.DATABASE_URL, processors })
  const { SKILLTIDE_RETENTION_DAYS: retentionDays, SKILLTIDE_VERSION_DAYS: versionDays } = env
  const pruning = untilIdle ? null : keepPruned({ pool, retentionDays, versionDays, log, now, signal })
  const over = new AbortController()
  const repostDays = env.SKILLTIDE_REPOST_DAYS
  const sealed = AbortSignal.any([signal, over.signal])
  const sealing = keepIndexSealed({ pool, versionDays, repostDays, log, now, signal: sealed })
  const beats = createFaultLog(log, {
    begins: 'the sign of life could not be stored',
    ends: 'signs of life are stored again',
  })
  const endBeat = await keepWorkerBeat(pool, { now, onError: beats.failed, onBeat: beats.works })
  const faults = createFaultLog(log, { begins: 'reading was cut off, trying again', ends: 'reading goes on' })
  try {
    while (!signal.aborted) {
      try {
        await workQueue(options, processors, faults.works)
        if (untilIdle) break
      } catch (error) {
        if (signal.aborted) break
        faults.failed(error)
        await isPause(signal, databaseRetryMs)
      }
    }
    if (untilIdle) await retagging
  } finally {
    await endBeat().catch((error: unknown) => log.warn({ error }, 'the last beat was not stored'))
    await processors.close()
    await retagging
    await pruning
    over.abort()
    await sealing
  }
}
