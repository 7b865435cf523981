import type { Choice, FilterChoices, SeriesChoice } from '@/app/_components/filters/choices'
import { regionName, seriesFamily, seriesName } from '@/app/_data/names'
import { type ChoiceCounts, readChoiceCounts } from '@/lib/db/choices-store'
import { getDemandEngine } from '@/lib/db/engine'
import { explainVersion, readVersionState } from '@/lib/db/index-versions'
import { getPool } from '@/lib/db/pool'
import { families, familyNames, familyPhrases } from '@/lib/domain/skill'
import type { Filters } from '@/lib/query/filters'
import { formatCount } from '@/lib/query/numbers'
import { parseFiltersLenient, toSearchParams } from '@/lib/query/parse-filters'
import { regionCodes } from '@/lib/query/region-codes'
import type { NameBook } from '@/lib/query/sentences'
import { skillNames } from '@/lib/tagger/skill-spellings'
import { skills } from '@/lib/tagger/taxonomy'

export type PageSearch = Promise<Record<string, string | string[] | undefined>>

// Families first: with nothing typed yet they are what the list offers.
const seriesChoices: SeriesChoice[] = [
  ...families.map((family): SeriesChoice => ({
    key: `family:${family}`,
    name: familyPhrases[family],
    family,
    also: familyNames[family].toLowerCase(),
  })),
  ...skills.map((skill): SeriesChoice => ({
    key: `skill:${skill.id}`,
    name: skill.name,
    family: skill.family,
    also: [skill.id, ...skill.aliases.map((alias) => alias.text.replaceAll('~', ' '))].join(' ').toLowerCase(),
  })),
]

const toSetChoice = (key: `set:${string}`): SeriesChoice => ({
  key,
  name: seriesName(key),
  family: seriesFamily(key),
  also: key.toLowerCase(),
})

/** Regions with fewer postings than this are found by their address only; hundreds of them would bury the rest. */
const leastPostings = 20

const toRegionChoice = ({ code, postings }: ChoiceCounts['regions'][number]): Choice => ({
  value: code,
  name: regionName(code),
  note: formatCount(postings),
})

/** Regions worth offering; one that the address chose is there with its name, however few postings it has. */
function offerRegions(regions: ChoiceCounts['regions'], chosen: readonly string[]): Choice[] {
  const offered = regions.filter(({ code, postings }) => postings >= leastPostings || chosen.includes(code))
  const unknown = chosen.filter((code) => !offered.some((region) => region.code === code))
  return [...offered, ...unknown.map((code) => ({ code, postings: 0 }))].map(toRegionChoice)
}

let lastCounts: { version: number; counts: ChoiceCounts } | undefined

/** The counts can only change with the data version, so the last ones are kept with theirs. */
async function countsAt(version: number): Promise<ChoiceCounts> {
  if (lastCounts?.version === version) return lastCounts.counts
  const counts = await readChoiceCounts(getPool())
  lastCounts = { version, counts }
  return counts
}

export interface PageQuery {
  filters: Filters
  /** What of the address could not be used, a sentence each. */
  dropped: string[]
  choices: FilterChoices
  names: NameBook
  sources: ChoiceCounts['sources']
  dataVersion: number
}

/** Names of sources by id, as code in the browser takes them. */
export const sourceNamesOf = ({ sources }: Pick<PageQuery, 'sources'>): Record<string, string> =>
  Object.fromEntries(sources.map(({ id, name }) => [id, name]))

/** A version that cannot be asked is left out, and said. */
async function withKeptVersion(parsed: { filters: Filters; dropped: string[] }): Promise<typeof parsed> {
  const { asOf } = parsed.filters
  const state = asOf === null ? 'kept' : await readVersionState(getPool(), asOf)
  if (asOf === null || state === 'kept') return parsed
  const sentence = `${explainVersion(asOf, state).replace(/\.$/, '')}: these are the newest figures`
  return { filters: { ...parsed.filters, asOf: null }, dropped: [...parsed.dropped, sentence] }
}

/** Reads the query of a page and everything that its filter bar offers. */
export async function readPageQuery(search: PageSearch): Promise<PageQuery> {
  const { id: dataVersion } = await getDemandEngine().dataVersion()
  const { regions, sources, from, to } = await countsAt(dataVersion)
  const parsed = parseFiltersLenient(toSearchParams(await search), {
    ...skillNames,
    sources: new Set(sources.map((source) => source.id)),
    regions: regionCodes,
  })
  const { filters, dropped } = await withKeptVersion(parsed)
  const sourceNames = new Map(sources.map((source) => [source.id, source.name]))
  return {
    filters,
    dropped,
    choices: {
      // Sets are not listed, so those of the address bring their names along.
      series: [...seriesChoices, ...filters.sets.map((text) => toSetChoice(`set:${text}`))],
      regions: offerRegions(regions, filters.regions),
      sources: sources.map((source) => ({ value: source.id, name: source.name })),
      from,
      to,
    },
    names: { region: regionName, source: (id) => sourceNames.get(id) ?? id },
    sources,
    dataVersion,
  }
}
