import { euMemberStates } from '@/lib/domain/european-union'
import type { Filters } from '@/lib/query/filters'
import { createMemory } from '@/lib/query/memory'
import type { ClusterSums } from '@/lib/query/sums'
import type { Steps } from '@/lib/query/turns'
import { copyKeyOf } from '@/lib/demand-index/copies'
import { type Asked, keyOfAsked, narrowTo, takeSums } from '@/lib/demand-index/employer-sums'
import { type IndexSnapshot, keyOfSelections, type MonthTable, type Selection } from '@/lib/demand-index/index-snapshot'
import { groupByBucket } from '@/lib/demand-index/periods'

const inUnion = new Set<string>(['EU', ...euMemberStates])

/** Countries in which a set of regions counts; the Union once when it or a member state is among them. */
const countriesOf = (set: readonly string[]): string[] => [
  ...set.filter((region) => region.length === 2 && region !== 'EU'),
  ...(set.some((region) => inUnion.has(region)) ? ['EU'] : []),
]

const knownSets = createMemory<string[][]>('countries', (sets) => 60 * sets.length)

/** Countries of every combination of regions of a month. */
const countrySetsOf = ({ id, chunk }: MonthTable): string[][] =>
  knownSets.remember(`${id}`, () => chunk.regionSets.map(countriesOf))

/** The vacancies of one country over all months: twice the number of the employer, and one more where it names the series. */
class CountryRows {
  private rows = new Uint32Array(64)
  count = 0

  add(employer: number, isNamed: number): void {
    if (this.count === this.rows.length) {
      const grown = new Uint32Array(this.rows.length * 2)
      grown.set(this.rows)
      this.rows = grown
    }
    this.rows[this.count++] = employer * 2 + isNamed
  }

  all(): Uint32Array {
    return this.rows.subarray(0, this.count)
  }
}

/** Adds every vacancy of a month to its countries: copies are grouped inside the country. */
function placeRows(
  { table, postings, end }: Selection,
  { named, rowsOf, unit }: { named: Uint8Array; rowsOf: (country: string) => CountryRows; unit: Filters['unit'] },
): void {
  const { employerNumbers, chunk } = table
  const employerOf = (row: number) => employerNumbers[chunk.employerOf[row] ?? 0] ?? 0
  const { regionSetOf, copyStarts, copies } = chunk
  const placesOfSet = countrySetsOf(table).map((set) => set.map(rowsOf))
  const isCopy = new Uint8Array(end)
  if (unit !== 'posting') for (const row of copies) if (row < end) isCopy[row] = 1
  for (let row = 0; row < end; row += 1) {
    if (postings[row] !== 1 || isCopy[row] === 1) continue
    const places = placesOfSet[regionSetOf[row] ?? 0] ?? []
    for (let at = 0; at < places.length; at += 1) places[at]?.add(employerOf(row), named[row] ?? 0)
  }
  const keyOf = copyKeyOf(chunk, unit)
  for (let group = 0; unit !== 'posting' && group + 1 < copyStarts.length; group += 1) {
    const seen = new Map<CountryRows, Set<number>>()
    for (let at = copyStarts[group] ?? 0; at < (copyStarts[group + 1] ?? 0); at += 1) {
      const row = copies[at] ?? 0
      if (row >= end || postings[row] !== 1) continue
      for (const place of placesOfSet[regionSetOf[row] ?? 0] ?? []) {
        const keys = seen.get(place) ?? new Set()
        if (!keys.has(keyOf(at, row))) place.add(employerOf(row), named[row] ?? 0)
        seen.set(place, keys.add(keyOf(at, row)))
      }
    }
  }
}

interface RegionQuery {
  selections: readonly Selection[]
  asked: Asked
  unit: Filters['unit']
}

const keyOf = ({ asked, selections }: RegionQuery): string => `${keyOfAsked(asked)} ${keyOfSelections(selections)}`

const knownRows = createMemory<ReadonlyMap<string, Uint32Array>>('rows by country', (rows) =>
  [...rows.values()].reduce((sum, { byteLength }) => sum + byteLength, 100 * rows.size),
)

/** The vacancies of some months by country, as `CountryRows` has them. */
const listRows = (query: RegionQuery): Steps<ReadonlyMap<string, Uint32Array>> =>
  knownRows.rememberSteps(keyOf(query), () => placeAll(query))

function* placeAll({ selections, asked, unit }: RegionQuery): Steps<ReadonlyMap<string, Uint32Array>> {
  const byCountry = new Map<string, CountryRows>()
  const rowsOf = (country: string): CountryRows => {
    const rows = byCountry.get(country) ?? new CountryRows()
    byCountry.set(country, rows)
    return rows
  }
  for (const selection of selections) {
    const { table, end, postings } = selection
    // Whether the posting names the series, not whether it stands for its vacancy in the month: copies are grouped anew here.
    const named = narrowTo({ table, end, vacancies: postings }, asked).vacancies
    placeRows(selection, { named, rowsOf, unit })
    yield
  }
  return new Map([...byCountry].map(([country, rows]) => [country, rows.all().slice()]))
}

type RegionSums = { region: string; sums: ClusterSums }[]

const known = createMemory<RegionSums>('regions', (regions) => 200 * regions.length)

/** Sums of a series by country, over all months of a population. A line counts what the region filter of its code counts. */
export const sumRegions = (snapshot: IndexSnapshot, query: RegionQuery): Steps<RegionSums> =>
  known.rememberSteps(keyOf(query), () => addRegions(snapshot, query))

function* addRegions(snapshot: IndexSnapshot, query: RegionQuery): Steps<RegionSums> {
  const years: ReadonlyMap<string, Uint32Array>[] = []
  for (const selections of groupByBucket(query.selections, 'year').values())
    years.push(yield* listRows({ ...query, selections }))
  const regions: RegionSums = []
  for (const region of new Set(years.flatMap((year) => [...year.keys()]))) {
    // Each country begins anew: the sums by employer are shared, and others may have had their turns.
    const sums = takeSums(snapshot.names)
    let count = 0
    for (const year of years) {
      const rows = year.get(region) ?? new Uint32Array(0)
      count += rows.length
      for (let at = 0; at < rows.length; at += 1) sums.addVacancy((rows[at] ?? 0) >>> 1, ((rows[at] ?? 0) & 1) === 1)
    }
    if (count > 0) regions.push({ region, sums: sums.takeSeries() })
    yield
  }
  return regions
}
