import { messageOf } from '@/lib/domain/message-of'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import { readBoard } from '@/lib/db/board-store'
import { storePage } from '@/lib/db/ingest-store'
import type { PageToStore, Sight } from '@/lib/db/page-to-store'
import { listPayloadsToReplay, readPayload } from '@/lib/db/payload-store'
import type { PayloadToReplay, StoredPayload } from '@/lib/db/payload-store'
import { previewPage } from '@/lib/db/replay-preview'
import {
  beginRun,
  finishRun,
  lockScope,
  noCounts,
  recordExpectation,
  unlockScope,
  wholeSource,
} from '@/lib/db/run-store'
import type { RunCounts } from '@/lib/db/run-store'
import { createStaging } from '@/lib/db/stage-page'
import { noteOrigins } from '@/lib/db/withdraw-unparsed'
import { taxonomyVersion } from '@/lib/tagger/taxonomy'
import { rulesVersion } from '@/lib/tagger/rules-version'
import type { Source } from '@/scrapers/contract'
import { processInline } from '@/scrapers/process-inline'
import type { PayloadProcessor, ProcessedPayload } from '@/scrapers/process-payload'
import { readAhead } from '@/scrapers/read-ahead'
import { gatherReport } from '@/scrapers/replay-report'
import type { ReplayReport } from '@/scrapers/replay-report'
import { withScopeLock } from '@/scrapers/run-lock'
import { addCounts } from '@/scrapers/run-progress'
import type { RunEvent } from '@/scrapers/run-progress'

export interface ReplayOptions {
  pool: Pool
  source: Source
  /** One board of the source; all that was ever read of it when left out. */
  board?: string
  /** Says what would change and changes nothing. */
  isDryRun: boolean
  now: () => Date
  signal: AbortSignal
  onEvent?: (event: RunEvent) => void
  process?: PayloadProcessor
}

export interface ReplayOutcome {
  status: 'succeeded' | 'failed' | 'interrupted' | 'busy'
  counts: RunCounts
  /** What would change; null unless nothing was to be changed. */
  report: ReplayReport | null
  error: string | null
}

interface Replay {
  client: PoolClient
  options: ReplayOptions
  runId: string
  counts: RunCounts
  gathered: ReturnType<typeof gatherReport>
}

interface Read {
  payload: StoredPayload
  isNewest: boolean
  work: Promise<ProcessedPayload>
}

async function* processStored(options: ReplayOptions, payloads: PayloadToReplay[]): AsyncGenerator<Read> {
  const process = options.process ?? processInline
  for (const { id, isNewest } of payloads) {
    const payload = await readPayload(options.pool, id)
    const work = process(options.source, payload)
    work.catch(() => undefined)
    yield { payload, isNewest, work }
  }
}

/** New to us now, a posting was still first seen when its bytes were received. */
function sightOf({ payload, isNewest }: Read, source: Source, baselineAt: Date | null): Sight {
  const isStock = source.history === 'open' && (baselineAt === null || payload.fetchedAt <= baselineAt)
  return {
    kind: isNewest ? 'replay' : 'old-replay',
    history: source.history,
    firstAt: payload.fetchedAt,
    lastAt: payload.lastSeenAt,
    arrival: isStock ? 'stock' : 'flow',
  }
}

function pageOf(
  { options, runId }: Replay,
  {
    scope,
    sight,
    payload,
    processed,
  }: { scope: string; sight: Sight; payload: StoredPayload; processed: ProcessedPayload },
): PageToStore {
  const { source, now } = options
  return {
    sourceId: source.id,
    scope,
    runId,
    parserVersion: source.parserVersion,
    givesFields: source.readFields === undefined,
    rulesVersion,
    taxonomyVersion,
    at: now(),
    position: payload.key,
    sight,
    payloads: [
      {
        payloadId: payload.id,
        payloadKey: payload.key,
        postings: processed.postings,
        rejects: processed.rejects,
        skipped: Object.values(processed.skipped).reduce((sum, count) => sum + count, 0),
      },
    ],
    absent: { kind: 'payload' },
    cursor: null,
  }
}

async function replayScope(replay: Replay, scope: string, payloads: PayloadToReplay[]): Promise<void> {
  const { client, options, counts, gathered } = replay
  const { source, signal } = options
  const board = source.history === 'open' ? await readBoard(client, source.id, scope) : null
  for await (const read of readAhead(processStored(options, payloads), 3)) {
    signal.throwIfAborted()
    const processed = await read.work
    const sight = sightOf(read, source, board?.baselineAt ?? null)
    const page = pageOf(replay, { scope, sight, payload: read.payload, processed })
    if (options.isDryRun) {
      const preview = await previewPage(client, page)
      gathered.add(preview)
      addCounts(counts, preview.stored.counts)
    } else addCounts(counts, (await storePage(client, page)).counts)
    options.onEvent?.({ kind: 'page', position: read.payload.key, counts: { ...counts } })
  }
}

const lockAgainMs = 500

/** Waits for the run of a board to end: both write the same postings. */
async function lockPatiently(client: PoolClient, scope: { sourceId: string; scope: string }, signal: AbortSignal) {
  while (!(await lockScope(client, scope))) await wait(lockAgainMs, undefined, { signal })
}

function byScope(payloads: PayloadToReplay[]): Map<string, PayloadToReplay[]> {
  const scopes = new Map<string, PayloadToReplay[]>()
  for (const payload of payloads) {
    const known = scopes.get(payload.scope)
    if (known === undefined) scopes.set(payload.scope, [payload])
    else known.push(payload)
  }
  return scopes
}

async function replayAll(replay: Replay): Promise<void> {
  const { client, options, runId } = replay
  const { source, signal, board = null } = options
  const payloads = await listPayloadsToReplay(options.pool, source.id, board)
  options.onEvent?.({ kind: 'expected', total: payloads.length, fresh: 0 })
  if (!options.isDryRun) await recordExpectation(client, runId, { total: payloads.length, fresh: 0 })
  for (const [scope, mine] of byScope(payloads)) {
    const key = { sourceId: source.id, scope }
    const isMine = scope !== (board ?? wholeSource)
    if (isMine) await lockPatiently(client, key, signal)
    try {
      await replayScope(replay, scope, mine)
    } finally {
      if (isMine) await unlockScope(client, key)
    }
  }
}

async function replayLocked(client: PoolClient, options: ReplayOptions): Promise<ReplayOutcome> {
  const replay: Replay = { client, options, runId: randomUUID(), counts: noCounts(), gathered: gatherReport() }
  const { runId, counts, gathered } = replay
  const { isDryRun, now, source } = options
  const run = { id: runId, sourceId: source.id, scope: options.board ?? wholeSource }
  if (!isDryRun) await beginRun(client, { ...run, trigger: 'replay', params: {}, at: now() })
  await createStaging(client)
  await noteOrigins(client, source.id)
  options.onEvent?.({ kind: 'started', sourceId: source.id, runId })
  const end: Pick<ReplayOutcome, 'error'> & { status: 'succeeded' | 'failed' | 'interrupted' } = {
    status: 'succeeded',
    error: null,
  }
  try {
    await replayAll(replay)
  } catch (error) {
    end.status = options.signal.aborted ? 'interrupted' : 'failed'
    end.error = messageOf(error)
  }
  const errorKind = end.status === 'failed' ? 'Bug' : null
  if (!isDryRun) await finishRun(client, { id: runId, at: now(), errorKind, ...end })
  return { ...end, counts, report: isDryRun ? gathered.report() : null }
}

/**
 * Parses, tags and normalises stored bytes again, without network: after a change of a parser, the taxonomy or a rule.
 * Every posting is made from the bytes that showed it last. One that they no longer yield is withdrawn, unless records
 * of the payload were refused. Nothing is opened or closed, and no month of an open source moves.
 */
export async function replaySource(options: ReplayOptions): Promise<ReplayOutcome> {
  const scope = { sourceId: options.source.id, scope: options.board ?? wholeSource }
  const outcome = await withScopeLock(options.pool, scope, options.now, (client) => replayLocked(client, options))
  return outcome ?? { status: 'busy', counts: noCounts(), report: null, error: null }
}
