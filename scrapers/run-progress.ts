import type { RunStatus } from '@/lib/domain/ingest'
import type { RunCounts } from '@/lib/db/run-store'

/** What a run tells while it goes on, for a progress bar or a log. */
export type RunEvent =
  | { kind: 'started'; sourceId: string; runId: string }
  | { kind: 'expected'; total: number; fresh: number }
  | { kind: 'page'; position: string; counts: RunCounts }
  | { kind: 'trouble'; position: string; errorKind: string; message: string }

/** Milliseconds by stage. Stages overlap (the next page is fetched and processed while one is stored), so they add up to more than the whole. */
export interface StageTimes {
  fetchMs: number
  parseMs: number
  tagMs: number
  normaliseMs: number
  packMs: number
  storeMs: number
  totalMs: number
}

export interface RunOutcome {
  /** `busy`: another process is reading the source, nothing was done. */
  status: RunStatus | 'busy'
  runId: string | null
  counts: RunCounts
  errorKind: string | null
  error: string | null
  times: StageTimes
}

export const noTimes = (): StageTimes => ({
  fetchMs: 0,
  parseMs: 0,
  tagMs: 0,
  normaliseMs: 0,
  packMs: 0,
  storeMs: 0,
  totalMs: 0,
})

export function addCounts(sum: RunCounts, page: RunCounts): void {
  sum.pagesDone += page.pagesDone
  sum.seen += page.seen
  sum.inserted += page.inserted
  sum.updated += page.updated
  sum.unchanged += page.unchanged
  sum.withdrawn += page.withdrawn
  sum.reopened += page.reopened
  sum.rejected += page.rejected
  sum.skipped += page.skipped
}
