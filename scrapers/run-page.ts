import type { PoolClient } from 'pg'
import { storePage } from '@/lib/db/ingest-store'
import { storeListingEnd } from '@/lib/db/listing-end'
import type { RunPart, StoredPage } from '@/lib/db/page-to-store'
import { storePayload } from '@/lib/db/payload-store'
import type { packPayload } from '@/lib/db/payload-store'
import { taxonomyVersion } from '@/lib/tagger/taxonomy'
import { rulesVersion } from '@/lib/tagger/tag'
import type { ListingEnd, Page, Reject, Source } from '@/scrapers/contract'
import { retryLater } from '@/scrapers/http/errors'
import type { ProcessedPayload } from '@/scrapers/process-payload'
import { addCounts } from '@/scrapers/run-progress'
import type { RunState } from '@/scrapers/run-state'

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

/** A page on its way: fetched, and being processed and packed. */
export interface WorkedPage {
  page: Page<unknown>
  work: Promise<ProcessedPayload>
  packed: ReturnType<typeof packPayload>
}

function addTimes(state: RunState, { times }: ProcessedPayload): void {
  state.times.parseMs += times.parseMs
  state.times.tagMs += times.tagMs
  state.times.normaliseMs += times.normaliseMs
}

function partOf(source: Source, step: { position: string; cursor?: unknown }, state: RunState): RunPart {
  const mayMove = !state.isCursorFrozen && !state.isBounded && step.cursor !== undefined
  return {
    sourceId: source.id,
    scope: state.scope,
    runId: state.runId,
    rulesVersion,
    taxonomyVersion,
    at: state.now(),
    position: step.position,
    cursor: mayMove ? { value: step.cursor } : null,
  }
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
  const part = partOf(source, page, state)
  return storePage(client, {
    ...part,
    payloadId,
    payloadKey: page.payload.key,
    parserVersion: source.parserVersion,
    givesFields: source.readFields === undefined,
    sight: { kind: 'crawl', history: source.history, firstAt: part.at, lastAt: part.at, arrival: state.arrival },
    // A page that is mostly refused is not what the source usually sends: its rejects are shown, the rest is left alone.
    postings: isRefused ? [] : postings,
    rejects,
    skipped,
    absent: { kind: 'listings', listings: isRefused ? [] : page.completes, limits: state.limits },
  })
}

/** Adds what was stored to the run, and tells it. */
function account(state: RunState, position: string, stored: StoredPage): void {
  if (stored.held !== null) {
    state.held.push(stored.held)
    state.isCursorFrozen = true
  }
  for (const { listing, listed } of stored.applied) state.applied.set(listing, listed)
  addCounts(state.counts, stored.counts)
  state.tell({ kind: 'page', position, counts: { ...state.counts } })
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

/** Tells a step that failed and passes over it; the cursor stays, so that the next run reads it again. */
async function passOver(client: PoolClient, position: string, error: unknown, state: RunState): Promise<void> {
  if (!(await isConnected(client))) throw error
  state.isCursorFrozen = true
  state.fail(position, error)
}

/**
 * Stores one page: its bytes first, in a transaction of their own, then everything that follows from them in another.
 * A page that fails is told and passed over.
 * @throws Error when the database is lost.
 */
export async function applyPage(
  client: PoolClient,
  source: Source,
  { page, work, packed }: WorkedPage,
  state: RunState,
): Promise<void> {
  const startedAt = performance.now()
  try {
    const ready = await packed
    state.times.packMs += performance.now() - startedAt
    const { runId } = state
    await storePayload(client, { sourceId: source.id, runId, at: state.now(), payload: page.payload, packed: ready })
    const processed = await work
    addTimes(state, processed)
    const storingAt = performance.now()
    const stored = await storeProcessed(client, source, { page, payloadId: ready.id }, processed, state)
    state.times.storeMs += performance.now() - storingAt
    account(state, page.position, stored)
  } catch (error) {
    await passOver(client, page.position, error, state)
  }
}

/**
 * Applies the end of a listing whose pages were stored before. What it lists is complete by contract, so what it omits
 * may go even if a page of it failed; the cursor then stays.
 * @throws Error when the database is lost.
 */
export async function applyListingEnd(
  client: PoolClient,
  source: Source,
  end: ListingEnd<unknown>,
  state: RunState,
): Promise<void> {
  try {
    const { listing, listed } = end
    const { history } = source
    const part = partOf(source, end, state)
    account(
      state,
      end.position,
      await storeListingEnd(client, { ...part, history, listing, listed, limits: state.limits }),
    )
  } catch (error) {
    await passOver(client, end.position, error, state)
  }
}
