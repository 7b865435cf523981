import { asQuestion } from '@/lib/query/asked-lately'
import { opsFamilies } from '@/lib/domain/skill'
import type { Month } from '@/lib/domain/month'
import type { DataVersion, DemandEngine, NamedSeries, Population, Share, VacancyTable } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { createViewInSteps } from '@/lib/query/composition'
import { type Measured, reachOfMean, type RowRange, toShare } from '@/lib/query/linearised'
import { rowsBetween } from '@/lib/query/periods'
import { askPopulation } from '@/lib/query/population'
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

/** Mean ± t·√v: the mean of a count is far from both its ends, so it needs no score interval. None where all employers are alike. */
function intervalOfMean(estimate: Measured): { meanLow: number | null; meanHigh: number | null } {
  const half = reachOfMean(estimate)
  if (half === null || estimate.share === null) return { meanLow: null, meanHigh: null }
  return { meanLow: Math.max(0, estimate.share - half), meanHigh: Math.min(opsFamilies.length, estimate.share + half) }
}

/** The blur index of some rows of a table whose columns are the ops families. */
function* measureRange(table: VacancyTable, range: RowRange): Steps<Omit<BlurRow, 'start' | 'isPartial'>> {
  const counts = yield* countFamilies(table, range)
  const isBlurred = new Uint8Array(counts.length)
  const byFamilies = Array.from({ length: table.named.length + 1 }, () => 0)
  for (let row = 0; row < counts.length; row += 1) {
    const families = counts[row] ?? 0
    byFamilies[families] = (byFamilies[families] ?? 0) + 1
    isBlurred[row] = families >= blurredFrom ? 1 : 0
  }
  yield
  const employer = table.employer.subarray(range.from, range.to)
  const rows = { ...table, contents: null, employer, named: [counts, isBlurred] }
  const all = { from: 0, to: counts.length }
  const measureColumn = (column: number) => createViewInSteps(rows, column, 'raw', { from: all, to: all }).measure(all)
  // The mean number of families is the ratio of those named to vacancies.
  const mean = yield* measureColumn(0)
  return {
    byFamilies,
    mean: mean.share,
    ...intervalOfMean(mean),
    blurred: toShare(yield* measureColumn(1)),
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
    askPopulation(engine, filters),
  ])
  const rows = outline.periods.flatMap((period, index): BlurRow[] => {
    const answer = answers[index]
    return answer === undefined ? [] : [{ ...period, ...answer }]
  })
  return { dataVersion: outline.dataVersion, population, rows }
}
