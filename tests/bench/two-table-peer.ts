import { seriesCode } from '@/lib/db/series-code'
import type { NamedSeries } from '@/lib/query/engine'

// The obvious schema for the same questions: one row for a posting, one for each skill it names, with the
// indexes that anyone would make. Its answers are the same figures, employer sums for the intervals included.

const vacancies = (where: string) =>
  `select distinct on (month, vacancy_id) id, month, employer_id from peer_posting
    where role = 'strict' and ${where} order by month, vacancy_id, id`

const sums = 'sum(n) as n, count(*) as m, sum(n * n) as nn, sum(y) as y, sum(y * y) as yy, sum(y * n) as yn'

/** Share of several series by month or year, with employer sums. */
export function demandSql(series: readonly NamedSeries[], period: 'month' | 'year', where = 'true'): string {
  return `with vacancy as materialized (${vacancies(where)}),
    series as (select unnest(array[${series.map((key) => seriesCode(key)).join(', ')}]) as code),
    named as (select code, date_trunc('${period}', month::timestamp) as start, employer_id, count(*)::float8 as y
                from vacancy join peer_skill on posting_id = id join series using (code) group by 1, 2, 3),
    employer as (select date_trunc('${period}', month::timestamp) as start, employer_id, count(*)::float8 as n
                   from vacancy group by 1, 2)
    select code, start, ${sums}
      from (select series.code, employer.start, employer_id, n, coalesce(y, 0) as y
              from employer cross join series left join named using (code, start, employer_id)) as cell
     group by code, start`
}

/** The population of startups, as the same signals tell it. */
export const amongStartups = `exists (select 1 from posting_signal s where s.counts and s.employer_id = peer_posting.employer_id
  and s.month between peer_posting.month - interval '12 months' and peer_posting.month + interval '12 months')`

/** Skills put up as alternatives to one, with employer sums. */
export const alternativesSql = (series: NamedSeries): string => `
  with vacancy as materialized (${vacancies('true')}),
    asked as (select vacancy.* from vacancy join peer_skill on posting_id = id where code = ${seriesCode(series)}),
    offered as (select distinct id, employer_id, other from asked join posting_any_of on posting_id = id, unnest(codes) as offer(other)
                 where ${seriesCode(series)} = any(codes)),
    beside as (select other as code, employer_id, count(*)::float8 as y from offered group by 1, 2),
    employer as (select employer_id, count(*)::float8 as n from asked group by 1)
  select code, ${sums}
    from (select code, employer_id, n, y from beside join employer using (employer_id)) as cell group by code`

export const levelsSql = (series: NamedSeries): string => `
  with vacancy as materialized (${vacancies('true')}),
    level as (select unnest(array['required', 'preferred', 'mentioned']) as level),
    named as (select level, month, employer_id, count(*)::float8 as y
                from vacancy join peer_skill on posting_id = id where code = ${seriesCode(series)} group by 1, 2, 3),
    employer as (select month, employer_id, count(*)::float8 as n from vacancy group by 1, 2)
  select level, month, ${sums}
    from (select level.level, employer.month, employer_id, n, coalesce(y, 0) as y
            from employer cross join level left join named using (level, month, employer_id)) as cell
   group by level, month`

export const regionsSql = (series: NamedSeries): string => `
  with vacancy as (
    select distinct on (region, month, vacancy_id) region, month, vacancy_id, employer_id,
           exists (select 1 from peer_skill where posting_id = id and code = ${seriesCode(series)}) as y
      from peer_posting, unnest(regions) as place(region) where role = 'strict' and length(region) = 2
     order by region, month, vacancy_id, id),
    employer as (select region, employer_id, count(*)::float8 as n, count(*) filter (where y)::float8 as y
                   from vacancy group by 1, 2)
  select region, ${sums} from employer group by region`

const bySkill = (where: string) => `
  select code, sum(y) as y, sum(y * y) as yy, sum(y * n) as yn
    from (select code, employer_id, count(*)::float8 as y from vacancy join peer_skill on posting_id = id
           where ${where} group by 1, 2) as named
    join (select employer_id, count(*)::float8 as n from vacancy where ${where} group by 1) as employer using (employer_id)
   group by code`

/** All skills in the last 12 months, in the 12 before, and by year: three statements, as the engine makes them. */
export const skillsSql = (last: string, where = 'true'): string[] => [
  `with vacancy as materialized (${vacancies(`month > date '${last}' - interval '12 months' and ${where}`)}) ${bySkill('true')}`,
  `with vacancy as materialized (${vacancies(`month <= date '${last}' - interval '12 months' and month > date '${last}' - interval '24 months' and ${where}`)}) ${bySkill('true')}`,
  `with vacancy as materialized (${vacancies(where)})
   select date_trunc('year', month::timestamp), code, count(*) from vacancy join peer_skill on posting_id = id group by 1, 2`,
]

export const companionsSql = (series: NamedSeries): string => `
  with asked as materialized (${vacancies('true')}),
    vacancy as materialized (select asked.*, exists (select 1 from peer_skill where posting_id = id and code = ${seriesCode(series)}) as y from asked),
    base as (select code, count(*) as base from vacancy join peer_skill on posting_id = id group by code)
  select * from (${bySkill('y')}) as beside join base using (code)`

/** What every answer says of its population. */
export const populationSql = (where = 'true'): string => `
  select count(*), count(distinct (month, vacancy_id)), count(distinct employer_id), min(month), max(month)
    from peer_posting where role = 'strict' and ${where}`
