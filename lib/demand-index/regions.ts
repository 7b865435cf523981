import { euMemberStates } from '@/lib/domain/european-union'
import type { Filters } from '@/lib/query/filters'
import { createMemory } from '@/lib/query/memory'
import type { ClusterSums } from '@/lib/query/sums'
import type { Steps } from '@/lib/query/turns'
import { copyKeyOf } from '@/lib/demand-index/copies'
import { type Asked, type EmployerSums, keyOfAsked, narrowTo, takeSums } from '@/lib/demand-index/employer-sums'
import { type IndexSnapshot, keyOfSelections, type MonthTable, type Selection } from '@/lib/demand-index/index-snapshot'

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

type RowsOfCountries = ReadonlyMap<string, Uint32Array>

/** Rows of a month that stand for a vacancy in each country: copies are grouped inside the country. */
function placeRows({ table, postings, end }: Selection, unit: Filters['unit']): RowsOfCountries {
  const { regionSetOf, copyStarts, copies } = table.chunk
  const rowsOf = new Map<string, number[]>()
  const placesOfSet = countrySetsOf(table).map((set) =>
    set.map((country) => {
      const rows = rowsOf.get(country) ?? []
      rowsOf.set(country, rows)
      return rows
    }),
  )
  const isCopy = new Uint8Array(end)
  if (unit !== 'posting') for (const row of copies) if (row < end) isCopy[row] = 1
  for (let row = 0; row < end; row += 1) {
    if (postings[row] !== 1 || isCopy[row] === 1) continue
    for (const rows of placesOfSet[regionSetOf[row] ?? 0] ?? []) rows.push(row)
  }
  const keyOf = copyKeyOf(table.chunk, unit)
  for (let group = 0; unit !== 'posting' && group + 1 < copyStarts.length; group += 1) {
    const seen = new Map<number[], Set<number>>()
    for (let at = copyStarts[group] ?? 0; at < (copyStarts[group + 1] ?? 0); at += 1) {
      const row = copies[at] ?? 0
      if (row >= end || postings[row] !== 1) continue
      for (const rows of placesOfSet[regionSetOf[row] ?? 0] ?? []) {
        const keys = seen.get(rows) ?? new Set()
        if (!keys.has(keyOf(at, row))) rows.push(row)
        seen.set(rows, keys.add(keyOf(at, row)))
      }
    }
  }
  return new Map(
    [...rowsOf].flatMap(([country, rows]) => (rows.length === 0 ? [] : [[country, Uint32Array.from(rows)]])),
  )
}

interface RegionQuery {
  selections: readonly Selection[]
  asked: Asked
  unit: Filters['unit']
}

const knownRows = createMemory<RowsOfCountries>('rows by country', (rows) =>
  [...rows.values()].reduce((sum, { byteLength }) => sum + byteLength, 100 * rows.size),
)

/** A month with its rows by country, and whether each names the series. */
interface PlacedMonth {
  table: MonthTable
  rows: RowsOfCountries
  named: Uint8Array
}

function* placeMonths({ selections, asked, unit }: RegionQuery): Steps<PlacedMonth[]> {
  const months: PlacedMonth[] = []
  for (const selection of selections) {
    const rows = knownRows.remember(selection.id, () => placeRows(selection, unit))
    // Whether the posting names the series, not whether it stands for its vacancy in the month: copies are grouped anew here.
    const named = narrowTo({ ...selection, vacancies: selection.postings }, asked).vacancies
    months.push({ table: selection.table, rows, named })
    yield
  }
  return months
}

type RegionSums = { region: string; sums: ClusterSums }[]

const known = createMemory<RegionSums>('regions', (regions) => 200 * regions.length)

/** Sums of a series by country, over all months of a population. A line counts what the region filter of its code counts. */
export const sumRegions = (snapshot: IndexSnapshot, query: RegionQuery): Steps<RegionSums> =>
  known.rememberSteps(`${keyOfAsked(query.asked)} ${keyOfSelections(query.selections)}`, () =>
    addRegions(snapshot, query),
  )

function* addRegions(snapshot: IndexSnapshot, query: RegionQuery): Steps<RegionSums> {
  const months = yield* placeMonths(query)
  const regions: RegionSums = []
  for (const region of new Set(months.flatMap(({ rows }) => [...rows.keys()]))) {
    // Each country begins anew: the sums by employer are shared, and others may have had their turns.
    const sums = takeSums(snapshot.names)
    for (const { table, rows, named } of months) addRows(sums, { table, rows: rows.get(region) ?? noRows, named })
    regions.push({ region, sums: sums.takeSeries() })
    yield
  }
  return regions
}

const noRows = new Uint32Array(0)

function addRows(sums: EmployerSums, { table, rows, named }: Omit<PlacedMonth, 'rows'> & { rows: Uint32Array }): void {
  const { employerNumbers, chunk } = table
  const { employerOf } = chunk
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0
    sums.addVacancy(employerNumbers[employerOf[row] ?? 0] ?? 0, named[row] === 1)
  }
}
