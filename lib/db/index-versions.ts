import type { ClientBase, Pool } from 'pg'
import { z } from 'zod'
import { chunkVersion } from '@/lib/demand-index/chunk'

/** Whether a data version can be asked: `kept`, `dropped` by retention, or `unknown`: it never was, or was never published. */
export type VersionState = 'kept' | 'dropped' | 'unknown'

/** Looks up a data version that a query names. */
export async function readVersionState(pool: Pool, version: number): Promise<VersionState> {
  const { rows } = await pool.query(
    `select dropped_at is null as is_kept from sealed_version
      where id = $1 and id <= (select max(id) from data_version)`,
    [version],
  )
  const [row] = z.array(z.object({ is_kept: z.boolean() })).parse(rows)
  return row === undefined ? 'unknown' : row.is_kept ? 'kept' : 'dropped'
}

/** Why a data version cannot be asked, as a sentence. */
export const explainVersion = (version: number, state: Exclude<VersionState, 'kept'>): string =>
  state === 'dropped'
    ? `Data version ${version} is no longer kept.`
    : `There is no data version ${version}, or none was published under that number.`

// The newest of a calendar month stays, and with it what a reader of that month may have cited last.
const dropVersions = `
  update sealed_version s set dropped_at = $2
    from data_version d
   where d.id = s.id and s.dropped_at is null and s.id <> (select max(id) from sealed_version)
     and (exists (select from month_chunk mc join chunk c using (hash)
                   where mc.from_version <= s.id and (mc.until_version is null or mc.until_version > s.id)
                     and c.format <> $3)
          or (d.at < $1 and exists (select from sealed_version later join data_version made on made.id = later.id
                                     where later.id > s.id and later.dropped_at is null
                                       and date_trunc('month', made.at, 'UTC') = date_trunc('month', d.at, 'UTC'))))`

const dropMonths = `
  delete from month_chunk mc where mc.until_version is not null and not exists (
    select from sealed_version s
     where s.dropped_at is null and s.id >= mc.from_version and s.id < mc.until_version)`

const dropChunks = `delete from chunk c where not exists (select from month_chunk mc where mc.hash = c.hash)`

export interface VersionPruning {
  versions: number
  chunks: number
}

/**
 * Lets go of the versions made before a time, but for the newest of every calendar month, and of the chunks that no
 * version holds then; also of versions whose chunks this code can no longer read. Call it in a transaction, with the
 * lock of sealing held: a chunk being written must not pass for an unused one.
 */
export async function pruneVersions(
  client: ClientBase,
  { before, at }: { before: Date; at: Date },
): Promise<VersionPruning> {
  const versions = await client.query(dropVersions, [before, at, chunkVersion])
  await client.query(dropMonths)
  const chunks = await client.query(dropChunks)
  return { versions: versions.rowCount ?? 0, chunks: chunks.rowCount ?? 0 }
}
