import type { ClientBase } from 'pg'
import type { PageToStore } from '@/lib/db/page-to-store'
import { unparsedHash } from '@/lib/db/withdraw'

// A posting is made from the bytes that showed it last. One that was withdrawn because its listing no longer held it
// stays so; one that an older parser did not find may come back.
const dropOthers = `
  delete from stage_posting s using posting p
   where p.id = s.id and (p.payload_id <> $1 or (p.withdrawn_at is not null and p.content_hash <> $2))`

const dropUnknown = `
  delete from stage_posting s where not exists (select 1 from posting p where p.id = s.id)`

/**
 * Takes from the staged page of a replay what these bytes do not decide: postings that other bytes showed later and, of
 * bytes that newer ones of their key have followed, postings that are not known.
 * @returns how many were taken out.
 */
export async function dropForeign(client: ClientBase, page: Pick<PageToStore, 'payloadId' | 'sight'>): Promise<number> {
  const others = await client.query(dropOthers, [page.payloadId, unparsedHash])
  const unknown = page.sight.kind === 'old-replay' ? await client.query(dropUnknown) : null
  return (others.rowCount ?? 0) + (unknown?.rowCount ?? 0)
}
