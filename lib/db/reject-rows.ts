import type { ClientBase } from 'pg'
import { postingId, uuidOf } from '@/lib/db/ids'
import type { PageToStore, PayloadRecords, RejectToStore, RunPart } from '@/lib/db/page-to-store'
import type { StagedPosting } from '@/lib/db/staging'

/** A reject with the payload that holds the record. */
export interface RejectOfPayload extends RejectToStore {
  payloadId: string
}

/** A record whose id an earlier one has: order would decide what is stored. */
export const repeatOf = ({ payloadId, posting }: StagedPosting, where: string): RejectOfPayload => ({
  payloadId,
  externalId: posting.input.externalId,
  line: null,
  field: 'id',
  reason: `an earlier record of ${where} has the same id`,
})

/** The postings of a page by the first record of each id. */
export function splitRepeats({ sourceId, payloads }: Pick<PageToStore, 'sourceId' | 'payloads'>): {
  first: StagedPosting[]
  repeats: RejectOfPayload[]
} {
  const first = new Map<string, StagedPosting>()
  const repeats: RejectOfPayload[] = []
  for (const { payloadId, postings } of payloads) {
    for (const posting of postings) {
      const id = postingId(sourceId, posting.input.externalId)
      const staged = { id, payloadId, posting }
      const earlier = first.get(id)
      if (earlier === undefined) first.set(id, staged)
      else repeats.push(repeatOf(staged, earlier.payloadId === payloadId ? 'the same page' : 'this run'))
    }
  }
  return { first: [...first.values()], repeats }
}

export const rejectsOf = (payloads: readonly PayloadRecords[]): RejectOfPayload[] =>
  payloads.flatMap(({ payloadId, rejects }) => rejects.map((reject) => ({ ...reject, payloadId })))

/** Writes the rejects of a page. Those of older bytes of the same keys are gone by then. */
export async function insertRejects(
  client: ClientBase,
  part: RunPart,
  rejects: readonly RejectOfPayload[],
): Promise<void> {
  if (rejects.length === 0) return
  const rows = rejects.map((reject, index) => ({
    id: uuidOf(
      reject.payloadId,
      reject.externalId ?? String(reject.line ?? `#${index}`),
      String(reject.line),
      reject.reason,
    ),
    payload_id: reject.payloadId,
    external_id: reject.externalId,
    line: reject.line,
    field: reject.field,
    reason: reject.reason.replaceAll('\u0000', ''),
  }))
  await client.query(
    `insert into reject (id, source_id, payload_id, run_id, external_id, line, field, reason, at)
     select id, $2, payload_id, $3, external_id, line, field, reason, $4 from json_to_recordset($1::json)
       as row(id uuid, payload_id uuid, external_id text, line int, field text, reason text)
     on conflict (id) do nothing`,
    [JSON.stringify(rows), part.sourceId, part.runId, part.at],
  )
}
