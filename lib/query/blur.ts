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
import { periodRanges } from '@/lib/query/periods'
import { studentQuantile } from '@/lib/query/statistics'

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

/** How many of the columns each vacancy names. */
export function countFamilies({ named, period }: VacancyTable): Uint8Array {
  const counts = new Uint8Array(period.length)
  for (const column of named)
    for (let row = 0; row < counts.length; row += 1) counts[row] = (counts[row] ?? 0) + (column[row] ?? 0)
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
  const half = studentQuantile(Math.max(3, estimate.kish - 1)) * Math.sqrt(variance)
  return { meanLow: Math.max(0, estimate.share - half), meanHigh: Math.min(opsFamilies.length, estimate.share + half) }
}

/** The blur index of a table whose columns are the ops families, by period. */
export function measureBlur(table: VacancyTable): BlurRow[] {
  const counts = countFamilies(table)
  const familiesOf = (row: number) => counts[row] ?? 0
  return periodRanges(table).map((range, index) => {
    const period = table.periods[index]
    if (period === undefined) throw new Error('every range belongs to a period')
    const byFamilies = Array.from({ length: table.named.length + 1 }, () => 0)
    for (let row = range.from; row < range.to; row += 1)
      byFamilies[familiesOf(row)] = (byFamilies[familiesOf(row)] ?? 0) + 1
    const mean = lineariseMean(table, range, familiesOf)
    const blurred = lineariseMean(table, range, (row) => (familiesOf(row) >= blurredFrom ? 1 : 0))
    return {
      ...period,
      byFamilies,
      mean: mean?.share ?? null,
      ...(mean === null ? { meanLow: null, meanHigh: null } : intervalOfMean(mean)),
      blurred: toShare(blurred ?? emptyEstimate),
    }
  })
}

export interface BlurResult {
  dataVersion: DataVersion
  population: Population
  rows: BlurRow[]
}

/** How many of the six ops families a vacancy names, by period. */
export async function readBlur(engine: DemandEngine, filters: Filters): Promise<BlurResult> {
  const [table, { population }] = await Promise.all([
    engine.table(filters, opsSeries),
    engine.demand({ ...filters, skills: [], families: [], sets: [], bucket: 'year' }),
  ])
  return { dataVersion: table.dataVersion, population, rows: measureBlur(table) }
}
