import type { PoolClient } from 'pg'
import { storePage } from '@/lib/db/ingest-store'
import { storeListingEnd } from '@/lib/db/listing-end'
import type { PayloadRecords, RunPart, StoredPage } from '@/lib/db/page-to-store'
import { storePayloads } from '@/lib/db/payload-store'
import type { PackedPayload } from '@/lib/db/payload-store'
import { taxonomyVersion } from '@/lib/tagger/taxonomy'
import { rulesVersion } from '@/lib/tagger/rules-version'
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
  packed: Promise<PackedPayload>
}

/** A page whose bytes are stored. */
interface ReadyPage {
  page: Page<unknown>
  packed: PackedPayload
  work: Promise<ProcessedPayload>
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

interface ProcessedPage {
  page: Page<unknown>
  records: PayloadRecords
  /** Listings that the page holds whole. */
  completes: string[]
}

/** A page that is mostly refused is not what the source usually sends: its rejects are shown, the rest is left alone. */
function recordsOf(
  source: Source,
  { page, packed }: ReadyPage,
  processed: ProcessedPayload,
  state: RunState,
): ProcessedPage {
  const { postings, rejects } = refuseFuture(processed, state.now())
  const skipped = total(processed.skipped)
  const records = postings.length + rejects.length + skipped
  const isRefused = rejects.length > records * source.bounds.maximumRejectedShare
  if (isRefused) {
    const first = rejects[0]?.reason ?? 'no reason given'
    state.fail(page.position, refusedPage(source.id, rejects.length, records, first))
    state.isCursorFrozen = true
  }
  const payload = { payloadId: packed.id, payloadKey: page.payload.key }
  return {
    page,
    records: { ...payload, postings: isRefused ? [] : postings, rejects, skipped },
    completes: isRefused ? [] : page.completes,
  }
}

async function storeProcessed(
  client: PoolClient,
  source: Source,
  pages: readonly ProcessedPage[],
  state: RunState,
): Promise<StoredPage> {
  const position = pages.at(-1)?.page.position ?? ''
  const cursor = pages.map(({ page }) => page.cursor).findLast((value) => value !== undefined)
  const part = partOf(source, { position, cursor }, state)
  return storePage(client, {
    ...part,
    parserVersion: source.parserVersion,
    givesFields: source.readFields === undefined,
    sight: { kind: 'crawl', history: source.history, firstAt: part.at, lastAt: part.at, arrival: state.arrival },
    payloads: pages.map(({ records }) => records),
    absent: { kind: 'listings', listings: pages.flatMap(({ completes }) => completes), limits: state.limits },
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

/** Waits for a page to be processed; null, and told, when that fails. */
async function processedOf(
  client: PoolClient,
  source: Source,
  ready: ReadyPage,
  state: RunState,
): Promise<ProcessedPage | null> {
  try {
    const processed = await ready.work
    addTimes(state, processed)
    return recordsOf(source, ready, processed, state)
  } catch (error) {
    await passOver(client, ready.page.position, error, state)
    return null
  }
}

/** Goes on after several pages failed together: one of them is at fault, and the others are not left out for it. */
async function oneByOne<P extends { page: Page<unknown> }>(
  client: PoolClient,
  pages: readonly P[],
  error: unknown,
  state: RunState,
  apply: (page: P) => Promise<void>,
): Promise<void> {
  const [only] = pages
  if (only !== undefined && pages.length === 1) return passOver(client, only.page.position, error, state)
  if (!(await isConnected(client))) throw error
  for (const page of pages) await apply(page)
}

async function storeTogether(
  client: PoolClient,
  source: Source,
  pages: readonly ProcessedPage[],
  state: RunState,
): Promise<void> {
  if (pages.length === 0) return
  const storingAt = performance.now()
  try {
    const stored = await storeProcessed(client, source, pages, state)
    state.times.storeMs += performance.now() - storingAt
    account(state, pages.at(-1)?.page.position ?? '', stored)
  } catch (error) {
    await oneByOne(client, pages, error, state, (page) => storeTogether(client, source, [page], state))
  }
}

/**
 * Stores pages that came one after another: their bytes first, in a transaction of their own, then everything that
 * follows from them in another. Of several, none may complete a listing. A page that fails is told and passed over.
 * @throws Error when the database is lost.
 */
export async function applyPages(
  client: PoolClient,
  source: Source,
  pages: readonly WorkedPage[],
  state: RunState,
): Promise<void> {
  const ready: ReadyPage[] = []
  try {
    const startedAt = performance.now()
    for (const { page, work, packed } of pages) ready.push({ page, work, packed: await packed })
    state.times.packMs += performance.now() - startedAt
    const payloads = ready.map(({ page, packed }) => ({ payload: page.payload, packed }))
    await storePayloads(client, { sourceId: source.id, runId: state.runId, at: state.now(), payloads })
  } catch (error) {
    return oneByOne(client, pages, error, state, (page) => applyPages(client, source, [page], state))
  }
  const processed: ProcessedPage[] = []
  for (const each of ready) {
    const page = await processedOf(client, source, each, state)
    if (page !== null) processed.push(page)
  }
  await storeTogether(client, source, processed, state)
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
