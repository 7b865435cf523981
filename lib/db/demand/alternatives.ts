import { z } from 'zod'
import type { AlternativeRow } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { estimateShare } from '@/lib/query/statistics'
import { clusterColumns, toClusterSums } from '@/lib/db/demand/cluster-sums'
import { namesCondition, countedSql } from '@/lib/db/demand/dimensions'
import { createStatement, type Snapshot } from '@/lib/db/demand/snapshot'
import { seriesCode } from '@/lib/db/series-code'

const Row = z.object({
  /** Null in the row of any alternative. */
  skill: z.string().nullable(),
  ...clusterColumns,
})

/**
 * Skills that stand in an "A, B or C" with the one asked, over the whole range, among the vacancies that name it. At a
 * level, both the naming and the group have that level. Groups hold the names as written, without what they imply.
 */
export async function readAlternatives(
  snapshot: Snapshot,
  query: { filters: Filters; skill: string },
): Promise<AlternativeRow[]> {
  const { filters, skill } = query
  const statement = createStatement()
  const asked = `${statement.bind(seriesCode(`skill:${skill}`))}::int`
  const columns = `posting_id, employer_id, ${namesCondition(`skill:${skill}`, filters.level, statement)} as is_asked`
  const level = filters.level === 'any' ? '' : `and choice.level = ${statement.bind(filters.level)}`
  const rows = await snapshot.rows(
    Row,
    `with vacancy as materialized (
       ${countedSql(columns, { filters, statement })}
     ), employer as (
       select employer_id, count(*)::float8 as n from vacancy where is_asked group by employer_id
     ), total as (
       select coalesce(sum(n), 0) as n, count(*)::int as m, coalesce(sum(n * n), 0) as nn from employer
     ), offered as (
       select distinct vacancy.posting_id, vacancy.employer_id, code
         from vacancy join posting_any_of choice using (posting_id), unnest(choice.codes) as code
        where is_asked and ${asked} = any(choice.codes) ${level}
     ), beside as (
       select code, employer_id, count(*)::float8 as y from offered group by code, employer_id
     ), by_code as (
       select code, sum(y) as y, sum(y * y) as yy, sum(y * n) as yn
         from beside join employer using (employer_id) group by code
     ), by_skill as (
       select code, skill.id as skill, y, yy, yn from by_code join skill using (code) where code <> ${asked}
     )
     select null as skill, n, m, nn, coalesce(y, 0) as y, coalesce(yy, 0) as yy, coalesce(yn, 0) as yn
       from total left join by_code on code = ${asked}
     union all
     select skill, n, m, nn, y, yy, yn from by_skill, total`,
    statement.values,
  )
  return rows
    .map(({ skill: alternative, ...sums }) => ({ skill: alternative, ...estimateShare(toClusterSums(sums)) }))
    .toSorted((a, b) => rank(a) - rank(b) || b.vacancies - a.vacancies || ((a.skill ?? '') < (b.skill ?? '') ? -1 : 1))
}

/** The row of any alternative stands first. */
const rank = ({ skill }: AlternativeRow): number => (skill === null ? 0 : 1)
