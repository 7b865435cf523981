import { addMonths, type Month } from '@/lib/domain/month'
import type { DataVersion, DemandEngine, DemandRow, Population, SeriesKey, Share } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { createView } from '@/lib/query/composition'
import { type Difference, differenceOf, toShare } from '@/lib/query/linearised'
import { rowsBetween } from '@/lib/query/periods'
import { withSeries } from '@/lib/query/series'
import { adjustForMany, testTrend } from '@/lib/query/trends'

/** Shares that a skill may pass. */
export const thresholds = [0.01, 0.05, 0.1, 0.25, 0.5] as const

/** Adjusted p-values up to here are called a trend. */
export const trendLevel = 0.05

/** Months for which a share must hold before it counts as passed. */
const monthsToHold = 12

export type Direction = 'rising' | 'falling' | 'none'

/** A skill in the last 12 whole months against the 12 before, with its trend over the months of the range. */
export interface MoverRow extends Share {
  skill: string
  /** Share less that of the year before, with its own interval: `low` and `high` are the share's. */
  difference: Difference
  shareYearBefore: number | null
  /** 1 for the largest share; skills of equal share have the same. */
  rank: number
  rankYearBefore: number | null
  /** Direction of the trend over all months of the range, at a false discovery rate of 5 %; null for too few months. */
  trend: Direction | null
  /** Median change a year, as a share. */
  slope: number | null
  /** Two-sided, before and after it is adjusted for the number of skills. */
  pValue: number | null
  adjusted: number | null
  /**
   * The largest of the thresholds that the skill has passed, null for none, and the first month in which it did: null
   * where it held it from the first month of the range, so that the range cannot tell.
   */
  passed: number | null
  passedIn: Month | null
}

/** Columns of a table that are asked for at once: what bounds the memory of an answer. */
const columnsAtOnce = 48

/** Skills that fewer vacancies name in both years together are left out: nothing can be told of them. */
export const leastVacancies = 10

const monthsOf = (rows: readonly DemandRow[]) => rows.filter((row) => !row.isPartial && row.share !== null)

/**
 * First month whose share is at least the threshold and from which on the pooled share of 12 months is too; null when
 * there is none, or when the range ends before the 12 months are over.
 */
export function firstPassing(
  rows: readonly Pick<DemandRow, 'start' | 'vacancies' | 'ofVacancies'>[],
  threshold: number,
): Month | null {
  for (let index = 0; index + monthsToHold <= rows.length; index += 1) {
    const row = rows[index]
    if (row === undefined || row.ofVacancies === 0 || row.vacancies / row.ofVacancies < threshold) continue
    const year = rows.slice(index, index + monthsToHold)
    const named = year.reduce((sum, { vacancies }) => sum + vacancies, 0)
    if (named >= threshold * year.reduce((sum, { ofVacancies }) => sum + ofVacancies, 0)) return row.start
  }
  return null
}

function highestPassed(rows: readonly DemandRow[]): Pick<MoverRow, 'passed' | 'passedIn'> {
  for (const passed of thresholds.toReversed()) {
    const passedIn = firstPassing(rows, passed)
    if (passedIn !== null) return { passed, passedIn: passedIn === rows[0]?.start ? null : passedIn }
  }
  return { passed: null, passedIn: null }
}

const rankIn = (shares: readonly (number | null)[], share: number | null): number | null =>
  share === null ? null : 1 + shares.filter((other) => other !== null && other > share).length

type Measured = Share & { skill: string; difference: Difference; shareYearBefore: number | null; months: DemandRow[] }

async function measure(
  engine: DemandEngine,
  filters: Filters,
  asked: { skills: readonly string[]; from: Month; to: Month },
): Promise<Measured[]> {
  const { from, to } = asked
  const series = asked.skills.map((skill): SeriesKey => `skill:${skill}`)
  const [table, demand] = await Promise.all([
    engine.table({ ...filters, from, to, bucket: 'month' }, series),
    engine.demand({ ...withSeries(filters, series), to, bucket: 'month' }),
  ])
  const middle = addMonths(from, 12)
  const compared = { from: rowsBetween(table, from, addMonths(middle, -1)), to: rowsBetween(table, middle, to) }
  const months = new Map<string, DemandRow[]>()
  for (const row of demand.rows) months.set(row.series, [...(months.get(row.series) ?? []), row])
  return asked.skills.map((skill, column) => {
    const estimate = createView(table, column, 'raw', compared)
    const [before, after] = [estimate(compared.from), estimate(compared.to)]
    return {
      skill,
      ...toShare(after),
      shareYearBefore: before.share,
      difference: differenceOf(before, after),
      months: monthsOf(months.get(`skill:${skill}`) ?? []),
    }
  })
}

const chunksOf = <T>(values: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(values.length / size) }, (_, index) => values.slice(index * size, (index + 1) * size))

const directionOf = (adjusted: number | null, sign: number): Direction =>
  adjusted !== null && adjusted <= trendLevel && sign !== 0 ? (sign > 0 ? 'rising' : 'falling') : 'none'

/** Skills of the last 12 months and of the 12 before with enough vacancies to tell of. */
async function listSkills(engine: DemandEngine, filters: Filters, from: Month, to: Month): Promise<string[]> {
  const [now, before] = await Promise.all([
    engine.skills({ ...filters, to }),
    engine.skills({ ...filters, to: addMonths(from, 11) }),
  ])
  const counts = new Map<string, number>()
  for (const { skill, vacancies } of [...now.rows, ...before.rows])
    counts.set(skill, (counts.get(skill) ?? 0) + vacancies)
  return [...counts].filter(([, vacancies]) => vacancies >= leastVacancies).map(([skill]) => skill)
}

export interface MoversResult {
  dataVersion: DataVersion
  population: Population
  /** The 24 months compared; null where the range does not hold them whole. */
  from: Month | null
  to: Month | null
  rows: MoverRow[]
}

/** What rose and fell: largest change first. Empty where the range does not hold 24 whole months. */
export async function readMovers(engine: DemandEngine, filters: Filters): Promise<MoversResult> {
  const asked = { ...withSeries(filters, []), bucket: 'month' as const }
  const [table, { population, dataVersion }] = await Promise.all([
    engine.table({ ...asked, bucket: 'month' }, []),
    engine.demand({ ...asked, bucket: 'year' }),
  ])
  const whole = table.periods.filter(({ isPartial }) => !isPartial)
  const to = whole.at(-1)?.start
  if (to === undefined || whole.length < 24) return { dataVersion, population, from: null, to: null, rows: [] }
  const from = addMonths(to, -23)
  const skills = await listSkills(engine, asked, from, to)
  const measured: Measured[] = []
  for (const chunk of chunksOf(skills, columnsAtOnce))
    measured.push(...(await measure(engine, asked, { skills: chunk, from, to })))
  const trends = measured.map(({ months }) => testTrend(months.map(({ share }) => share ?? 0)))
  const adjusted = adjustForMany(trends.map((trend) => trend?.pValue ?? null))
  const now = measured.map(({ share }) => share)
  const before = measured.map(({ shareYearBefore }) => shareYearBefore)
  const rows = measured.map(({ months, ...row }, index): MoverRow => {
    const trend = trends[index] ?? null
    const q = adjusted[index] ?? null
    return {
      ...row,
      rank: rankIn(now, row.share) ?? measured.length,
      rankYearBefore: rankIn(before, row.shareYearBefore),
      trend: trend === null ? null : directionOf(q, trend.sign),
      slope: trend === null ? null : trend.slope * 12,
      pValue: trend?.pValue ?? null,
      adjusted: q,
      ...highestPassed(months),
    }
  })
  const sorted = rows.toSorted(
    (a, b) => Math.abs(b.difference.change ?? 0) - Math.abs(a.difference.change ?? 0) || (a.skill < b.skill ? -1 : 1),
  )
  return { dataVersion, population, from, to, rows: sorted }
}
