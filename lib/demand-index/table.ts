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

type Columns = Omit<VacancyTable, 'dataVersion' | 'periods' | 'sources' | 'countries'>

const makeColumns = (rows: number, series: number): Columns => ({
  period: new Uint16Array(rows),
  employer: new Uint32Array(rows),
  source: new Uint8Array(rows),
  country: new Uint16Array(rows),
  seniority: new Uint8Array(rows),
  band: new Uint8Array(rows),
  named: Array.from({ length: series }, () => new Uint8Array(rows)),
})

interface Names {
  sources: Map<string, number>
  countries: Map<string, number>
}

/** Copies one month's vacancies behind those that are there; gives the number of rows then. */
function addMonth(
  columns: Columns,
  selection: Selection,
  into: { at: number; period: number; asked: readonly Asked[]; names: Names },
): number {
  const { table, vacancies, end } = selection
  const { chunk, employerNumbers } = table
  const countries = countriesOf(chunk, into.names.countries)
  const sources = chunk.sources.map((source) => {
    const number = into.names.sources.get(source) ?? into.names.sources.size
    into.names.sources.set(source, number)
    return number
  })
  const masks = into.asked.map((asked) => narrowTo(selection, asked).vacancies)
  let at = into.at
  for (let row = 0; row < end; row += 1) {
    if (vacancies[row] !== 1) continue
    columns.period[at] = into.period
    columns.employer[at] = employerNumbers[chunk.employerOf[row] ?? 0] ?? 0
    columns.source[at] = sources[chunk.sourceOf[row] ?? 0] ?? 0
    columns.country[at] = countries[chunk.regionSetOf[row] ?? 0] ?? 0
    columns.seniority[at] = lowestLevel[chunk.seniority[row] ?? 0] ?? noSeniority
    columns.band[at] = lengthBands.indexOf(bandOfWords(chunk.words[row] ?? 0))
    for (const [index, mask] of masks.entries()) {
      const column = columns.named[index]
      if (column !== undefined) column[at] = mask[row] ?? 0
    }
    at += 1
  }
  return at
}

/** The vacancies of a selection as columns, with a column of ones and zeros for each code. */
export function tabulate(
  selections: readonly Selection[],
  query: { periods: VacancyTable['periods']; bucket: Filters['bucket']; asked: readonly Asked[] },
): Omit<VacancyTable, 'dataVersion'> {
  const positions = new Map<Month, number>(query.periods.map(({ start }, position) => [start, position]))
  const rows = selections.reduce((sum, { vacancies }) => sum + countOnes(vacancies), 0)
  const columns = makeColumns(rows, query.asked.length)
  const names: Names = { sources: new Map(), countries: new Map() }
  let at = 0
  for (const selection of selections) {
    const period = positions.get(bucketStart(selection.table.chunk.month, query.bucket)) ?? 0
    at = addMonth(columns, selection, { at, period, asked: query.asked, names })
  }
  return {
    periods: query.periods,
    ...columns,
    sources: [...names.sources.keys()],
    countries: [...names.countries.keys()],
  }
}
