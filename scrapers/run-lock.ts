import type { Pool, PoolClient } from 'pg'
import { closeStaleRuns, lockSource, unlockSource } from '@/lib/db/run-store'

/**
 * Runs `work` on a connection of its own that holds the lock of a source; null when another process holds it.
 * Runs that a dead process left as running are closed first.
 */
export async function withSourceLock<T>(
  pool: Pool,
  sourceId: string,
  now: () => Date,
  work: (client: PoolClient) => Promise<T>,
): Promise<T | null> {
  const client = await pool.connect()
  // A broken connection fails the query under way; without a listener its event would end the process.
  const ignore = () => undefined
  client.on('error', ignore)
  let isReusable = false
  try {
    if (!(await lockSource(client, sourceId))) {
      isReusable = true
      return null
    }
    await closeStaleRuns(client, sourceId, now())
    const result = await work(client)
    await unlockSource(client, sourceId)
    isReusable = true
    return result
  } finally {
    client.off('error', ignore)
    // Ending the session frees the lock, whatever state the connection is in.
    client.release(!isReusable)
  }
}

/** Closes what a killed process left as running, for every source that nobody is reading now. */
export async function recoverRuns(pool: Pool, sourceIds: readonly string[], now: () => Date): Promise<void> {
  for (const sourceId of sourceIds) await withSourceLock(pool, sourceId, now, async () => undefined)
}
