import { addMonths } from '@/lib/domain/month'
import type { DemandEngine, SeriesKey } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { seriesOf, withDefaultSeries } from '@/lib/query/series'

/** Vacancies that name a series, of those of the last 12 months. */
export interface Counted {
  vacancies: number
  ofVacancies: number
}

/**
 * The figures of a query in the last 12 months that a data version holds: those of its series, or of each ops family where
 * it names none. A series without a vacancy to count in is left out.
 */
export async function readHeadlines(
  engine: DemandEngine,
  filters: Filters,
  version: number,
): Promise<Map<SeriesKey, Counted>> {
  const asked: Filters = { ...withDefaultSeries(filters), bucket: 'month', view: 'raw', asOf: version }
  const { rows } = await engine.demand(asked)
  const last = rows.at(-1)?.start
  const from = last === undefined ? '' : addMonths(last, -11)
  const figures = new Map<SeriesKey, Counted>()
  for (const series of seriesOf(asked)) {
    const months = rows.filter((row) => row.series === series && row.start >= from)
    const ofVacancies = months.reduce((sum, row) => sum + row.ofVacancies, 0)
    const vacancies = months.reduce((sum, row) => sum + row.vacancies, 0)
    if (ofVacancies > 0) figures.set(series, { vacancies, ofVacancies })
  }
  return figures
}

export interface Move {
  series: SeriesKey
  before: Counted | null
  after: Counted
}

export const shareOf = ({ vacancies, ofVacancies }: Counted): number => vacancies / ofVacancies

/** Least change that is told: what a page rounds away has not moved. */
const leastChange = 0.0005

/** Figures that differ between two versions by a tenth of a point or what rounds to one, the largest change first. */
export function findMoves(before: ReadonlyMap<SeriesKey, Counted>, after: ReadonlyMap<SeriesKey, Counted>): Move[] {
  const sizeOf = (move: Move) => Math.abs(shareOf(move.after) - (move.before === null ? 0 : shareOf(move.before)))
  return [...after]
    .map(([series, counted]): Move => ({ series, before: before.get(series) ?? null, after: counted }))
    .filter((move) => sizeOf(move) >= leastChange)
    .toSorted((a, b) => sizeOf(b) - sizeOf(a))
}
