import type pg from 'pg'
import { z } from 'zod'
import { readSnapshot } from '@/lib/db/demand/snapshot'
import { isMonth, type Month } from '@/lib/domain/month'

/** What the facts hold that a reader can filter by. */
export interface ChoiceCounts {
  /** Codes of ISO 3166-1, ISO 3166-2 and `EU` with their postings of all roles, most first. */
  regions: { code: string; postings: number }[]
  sources: { id: string; name: string; homepage: string; attribution: string }[]
  /** First and last month with a fact; null before any. */
  from: Month | null
  to: Month | null
}

const RegionRow = z.object({ code: z.string(), postings: z.number() })
const SourceRow = z.object({ id: z.string(), name: z.string(), homepage: z.string(), attribution: z.string() })
const RangeRow = z.object({ first: z.string().nullable(), last: z.string().nullable() })

const monthOfDay = (day: string | null): Month | null => {
  const month = day?.slice(0, 7)
  return isMonth(month) ? month : null
}

/** Reads the choices in one snapshot. Only sources with facts are offered: another would filter everything out. */
export function readChoiceCounts(pool: pg.Pool): Promise<ChoiceCounts> {
  return readSnapshot(pool, async (snapshot) => {
    const regions = await snapshot.rows(
      RegionRow,
      `select code, count(*) as postings from posting_fact, unnest(regions) as code group by code order by postings desc, code`,
    )
    const sources = await snapshot.rows(
      SourceRow,
      `select id, name, homepage, attribution from source
        where exists (select 1 from posting_fact where source_id = source.id) order by name`,
    )
    const [range] = await snapshot.rows(RangeRow, `select min(month) as first, max(month) as last from posting_fact`)
    return { regions, sources, from: monthOfDay(range?.first ?? null), to: monthOfDay(range?.last ?? null) }
  })
}
