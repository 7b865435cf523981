import type { ClientBase } from 'pg'
import { z } from 'zod'
import { uuidOf } from '@/lib/db/ids'
import type { PageToStore, RejectToStore } from '@/lib/db/page-to-store'
import type { PostingToStore } from '@/lib/db/posting-to-store'

const repeat = (externalId: string, where: string): RejectToStore => ({
  externalId,
  line: null,
  field: 'id',
  reason: `an earlier record of ${where} has the same id`,
})

/** Two records of one page with the same id: only the first can be staged. */
export function splitRepeats(postings: readonly PostingToStore[]): {
  first: PostingToStore[]
  repeats: RejectToStore[]
} {
  const seen = new Set<string>()
  const repeats: RejectToStore[] = []
  const first = postings.filter(({ input }) => {
    const isNew = !seen.has(input.externalId)
    seen.add(input.externalId)
    if (!isNew) repeats.push(repeat(input.externalId, 'the same page'))
    return isNew
  })
  return { first, repeats }
}

const rememberSeen = `
  with seen as (
    insert into run_seen (id, payload_id, is_new)
    select s.id, $1, p.id is null from stage_posting s left join posting p on p.id = s.id returning is_new)
  select count(*) filter (where not is_new) as known from seen`

/**
 * The first record of a run with an id wins; later ones are told as rejects, or order would decide what is stored.
 * @returns the rejects, and how many of the staged postings are stored already.
 */
export async function dropRepeats(
  client: ClientBase,
  payloadId: string,
): Promise<{ repeats: RejectToStore[]; known: number }> {
  const { rows } = await client.query(
    `delete from stage_posting s using run_seen r where r.id = s.id returning s.external_id`,
  )
  const seen = await client.query(rememberSeen, [payloadId])
  const [{ known }] = z.tuple([z.object({ known: z.number() })]).parse(seen.rows)
  const ids = z.array(z.object({ external_id: z.string() })).parse(rows)
  return { repeats: ids.map((row) => repeat(row.external_id, 'this run')), known }
}

/** Puts the rejects of a page in the place of those of older bytes of the same key. */
export async function replaceRejects(
  client: ClientBase,
  page: PageToStore,
  rejects: readonly RejectToStore[],
): Promise<void> {
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
