import type { Pool } from 'pg'
import { z } from 'zod'
import { readIndexLag } from '@/lib/db/index-lag'
import type { IndexLag } from '@/lib/domain/operator-views'

const Status = z.object({
  /** Versions that can be asked. */
  versions: z.int(),
  /** Months and facts of the newest sealed one. */
  months: z.int(),
  rows: z.int(),
  /** Chunks of all versions, and what they take. */
  chunks: z.int(),
  bytes: z.int(),
})
export type IndexStatus = IndexLag & z.infer<typeof Status>

const statusSql = `
  select (select count(*) from sealed_version where dropped_at is null) as versions,
         (select count(*) from month_chunk where until_version is null) as months,
         (select coalesce(sum(rows), 0) from month_chunk join chunk using (hash) where until_version is null) as rows,
         count(*) as chunks, coalesce(sum(octet_length(bytes)), 0) as bytes
    from chunk`

/** What the demand index holds. */
export async function readIndexStatus(pool: Pool): Promise<IndexStatus> {
  const { rows } = await pool.query(statusSql)
  return { ...(await readIndexLag(pool)), ...z.tuple([Status]).parse(rows)[0] }
}
