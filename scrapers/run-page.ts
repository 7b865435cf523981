import type { PoolClient } from 'pg'
import { storePage } from '@/lib/db/ingest-store'
import type { StoredPage } from '@/lib/db/ingest-store'
import { storePayload } from '@/lib/db/payload-store'
import type { packPayload } from '@/lib/db/payload-store'
import type { RunCounts } from '@/lib/db/run-store'
import { taxonomyVersion } from '@/lib/tagger/taxonomy'
import { rulesVersion } from '@/lib/tagger/tag'
import type { Page, Reject, Source } from '@/scrapers/contract'
import { retryLater } from '@/scrapers/http/errors'
import type { ProcessedPayload } from '@/scrapers/process-payload'
import { addCounts } from '@/scrapers/run-progress'
import type { RunEvent, StageTimes } from '@/scrapers/run-progress'

/** What a run keeps between its pages. */
export interface RunState {
  runId: string
  scope: string
  isBounded: boolean
  maximumWithdrawnShare: number
  /** Set once a page failed: a cursor moved later would say that the page was stored. */
  isCursorFrozen: boolean
  counts: RunCounts
  times: StageTimes
  failures: { position: string; kind: string; message: string }[]
  held: string[]
  pending: Promise<unknown>[]
  now: () => Date
  tell: (event: RunEvent) => void
  fail: (position: string, error: unknown) => void
}

const dayMs = 24 * 60 * 60 * 1000

/** Advertisements from the future (beyond the turn of a day somewhere) would open months that have not begun. */
function refuseFuture(
  { postings, rejects }: ProcessedPayload,
  now: Date,
): Pick<ProcessedPayload, 'postings' | 'rejects'> {
  const limit = now.getTime() + 2 * dayMs
  const late = postings.filter(({ input }) => input.postedAt.getTime() > limit)
  if (late.length === 0) return { postings, rejects }
  const refused: Reject[] = late.map(({ input }) => ({
    externalId: input.externalId,
    line: null,
    field: 'postedAt',
    reason: 'the date lies in the future',
  }))
  return { postings: postings.filter((posting) => !late.includes(posting)), rejects: [...rejects, ...refused] }
}

const total = (skipped: Record<string, number>): number => Object.values(skipped).reduce((sum, count) => sum + count, 0)

interface Work {
  page: Page<unknown>
  work: Promise<ProcessedPayload>
  packed: ReturnType<typeof packPayload>
}

function addTimes(state: RunState, { times }: ProcessedPayload): void {
  state.times.parseMs += times.parseMs
  state.times.tagMs += times.tagMs
  state.times.normaliseMs += times.normaliseMs
}

async function storeProcessed(
  client: PoolClient,
  source: Source,
  { page, payloadId }: { page: Page<unknown>; payloadId: string },
  processed: ProcessedPayload,
  state: RunState,
): Promise<StoredPage> {
  const { postings, rejects } = refuseFuture(processed, state.now())
  const skipped = total(processed.skipped)
  const records = postings.length + rejects.length + skipped
  const isRefused = rejects.length > records * source.bounds.maximumRejectedShare
  if (isRefused) {
    const first = rejects[0]?.reason ?? 'no reason given'
    state.fail(page.position, refusedPage(source.id, rejects.length, records, first))
    state.isCursorFrozen = true
  }
  const mayMove = !state.isCursorFrozen && !state.isBounded && page.cursor !== undefined
  return storePage(client, {
    sourceId: source.id,
    runId: state.runId,
    payloadId,
    payloadKey: page.payload.key,
    parserVersion: source.parserVersion,
    givesFields: source.readFields === undefined,
    rulesVersion,
    taxonomyVersion,
    at: state.now(),
    position: page.position,
    // A page that is mostly refused is not what the source usually sends: its rejects are shown, the rest is left alone.
    postings: isRefused ? [] : postings,
    rejects,
    skipped,
    withdraw: {
      kind: 'listings',
      listings: isRefused ? [] : page.completes,
      maximumShare: state.maximumWithdrawnShare,
    },
    cursor: mayMove ? { scope: state.scope, value: page.cursor } : null,
  })
}

const refusedPage = (sourceId: string, rejected: number, records: number, first: string): Error =>
  retryLater(sourceId, `${rejected} of ${records} records were refused, first because ${first}`)

/** A connection that no longer answers ends the run; anything else is the page's own trouble. */
async function isConnected(client: PoolClient): Promise<boolean> {
  return client.query('select 1').then(
    () => true,
    () => false,
  )
}

/**
 * Stores one page: its bytes first, in a transaction of their own, then everything that follows from them in another.
 * A page that fails is told and passed over; the cursor stays where it was, so that the next run reads it again.
 * @throws Error when the database is lost.
 */
export async function applyPage(
  client: PoolClient,
  source: Source,
  { page, work, packed }: Work,
  state: RunState,
): Promise<void> {
  const startedAt = performance.now()
  try {
    const ready = await packed
    state.times.packMs += performance.now() - startedAt
    await storePayload(client, {
      sourceId: source.id,
      runId: state.runId,
      at: state.now(),
      payload: page.payload,
      packed: ready,
    })
    const processed = await work
    addTimes(state, processed)
    const storingAt = performance.now()
    const stored = await storeProcessed(client, source, { page, payloadId: ready.id }, processed, state)
    state.times.storeMs += performance.now() - storingAt
    if (stored.held !== null) {
      state.held.push(stored.held)
      // Marked as read, a held thread would never be looked at again.
      state.isCursorFrozen = true
    }
    addCounts(state.counts, stored.counts)
    state.tell({ kind: 'page', position: page.position, counts: { ...state.counts } })
  } catch (error) {
    if (!(await isConnected(client))) throw error
    state.isCursorFrozen = true
    state.fail(page.position, error)
  }
}
