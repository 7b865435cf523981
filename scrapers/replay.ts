import { randomUUID } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { storePage } from '@/lib/db/ingest-store'
import { listLatestPayloads, readPayload } from '@/lib/db/payload-store'
import { beginRun, finishRun, noCounts, recordExpectation } from '@/lib/db/run-store'
import type { RunCounts } from '@/lib/db/run-store'
import { createStaging } from '@/lib/db/staging'
import { taxonomyVersion } from '@/lib/tagger/taxonomy'
import { rulesVersion } from '@/lib/tagger/tag'
import type { Source } from '@/scrapers/contract'
import { processInline } from '@/scrapers/process-payload'
import type { PayloadProcessor } from '@/scrapers/process-payload'
import { readAhead } from '@/scrapers/read-ahead'
import { withSourceLock } from '@/scrapers/run-lock'
import { addCounts } from '@/scrapers/run-progress'
import type { RunEvent } from '@/scrapers/run-progress'

export interface ReplayOptions {
  pool: Pool
  source: Source
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
  error: string | null
}

async function* processStored(options: ReplayOptions, ids: string[]) {
  const process = options.process ?? processInline
  for (const id of ids) {
    const payload = await readPayload(options.pool, id)
    const work = process(options.source, payload)
    work.catch(() => undefined)
    yield { payload, work }
  }
}

async function replayAll(client: PoolClient, options: ReplayOptions, runId: string, counts: RunCounts): Promise<void> {
  const { source, now, isDryRun } = options
  const ids = await listLatestPayloads(options.pool, source.id)
  options.onEvent?.({ kind: 'expected', total: ids.length, fresh: 0 })
  if (!isDryRun) await recordExpectation(client, runId, { total: ids.length, fresh: 0 })
  for await (const { payload, work } of readAhead(processStored(options, ids), 3)) {
    options.signal.throwIfAborted()
    const processed = await work
    const stored = await storePage(
      client,
      {
        sourceId: source.id,
        runId,
        payloadId: payload.id,
        payloadKey: payload.key,
        parserVersion: source.parserVersion,
        givesFields: source.readFields === undefined,
        rulesVersion,
        taxonomyVersion,
        at: now(),
        position: payload.key,
        postings: processed.postings,
        rejects: processed.rejects,
        skipped: Object.values(processed.skipped).reduce((sum, count) => sum + count, 0),
        withdraw: { kind: 'payload' },
        cursor: null,
      },
      isDryRun,
    )
    addCounts(counts, stored.counts)
    options.onEvent?.({ kind: 'page', position: payload.key, counts: { ...counts } })
  }
}

async function replayLocked(client: PoolClient, options: ReplayOptions): Promise<ReplayOutcome> {
  const runId = randomUUID()
  const counts = noCounts()
  const { isDryRun, now, source } = options
  if (!isDryRun) await beginRun(client, { id: runId, sourceId: source.id, trigger: 'replay', params: {}, at: now() })
  await createStaging(client)
  options.onEvent?.({ kind: 'started', sourceId: source.id, runId })
  const end: { status: 'succeeded' | 'failed' | 'interrupted'; error: string | null } = {
    status: 'succeeded',
    error: null,
  }
  try {
    await replayAll(client, options, runId, counts)
  } catch (error) {
    end.status = options.signal.aborted ? 'interrupted' : 'failed'
    end.error = error instanceof Error ? error.message : String(error)
  }
  const errorKind = end.status === 'failed' ? 'Bug' : null
  if (!isDryRun) await finishRun(client, { id: runId, at: now(), errorKind, ...end })
  return { ...end, counts }
}

/**
 * Parses, tags and normalises the newest stored bytes of every key again, without network: after a change of a parser,
 * the taxonomy or a rule. Postings that a payload no longer yields are withdrawn, unless records of it were refused.
 */
export async function replaySource(options: ReplayOptions): Promise<ReplayOutcome> {
  const outcome = await withSourceLock(options.pool, options.source.id, options.now, (client) =>
    replayLocked(client, options),
  )
  return outcome ?? { status: 'busy', counts: noCounts(), error: null }
}
