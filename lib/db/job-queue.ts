import { EventEmitter } from 'node:events'
import { Logger, makeWorkerUtils, run } from 'graphile-worker'
import type { WorkerEvents } from 'graphile-worker'
import type { Pool, PoolClient } from 'pg'
import { z } from 'zod'
import { quickLoss } from '@/lib/db/pool'

/** A board to be read, as the queue holds it. */
export const BoardJob = z.object({ sourceId: z.string(), slug: z.string() })
export type BoardJob = z.infer<typeof BoardJob>

const task = 'read-board'
const hostFlag = 'host:'
/** Looks for jobs that nobody told us of; new ones are told at once. */
const pollMs = 2_000
/** First key of the advisory lock that a living worker holds; the second is made from its id. */
const livingKey = 7_346_284

export const boardKey = ({ sourceId, slug }: BoardJob): string => `${sourceId}/${slug}`

export type QueueLog = (level: 'debug' | 'warn', message: string) => void

const loggerOf = (log: QueueLog): Logger =>
  new Logger(() => (level, message) => log(level === 'error' || level === 'warning' ? 'warn' : 'debug', message))

/** Makes the tables of the queue, in a schema of their own beside ours. Safe when several processes start at once. */
export async function prepareQueue(pool: Pool, log: QueueLog): Promise<void> {
  const utils = await makeWorkerUtils({ pgPool: pool, logger: loggerOf(log) })
  try {
    await utils.migrate()
  } finally {
    await utils.release()
  }
}

const QueuedRow = z.object({ key: z.string(), flags: z.record(z.string(), z.unknown()).nullable() })

/** Jobs that wait or are worked on, with the host that each asks. A job that failed for good does not count. */
export async function listQueued(database: Pool | PoolClient): Promise<{ key: string; host: string }[]> {
  const { rows } = await database.query(
    `select key, flags from graphile_worker.jobs
     where task_identifier = $1 and key is not null and (locked_at is not null or attempts < max_attempts)`,
    [task],
  )
  return z
    .array(QueuedRow)
    .parse(rows)
    .map(({ key, flags }) => ({
      key,
      host:
        Object.keys(flags ?? {})
          .find((flag) => flag.startsWith(hostFlag))
          ?.slice(hostFlag.length) ?? '',
    }))
}

/** Queues boards in the order given; one that is queued stays queued once. */
export async function enqueueBoards(
  database: Pool | PoolClient,
  boards: readonly (BoardJob & { host: string })[],
): Promise<void> {
  if (boards.length === 0) return
  const jobs = boards.map((board) => ({
    payload: { sourceId: board.sourceId, slug: board.slug },
    job_key: boardKey(board),
    flags: [`${hostFlag}${board.host}`],
  }))
  await database.query(
    `select count(*) from graphile_worker.add_jobs(array(
       select ($1, payload, null, null, null, job_key, null, flags)::graphile_worker.job_spec
       from rows from (json_to_recordset($2::json) as (payload json, job_key text, flags text[])) with ordinality as job(payload, job_key, flags, place)
       order by place
     ))`,
    [task, JSON.stringify(jobs)],
  )
}

/**
 * Frees the jobs of workers that died, at once: a living worker holds a lock of its session, which ends with its process.
 * @param ownId id of this process's worker, whose jobs are left alone.
 * @returns ids of the dead workers that still held jobs.
 */
export async function unlockDeadWorkers(pool: Pool, ownId: string): Promise<string[]> {
  const { rows } = await pool.query(
    `select id from (
       select distinct locked_by as id from graphile_worker.jobs
       where locked_by <> $2 and locked_at < clock_timestamp() - interval '3 seconds') as holder
     where pg_try_advisory_xact_lock($1, hashtext(id))`,
    [livingKey, ownId],
  )
  const dead = z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id)
  if (dead.length > 0) await pool.query('select graphile_worker.force_unlock_workers($1)', [dead])
  return dead
}

export interface QueueWorker {
  id: string
  /** Rejects when it cannot go on, the database being lost; never ends otherwise. */
  lost: Promise<never>
  /** Takes no more jobs and waits for those under way. */
  stop(): Promise<void>
}

/** The session whose lock says that the worker lives; it ends with the process, or with the server. */
async function giveSign(pool: Pool, id: string): Promise<{ lost: Promise<never>; withdraw: () => void }> {
  const client = await pool.connect()
  const lost = new Promise<never>((_, reject) => client.once('error', reject))
  // The loss may come before anybody waits for it.
  lost.catch(() => undefined)
  const withdraw = () => client.release(true)
  try {
    await client.query(`select ${quickLoss}, pg_advisory_lock($1, hashtext($2))`, [livingKey, id])
    return { lost, withdraw }
  } catch (error) {
    withdraw()
    throw error
  }
}

/** Works on the queue, `concurrency` jobs at once, until it is stopped. */
export async function startQueueWorker(options: {
  pool: Pool
  concurrency: number
  read: (job: BoardJob) => Promise<void>
  onJobDone: () => void
  log: QueueLog
}): Promise<QueueWorker> {
  const events: WorkerEvents = new EventEmitter()
  let id = ''
  events.on('pool:create', ({ workerPool }) => {
    id = workerPool.id
  })
  events.on('job:complete', options.onJobDone)
  const runner = await run({
    pgPool: options.pool,
    concurrency: options.concurrency,
    noHandleSignals: true,
    parsedCronItems: [],
    pollInterval: pollMs,
    logger: loggerOf(options.log),
    events,
    // Without a batch, even of one, a job whose end cannot be stored (the database is away) would end the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    taskList: { [task]: async (payload: unknown) => options.read(BoardJob.parse(payload)) },
  })
  const ended = runner.promise.then(() => Promise.reject(new Error('the queue worker ended')))
  ended.catch(() => undefined)
  // A runner that ended by itself says so when it is stopped.
  const stop = () => runner.stop().catch(() => undefined)
  try {
    const sign = await giveSign(options.pool, id)
    const lost = Promise.race([ended, sign.lost])
    lost.catch(() => undefined)
    return { id, lost, stop: () => stop().finally(sign.withdraw) }
  } catch (error) {
    await stop()
    throw error
  }
}
