import { firstCountry } from '@/lib/domain/european-union'
import { bucketStart, type Month } from '@/lib/domain/month'
import { seniorities } from '@/lib/domain/posting'
import { bandOfWords, lengthBands } from '@/lib/domain/text-length'
import { noSeniority, type VacancyTable } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import type { Chunk } from '@/lib/demand-index/chunk'
import { countOnes } from '@/lib/demand-index/count-ones'
import { type Asked, narrowTo } from '@/lib/demand-index/employer-sums'
import type { Selection } from '@/lib/demand-index/index-snapshot'

/** Position of the lowest level in a set of bits. */
const lowestLevel = Uint8Array.from({ length: 1 << seniorities.length }, (_, bits) =>
  bits === 0 ? noSeniority : 31 - Math.clz32(bits & -bits),
)

/** Numbers for the countries of a month's sets of regions, shared by all months. */
function countriesOf({ regionSets }: Chunk, countries: Map<string, number>): number[] {
  return regionSets.map((set) => {
    const first = firstCountry(set)
    const number = countries.get(first) ?? countries.size
    countries.set(first, number)
    return number
  })
}

/** All that a table holds whatever is asked of its vacancies. */
type Columns = Pick<VacancyTable, 'employer' | 'source' | 'sources' | 'country' | 'countries' | 'seniority' | 'band'>

interface Names {
  sources: Map<string, number>
  countries: Map<string, number>
}

const bandOf = Uint8Array.from({ length: 0x1_00_00 }, (_, words) => lengthBands.indexOf(bandOfWords(words)))

/** Copies one month's vacancies behind those that are there; gives the number of rows then. */
function addMonth(columns: Columns, { table, vacancies, end }: Selection, at: number, names: Names): number {
  const { chunk, employerNumbers } = table
  const countries = countriesOf(chunk, names.countries)
  const sources = chunk.sources.map((source) => {
    const number = names.sources.get(source) ?? names.sources.size
    names.sources.set(source, number)
    return number
  })
  let next = at
  for (let row = 0; row < end; row += 1) {
    if (vacancies[row] !== 1) continue
    columns.employer[next] = employerNumbers[chunk.employerOf[row] ?? 0] ?? 0
    columns.source[next] = sources[chunk.sourceOf[row] ?? 0] ?? 0
    columns.country[next] = countries[chunk.regionSetOf[row] ?? 0] ?? 0
    columns.seniority[next] = lowestLevel[chunk.seniority[row] ?? 0] ?? noSeniority
    columns.band[next] = bandOf[chunk.words[row] ?? 0] ?? 0
    next += 1
  }
  return next
}

function makeColumns(selections: readonly Selection[], rows: number): Columns {
  const names: Names = { sources: new Map(), countries: new Map() }
  const columns: Columns = {
    employer: new Uint32Array(rows),
    source: new Uint8Array(rows),
    sources: [],
    country: new Uint16Array(rows),
    countries: [],
    seniority: new Uint8Array(rows),
    band: new Uint8Array(rows),
  }
  let at = 0
  for (const selection of selections) at = addMonth(columns, selection, at, names)
  return { ...columns, sources: [...names.sources.keys()], countries: [...names.countries.keys()] }
}

/** Tables of more rows than this (some 9 bytes each) are made anew every time. */
const mostRemembered = 3_000_000

const known = new WeakMap<readonly Selection[], Columns>()

/** The columns of a population; remembered as long as it is, since the parts of a page ask for the same one. */
function columnsOf(selections: readonly Selection[]): Columns {
  const held = known.get(selections)
  if (held !== undefined) return held
  const rows = selections.reduce((sum, { vacancies }) => sum + countOnes(vacancies), 0)
  const columns = makeColumns(selections, rows)
  if (rows <= mostRemembered) known.set(selections, columns)
  return columns
}

/** 1 for each row of a table whose vacancy names what is asked. */
function nameRows(selections: readonly Selection[], rows: number, asked: Asked): Uint8Array {
  const named = new Uint8Array(rows)
  let at = 0
  for (const selection of selections) {
    const { vacancies } = selection
    const mask = narrowTo(selection, asked).vacancies
    for (let row = 0; row < selection.end; row += 1) {
      if (vacancies[row] !== 1) continue
      named[at] = mask[row] ?? 0
      at += 1
    }
  }
  return named
}

/** The vacancies of a selection as columns, with a column of ones and zeros for each code. */
export function tabulate(
  selections: readonly Selection[],
  query: { periods: VacancyTable['periods']; bucket: Filters['bucket']; asked: readonly Asked[] },
): Omit<VacancyTable, 'dataVersion'> {
  const positions = new Map<Month, number>(query.periods.map(({ start }, position) => [start, position]))
  const columns = columnsOf(selections)
  const rows = columns.employer.length
  const period = new Uint16Array(rows)
  let at = 0
  for (const { table, vacancies } of selections) {
    const behind = at + countOnes(vacancies)
    period.fill(positions.get(bucketStart(table.chunk.month, query.bucket)) ?? 0, at, behind)
    at = behind
  }
  return {
    periods: query.periods,
    ...columns,
    period,
    named: query.asked.map((asked) => nameRows(selections, rows, asked)),
  }
}
