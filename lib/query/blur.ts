import { asQuestion } from '@/lib/query/asked-lately'
import { opsFamilies } from '@/lib/domain/skill'
import type { Month } from '@/lib/domain/month'
import type { DataVersion, DemandEngine, NamedSeries, Population, Share, VacancyTable } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import {
  emptyEstimate,
  EmployerTotals,
  type Linearised,
  type RowRange,
  spreadOf,
  toShare,
} from '@/lib/query/linearised'
import { rowsBetween } from '@/lib/query/periods'
import { withSeries } from '@/lib/query/series'
import { reachOfVariance } from '@/lib/query/statistics'
import { createTableMemory } from '@/lib/query/table-memory'
import { finish, type Steps } from '@/lib/query/turns'

/** Ops families of which a vacancy names this many or more blur the line. */
export const blurredFrom = 3

/** How far backend vacancies reach into operations in one period. */
export interface BlurRow {
  start: Month
  isPartial: boolean
  /** Vacancies by the number of ops families that they name: none first, all six last. */
  byFamilies: number[]
  /** Mean number of ops families, with its interval clustered by employer; null without vacancies. */
  mean: number | null
  meanLow: number | null
  meanHigh: number | null
  /** Vacancies that name three families or more. */
  blurred: Share
}

const opsSeries = opsFamilies.map((family): NamedSeries => `family:${family}`)

/** How many of the columns each vacancy of a range names, first one first. */
export function* countFamilies(
  { named, period }: Pick<VacancyTable, 'named' | 'period'>,
  { from, to }: RowRange = { from: 0, to: period.length },
): Steps<Uint8Array> {
  const counts = new Uint8Array(Math.max(0, to - from))
  for (const column of named) {
    for (let at = 0; at < counts.length; at += 1) counts[at] = (counts[at] ?? 0) + (column[from + at] ?? 0)
    yield
  }
  return counts
}

function lineariseMean(table: VacancyTable, range: RowRange, valueOf: (row: number) => number): Linearised | null {
  const n = range.to - range.from
  if (n <= 0) return null
  let sum = 0
  const totals = new EmployerTotals()
  for (let row = range.from; row < range.to; row += 1) {
    const value = valueOf(row)
    sum += value
    totals.add(table.employer[row] ?? 0, 1, value, 0)
  }
  const mean = sum / n
  return totals.deviateFrom(mean, n).linearise({ share: mean, vacancies: sum, ofVacancies: n, spread: 0 })
}

/** Mean ± t·√v: the mean of a count is far from both its ends, so it needs no score interval. None where all employers are alike. */
function intervalOfMean(estimate: Linearised): { meanLow: number | null; meanHigh: number | null } {
  const variance = spreadOf(estimate.deviations.values)
  if (variance === null || estimate.share === null) return { meanLow: null, meanHigh: null }
  const half = reachOfVariance(variance, estimate.kish)
  return { meanLow: Math.max(0, estimate.share - half), meanHigh: Math.min(opsFamilies.length, estimate.share + half) }
}

/** The blur index of some rows of a table whose columns are the ops families. */
function* measureRange(table: VacancyTable, range: RowRange): Steps<Omit<BlurRow, 'start' | 'isPartial'>> {
  const counts = yield* countFamilies(table, range)
  const familiesOf = (row: number) => counts[row - range.from] ?? 0
  const byFamilies = Array.from({ length: table.named.length + 1 }, () => 0)
  for (const families of counts) byFamilies[families] = (byFamilies[families] ?? 0) + 1
  const mean = lineariseMean(table, range, familiesOf)
  yield
  const blurred = lineariseMean(table, range, (row) => (familiesOf(row) >= blurredFrom ? 1 : 0))
  return {
    byFamilies,
    mean: mean?.share ?? null,
    ...(mean === null ? { meanLow: null, meanHigh: null } : intervalOfMean(mean)),
    blurred: toShare(blurred ?? emptyEstimate),
  }
}

/** The same by period. */
export const measureBlur = (table: VacancyTable): BlurRow[] =>
  table.periods.map((period) => ({
    ...period,
    ...finish(measureRange(table, rowsBetween(table, period.start, period.start))),
  }))

export interface BlurResult {
  dataVersion: DataVersion
  population: Population
  rows: BlurRow[]
}

const memory = createTableMemory<Omit<BlurRow, 'start' | 'isPartial'>>('blur', () => 500)

/** How many of the six ops families a vacancy names, by period. */
export const readBlur = asQuestion('blur', askBlur)

async function askBlur(engine: DemandEngine, filters: Filters): Promise<BlurResult> {
  const [{ outline, answers }, { population }] = await Promise.all([
    memory.answer(engine, { filters, series: opsSeries }, ({ periods }) =>
      periods.map(({ start }) => ({
        question: filters.level,
        spans: [{ from: start, to: start }],
        make: (table) => measureRange(table, rowsBetween(table, start, start)),
      })),
    ),
    engine.demand({ ...withSeries(filters, []), bucket: 'year' }),
  ])
  const rows = outline.periods.flatMap((period, index): BlurRow[] => {
    const answer = answers[index]
    return answer === undefined ? [] : [{ ...period, ...answer }]
  })
  return { dataVersion: outline.dataVersion, population, rows }
}
