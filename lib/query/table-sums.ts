// Sums that an engine may make in passing, made from its tables: the plain way, and the reference for any other.
import { addMonths, type Month } from '@/lib/domain/month'
import type { DemandEngine, HistoriesResult, SeriesKey, SkillHistory, TwoSpans, VacancyTable } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { sumTrend } from '@/lib/query/employer-trend'
import { sumLift } from '@/lib/query/lift'
import type { RowRange } from '@/lib/query/linearised'
import { periodRanges, rowsBetween } from '@/lib/query/periods'
import { sumClusters } from '@/lib/query/statistics'
import type { LiftSums, PairSums } from '@/lib/query/sums'

/** Columns of a table that are asked for at once: what bounds the memory of an answer. */
const columnsAtOnce = 48

type Tables = Pick<DemandEngine, 'table'>

const chunksOf = <T>(values: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(values.length / size) }, (_, index) => values.slice(index * size, (index + 1) * size))

/** Answers `DemandEngine.lifts` from tables. */
export async function liftsOfTables(
  engine: Tables,
  filters: Filters,
  asked: { series: SeriesKey; skills: readonly string[] },
): Promise<LiftSums[]> {
  const sums: LiftSums[] = []
  for (const skills of chunksOf(asked.skills, columnsAtOnce)) {
    const series = [asked.series, ...skills.map((skill): SeriesKey => `skill:${skill}`)]
    const table = await engine.table({ ...filters, bucket: 'year' }, series)
    const [own, ...others] = table.named
    if (own !== undefined) sums.push(...others.map((other) => sumLift(table, own, other)))
  }
  return sums
}

function countEmployers({ employer }: VacancyTable, named: Uint8Array, { from, to }: RowRange) {
  const counts = new Map<number, { vacancies: number; named: number }>()
  for (let row = from; row < to; row += 1) {
    const by = employer[row] ?? 0
    const held = counts.get(by) ?? { vacancies: 0, named: 0 }
    held.vacancies += 1
    held.named += named[row] ?? 0
    counts.set(by, held)
  }
  return counts
}

export function sumPair(
  table: VacancyTable,
  named: Uint8Array,
  ranges: { before: RowRange; after: RowRange },
): PairSums {
  const [before, after] = [countEmployers(table, named, ranges.before), countEmployers(table, named, ranges.after)]
  const both = [...before].flatMap(([employer, was]) => {
    const is = after.get(employer)
    return is === undefined ? [] : [{ was, is }]
  })
  const cross = (of: (one: (typeof both)[number]) => number) => both.reduce((sum, one) => sum + of(one), 0)
  return {
    before: sumClusters([...before.values()]),
    after: sumClusters([...after.values()]),
    employers: before.size + after.size - both.length,
    crossNN: cross(({ was, is }) => was.vacancies * is.vacancies),
    crossYN: cross(({ was, is }) => was.named * is.vacancies),
    crossNY: cross(({ was, is }) => was.vacancies * is.named),
    crossYY: cross(({ was, is }) => was.named * is.named),
  }
}

const rangesOf = (table: VacancyTable, { from, middle, to }: TwoSpans) => ({
  before: rowsBetween(table, from, addMonths(middle, -1)),
  after: rowsBetween(table, middle, to),
})

/** Answers `DemandEngine.pair` from a table. */
export async function pairOfTables(
  engine: Tables,
  filters: Filters,
  asked: { series: SeriesKey; spans: TwoSpans },
): ReturnType<DemandEngine['pair']> {
  const table = await engine.table({ ...filters, bucket: 'month' }, [asked.series])
  const named = table.named[0] ?? new Uint8Array(table.period.length)
  return { dataVersion: table.dataVersion, sums: sumPair(table, named, rangesOf(table, asked.spans)) }
}

/** The 24 whole months before the one that ends a range; null where it does not hold them. */
export function lastTwoYears(periods: readonly { start: Month; isPartial: boolean }[]): TwoSpans | null {
  const whole = periods.filter(({ isPartial }) => !isPartial)
  const to = whole.at(-1)?.start
  return to === undefined || whole.length < 24 ? null : { from: addMonths(to, -23), middle: addMonths(to, -11), to }
}

/** Answers `DemandEngine.histories` from tables, for the skills of both years. */
export async function historiesOfTables(
  engine: Pick<DemandEngine, 'table' | 'skills' | 'demand'>,
  filters: Filters,
): Promise<HistoriesResult> {
  const monthly: Filters = { ...filters, bucket: 'month' }
  const plain = await engine.table(monthly, [])
  const { population } = await engine.skills(filters)
  const months = {
    periods: plain.periods,
    vacancies: Uint32Array.from(periodRanges(plain), ({ from, to }) => to - from),
  }
  const years = lastTwoYears(plain.periods)
  const head = { dataVersion: plain.dataVersion, population, months, years }
  if (years === null) return { ...head, skills: [] }
  const named = await Promise.all(
    [years.to, addMonths(years.middle, -1)].map((to) => engine.skills({ ...filters, to })),
  )
  const skills = [...new Set(named.flatMap(({ rows }) => rows.map(({ skill }) => skill)))]
  const found: SkillHistory[] = []
  for (const some of chunksOf(skills, columnsAtOnce)) {
    const series = some.map((skill): SeriesKey => `skill:${skill}`)
    const table = await engine.table(monthly, series)
    const demand = await engine.demand({ ...monthly, skills: some, families: [], sets: [] })
    const monthsOf = new Map<string, number[]>()
    for (const { series: key, vacancies } of demand.rows) monthsOf.set(key, [...(monthsOf.get(key) ?? []), vacancies])
    const ranges = rangesOf(table, years)
    for (const [index, skill] of some.entries()) {
      const named = table.named[index]
      if (named === undefined) continue
      const sums = sumPair(table, named, ranges)
      if (sums.before.named + sums.after.named === 0) continue
      const byMonth = Uint32Array.from(monthsOf.get(`skill:${skill}`) ?? [])
      found.push({ skill, sums, named: byMonth, trend: sumTrend(table, named, months) })
    }
  }
  return { ...head, skills: found }
}
