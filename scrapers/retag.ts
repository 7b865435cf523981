import { messageOf } from '@/lib/domain/message-of'
import { randomUUID } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import type { IdRange, RetagBatch } from '@/lib/db/retag-batch'
import { previewRetag } from '@/lib/db/retag-preview'
import type { RetagPreview } from '@/lib/db/retag-preview'
import {
  countPostings,
  createRetagStaging,
  dropRetagStaging,
  listIdRanges,
  stageRetagged,
  swapRetagged,
} from '@/lib/db/retag-store'
import { allSources } from '@/lib/domain/ingest'
import { readCoveredVersion } from '@/lib/db/rules-age'
import type { RulesVersions } from '@/lib/db/rules-age'
import { beginRun, finishRun, noCounts, recordExpectation, recordPage, wholeSource } from '@/lib/db/run-store'
import type { RunCounts } from '@/lib/db/run-store'
import { readAhead } from '@/scrapers/read-ahead'
import { withScopeLock } from '@/scrapers/run-lock'
import { addCounts } from '@/scrapers/run-progress'
import type { RunEvent } from '@/scrapers/run-progress'

/** Postings of one page: large enough to spare round trips, small enough for a progress bar and for memory. */
export const retagPageSize = 1_000
/** Pages read and derived before they are asked for: two for each of two threads. */
const pagesAhead = 4

/** Reads and derives one page of stored postings; on this thread or on others. */
export type RetagWorker = (range: IdRange) => Promise<RetagBatch>

export interface RetagOptions {
  pool: Pool
  work: RetagWorker
  versions: RulesVersions
  /** Says what would change and changes nothing. */
  isDryRun: boolean
  now: () => Date
  signal: AbortSignal
  pageSize?: number
  onEvent?: (event: RunEvent) => void
}

/** Milliseconds by stage; reading and deriving are summed over threads. */
export interface RetagTimes {
  readMs: number
  deriveMs: number
  stageMs: number
  swapMs: number
  totalMs: number
}

export interface RetagOutcome {
  /** `busy`: another process is tagging again, nothing was done. */
  status: 'succeeded' | 'failed' | 'interrupted' | 'busy'
  /** `updated` are the postings that came out otherwise; `skipped` those that could not be derived from their row. */
  counts: RunCounts
  /** Facts that differ now; null when nothing was written. */
  changedFacts: number | null
  preview: RetagPreview | null
  error: string | null
  times: RetagTimes
}

const nothing = (): RetagOutcome => ({
  status: 'busy',
  counts: noCounts(),
  changedFacts: null,
  preview: null,
  error: null,
  times: { readMs: 0, deriveMs: 0, stageMs: 0, swapMs: 0, totalMs: 0 },
})

async function* startWork({ pool, work, pageSize }: RetagOptions) {
  for await (const range of listIdRanges(pool, pageSize ?? retagPageSize)) {
    const batch = work(range)
    // Awaited when its turn comes; until then a failure must not count as unhandled.
    batch.catch(() => undefined)
    yield { batch }
  }
}

const countsOf = ({ seen, changed, skipped }: RetagBatch): RunCounts => ({
  ...noCounts(),
  pagesDone: 1,
  seen,
  updated: changed,
  unchanged: seen - changed - skipped,
  skipped,
})

async function stageAll(client: PoolClient, options: RetagOptions, runId: string, outcome: RetagOutcome) {
  const { isDryRun, now, onEvent, signal } = options
  const { counts, times } = outcome
  const total = Math.ceil((await countPostings(client)) / (options.pageSize ?? retagPageSize))
  onEvent?.({ kind: 'expected', total, fresh: 0 })
  if (!isDryRun) await recordExpectation(client, runId, { total, fresh: 0 })
  for await (const { batch } of readAhead(startWork(options), pagesAhead)) {
    signal.throwIfAborted()
    const done = await batch
    const stagingAt = performance.now()
    await stageRetagged(client, done.lines)
    times.stageMs += performance.now() - stagingAt
    times.readMs += done.readMs
    times.deriveMs += done.deriveMs
    addCounts(counts, countsOf(done))
    const position = `${counts.seen} postings`
    if (!isDryRun) await recordPage(client, runId, { ...countsOf(done), position, at: now() })
    onEvent?.({ kind: 'page', position: '', counts: { ...counts } })
  }
}

async function writeAll(client: PoolClient, options: RetagOptions, runId: string, outcome: RetagOutcome) {
  const startedAt = performance.now()
  if (options.isDryRun) outcome.preview = await previewRetag(client)
  else {
    const swapped = await swapRetagged(client, { ...options.versions, runId, at: options.now })
    outcome.changedFacts = swapped.changed
  }
  outcome.times.swapMs = performance.now() - startedAt
}

async function retagLocked(client: PoolClient, options: RetagOptions): Promise<RetagOutcome> {
  const { isDryRun, now, signal } = options
  const runId = randomUUID()
  const outcome = nothing()
  const startedAt = performance.now()
  if (!isDryRun) {
    const params = { covers: await readCoveredVersion(client) }
    await beginRun(client, { id: runId, sourceId: allSources, trigger: 'retag', params, at: now() })
  }
  options.onEvent?.({ kind: 'started', sourceId: allSources, runId })
  try {
    await createRetagStaging(client)
    await stageAll(client, options, runId, outcome)
    await writeAll(client, options, runId, outcome)
    await dropRetagStaging(client)
    outcome.status = 'succeeded'
  } catch (error) {
    const status = signal.aborted ? 'interrupted' : 'failed'
    const message = messageOf(error)
    Object.assign(outcome, { status, error: signal.aborted ? 'It was stopped before its end.' : message })
    const errorKind = status === 'failed' ? 'Bug' : null
    if (!isDryRun) await finishRun(client, { id: runId, status, at: now(), errorKind, error: outcome.error })
    await dropRetagStaging(client)
  }
  outcome.times.totalMs = performance.now() - startedAt
  return outcome
}

/**
 * Derives role, seniority, places and skills of all stored postings again from their rows, without payloads or
 * network, after a change of the taxonomy or the rules, and changes all figures at one moment. Ingest goes on meanwhile.
 * @throws Error only when the database is lost; nothing is changed then, and the next retag begins anew.
 */
export async function retag(options: RetagOptions): Promise<RetagOutcome> {
  const outcome = await withScopeLock(
    options.pool,
    { sourceId: allSources, scope: wholeSource },
    options.now,
    (client) => retagLocked(client, options),
  )
  return outcome ?? nothing()
}
