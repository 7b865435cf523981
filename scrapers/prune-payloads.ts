import { messageOf } from '@/lib/domain/message-of'
import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { prunePayloads } from '@/lib/db/payload-retention'
import type { Pruning } from '@/lib/db/payload-retention'
import { wholeSource } from '@/lib/db/run-store'
import { withScopeLock } from '@/scrapers/run-lock'

const dayMs = 24 * 60 * 60 * 1000

export interface PruneOptions {
  pool: Pool
  /** Days for which payloads are kept; 0 keeps them all. */
  retentionDays: number
  isDryRun?: boolean
  now: () => Date
  signal: AbortSignal
}

/** Deletes the payloads that the retention setting no longer keeps: once a day by the worker, or by hand. */
export async function pruneOldPayloads(options: PruneOptions): Promise<Pruning> {
  const { pool, retentionDays, now, signal } = options
  if (retentionDays === 0) return { payloads: 0, bytes: 0 }
  const before = new Date(now().getTime() - retentionDays * dayMs)
  return prunePayloads(pool, { before, isDryRun: options.isDryRun === true, signal })
}

/** Held by the worker that prunes, in the names of sources. */
const lock = { sourceId: 'payloads', scope: wholeSource }

/**
 * Prunes at once and then every day, until the signal aborts; one of several workers does it at a time. Never throws: a
 * worker that keeps more than it must still reads its sources.
 */
export async function keepPayloadsPruned({ log, ...options }: PruneOptions & { log: Logger }): Promise<void> {
  const { pool, now, signal } = options
  while (!signal.aborted && options.retentionDays > 0) {
    try {
      const pruned = await withScopeLock(pool, lock, now, () => pruneOldPayloads(options))
      if (pruned !== null && pruned.payloads > 0) log.info(pruned, 'old payloads were deleted')
    } catch (error) {
      if (!signal.aborted) log.warn({ error: messageOf(error) }, 'pruning failed')
    }
    await wait(dayMs, undefined, { signal }).catch(() => undefined)
  }
}
