import type { ClientBase } from 'pg'
import { inVersion } from '@/lib/db/ingest-store'
import type { ListingEndToStore, StoredPage } from '@/lib/db/page-to-store'
import { endOfPart } from '@/lib/db/part-end'
import { ask, prepared } from '@/lib/db/prepared'
import { noCounts } from '@/lib/db/run-store'
import type { RunCounts } from '@/lib/db/run-store'
import { removeMissingOfListing } from '@/lib/db/withdraw'

const reopen = prepared(`
  update posting set closed_at = null, reopened_at = $4, last_seen_at = $4
   where source_id = $1 and listing = $2 and external_id = any($3) and closed_at is not null`)

// Written at most once a day for a posting that stays as it is, as for those of a page.
const touch = prepared(`
  update posting set last_seen_at = $4
   where source_id = $1 and listing = $2 and external_id = any($3) and withdrawn_at is null
     and last_seen_at < $4::timestamptz - interval '1 day'`)

async function writeEnd(client: ClientBase, end: ListingEndToStore): Promise<StoredPage> {
  const { sourceId, listing, listed, at } = end
  const named = [sourceId, listing, listed, at]
  const reopened = end.history === 'open' ? ((await ask(client, reopen, named)).rowCount ?? 0) : 0
  await ask(client, touch, named)
  const gone = await removeMissingOfListing(client, { ...end, listed: listed.length }, listed)
  const counts: RunCounts = { ...noCounts(), withdrawn: gone.gone, reopened }
  await endOfPart(client, end, {
    counts,
    movesCursor: gone.held === null,
    keys: [],
    payloadIds: [],
    parserVersion: null,
    months: gone.months.toSorted(),
    changed: gone.months.length > 0 ? gone.gone : 0,
  })
  const applied = gone.held === null ? [{ listing, listed: listed.length }] : []
  return { counts, rejects: [], held: gone.held, applied, months: gone.months }
}

/**
 * Applies the end of a listing in one transaction: what it lists counts as seen and is open again, what it omits is
 * withdrawn or closed, and the cursor moves, unless its losses are held.
 */
export async function storeListingEnd(client: ClientBase, end: ListingEndToStore): Promise<StoredPage> {
  return inVersion(client, () => writeEnd(client, end))
}
