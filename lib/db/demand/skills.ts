import { z } from 'zod'
import { addMonths, bucketsBetween, Month } from '@/lib/domain/month'
import type { SkillRow } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { estimateShare } from '@/lib/query/statistics'
import type { ClusterSums } from '@/lib/query/sums'
import { clusterColumns, toClusterSums } from '@/lib/db/demand/cluster-sums'
import { codesAt, periodOf, countedSql } from '@/lib/db/demand/dimensions'
import type { Range } from '@/lib/query/periods'
import { createStatement, type Snapshot } from '@/lib/db/demand/snapshot'

/** The last 12 months of a range; fewer when the range is shorter. */
export function windowOf(range: Range): Range {
  const from = addMonths(range.to, -11)
  return { from: from > range.from ? from : range.from, to: range.to }
}

/** The window a year earlier; null unless the range holds it whole, since part of a year says nothing of a year. */
function windowBefore(window: Range, range: Range): Range | null {
  const before = { from: addMonths(window.from, -12), to: addMonths(window.to, -12) }
  return before.from >= range.from ? before : null
}

const WindowRow = z.object({
  ...clusterColumns,
  /** Null in the only row of a window in which no skill is named. */
  skill: z.string().nullable(),
})

/** Sums by skill, clustered by employer, over the months of `filters`; the totals stand in every row. */
async function sumSkills(
  snapshot: Snapshot,
  filters: Filters,
): Promise<{ vacancies: number; sums: Map<string, ClusterSums> }> {
  const statement = createStatement()
  const rows = await snapshot.rows(
    WindowRow,
    `with vacancy as materialized (
       ${countedSql(`employer_id, ${codesAt(filters.level)} as codes`, { filters, statement })}
     ), employer as (
       select employer_id, count(*)::float8 as n from vacancy group by employer_id
     ), total as (
       select coalesce(sum(n), 0) as n, count(*)::int as m, coalesce(sum(n * n), 0) as nn from employer
     ), named as (
       select code, employer_id, count(*)::float8 as y
         from vacancy, unnest(codes) as code group by code, employer_id
     ), by_code as (
       select code, sum(y) as y, sum(y * y) as yy, sum(y * n) as yn
         from named join employer using (employer_id) group by code
     ), by_skill as (
       select skill.id as skill, y, yy, yn from by_code join skill using (code) where skill.kind = 'skill'
     )
     select n, m, nn, skill, coalesce(y, 0) as y, coalesce(yy, 0) as yy, coalesce(yn, 0) as yn
       from total left join by_skill on true`,
    statement.values,
  )
  const sums = new Map<string, ClusterSums>()
  for (const { skill, ...row } of rows) {
    if (skill !== null) sums.set(skill, toClusterSums(row))
  }
  return { vacancies: rows[0]?.n ?? 0, sums }
}

const YearRow = z.object({
  start: Month,
  vacancies: z.number(),
  named: z.record(z.string(), z.number()),
})

/** Vacancies by calendar year, and how many of them name each skill. */
async function countYears(snapshot: Snapshot, filters: Filters): Promise<z.infer<typeof YearRow>[]> {
  const statement = createStatement()
  const columns = `${periodOf('year')} as start, ${codesAt(filters.level)} as codes`
  return snapshot.rows(
    YearRow,
    `with vacancy as materialized (
       ${countedSql(columns, { filters, statement })}
     ), named as (
       select start, code, count(*)::int as named from vacancy, unnest(codes) as code group by start, code
     ), by_year as (
       select start, jsonb_object_agg(skill.id, named) as named
         from named join skill using (code) where skill.kind = 'skill' group by start
     ), total as (
       select start, count(*)::int as vacancies from vacancy group by start
     )
     select to_char(start, 'YYYY-MM') as start, vacancies, coalesce(named, '{}') as named
       from total left join by_year using (start)`,
    statement.values,
  )
}

/** Share of every skill that the last 12 months name, with the year before and the calendar years. */
export async function readSkills(snapshot: Snapshot, query: { filters: Filters; range: Range }): Promise<SkillRow[]> {
  const { filters, range } = query
  const window = windowOf(range)
  const before = windowBefore(window, range)
  const now = await sumSkills(snapshot, { ...filters, ...window })
  const then = before === null ? null : await sumSkills(snapshot, { ...filters, ...before })
  const years = new Map((await countYears(snapshot, filters)).map((year) => [year.start, year]))
  const starts = bucketsBetween(range.from, range.to, 'year')

  const rows = [...now.sums].map(([skill, sums]): SkillRow => {
    const share = estimateShare(sums)
    const isComparable = then !== null && then.vacancies > 0
    const shareYearBefore = isComparable ? (then.sums.get(skill)?.named ?? 0) / then.vacancies : null
    return {
      skill,
      ...share,
      shareYearBefore,
      change: share.share === null || shareYearBefore === null ? null : share.share - shareYearBefore,
      yearly: starts.map((start) => {
        const year = years.get(start)
        return { start, share: year === undefined ? null : (year.named[skill] ?? 0) / year.vacancies }
      }),
    }
  })
  return rows.toSorted((a, b) => b.vacancies - a.vacancies || (a.skill < b.skill ? -1 : 1))
}
