import type { ClientBase } from 'pg'
import { z } from 'zod'
import { uuidOf } from '@/lib/db/ids'
import { mergeStaged } from '@/lib/db/merge-postings'
import type { PostingToStore } from '@/lib/db/posting-to-store'
import { moveCursor, recordPage } from '@/lib/db/run-store'
import type { RunCounts } from '@/lib/db/run-store'
import { stagePostings } from '@/lib/db/staging'
import { withdrawMissing, withdrawUnparsed } from '@/lib/db/withdraw'
import type { Withdrawal } from '@/lib/db/withdraw'

export interface RejectToStore {
  externalId: string | null
  line: number | null
  field: string | null
  reason: string
}

/** Everything that one page changes, all or nothing. */
export interface PageToStore {
  sourceId: string
  runId: string
  payloadId: string
  /** Key that the payload is stored under: rejects of older bytes of the same key are replaced. */
  payloadKey: string
  parserVersion: number
  /** Whether the source gives fields beside the text, or all of them were read out of it. */
  givesFields: boolean
  rulesVersion: string
  taxonomyVersion: string
  at: Date
  position: string
  postings: readonly PostingToStore[]
  rejects: readonly RejectToStore[]
  skipped: number
  /** What may be withdrawn: what complete listings omit (a crawl), or what the payload no longer yields (a replay). */
  withdraw: { kind: 'listings'; listings: string[]; maximumShare: number } | { kind: 'payload' }
  cursor: { scope: string; value: unknown } | null
}

export interface StoredPage {
  counts: RunCounts
  rejects: readonly RejectToStore[]
  held: string | null
}

/** The first record of a run with an id wins; later ones are told as rejects, or order would decide what is stored. */
async function dropRepeats(client: ClientBase, page: PageToStore): Promise<RejectToStore[]> {
  const { rows } = await client.query(
    `delete from stage_posting s using run_seen r where r.id = s.id returning s.external_id`,
  )
  await client.query('insert into run_seen (id, payload_id) select id, $1 from stage_posting', [page.payloadId])
  const ids = z.array(z.object({ external_id: z.string() })).parse(rows)
  return ids.map((row) => ({
    externalId: row.external_id,
    line: null,
    field: 'id',
    reason: 'an earlier record of this run has the same id',
  }))
}

/** Two records of one page with the same id: only the first can be staged. */
function splitRepeats(postings: readonly PostingToStore[]): { first: PostingToStore[]; repeats: RejectToStore[] } {
  const seen = new Set<string>()
  const repeats: RejectToStore[] = []
  const first = postings.filter(({ input }) => {
    const isNew = !seen.has(input.externalId)
    seen.add(input.externalId)
    if (!isNew) {
      repeats.push({
        externalId: input.externalId,
        line: null,
        field: 'id',
        reason: 'an earlier record of the same page has the same id',
      })
    }
    return isNew
  })
  return { first, repeats }
}

async function replaceRejects(client: ClientBase, page: PageToStore, rejects: readonly RejectToStore[]): Promise<void> {
  await client.query(
    'delete from reject where payload_id in (select id from raw_payload where source_id = $1 and key = $2)',
    [page.sourceId, page.payloadKey],
  )
  if (rejects.length === 0) return
  const rows = rejects.map((reject, index) => ({
    id: uuidOf(
      page.payloadId,
      reject.externalId ?? String(reject.line ?? `#${index}`),
      String(reject.line),
      reject.reason,
    ),
    external_id: reject.externalId,
    line: reject.line,
    field: reject.field,
    reason: reject.reason.replaceAll('\u0000', ''),
  }))
  await client.query(
    `insert into reject (id, source_id, payload_id, run_id, external_id, line, field, reason, at)
     select id, $2, $3, $4, external_id, line, field, reason, $5 from json_to_recordset($1::json)
       as row(id uuid, external_id text, line int, field text, reason text)
     on conflict (id) do nothing`,
    [JSON.stringify(rows), page.sourceId, page.payloadId, page.runId, page.at],
  )
}

async function recordVersion(
  client: ClientBase,
  page: PageToStore,
  months: Set<string>,
  changed: number,
): Promise<void> {
  if (changed === 0) return
  await client.query(
    `insert into data_version (at, run_id, source_id, months, changed, taxonomy_version, rules_version)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [page.at, page.runId, page.sourceId, [...months].sort(), changed, page.taxonomyVersion, page.rulesVersion],
  )
}

async function withdraw(client: ClientBase, page: PageToStore, refused: readonly RejectToStore[]): Promise<Withdrawal> {
  if (page.withdraw.kind === 'payload') {
    // A refused record is no absent one, and it may not be known which posting it was: a wrong --map or a parser that
    // fails would otherwise take good rows away.
    if (refused.length > 0) return { withdrawn: 0, months: [], held: null }
    return withdrawUnparsed(client, page.payloadId, page.at)
  }
  return withdrawMissing(client, {
    sourceId: page.sourceId,
    listings: page.withdraw.listings,
    refusedIds: refused.flatMap((reject) => (reject.externalId === null ? [] : [reject.externalId])),
    maximumShare: page.withdraw.maximumShare,
    at: page.at,
  })
}

async function writePage(client: ClientBase, page: PageToStore): Promise<StoredPage> {
  const { first, repeats } = splitRepeats(page.postings)
  await stagePostings(client, first, page)
  const dropped = await dropRepeats(client, page)
  const rejects = [...page.rejects, ...repeats, ...dropped]
  const staged = first.length - dropped.length
  const merged = await mergeStaged(client, { payloadId: page.payloadId, seenAt: page.at, staged })
  const gone = await withdraw(client, page, rejects)
  await replaceRejects(client, page, rejects)
  const months = new Set([...merged.months, ...gone.months])
  await recordVersion(client, page, months, merged.changedFacts + gone.withdrawn)
  await client.query('update raw_payload set parsed_by = $2 where id = $1', [page.payloadId, page.parserVersion])
  if (page.cursor !== null) await moveCursor(client, { sourceId: page.sourceId, at: page.at, ...page.cursor })
  const counts: RunCounts = {
    pagesDone: 1,
    seen: page.postings.length + page.rejects.length + page.skipped,
    inserted: merged.inserted,
    updated: merged.updated,
    unchanged: merged.unchanged,
    withdrawn: gone.withdrawn,
    rejected: rejects.length,
    skipped: page.skipped,
  }
  await recordPage(client, page.runId, { ...counts, position: page.position, at: page.at })
  return { counts, rejects, held: gone.held }
}

/**
 * Stores one page in one transaction: postings, places, companies, facts, withdrawals, rejects, cursor, data version
 * and the run's counts. With `isDryRun` the transaction is rolled back, so that the counts say what would change.
 * The connection must have its staging tables (createStaging).
 */
export async function storePage(client: ClientBase, page: PageToStore, isDryRun = false): Promise<StoredPage> {
  await client.query('begin')
  try {
    const stored = await writePage(client, page)
    await client.query(isDryRun ? 'rollback' : 'commit')
    return stored
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}
