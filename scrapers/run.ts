import { randomUUID } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import type { Month } from '@/lib/domain/month'
import type { RunStatus } from '@/lib/domain/ingest'
import { latestPayload, packPayload } from '@/lib/db/payload-store'
import { beginRun, finishRun, noCounts, readCursor, recordExpectation } from '@/lib/db/run-store'
import type { RunTrigger } from '@/lib/db/run-store'
import { createStaging } from '@/lib/db/staging'
import { isListingEnd } from '@/scrapers/contract'
import type { CrawlContext, CrawlStep, FetchResult, Page, Source } from '@/scrapers/contract'
import { CrawlError, describeError } from '@/scrapers/http/errors'
import { PoliteFetcher } from '@/scrapers/http/polite-fetcher'
import { sharedGatesOf } from '@/scrapers/http/shared-gates'
import { processInline } from '@/scrapers/process-payload'
import type { PayloadProcessor, ProcessedPayload } from '@/scrapers/process-payload'
import { readAhead } from '@/scrapers/read-ahead'
import { withSourceLock } from '@/scrapers/run-lock'
import { applyPage } from '@/scrapers/run-page'
import type { RunState } from '@/scrapers/run-page'
import { noTimes } from '@/scrapers/run-progress'
import type { RunEvent, RunOutcome } from '@/scrapers/run-progress'

export interface RunOptions {
  pool: Pool
  source: Source
  /** Parsed by the source's own schema before use. */
  config: unknown
  trigger: RunTrigger
  /** Bounds of a backfill; a bounded run never moves the cursor. */
  since?: Month | null
  until?: Month | null
  /** Withdraws whatever a complete listing lost, however much: after a person has looked at a held run. */
  acceptsLosses?: boolean
  now: () => Date
  random: () => number
  contact: string
  isPolite: boolean
  /** Server that gets every request instead of its host: `SKILLTIDE_REROUTE`. */
  reroute?: string | null
  signal: AbortSignal
  onEvent?: (event: RunEvent) => void
  process?: PayloadProcessor
}

const pagesAhead = 4

interface WorkedPage {
  page: Page<unknown>
  work: Promise<ProcessedPayload>
  packed: ReturnType<typeof packPayload>
}

/** Bytes stored before are asked for conditionally: a 304 is answered from them. */
async function fetchConditionally(
  fetcher: PoliteFetcher,
  options: RunOptions,
  url: string,
  request: { headers?: Record<string, string>; key?: string; json?: unknown },
): Promise<FetchResult> {
  const stored = request.key === undefined ? null : await latestPayload(options.pool, options.source.id, request.key)
  const validators = {
    ...(stored?.headers.etag !== undefined && { 'if-none-match': stored.headers.etag }),
    ...(stored?.headers['last-modified'] !== undefined && { 'if-modified-since': stored.headers['last-modified'] }),
  }
  const result = await fetcher.fetch(url, {
    headers: { ...request.headers, ...validators },
    json: request.json,
    signal: options.signal,
  })
  if (result.status !== 304 || stored === null) return result
  return { status: stored.status ?? 200, url: stored.url, headers: stored.headers, body: stored.body }
}

async function makeContext(
  client: PoolClient,
  options: RunOptions,
  state: RunState,
): Promise<CrawlContext<unknown, unknown>> {
  const { source, pool, signal, now } = options
  const config = source.configSchema.parse(options.config)
  const stored = await readCursor(client, source.id, state.scope)
  const cursor = stored === null ? null : source.cursorSchema.parse(stored)
  const fetcher = new PoliteFetcher({
    hosts: source.policy.hosts(config),
    minimumDelayMs: source.policy.minimumDelayMs,
    inFlight: source.policy.inFlight,
    contact: options.contact,
    isPolite: options.isPolite,
    reroute: options.reroute ?? null,
    gates: sharedGatesOf(pool, options.random),
    now,
    random: options.random,
  })
  return {
    fetch: (url, request = {}) => fetchConditionally(fetcher, options, url, request),
    cursor,
    config,
    now: now(),
    since: options.since ?? null,
    until: options.until ?? null,
    signal,
    expect: (pages) => {
      state.tell({ kind: 'expected', ...pages })
      state.pending.push(
        recordExpectation(pool, state.runId, pages).catch((error: unknown) => state.fail('the run', error)),
      )
    },
    miss: (position, error) => state.fail(position, error),
    tellName: () => undefined,
  }
}

/** Starts processing and packing each page as soon as it is fetched. */
async function* startWork(
  pages: AsyncIterable<CrawlStep<unknown>>,
  options: RunOptions,
  state: RunState,
): AsyncGenerator<WorkedPage> {
  const process = options.process ?? processInline
  let waitingSince = performance.now()
  for await (const page of pages) {
    if (isListingEnd(page)) continue
    state.times.fetchMs += performance.now() - waitingSince
    const work = process(options.source, page.payload)
    const packed = packPayload(options.source.id, page.payload)
    // Both are awaited when the page's turn comes; until then a failure must not count as unhandled.
    work.catch(() => undefined)
    packed.catch(() => undefined)
    yield { page, work, packed }
    waitingSince = performance.now()
  }
  state.times.fetchMs += performance.now() - waitingSince
}

async function crawlAll(client: PoolClient, options: RunOptions, state: RunState): Promise<void> {
  const context = await makeContext(client, options, state)
  const worked = startWork(options.source.crawl(context), options, state)
  for await (const { page, work, packed } of readAhead(worked, pagesAhead)) {
    options.signal.throwIfAborted()
    await applyPage(client, options.source, { page, work, packed }, state)
  }
}

/** How the run ended, once its crawl is over. `thrown` is what ended the crawl early, if anything did. */
function judgeRun(
  state: RunState,
  signal: AbortSignal,
  thrown: unknown,
): { status: RunStatus; errorKind: string | null; error: string | null } {
  if (signal.aborted) return { status: 'interrupted', errorKind: null, error: 'It was stopped before its end.' }
  if (thrown !== null) {
    const { kind, message } = describeError(thrown)
    return { status: kind === 'HaltSource' ? 'halted' : 'failed', errorKind: kind, error: message }
  }
  const [first] = state.failures
  if (first) {
    const more = state.failures.length > 1 ? ` (and ${state.failures.length - 1} more)` : ''
    return { status: 'failed', errorKind: first.kind, error: `${first.position}: ${first.message}${more}` }
  }
  const [held] = state.held
  return held === undefined
    ? { status: 'succeeded', errorKind: null, error: null }
    : {
        status: 'held',
        errorKind: null,
        error: state.held.length > 1 ? `${held} (and ${state.held.length - 1} more)` : held,
      }
}

async function runLocked(client: PoolClient, options: RunOptions, state: RunState): Promise<RunOutcome> {
  const { source, now } = options
  const params = { since: options.since ?? null, until: options.until ?? null, ...describeConfig(options.config) }
  await beginRun(client, { id: state.runId, sourceId: source.id, trigger: options.trigger, params, at: now() })
  await createStaging(client)
  state.tell({ kind: 'started', sourceId: source.id, runId: state.runId })
  const startedAt = performance.now()
  let thrown: unknown = null
  try {
    await crawlAll(client, options, state)
  } catch (error) {
    thrown = error
    if (!(error instanceof CrawlError) && !options.signal.aborted) state.fail('the run', error)
  }
  await Promise.all(state.pending)
  state.times.totalMs = performance.now() - startedAt
  const end = judgeRun(state, options.signal, thrown)
  await finishRun(client, { id: state.runId, at: now(), ...end })
  return { ...end, runId: state.runId, counts: state.counts, times: state.times }
}

/** What of a configuration the run's row keeps: a file's label, never its path. */
const describeConfig = (config: unknown): Record<string, unknown> =>
  typeof config === 'object' && config !== null && 'label' in config ? { label: config.label } : {}

/**
 * Reads a source once: every page stored in one transaction with its postings, facts, rejects and cursor.
 * Failures of the source, of a page or of a record are in the outcome and in the run's row.
 * @throws Error only when the database is lost; the run is then closed as interrupted by the next start.
 */
export async function runSource(options: RunOptions): Promise<RunOutcome> {
  const { source, now } = options
  const tell = options.onEvent ?? (() => undefined)
  const state: RunState = {
    runId: randomUUID(),
    scope: 'all',
    isBounded: (options.since ?? null) !== null || (options.until ?? null) !== null,
    maximumWithdrawnShare: options.acceptsLosses === true ? 1 : source.bounds.maximumWithdrawnShare,
    isCursorFrozen: false,
    counts: noCounts(),
    times: noTimes(),
    failures: [],
    held: [],
    pending: [],
    now,
    tell,
    fail: (position, error) => {
      const { kind, message } = describeError(error)
      state.isCursorFrozen ||= kind === 'Bug'
      state.failures.push({ position, kind, message })
      tell({ kind: 'trouble', position, errorKind: kind, message })
    },
  }
  const outcome = await withSourceLock(options.pool, source.id, now, (client) => runLocked(client, options, state))
  return outcome ?? { status: 'busy', runId: null, counts: noCounts(), errorKind: null, error: null, times: noTimes() }
}
