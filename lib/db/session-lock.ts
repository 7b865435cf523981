import type { Pool, PoolClient } from 'pg'
import { z } from 'zod'
import { quickLoss } from '@/lib/db/pool'

const Locked = z.tuple([z.object({ locked: z.boolean() })])

/**
 * Runs `work` on a connection of its own as the one process that holds an advisory lock; `busy` when another does. The lock is
 * free again when its process is killed, at once, or its machine is gone, within half a minute.
 */
export async function withSessionLock<T>(
  pool: Pool,
  key: number,
  work: (client: PoolClient) => Promise<T>,
): Promise<T | 'busy'> {
  const client = await pool.connect()
  let isReusable = false
  try {
    const { rows } = await client.query(`select ${quickLoss}, pg_try_advisory_lock($1) as locked`, [key])
    const [{ locked }] = Locked.parse(rows)
    const result = locked ? await work(client) : 'busy'
    if (locked) await client.query('select pg_advisory_unlock($1)', [key])
    isReusable = true
    return result
  } finally {
    // Ending the session frees the lock, whatever state the connection is in.
    client.release(!isReusable)
  }
}
