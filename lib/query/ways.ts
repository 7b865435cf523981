import { defaultFilters, type Filters, printFilters } from '@/lib/query/filters'

// Ways of counting one figure, each of which changes one thing of the published way: a one-at-a-time sensitivity
// analysis (Saltelli et al. 2008, Global Sensitivity Analysis, ch. 2). A way is written as the parameter that it sets.

export const fixedWays = [
  'published',
  'unit=posting',
  'unit=repost',
  'unit=place',
  'unit=first',
  'role=broad',
  'role=all',
  'arrival=all',
] as const
type FixedWay = (typeof fixedWays)[number]

/** `asked` is the query's own way where it is none of the others; `without=<source>` leaves a source out. */
export type Way = FixedWay | 'asked' | `without=${string}`

const withoutPrefix = 'without='

/** The same question counted in the published way: backend vacancies, each once a month, of every source. */
export const publishedWay = (filters: Filters): Filters => {
  const { unit, role, arrival, without } = defaultFilters
  return { ...filters, unit, role, arrival, without }
}

const changes: Record<FixedWay, Partial<Filters>> = {
  published: {},
  'unit=posting': { unit: 'posting' },
  'unit=repost': { unit: 'repost' },
  'unit=place': { unit: 'place' },
  'unit=first': { unit: 'first' },
  'role=broad': { role: 'broad' },
  'role=all': { role: 'all' },
  'arrival=all': { arrival: 'all' },
}

const isFixed = (way: string): way is FixedWay => fixedWays.some((one) => one === way)

/** Source that a way leaves out; null for every other way. */
export const sourceOfWay = (way: Way): string | null =>
  way.startsWith(withoutPrefix) ? way.slice(withoutPrefix.length) : null

export const isWay = (text: string): text is Way =>
  text === 'asked' || isFixed(text) || (text.startsWith(withoutPrefix) && text.length > withoutPrefix.length)

/** The query counted in a way; whatever else it asks stays. */
export function countedIn(filters: Filters, way: Way): Filters {
  if (way === 'asked') return filters
  const published = publishedWay(filters)
  const source = sourceOfWay(way)
  if (source === null) return isFixed(way) ? { ...published, ...changes[way] } : published
  // Of sources that were asked for, one is left out by asking for the others.
  return published.sources.includes(source)
    ? { ...published, sources: published.sources.filter((id) => id !== source) }
    : { ...published, without: [source] }
}

/** Ways of a query, the published one first, then its own where it is none of them. @param sources those worth leaving out */
export function waysOf(filters: Filters, sources: readonly string[]): Way[] {
  const [published, ...others] = fixedWays
  const ways: Way[] = [...others, ...sources.map((id): Way => `without=${id}`)]
  const asked = printFilters(filters)
  const isOwn = [published, ...ways].every((way) => printFilters(countedIn(filters, way)) !== asked)
  return [published, ...(isOwn ? (['asked'] as const) : []), ...ways]
}

const names: Record<FixedWay | 'asked', string> = {
  published: 'As published',
  asked: 'As on this page',
  'unit=posting': 'Duplicates kept',
  'unit=repost': 'Reposts kept',
  'unit=place': 'Places counted',
  'unit=first': 'First month only',
  'role=broad': 'Full stack included',
  'role=all': 'Roles of all kinds',
  'arrival=all': 'With the stock of boards',
}

/** What a way is called in a table. */
export function nameWay(way: Way, nameOfSource: (id: string) => string): string {
  const source = sourceOfWay(way)
  if (source !== null) return `Without ${nameOfSource(source)}`
  return way === 'asked' || isFixed(way) ? names[way] : way
}
