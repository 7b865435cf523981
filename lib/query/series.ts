import { families, type Family, opsFamilies } from '@/lib/domain/skill'
import type { SeriesKey } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'

/** Series that a query asks for: its skills, then its families, in the order given. */
export const seriesOf = (filters: Filters): SeriesKey[] => [
  ...filters.skills.map((id): SeriesKey => `skill:${id}`),
  ...filters.families.map((id): SeriesKey => `family:${id}`),
]

/** The same query; when it names no series, the six ops families are its series. */
export const withDefaultSeries = (filters: Filters): Filters =>
  seriesOf(filters).length > 0 ? filters : { ...filters, families: [...opsFamilies] }

const isFamily = (id: string): id is Family => families.some((family) => family === id)

/** Takes a series key apart; null for a family that does not exist. */
export function parseSeries(
  series: SeriesKey,
): { kind: 'skill'; skill: string } | { kind: 'family'; family: Family } | null {
  const id = series.slice(series.indexOf(':') + 1)
  if (series.startsWith('skill:')) return { kind: 'skill', skill: id }
  return isFamily(id) ? { kind: 'family', family: id } : null
}
