import type { ClientBase } from 'pg'
import { type Absence, Missing, noAbsence, withdraw } from '@/lib/db/withdraw'

/** Hash of the content of a posting that its payload no longer yields: a later parser may find it there again. */
export const unparsedHash = 'unparsed'

// No index leads from a payload to its postings: ingest would pay for it with every changed board. A replay, which asks
// for one payload after the other, reads the table once and keeps what it needs.
const createOrigins =
  'create temp table if not exists made_from (payload_id uuid, posting_id uuid, primary key (payload_id, posting_id))'
const fillOrigins = `
  insert into made_from select payload_id, id from posting where source_id = $1 and withdrawn_at is null`

/** Notes of which payload each posting of a source was made: what `withdrawUnparsed` looks up. */
export async function noteOrigins(client: ClientBase, sourceId: string): Promise<void> {
  await client.query(createOrigins)
  await client.query('truncate made_from')
  await client.query(fillOrigins, [sourceId])
  await client.query('analyze made_from')
}

// A posting that other bytes showed meanwhile is theirs.
const missingOfPayloads = `
  select p.id, (r.id is null) as is_missing
    from made_from m join posting p on p.id = m.posting_id and p.payload_id = m.payload_id
         left join run_seen r on r.id = p.id
   where m.payload_id = any($1) and p.withdrawn_at is null`

/** Withdraws the postings of payloads that a new parser no longer finds in them. The connection must have its origins. */
export async function withdrawUnparsed(client: ClientBase, payloadIds: readonly string[], at: Date): Promise<Absence> {
  const { rows } = await client.query(missingOfPayloads, [payloadIds])
  const missing = Missing.parse(rows)
    .filter((row) => row.is_missing)
    .map((row) => row.id)
  const months = await withdraw(client, missing, at)
  if (missing.length > 0)
    await client.query('update posting set content_hash = $2 where id = any($1)', [missing, unparsedHash])
  return { ...noAbsence(), gone: missing.length, months }
}
