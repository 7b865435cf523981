import type { Pool } from 'pg'
import { listLastRuns } from '@/lib/db/run-store'
import type { Source } from '@/scrapers/contract'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** Runs looked back on to count failures in a row; beyond that the pause no longer grows anyway. */
const runsLookedAt = 10

export interface PastRun {
  status: string
  startedAt: Date
  finishedAt: Date | null
  errorKind: string | null
}

/**
 * When a source is due next. Never read or interrupted: at once. After a failure: in 30 seconds, doubling with every
 * further one, at most one cadence. Halted: the site asked us to stay away, so a whole day. Otherwise after its cadence.
 */
export function nextRunAt(runs: readonly PastRun[], cadenceHours: number): Date {
  const [last] = runs
  if (last === undefined || last.status === 'interrupted' || last.status === 'running') return new Date(0)
  const cadenceMs = cadenceHours * hourMs
  const endedAt = (last.finishedAt ?? last.startedAt).getTime()
  if (last.status === 'halted') return new Date(endedAt + Math.max(cadenceMs, 24 * hourMs))
  if (last.status !== 'failed') return new Date(last.startedAt.getTime() + cadenceMs)
  const good = runs.findIndex((run) => run.status !== 'failed')
  const failures = good === -1 ? runs.length : good
  return new Date(endedAt + Math.min(cadenceMs, 0.5 * minuteMs * 2 ** (failures - 1)))
}

/** Sources of the registry that are due now, in its order. The only place that decides when anything runs. */
export async function listDueSources(pool: Pool, sources: readonly Source[], now: Date): Promise<Source[]> {
  const due: Source[] = []
  for (const source of sources) {
    if (source.cadenceHours === null || source.boards !== null) continue
    const runs = await listLastRuns(pool, source.id, runsLookedAt)
    if (nextRunAt(runs, source.cadenceHours) <= now) due.push(source)
  }
  return due
}
