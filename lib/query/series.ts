import { families, type Family, opsFamilies } from '@/lib/domain/skill'
import type { NamedSeries, SeriesKey } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { setOfSeries } from '@/lib/query/parse-set'
import { namesInSet, type SetExpression } from '@/lib/query/set-expression'

/** Series that a query asks for: its skills, then its families, then its sets, in the order given. */
export const seriesOf = (filters: Filters): SeriesKey[] => [
  ...filters.skills.map((id): SeriesKey => `skill:${id}`),
  ...filters.families.map((id): SeriesKey => `family:${id}`),
  ...filters.sets.map((text): SeriesKey => `set:${text}`),
]

/** The same query; when it names no series, the six ops families are its series. */
export const withDefaultSeries = (filters: Filters): Filters =>
  seriesOf(filters).length > 0 ? filters : { ...filters, families: [...opsFamilies] }

const isFamily = (id: string): id is Family => families.some((family) => family === id)

export type ParsedSeries =
  | { kind: 'skill'; skill: string }
  | { kind: 'family'; family: Family }
  | { kind: 'set'; text: string; set: SetExpression }

/** Takes a series key apart; null for a family that does not exist. */
export function parseSeries(series: SeriesKey): ParsedSeries | null {
  const id = series.slice(series.indexOf(':') + 1)
  if (isSet(series)) return { kind: 'set', text: id, set: setOfSeries(series) }
  if (series.startsWith('skill:')) return { kind: 'skill', skill: id }
  return isFamily(id) ? { kind: 'family', family: id } : null
}

export const isSet = (series: SeriesKey): series is `set:${string}` => series.startsWith('set:')

/** The filters with these series and no others. */
export function withSeries(filters: Filters, series: readonly SeriesKey[]): Filters {
  const parsed = series.map((one) => parseSeries(one)).filter((one) => one !== null)
  return {
    ...filters,
    skills: parsed.flatMap((one) => (one.kind === 'skill' ? [one.skill] : [])),
    families: parsed.flatMap((one) => (one.kind === 'family' ? [one.family] : [])),
    sets: parsed.flatMap((one) => (one.kind === 'set' ? [one.text] : [])),
  }
}

/** Skills and families that a series is made of: itself, or what its set names. */
export const namesOf = (series: SeriesKey): NamedSeries[] =>
  isSet(series) ? namesInSet(setOfSeries(series)) : [series]

const folders = { skill: '/skills', family: '/families', set: '/sets' } as const

/** Path of the page that a series has to itself; of a family that does not exist, the overview's. */
export function pathOfSeries(series: SeriesKey): string {
  const parsed = parseSeries(series)
  return parsed === null ? '/' : `${folders[parsed.kind]}/${encodeURIComponent(series.slice(parsed.kind.length + 1))}`
}
