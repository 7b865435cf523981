import type { PoolClient } from 'pg'
import { inVersion } from '@/lib/db/ingest-store'
import { packPayload } from '@/lib/db/payload-store'
import { beginRun, finishRun, noCounts, wholeSource } from '@/lib/db/run-store'
import { createStaging } from '@/lib/db/stage-page'
import { isListingEnd } from '@/scrapers/contract'
import type { CrawlStep, ListingEnd } from '@/scrapers/contract'
import { CrawlError } from '@/scrapers/http/errors'
import { processInline } from '@/scrapers/process-inline'
import { inBatches } from '@/scrapers/in-batches'
import { readAhead } from '@/scrapers/read-ahead'
import { beginBoardRun, endBoardRun } from '@/scrapers/run-board'
import { makeContext } from '@/scrapers/run-context'
import { withScopeLock } from '@/scrapers/run-lock'
import { applyListingEnd, applyPages } from '@/scrapers/run-page'
import type { WorkedPage } from '@/scrapers/run-page'
import { noTimes } from '@/scrapers/run-progress'
import type { RunOptions } from '@/scrapers/run-options'
import type { RunOutcome } from '@/scrapers/run-progress'
import { judgeRun, newRunState } from '@/scrapers/run-state'
import type { RunState } from '@/scrapers/run-state'

const pagesAhead = 4

/** Small pages that complete no listing, such as the details of jobs, are stored together: a commit takes as long as ten of them. */
const batches = {
  joins: (step: WorkedPage | ListingEnd<unknown>): boolean =>
    'page' in step && step.page.completes.length === 0 && step.page.payload.body.byteLength <= 64 * 1024,
  most: 25,
  patienceMs: 250,
}

/** Starts processing and packing each page as soon as it is fetched. */
async function* startWork(
  steps: AsyncIterable<CrawlStep<unknown>>,
  options: RunOptions,
  state: RunState,
): AsyncGenerator<WorkedPage | ListingEnd<unknown>> {
  const process = options.process ?? processInline
  let waitingSince = performance.now()
  for await (const step of steps) {
    state.times.fetchMs += performance.now() - waitingSince
    if (isListingEnd(step)) yield step
    else {
      const work = process(options.source, step.payload)
      const packed = packPayload(options.source.id, step.payload)
      // Both are awaited when the page's turn comes; until then a failure must not count as unhandled.
      work.catch(() => undefined)
      packed.catch(() => undefined)
      yield { page: step, work, packed }
    }
    waitingSince = performance.now()
  }
  state.times.fetchMs += performance.now() - waitingSince
}

async function crawlAll(client: PoolClient, options: RunOptions, state: RunState): Promise<void> {
  const context = await makeContext(client, options, state)
  const steps = startWork(options.source.crawl(context), options, state)
  for await (const batch of inBatches(readAhead(steps, pagesAhead), batches)) {
    options.signal.throwIfAborted()
    const pages = batch.filter((step) => 'page' in step)
    if (pages.length > 0) await applyPages(client, options.source, pages, state)
    for (const step of batch) if ('listed' in step) await applyListingEnd(client, options.source, step, state)
  }
}

async function begin(client: PoolClient, options: RunOptions, state: RunState): Promise<void> {
  const { source, trigger, now } = options
  const params = {
    since: options.since ?? null,
    until: options.until ?? null,
    ...(options.acceptsLosses === true && { acceptsLosses: true }),
    ...describeConfig(options.config),
  }
  await beginRun(client, { id: state.runId, sourceId: source.id, scope: state.scope, trigger, params, at: now() })
  await createStaging(client)
  if (source.history === 'open') await beginBoardRun(client, options, state)
  state.tell({ kind: 'started', sourceId: source.id, runId: state.runId })
}

async function runLocked(client: PoolClient, options: RunOptions, state: RunState): Promise<RunOutcome> {
  await begin(client, options, state)
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
  await inVersion(client, async () => {
    await finishRun(client, { id: state.runId, at: options.now(), ...end })
    await endBoardRun(client, options, state, end.status)
  })
  return { ...end, runId: state.runId, counts: state.counts, times: state.times }
}

/** What of a configuration the run's row keeps: a file's label, never its path. */
const describeConfig = (config: unknown): Record<string, unknown> =>
  typeof config === 'object' && config !== null && 'label' in config ? { label: config.label } : {}

/**
 * Reads a source, or one board of it, once: every page stored in one transaction with its postings, facts, rejects and
 * cursor. Failures of the source, of a page or of a record are in the outcome and in the run's row.
 * @throws Error only when the database is lost; the run is then closed as interrupted by the next start.
 */
export async function runSource(options: RunOptions): Promise<RunOutcome> {
  const { source, now } = options
  const scope = options.scope ?? wholeSource
  const state = newRunState({
    scope,
    isBounded: (options.since ?? null) !== null || (options.until ?? null) !== null,
    limits: {
      maximumShare: source.bounds.maximumWithdrawnShare,
      acceptsLosses: options.acceptsLosses === true,
      isWindow: source.isWindow === true,
    },
    now,
    tell: options.onEvent ?? (() => undefined),
  })
  const outcome = await withScopeLock(options.pool, { sourceId: source.id, scope }, now, (client) =>
    runLocked(client, options, state),
  )
  return outcome ?? { status: 'busy', runId: null, counts: noCounts(), errorKind: null, error: null, times: noTimes() }
}
