import { messageOf } from '@/lib/domain/message-of'
import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { prunePayloads } from '@/lib/db/payload-retention'
import type { Pruning } from '@/lib/db/payload-retention'
import { pruneRuns } from '@/lib/db/run-retention'
import { wholeSource } from '@/lib/db/run-store'
import { joinVersions } from '@/lib/db/version-retention'
import { withScopeLock } from '@/scrapers/run-lock'

const dayMs = 24 * 60 * 60 * 1000

export interface PruneOptions {
  pool: Pool
  /** Days for which payloads and runs are kept; 0 keeps them all. */
  retentionDays: number
  isDryRun?: boolean
  now: () => Date
  signal: AbortSignal
}

export interface HistoryOptions extends PruneOptions {
  /** Days for which every data version has a row of its own; 0 leaves them as they are. */
  versionDays: number
}

const beforeOf = (now: () => Date, days: number): Date => new Date(now().getTime() - days * dayMs)

/** Deletes the payloads that the retention setting no longer keeps: once a day by the worker, or by hand. */
export async function pruneOldPayloads(options: PruneOptions): Promise<Pruning> {
  const { pool, retentionDays, now, signal, isDryRun = false } = options
  if (retentionDays === 0) return { payloads: 0, bytes: 0 }
  return prunePayloads(pool, { before: beforeOf(now, retentionDays), isDryRun, signal })
}

export interface HistoryPruning {
  /** Runs that went, or would go. */
  runs: number
  /** Data versions that were joined into others, or would be. */
  versions: number
}

/** Deletes old runs and joins old data versions: once a day by the worker, or by hand. */
export async function pruneHistory(options: HistoryOptions): Promise<HistoryPruning> {
  const { pool, retentionDays, versionDays, now, signal, isDryRun = false } = options
  const part = (days: number) => ({ before: beforeOf(now, days), isDryRun, signal })
  return {
    runs: retentionDays === 0 ? 0 : await pruneRuns(pool, part(retentionDays)),
    versions: versionDays === 0 ? 0 : await joinVersions(pool, part(versionDays)),
  }
}

/** Held by the worker that prunes, in the names of sources. */
const lock = { sourceId: 'payloads', scope: wholeSource }

/**
 * Prunes at once and then every day, until the signal aborts; one of several workers does it at a time. Never throws: a
 * worker that keeps more than it must still reads its sources.
 */
export async function keepPruned({ log, ...options }: HistoryOptions & { log: Logger }): Promise<void> {
  const { pool, now, signal } = options
  const prune = async () => {
    const payloads = await pruneOldPayloads(options)
    if (payloads.payloads > 0) log.info(payloads, 'old payloads were deleted')
    // After the payloads: a run goes when none of its payloads is left.
    const history = await pruneHistory(options)
    if (history.runs + history.versions > 0) log.info(history, 'old runs were deleted, and old data versions joined')
  }
  while (!signal.aborted) {
    try {
      await withScopeLock(pool, lock, now, prune)
    } catch (error) {
      if (!signal.aborted) log.warn({ error: messageOf(error) }, 'pruning failed')
    }
    await wait(dayMs, undefined, { signal }).catch(() => undefined)
  }
}
