import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'

/** Milliseconds between two beats of a worker. */
export const beatIntervalMs = 5_000

/** A worker whose last beat is older than this is taken for dead. */
export const beatLostAfterMs = 30_000

/** Lives further away from now, as an interval of Postgres, are forgotten when a worker starts. */
const lifeKept = '1 day'

/**
 * Says every few seconds that this worker process lives, in the table `worker`.
 * A beat that fails (the database is restarting) is reported to `onError` and the next one tries again; one that
 * succeeds, to `onBeat`.
 * @returns a function that ends the beat in order; call it before the pool closes.
 */
export async function keepWorkerBeat(
  pool: Pool,
  options: { now: () => Date; onError: (error: unknown) => void; onBeat?: () => void; intervalMs?: number },
): Promise<() => Promise<void>> {
  const id = randomUUID()
  const startedAt = options.now()
  const beat = () =>
    pool.query(
      `insert into worker (id, started_at, beat_at) values ($1, $2, $3)
       on conflict (id) do update set beat_at = excluded.beat_at`,
      [id, startedAt, options.now()],
    )
  await beat()
  // Of a worker started by cron there are a hundred thousand lives a year, and only the newest say anything. One of days to
  // come was written while the clock was wrong, and would pass for alive.
  await pool.query(
    `delete from worker where beat_at not between $1::timestamptz - $2::interval and $1::timestamptz + $2::interval`,
    [startedAt, lifeKept],
  )
  const timer = setInterval(
    () => void beat().then(options.onBeat, options.onError),
    options.intervalMs ?? beatIntervalMs,
  )
  timer.unref()
  return async () => {
    clearInterval(timer)
    await pool.query('update worker set beat_at = $2, stopped_at = $2 where id = $1', [id, options.now()])
  }
}
