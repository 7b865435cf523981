import type { Pool } from 'pg'
import { prunePayloads } from '@/lib/db/payload-retention'
import type { Pruning } from '@/lib/db/payload-retention'

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
