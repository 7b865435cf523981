import { iso31662 } from 'iso-3166'
import type { SeriesLabel } from '@/app/_components/chart/chart-model'
import { familyNames, familyPhrases, type Family } from '@/lib/domain/skill'
import type { SeriesKey } from '@/lib/query/engine'
import { printFilters, type Filters } from '@/lib/query/filters'
import { parseSeries } from '@/lib/query/series'
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

/** Name of a series inside a sentence: "Kubernetes", "any cloud platform". */
export function seriesName(key: SeriesKey): string {
  const parsed = parseSeries(key)
  if (parsed === null) return key
  return parsed.kind === 'skill' ? (skillById(parsed.skill)?.name ?? parsed.skill) : familyPhrases[parsed.family]
}

export function seriesFamily(key: SeriesKey): Family {
  const parsed = parseSeries(key)
  if (parsed?.kind === 'family') return parsed.family
  return (parsed === null ? undefined : skillById(parsed.skill)?.family) ?? 'practices'
}

/** Page of a series with the population of the present one. */
export function seriesHref(key: SeriesKey, filters: Filters): string {
  const parsed = parseSeries(key)
  if (parsed === null) return '/'
  const path = parsed.kind === 'skill' ? `/skills/${encodeURIComponent(parsed.skill)}` : `/families/${parsed.family}`
  const query = printFilters({ ...filters, skills: [], families: [] })
  return query === '' ? path : `${path}?${query}`
}

export const seriesLabel =
  (filters: Filters) =>
  (key: SeriesKey): SeriesLabel => ({
    name: seriesName(key),
    href: seriesHref(key, filters),
    family: seriesFamily(key),
  })

/** "Cloud platforms": the family as a heading. */
export const familyTitle = (family: Family): string => familyNames[family]
