import { iso31662 } from 'iso-3166'
import type { SeriesLabel } from '@/app/_components/chart/chart-model'
import { familyNames, type Family } from '@/lib/domain/skill'
import type { SeriesKey } from '@/lib/query/engine'
import { addressOf, type Filters } from '@/lib/query/filters'
import { namesOf, parseSeries, pathOfSeries, withSeries } from '@/lib/query/series'
import { nameSeries } from '@/lib/query/series-name'
import { skillById } from '@/lib/tagger/taxonomy'

const countryNames = new Intl.DisplayNames('en', { type: 'region' })
const subdivisionNames = new Map(iso31662.map((entry) => [entry.code, entry.name]))

/** "Germany", "California (US)", "European Union". */
export function regionName(code: string): string {
  if (code === 'EU') return 'European Union'
  const subdivision = subdivisionNames.get(code)
  if (subdivision !== undefined) return `${subdivision} (${code.slice(0, 2)})`
  return /^[A-Z]{2}$/.test(code) ? (countryNames.of(code) ?? code) : code
}

/** Name of a series inside a sentence: "Kubernetes", "any cloud platform", "Docker and Kubernetes". */
export const seriesName = (key: SeriesKey): string => nameSeries(key, (id) => skillById(id)?.name)

/** The family whose hue the series takes; a set takes that of the first name in it. */
export function seriesFamily(key: SeriesKey): Family {
  const [first] = namesOf(key)
  const parsed = first === undefined ? null : parseSeries(first)
  if (parsed?.kind === 'family') return parsed.family
  return (parsed?.kind === 'skill' ? skillById(parsed.skill)?.family : undefined) ?? 'practices'
}

/** Page of a series with the population of the present one. */
export const seriesHref = (key: SeriesKey, filters: Filters): string =>
  addressOf(pathOfSeries(key), withSeries(filters, []))

export const seriesLabel =
  (filters: Filters) =>
  (key: SeriesKey): SeriesLabel => ({
    name: seriesName(key),
    href: seriesHref(key, filters),
    family: seriesFamily(key),
  })

/** "Cloud platforms": the family as a heading. */
export const familyTitle = (family: Family): string => familyNames[family]
