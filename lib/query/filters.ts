import { z } from 'zod'
import { buckets, Month } from '@/lib/domain/month'
import { remoteKinds, seniorities } from '@/lib/domain/posting'
import { Family } from '@/lib/domain/skill'
import { views } from '@/lib/domain/composition-view'
import { lengthBands } from '@/lib/domain/text-length'

export const populations = ['strict', 'broad', 'all'] as const
/** Whose postings are counted: every employer's, or those of startups. */
export const employerFilters = ['any', 'startup'] as const
/** Postings that were open already when their board was first read are stock, not demand of that month. */
export const arrivalFilters = ['flow', 'all'] as const
/**
 * What is counted once. Within a calendar month the copies of a vacancy are told apart by
 * - `vacancy`: nothing. The vacancy-month: places, reposts and sources together count once.
 * - `first`: nothing, and only in the first month in which the vacancy was ever posted, whatever the other filters.
 * - `repost`: the day (UTC). The vacancy-day: posted anew on another day it counts again; its copies of one day, over
 *   places and sources, count once.
 * - `place`: the places, as the set of regions (ISO 3166-1 and 3166-2, and `EU` as written) of the posting. Copies with
 *   other places count each, reposts and sources with the same ones count once; a posting that lists several places is one.
 * - `posting`: everything. Every posting counts.
 * Copies that are not told apart are one, and the first of them in the population, by posting id, speaks for all.
 */
export const countUnits = ['vacancy', 'first', 'repost', 'place', 'posting'] as const
export type CountUnit = (typeof countUnits)[number]
/** The same for readers: the methodology page prints these. */
export const unitDefinitions: Record<CountUnit, string> = {
  vacancy: 'The vacancy-month: in each calendar month in which it is posted, whatever its places, reposts and sources.',
  first: 'The vacancy, in the first month in which it was ever posted and in no later one.',
  repost:
    'The vacancy-day: on each day (UTC) on which it is posted, so that one posted anew within the month counts again; its copies of one day, over places and sources, count once.',
  place:
    'The vacancy-month with its places: copies that name another set of regions (ISO 3166-1 and 3166-2) count each. A posting that lists several places is still one.',
  posting: 'The posting: every advertisement as a source gave it, duplicates and all.',
}
export const levelFilters = ['any', 'required', 'preferred', 'mentioned'] as const

/** The one query. Population filters narrow both sides of a share; skills, families, sets and level narrow the numerator only. */
export const Filters = z.object({
  skills: z.array(z.string()),
  families: z.array(Family),
  /** Sets of skills and families, canonically printed (lib/query/set-expression); one series each. */
  sets: z.array(z.string()),
  /** ISO 3166-1, ISO 3166-2 or `EU` (which takes in its member states). Empty: everywhere. */
  regions: z.array(z.string()),
  remote: z.array(z.enum(remoteKinds)),
  seniority: z.array(z.enum(seniorities)),
  /** Empty: all. */
  sources: z.array(z.string()),
  /** Sources to leave out, whose postings are then as if they had not been read; none of `sources`. */
  without: z.array(z.string()),
  /** `startup`: only postings of employers that count as startups in their month (lib/domain/startup.ts). */
  employer: z.enum(employerFilters),
  /** Bands of the length of the text; empty: any. */
  lengths: z.array(z.enum(lengthBands)),
  /** `flow`: what was posted while we watched; `all`: with the stock that a board held when it was first read. */
  arrival: z.enum(arrivalFilters),
  unit: z.enum(countUnits),
  /** Population: `strict` backend, `broad` backend (strict included) or `all` postings. */
  role: z.enum(populations),
  /** Counts a vacancy when the strongest level of the series in it is this one. */
  level: z.enum(levelFilters),
  /** Composition view of a share over time (lib/query/composition.ts); other figures are as counted. */
  view: z.enum(views),
  from: Month.nullable(),
  to: Month.nullable(),
  bucket: z.enum(buckets),
  /** Data version to answer from; null: the newest. */
  asOf: z.int().positive().nullable(),
})
export type Filters = z.infer<typeof Filters>

/** The query of an address without parameters: strictly backend, everywhere, by month. */
export const defaultFilters: Filters = {
  skills: [],
  families: [],
  sets: [],
  regions: [],
  remote: [],
  seniority: [],
  sources: [],
  without: [],
  employer: 'any',
  lengths: [],
  arrival: 'flow',
  unit: 'vacancy',
  role: 'strict',
  level: 'any',
  view: 'raw',
  from: null,
  to: null,
  bucket: 'month',
  asOf: null,
}

/** Made once: a query is printed in the key of nearly every answer. */
const filterNames = Filters.keyof().options

/** Name in the address of each filter. A filter without a name does not compile. */
export const parameterOf = {
  skills: 'skill',
  families: 'family',
  sets: 'set',
  regions: 'region',
  remote: 'remote',
  seniority: 'seniority',
  sources: 'source',
  without: 'without',
  employer: 'employer',
  lengths: 'length',
  arrival: 'arrival',
  unit: 'unit',
  role: 'role',
  level: 'level',
  view: 'view',
  from: 'from',
  to: 'to',
  bucket: 'bucket',
  asOf: 'asOf',
} as const satisfies Record<keyof Filters, string>
export type Parameter = (typeof parameterOf)[keyof Filters]

/** What each parameter does, for the help of the command line and the data dictionary. */
export const parameterDescriptions: Record<Parameter, string> = {
  skill: 'skill to count, by its id (repeatable; one series each)',
  family: 'family to count as a union of its skills (repeatable; one series each)',
  set: 'set of skills and families, such as docker & kubernetes, family:iac & !terraform or (aws | gcp) & required:kubernetes (repeatable; one series each)',
  region: 'place of work: ISO 3166-1 (DE), ISO 3166-2 (US-CA) or EU with its member states (repeatable)',
  remote: `${remoteKinds.join(', ')} (repeatable)`,
  seniority: `${seniorities.join(', ')} (repeatable)`,
  source: 'source of the postings, by its id (repeatable)',
  without: 'source to leave out, by its id (repeatable)',
  employer: 'startup (what counts as one is on the methodology page) or any; any unless said',
  length: 'length of the text: short (up to 120 words), medium (to 300) or long (repeatable)',
  arrival: 'flow (posted while we watched) or all (with the stock that boards held when first read); flow unless said',
  unit: 'what counts once: vacancy (in each month in which it is posted), first (its first month only), repost (on each day on which it is posted), place (in a month for each set of places) or posting; vacancy unless said',
  role: 'population: strict (backend), broad (with full stack) or all; strict unless said',
  level: 'required, preferred, mentioned or any; any unless said',
  view: 'composition view of a line over time: raw (as counted), mix (fixed mix), employers (same employers), votes (one employer, one vote) or length (same text lengths); raw unless said',
  from: 'first month, YYYY-MM',
  to: 'last month, YYYY-MM',
  bucket: 'length of a period: month, quarter or year; month unless said',
  asOf: 'number of the data version to answer from; the newest unless said',
}

/** Parameters that may stand more than once. */
export const repeatableParameters = [
  'skill',
  'family',
  'set',
  'region',
  'remote',
  'seniority',
  'source',
  'without',
  'length',
] as const satisfies Parameter[]

const byCodeUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Sorted, each value once: the same question asked in another order is the same query. */
const canonicalList = <T extends string>(values: readonly T[]): T[] => [...new Set(values)].toSorted(byCodeUnit)

/** The one spelling of a query, in which lists are sorted and hold each value once. */
export const canonicalFilters = (filters: Filters): Filters => ({
  ...filters,
  skills: canonicalList(filters.skills),
  families: canonicalList(filters.families),
  sets: canonicalList(filters.sets),
  regions: canonicalList(filters.regions),
  remote: canonicalList(filters.remote),
  seniority: canonicalList(filters.seniority),
  sources: canonicalList(filters.sources),
  without: canonicalList(filters.without),
  lengths: canonicalList(filters.lengths),
})

const valuesOf = (value: Filters[keyof Filters]): string[] =>
  value === null ? [] : Array.isArray(value) ? value : [String(value)]

/**
 * The query string of a query, without `?`: parameters and values sorted, defaults left out, so that
 * equal queries print equally. Parsing it gives the canonical filters back.
 */
export function printFilters(filters: Filters): string {
  const canonical = canonicalFilters(filters)
  const pairs: [string, string][] = []
  for (const key of filterNames) {
    const value = canonical[key]
    if (value === defaultFilters[key]) continue
    for (const item of valuesOf(value)) pairs.push([parameterOf[key], item])
  }
  return new URLSearchParams(pairs.toSorted(([a], [b]) => byCodeUnit(a, b))).toString()
}

/** A page or a file with a query in its address. */
export function addressOf(path: string, filters: Filters): string {
  const query = printFilters(filters)
  return query === '' ? path : `${path}?${query}`
}
