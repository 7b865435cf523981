import type { ClientBase } from 'pg'
import { z } from 'zod'

export interface Withdrawal {
  withdrawn: number
  months: string[]
  /** Set when too much was missing: nothing was withdrawn, and this says why. */
  held: string | null
}

/** A handful may always go: a share of a small listing is no sign of anything. */
const alwaysAllowed = 5

const Missing = z.array(z.object({ id: z.string(), is_missing: z.boolean() }))

const missingOfListings = `
  select p.id, (s.id is null and not (p.external_id = any($3))) as is_missing
  from posting p left join stage_posting s on s.id = p.id
  where p.source_id = $1 and p.listing = any($2) and p.withdrawn_at is null`

const missingOfPayload = `
  select p.id, (s.id is null) as is_missing
  from posting p left join stage_posting s on s.id = p.id
  where p.payload_id = $1 and p.withdrawn_at is null`

async function withdraw(client: ClientBase, ids: string[], at: Date): Promise<string[]> {
  if (ids.length === 0) return []
  await client.query('update posting set withdrawn_at = $2 where id = any($1)', [ids, at])
  const { rows } = await client.query('delete from posting_fact where posting_id = any($1) returning month', [ids])
  return [
    ...new Set(
      z
        .array(z.object({ month: z.string() }))
        .parse(rows)
        .map((row) => row.month),
    ),
  ]
}

/**
 * Withdraws what complete listings no longer hold: the posting keeps its row, its fact goes.
 * A record that was refused this time is still listed, so it stays. Losing more than the allowed share is held.
 */
export async function withdrawMissing(
  client: ClientBase,
  page: { sourceId: string; listings: string[]; refusedIds: string[]; maximumShare: number; at: Date },
): Promise<Withdrawal> {
  if (page.listings.length === 0) return { withdrawn: 0, months: [], held: null }
  const { rows } = await client.query(missingOfListings, [page.sourceId, page.listings, page.refusedIds])
  const known = Missing.parse(rows)
  const missing = known.filter((row) => row.is_missing).map((row) => row.id)
  if (missing.length > Math.max(alwaysAllowed, known.length * page.maximumShare)) {
    const held = `${page.listings.join(', ')} lists ${known.length - missing.length} of ${known.length} known postings; the others are kept until it is looked at`
    return { withdrawn: 0, months: [], held }
  }
  return { withdrawn: missing.length, months: await withdraw(client, missing, page.at), held: null }
}

/** Withdraws the postings of a payload that a new parser no longer finds in it. */
export async function withdrawUnparsed(client: ClientBase, payloadId: string, at: Date): Promise<Withdrawal> {
  const { rows } = await client.query(missingOfPayload, [payloadId])
  const missing = Missing.parse(rows)
    .filter((row) => row.is_missing)
    .map((row) => row.id)
  return { withdrawn: missing.length, months: await withdraw(client, missing, at), held: null }
}
