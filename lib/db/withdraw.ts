import type { ClientBase } from 'pg'
import { z } from 'zod'
import { ask, prepared } from '@/lib/db/prepared'

/** What a source's listings hold, as declared by it: all that was ever posted, or only what is open now. */
export type History = 'complete' | 'open'

/** When an absence is believed. */
export interface AbsenceLimits {
  /** Share of a listing's known postings that may be gone at once. */
  maximumShare: number
  /** Records that a listing usually has; empty where a run reads only what is new. */
  usual: ReadonlyMap<string, number>
  /** A person has looked: whatever is absent goes. */
  acceptsLosses: boolean
  /** The listing shows the newest only: one that has left it may be open still, so that nothing goes. */
  isWindow: boolean
}

export interface Absence {
  /** Postings withdrawn or closed. */
  gone: number
  /** Months of facts that went, `YYYY-MM-01`. */
  months: string[]
  /** Set when too much was missing: nothing went, and this says why. */
  held: string | null
}

export const noAbsence = (): Absence => ({ gone: 0, months: [], held: null })

/** A handful may always go: a share of a small listing is no sign of anything. */
const alwaysAllowed = 5
/** Listings that usually have fewer records than this vary too much for an alarm. */
const leastUsual = 20

interface Count {
  listing: string
  /** Records of the listing this time. */
  listed: number
  known: number
  missing: number
}

function doubtCount({ listing, listed }: Pick<Count, 'listing' | 'listed'>, limits: AbsenceLimits): string | null {
  const usual = limits.usual.get(listing) ?? 0
  return usual >= leastUsual && listed < usual / 2
    ? `${listing} has ${listed} records, where ${usual} are usual; what it no longer lists is kept until it is looked at`
    : null
}

/** Why an absence is not believed; null when it is. */
export function doubtAbsence({ listing, listed, known, missing }: Count, limits: AbsenceLimits): string | null {
  if (limits.acceptsLosses) return null
  if (limits.isWindow) return doubtCount({ listing, listed }, limits)
  if (missing === 0) return null
  const kept = 'are kept until it is looked at'
  if (listed === 0) return `${listing} is empty, while ${known} postings of it are known; they ${kept}`
  if (missing === known) return `${listing} lists none of its ${known} known postings; they ${kept}`
  const doubt = doubtCount({ listing, listed }, limits)
  if (doubt !== null) return doubt
  if (missing > Math.max(alwaysAllowed, known * limits.maximumShare))
    return `${listing} lists ${known - missing} of ${known} known postings; the others ${kept}`
  return null
}

/** Postings that a listing or a payload had, and whether they are missing now. */
export const Missing = z.array(z.object({ id: z.string(), is_missing: z.boolean() }))

// What came with this very run is no measure of what it lost; and what a page of it held is there, also when the
// source forgot to list it.
const missingOfListing = prepared(`
  select p.id, (r.id is null and not (p.external_id = any($3))) as is_missing
    from posting p left join lateral (select id, is_new from run_seen where run_seen.id = p.id limit 1) r on true
   where p.source_id = $1 and p.listing = $2 and p.withdrawn_at is null and p.closed_at is null
     and r.is_new is distinct from true`)

/** Takes postings out of the figures. @returns months of the facts that went */
export async function withdraw(client: ClientBase, ids: string[], at: Date): Promise<string[]> {
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

/** Closed postings keep their facts: they were demand when they were posted. */
async function close(client: ClientBase, ids: string[], at: Date): Promise<string[]> {
  if (ids.length > 0) await client.query('update posting set closed_at = $2 where id = any($1)', [ids, at])
  return []
}

export interface ListingToJudge {
  sourceId: string
  history: History
  listing: string
  /** Records that the listing has this time. */
  listed: number
  limits: AbsenceLimits
  at: Date
}

async function removeMissing(client: ClientBase, page: ListingToJudge, rows: unknown[]): Promise<Absence> {
  const known = Missing.parse(rows)
  const missing = known.filter((row) => row.is_missing).map((row) => row.id)
  const held = doubtAbsence({ ...page, known: known.length, missing: missing.length }, page.limits)
  if (held !== null || page.limits.isWindow) return { gone: 0, months: [], held }
  const months = await (page.history === 'open' ? close : withdraw)(client, missing, page.at)
  return { gone: missing.length, months, held: null }
}

/**
 * Removes what a listing no longer has. A posting of a source that keeps history is withdrawn: it keeps its row, its fact
 * goes. One of an open listing is closed. Losing too much, or everything, is held.
 * @param listedIds external ids that it has, whatever could be read of them, beside those that this run stored: a record
 * that was refused is still listed
 */
export async function removeMissingOfListing(
  client: ClientBase,
  page: ListingToJudge,
  listedIds: readonly string[],
): Promise<Absence> {
  const { rows } = await ask(client, missingOfListing, [page.sourceId, page.listing, listedIds])
  return removeMissing(client, page, rows)
}
