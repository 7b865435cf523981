import type { Pool } from 'pg'
import { z } from 'zod'

const Status = z.object({
  /** Newest data version; null before any. */
  newest: z.int().nullable(),
  /** Newest one that is sealed. */
  sealed: z.int().nullable(),
  /** Versions that can be asked. */
  versions: z.int(),
  /** Months and facts of the newest sealed one. */
  months: z.int(),
  rows: z.int(),
  /** Chunks of all versions, and what they take. */
  chunks: z.int(),
  bytes: z.int(),
})
export type IndexStatus = z.infer<typeof Status>

const statusSql = `
  select (select max(id) from data_version) as newest,
         (select max(id) from sealed_version where dropped_at is null) as sealed,
         (select count(*) from sealed_version where dropped_at is null) as versions,
         (select count(*) from month_chunk where until_version is null) as months,
         (select coalesce(sum(rows), 0) from month_chunk join chunk using (hash) where until_version is null) as rows,
         count(*) as chunks, coalesce(sum(octet_length(bytes)), 0) as bytes
    from chunk`

/** What the demand index holds. */
export async function readIndexStatus(pool: Pool): Promise<IndexStatus> {
  const { rows } = await pool.query(statusSql)
  return z.tuple([Status]).parse(rows)[0]
}
