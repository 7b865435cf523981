import type { Pool, PoolClient } from 'pg'
import { closeStaleRuns, listRunningScopes, lockScope, unlockScope } from '@/lib/db/run-store'
import type { Scope } from '@/lib/db/run-store'

/**
 * Runs `work` on a connection of its own that holds the lock of a source's scope; null when another process holds it.
 * Runs that a dead process left as running are closed first.
 */
export async function withScopeLock<T>(
  pool: Pool,
  scope: Scope,
  now: () => Date,
  work: (client: PoolClient) => Promise<T>,
): Promise<T | null> {
  const client = await pool.connect()
  // A broken connection fails the query under way; without a listener its event would end the process.
  const ignore = () => undefined
  client.on('error', ignore)
  let isReusable = false
  try {
    if (!(await lockScope(client, scope))) {
      isReusable = true
      return null
    }
    await closeStaleRuns(client, scope, now())
    const result = await work(client)
    await unlockScope(client, scope)
    isReusable = true
    return result
  } finally {
    client.off('error', ignore)
    // Ending the session frees the lock, whatever state the connection is in.
    client.release(!isReusable)
  }
}

/** Closes what a killed process left as running, in every scope of these sources that nobody is reading now. */
export async function recoverRuns(pool: Pool, sourceIds: readonly string[], now: () => Date): Promise<void> {
  for (const scope of await listRunningScopes(pool, sourceIds)) {
    await withScopeLock(pool, scope, now, async () => undefined)
  }
}
