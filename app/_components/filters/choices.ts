import type { Month } from '@/lib/domain/month'
import type { Family } from '@/lib/domain/skill'
import type { SeriesKey } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'

export interface Choice {
  value: string
  name: string
  /** Said after the name in a quieter voice: a count, a definition. */
  note?: string
}

export interface SeriesChoice {
  key: SeriesKey
  name: string
  family: Family
  /** Other spellings that find it, folded to lower case. */
  also: string
}

/** All that a reader can choose from; made on the server for every page. */
export interface FilterChoices {
  series: SeriesChoice[]
  regions: Choice[]
  sources: Choice[]
  /** First and last month with data; null before any. */
  from: Month | null
  to: Month | null
}

/** Filters that hold lists and are offered as check boxes. */
export type ListKey = 'regions' | 'remote' | 'seniority' | 'sources'

/** What narrows the population or the count; without it the address is the default one. */
export const isNarrowed = (filters: Filters): boolean =>
  filters.regions.length + filters.remote.length + filters.seniority.length + filters.sources.length > 0 ||
  filters.lengths.length + filters.without.length > 0 ||
  filters.employer !== 'any' ||
  filters.unit !== 'vacancy' ||
  filters.arrival !== 'flow' ||
  filters.view !== 'raw' ||
  filters.role !== 'strict' ||
  filters.level !== 'any' ||
  filters.from !== null ||
  filters.to !== null

/** "Germany", "Germany or France", "Germany or 3 more". */
export function joinChosen(names: readonly string[], whenNone: string): string {
  const [first, second] = names
  if (first === undefined) return whenNone
  if (second === undefined) return first
  return names.length === 2 ? `${first} or ${second}` : `${first} or ${names.length - 1} more`
}
