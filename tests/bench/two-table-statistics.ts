import { seriesCode } from '@/lib/db/series-code'
import type { NamedSeries } from '@/lib/query/engine'

// What the statistics of a page need, from the same two tables. Every statement gives the sums that an estimate is made
// from, employer by employer where its interval is; the peers are spared the arithmetic behind them.

const columns = `id, month, employer_id, source_id, regions[1] as country, seniority[1] as level,
  case when words <= 120 then 0 when words <= 300 then 1 else 2 end as band`

/** A way of counting: which postings, and what counts once. */
interface Counting {
  population: string
  once: string
}

const published: Counting = { population: `role = 'strict'`, once: 'month, vacancy_id' }

/** The ways in which the panel of a headline counts its figure, the published one first. */
const countings: Counting[] = [
  published,
  { ...published, once: 'id' },
  // The grown postings of a month are of one day, and none is stock: for the peers these two are the published way.
  published,
  published,
  { ...published, once: 'month, vacancy_id, regions' },
  {
    ...published,
    population: `role = 'strict' and month = (select min(month) from peer_posting f where f.vacancy_id = peer_posting.vacancy_id)`,
  },
  { ...published, population: `role in ('strict', 'broad')` },
  { ...published, population: 'true' },
]

const vacancies = (where: string, { population, once } = published) =>
  `select distinct on (${once}) ${columns} from peer_posting
    where ${population} and ${where} order by ${once}, id`

const flagged = (series: NamedSeries, where: string, counting = published) =>
  `select v.*, case when exists (select 1 from peer_skill where posting_id = id and code = ${seriesCode(series)}) then 1 else 0 end as y
     from (${vacancies(where, counting)}) v`

const lastYears = (last: string) => ({
  before: `month <= date '${last}' - interval '12 months' and month > date '${last}' - interval '24 months'`,
  after: `month > date '${last}' - interval '12 months'`,
})

/** Post-stratified to the cells of the year before: deviations of employers, by month. */
const cellsSql = (series: NamedSeries, cell: string, last: string) => `
  with vacancy as materialized (select month, employer_id, y, ${cell} as cell from (${flagged(series, 'true')}) f),
    base as (select cell, count(*)::float8 as weight from vacancy where ${lastYears(last).before} group by cell),
    stratum as (select month, cell, count(*)::float8 as n, avg(y)::float8 as p from vacancy group by 1, 2),
    share as (select month, cell, n, p, weight / sum(weight) over (partition by month) as w from stratum join base using (cell)),
    deviation as (select vacancy.month, employer_id, sum(w / n * (y - p)) as d
                    from vacancy join share using (month, cell) group by 1, 2)
  select month, sum(d * d) as squares, count(*) as m, (select sum(w * p) from share s where s.month = deviation.month) as share
    from deviation group by month`

/** One series under the five views, by month. */
export const viewsSql = (series: NamedSeries, last: string): string[] => {
  const { before, after } = lastYears(last)
  const byEmployer = (where: string) =>
    `select month, employer_id, count(*)::float8 as n, sum(y)::float8 as y from (${flagged(series, 'true')}) f where ${where} group by 1, 2`
  const sums = 'month, sum(n) as n, sum(y) as y, sum(n * n) as nn, sum(y * y) as yy, sum(y * n) as yn, count(*) as m'
  const stay = `employer_id in (select employer_id from peer_posting where role = 'strict' and ${before}
    intersect select employer_id from peer_posting where role = 'strict' and ${after})`
  return [
    `select ${sums} from (${byEmployer('true')}) e group by month`,
    `select ${sums} from (${byEmployer(stay)}) e group by month`,
    `select month, avg(y / n) as share, sum((y / n) * (y / n)) as squares, count(*) as m from (${byEmployer('true')}) e group by month`,
    cellsSql(series, `concat(source_id, ' ', country, ' ', level)`, last),
    cellsSql(series, 'band', last),
  ]
}

/** Sums of both years for one series: the headline of a page. */
export const headlineSql = (series: NamedSeries, last: string, counting = published): string => {
  const { before, after } = lastYears(last)
  return `select case when ${after} then 1 else 0 end as side, employer_id, count(*) as n, sum(y) as y
            from (${flagged(series, `((${before}) or (${after}))`, counting)}) f group by 1, 2`
}

/** The figure of a headline counted in every way. */
export const sensitivitySql = (series: NamedSeries, last: string): string[] =>
  countings.map((counting) => headlineSql(series, last, counting))

/** How many families vacancies name, by year, with employer sums of the mean. */
export const blurSql = (families: readonly NamedSeries[]): string => `
  with vacancy as materialized (${vacancies('true')}),
    counted as (select id, date_trunc('year', month::timestamp) as year, employer_id, count(code)::float8 as f
                  from vacancy left join peer_skill on posting_id = id and code in (${families.map(seriesCode).join(', ')})
                 group by 1, 2, 3),
    employer as (select year, employer_id, count(*)::float8 as n, sum(f) as f, count(*) filter (where f >= 3)::float8 as three,
                        count(*) filter (where f = 0) as none from counted group by 1, 2)
  select year, sum(n), sum(f), sum(n * n), sum(f * f), sum(f * n), sum(three), sum(three * three), sum(three * n), sum(none), count(*)
    from employer group by year`

/** Sums of the lift of a series on every code. */
export const liftsSql = (series: NamedSeries): string => `
  with vacancy as materialized (${flagged(series, 'true')}),
    employer as (select employer_id, count(*)::float8 as n, sum(y)::float8 as a from vacancy group by 1),
    named as (select code, employer_id, count(*)::float8 as b, sum(y)::float8 as ab from vacancy join peer_skill on posting_id = id group by 1, 2)
  select code, sum(b), sum(ab), sum(b * b), sum(ab * ab), sum(ab * b), sum(ab * a), sum(ab * n), sum(a * b), sum(b * n)
    from named join employer using (employer_id) group by code`

/** Months since year 0, a number that grows by 1 a month. */
const monthNumber = `(extract(year from month) * 12 + extract(month from month))::float8`

/** What employers add to the trend of every code: Σ a² and Σ a·w with c the distance from the mean month, and Σ w². */
const employerTrendsSql = `
  with vacancy as materialized (select id, employer_id, ${monthNumber} - avg(${monthNumber}) over () as c from (${vacancies('true')}) v),
    employer as (select employer_id, sum(c) as w from vacancy group by 1),
    named as (select code, employer_id, sum(c) as a from vacancy join peer_skill on posting_id = id group by 1, 2)
  select code, sum(a * a), sum(a * w), (select sum(w * w) from employer), (select count(*) from employer)
    from named join employer using (employer_id) group by code`

/** Sums of two years for every code with what they have in common, its vacancies by month, and the sums of its trend by employer. */
export const moversSql = (last: string): string[] => {
  const { before, after } = lastYears(last)
  return [
    `with vacancy as materialized (select *, case when ${after} then 1 else 0 end as side from (${vacancies(`((${before}) or (${after}))`)}) v),
       employer as (select employer_id, sum(1 - side)::float8 as n0, sum(side)::float8 as n1 from vacancy group by 1),
       named as (select code, employer_id, sum(1 - side)::float8 as y0, sum(side)::float8 as y1
                   from vacancy join peer_skill on posting_id = id group by 1, 2)
     select code, sum(y0), sum(y1), sum(y0 * y0), sum(y1 * y1), sum(y0 * n0), sum(y1 * n1), sum(y0 * n1), sum(n0 * y1), sum(y0 * y1)
       from named join employer using (employer_id) group by code`,
    `with vacancy as materialized (${vacancies('true')})
     select month, code, count(*) from vacancy join peer_skill on posting_id = id group by 1, 2`,
    employerTrendsSql,
  ]
}
