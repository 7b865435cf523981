import { z } from 'zod'
import type { CompanionRow, SeriesKey } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { namesOf } from '@/lib/query/series'
import { estimateShare, liftOf } from '@/lib/query/statistics'
import { clusterColumns, toClusterSums } from '@/lib/db/demand/cluster-sums'
import { codesAt, namesCondition, countedSql } from '@/lib/db/demand/dimensions'
import { createStatement, type Snapshot } from '@/lib/db/demand/snapshot'
import { seriesCode } from '@/lib/db/series-code'

const Row = z.object({
  skill: z.string(),
  all_vacancies: z.number(),
  all_named: z.number(),
  ...clusterColumns,
})

/**
 * Skills that stand beside a series, over the whole range. The level filter holds for the series, for
 * the companion and for the base, so that the lift of a on b is the lift of b on a.
 */
export async function readCompanions(
  snapshot: Snapshot,
  query: { filters: Filters; series: SeriesKey },
): Promise<CompanionRow[]> {
  const { filters, series } = query
  const statement = createStatement()
  const columns = `employer_id, ${codesAt(filters.level)} as codes, ${namesCondition(series, filters.level, statement)} as is_asked`
  const rows = await snapshot.rows(
    Row,
    `with vacancy as materialized (
       ${countedSql(columns, { filters, statement })}
     ), base as (
       select code, count(*)::int as all_named from vacancy, unnest(codes) as code group by code
     ), employer as (
       select employer_id, count(*)::float8 as n from vacancy where is_asked group by employer_id
     ), total as (
       select sum(n) as n, count(*)::int as m, sum(n * n) as nn,
              (select count(*)::int from vacancy) as all_vacancies from employer
     ), beside as (
       select code, employer_id, count(*)::float8 as y
         from vacancy, unnest(codes) as code where is_asked group by code, employer_id
     ), by_code as (
       select code, sum(y) as y, sum(y * y) as yy, sum(y * n) as yn
         from beside join employer using (employer_id) group by code
     )
     select skill.id as skill, all_vacancies, all_named, n, m, nn, y, yy, yn
       from by_code join base using (code) join skill using (code), total
      where skill.kind = 'skill' and code <> all(${statement.bind(namesOf(series).map(seriesCode))}::int[])
      order by y desc, skill.id collate "C"`,
    statement.values,
  )
  return rows.map(({ skill, all_vacancies, all_named, ...sums }) => {
    const share = estimateShare(toClusterSums(sums))
    const base = all_named / all_vacancies
    return { skill, share, base, lift: liftOf(share.share, base) }
  })
}
