import { euMemberStates } from '@/lib/domain/european-union'
import type { Filters } from '@/lib/query/filters'
import { createMemory } from '@/lib/query/memory'
import { createNumbering, type Numbering } from '@/lib/query/numbering'
import type { ClusterSums } from '@/lib/query/sums'
import type { Steps } from '@/lib/query/turns'
import type { MonthColumns } from '@/lib/demand-index/chunk'
import { copyKeyOf } from '@/lib/demand-index/copies'
import { type Asked, type EmployerSums, keyOfAsked, narrowTo, takeSums } from '@/lib/demand-index/employer-sums'
import { type IndexSnapshot, keyOfSelections, type MonthTable, type Selection } from '@/lib/demand-index/index-snapshot'

const inUnion = new Set<string>(['EU', ...euMemberStates])

/** Rows of a month that stand for a vacancy in each country, one country behind the other. */
interface RowsByCountry {
  countries: string[]
  /** Where the rows of each country begin, with the end of the last behind. */
  starts: Uint32Array
  rows: Uint32Array
}

/** Countries in which the combinations of regions of a month count, each found when a row first has it. */
class CountriesOfSets {
  readonly countries: Numbering = createNumbering()
  /** Places of the countries of all that were found; those of a combination lie together. */
  readonly places: number[] = []
  /** By combination: where its places begin, plus 1, and the one behind them. */
  private readonly starts: Uint32Array
  private readonly ends: Uint32Array

  constructor(private readonly sets: MonthColumns['regionSets']) {
    this.starts = new Uint32Array(sets.length)
    this.ends = new Uint32Array(sets.length)
  }

  startOf(set: number): number {
    const known = this.starts[set] ?? 0
    return known > 0 ? known - 1 : this.find(set)
  }

  /** After `startOf`. */
  endOf(set: number): number {
    return this.ends[set] ?? 0
  }

  /** The Union counts once when it or a member state is among them. */
  private find(set: number): number {
    const { places } = this
    const start = places.length
    let isInUnion = false
    for (const region of this.sets[set] ?? []) {
      isInUnion ||= inUnion.has(region)
      if (region.length === 2 && region !== 'EU') places.push(this.countries.numberOf(region))
    }
    if (isInUnion) places.push(this.countries.numberOf('EU'))
    this.starts[set] = start + 1
    this.ends[set] = places.length
    return start
  }
}

/** Pairs of a row and the place of a country in which it stands for its vacancy. */
interface Pairs {
  rows: number[]
  places: number[]
}

/** Of vacancies with copies: these are grouped inside the country. */
function placeCopies({ table, postings, end }: Selection, unit: Filters['unit'], pairs: Pairs, sets: CountriesOfSets) {
  const { regionSetOf, copyStarts, copies } = table.chunk
  const keyOf = copyKeyOf(table.chunk, unit)
  for (let group = 0; group + 1 < copyStarts.length; group += 1) {
    const seen = new Map<number, Set<number>>()
    for (let at = copyStarts[group] ?? 0; at < (copyStarts[group + 1] ?? 0); at += 1) {
      const row = copies[at] ?? 0
      if (row >= end || postings[row] !== 1) continue
      const set = regionSetOf[row] ?? 0
      for (let next = sets.startOf(set); next < sets.endOf(set); next += 1) {
        const place = sets.places[next] ?? 0
        const keys = seen.get(place) ?? new Set()
        if (!keys.has(keyOf(at, row))) {
          pairs.rows.push(row)
          pairs.places.push(place)
        }
        seen.set(place, keys.add(keyOf(at, row)))
      }
    }
  }
}

/** Of vacancies without copies. */
function placeAlone({ table, postings, end }: Selection, unit: Filters['unit'], pairs: Pairs, sets: CountriesOfSets) {
  const { regionSetOf, copies } = table.chunk
  const isAlone = postings.slice(0, end)
  if (unit !== 'posting') for (const row of copies) if (row < end) isAlone[row] = 0
  for (let row = 0; row < end; row += 1) {
    if (isAlone[row] !== 1) continue
    const set = regionSetOf[row] ?? 0
    const start = sets.startOf(set)
    const behind = sets.endOf(set)
    for (let at = start; at < behind; at += 1) {
      pairs.rows.push(row)
      pairs.places.push(sets.places[at] ?? 0)
    }
  }
}

/** Puts rows in order by country. */
function orderByPlace({ rows, places }: Pairs, countries: string[]): RowsByCountry {
  const starts = new Uint32Array(countries.length + 1)
  for (let at = 0; at < places.length; at += 1) starts[(places[at] ?? 0) + 1] = (starts[(places[at] ?? 0) + 1] ?? 0) + 1
  for (let place = 1; place < starts.length; place += 1) starts[place] = (starts[place] ?? 0) + (starts[place - 1] ?? 0)
  const nexts = starts.slice()
  const ordered = new Uint32Array(rows.length)
  for (let at = 0; at < rows.length; at += 1) {
    const place = places[at] ?? 0
    const next = nexts[place] ?? 0
    ordered[next] = rows[at] ?? 0
    nexts[place] = next + 1
  }
  return { countries, starts, rows: ordered }
}

function placeRows(selection: Selection, unit: Filters['unit']): RowsByCountry {
  const sets = new CountriesOfSets(selection.table.chunk.regionSets)
  const pairs: Pairs = { rows: [], places: [] }
  placeAlone(selection, unit, pairs, sets)
  if (unit !== 'posting') placeCopies(selection, unit, pairs, sets)
  return orderByPlace(pairs, sets.countries.values)
}

interface RegionQuery {
  selections: readonly Selection[]
  asked: Asked
  unit: Filters['unit']
}

const knownRows = createMemory<RowsByCountry>(
  'rows by country',
  ({ countries, starts, rows }) => 60 * countries.length + starts.byteLength + rows.byteLength,
)

/** A month with its rows by country, and whether each names the series. */
interface PlacedMonth {
  table: MonthTable
  rows: RowsByCountry
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

/** Rows of a country in a month, from and up to places in `rows`. */
interface CountryRows {
  month: PlacedMonth
  from: number
  to: number
}

function groupByCountry(months: readonly PlacedMonth[]): Map<string, CountryRows[]> {
  const byCountry = new Map<string, CountryRows[]>()
  for (const month of months)
    for (const [place, country] of month.rows.countries.entries()) {
      const rows = { month, from: month.rows.starts[place] ?? 0, to: month.rows.starts[place + 1] ?? 0 }
      const held = byCountry.get(country)
      if (held === undefined) byCountry.set(country, [rows])
      else held.push(rows)
    }
  return byCountry
}

function* addRegions(snapshot: IndexSnapshot, query: RegionQuery): Steps<RegionSums> {
  const months = yield* placeMonths(query)
  const regions: RegionSums = []
  for (const [region, rows] of groupByCountry(months)) {
    // Each country begins anew: the sums by employer are shared, and others may have had their turns.
    const sums = takeSums(snapshot.names)
    for (const some of rows) addRows(sums, some)
    regions.push({ region, sums: sums.takeSeries() })
    yield
  }
  return regions
}

function addRows(sums: EmployerSums, { month: { table, rows, named }, from, to }: CountryRows): void {
  const { employerNumbers, chunk } = table
  const { employerOf } = chunk
  for (let at = from; at < to; at += 1) {
    const row = rows.rows[at] ?? 0
    sums.addVacancy(employerNumbers[employerOf[row] ?? 0] ?? 0, named[row] === 1)
  }
}
