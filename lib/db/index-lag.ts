import type { Pool } from 'pg'
import { z } from 'zod'
import type { IndexLag } from '@/lib/domain/operator-views'

const Lag = z.tuple([
  z.object({
    newest: z.int().nullable(),
    sealed: z.int().nullable(),
    waiting: z.int(),
    waitingSince: z.date().nullable(),
  }),
])

const lagSql = `
  select s.newest, s.sealed, count(d.id) as waiting, min(d.at) as "waitingSince"
    from (select (select max(id) from data_version) as newest,
                 (select max(id) from sealed_version where dropped_at is null) as sealed) s
    left join data_version d on d.id > coalesce(s.sealed, 0)
   group by s.newest, s.sealed`

/** How far the version that pages show is behind the newest facts. */
export async function readIndexLag(pool: Pool): Promise<IndexLag> {
  return Lag.parse((await pool.query(lagSql)).rows)[0]
}
