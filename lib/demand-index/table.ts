import { firstCountry } from '@/lib/domain/european-union'
import { bucketStart, type Month } from '@/lib/domain/month'
import { seniorities } from '@/lib/domain/posting'
import { bandOfWords, lengthBands } from '@/lib/domain/text-length'
import { noSeniority, type VacancyTable } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { createMemory } from '@/lib/query/memory'
import { type Asked, keyOfAsked, narrowTo } from '@/lib/demand-index/employer-sums'
import { keyOfSelections, type Selection } from '@/lib/demand-index/index-snapshot'
import { groupByBucket } from '@/lib/demand-index/periods'

/** Position of the lowest level in a set of bits. */
const lowestLevel = Uint8Array.from({ length: 1 << seniorities.length }, (_, bits) =>
  bits === 0 ? noSeniority : 31 - Math.clz32(bits & -bits),
)

/** All that a table holds whatever is asked of its vacancies. */
type Columns = Pick<VacancyTable, 'employer' | 'source' | 'sources' | 'country' | 'countries' | 'seniority' | 'band'>

const bandOf = Uint8Array.from({ length: 0x1_00_00 }, (_, words) => lengthBands.indexOf(bandOfWords(words)))

const knownColumns = createMemory<Columns>(({ employer }) => 9 * employer.length)

/** The columns of one month's vacancies, sources and countries by their own numbers in the month. */
function columnsOfMonth({ table, vacancies, end, vacancyCount: rows }: Selection): Columns {
  const { chunk, employerNumbers } = table
  const { values: countries, numbers: countryOf } = numberValues(chunk.regionSets.map(firstCountry))
  const columns: Columns = {
    employer: new Uint32Array(rows),
    source: new Uint8Array(rows),
    sources: chunk.sources,
    country: new Uint16Array(rows),
    countries,
    seniority: new Uint8Array(rows),
    band: new Uint8Array(rows),
  }
  let next = 0
  for (let row = 0; row < end; row += 1) {
    if (vacancies[row] !== 1) continue
    columns.employer[next] = employerNumbers[chunk.employerOf[row] ?? 0] ?? 0
    columns.source[next] = chunk.sourceOf[row] ?? 0
    columns.country[next] = countryOf[chunk.regionSetOf[row] ?? 0] ?? 0
    columns.seniority[next] = lowestLevel[chunk.seniority[row] ?? 0] ?? noSeniority
    columns.band[next] = bandOf[chunk.words[row] ?? 0] ?? 0
    next += 1
  }
  return columns
}

/** Numbers for values in the order in which they are met, and the number of each of those given. */
function numberValues(given: readonly string[], known = new Map<string, number>()) {
  const numbers = given.map((value) => {
    const number = known.get(value) ?? known.size
    known.set(value, number)
    return number
  })
  return { values: [...known.keys()], numbers }
}

/** Numbers for the values of a column that some of its rows have. */
function numberUsed(column: Uint8Array | Uint16Array, values: readonly string[], known: Map<string, number>): number[] {
  const isUsed = new Uint8Array(values.length)
  for (let row = 0; row < column.length; row += 1) isUsed[column[row] ?? 0] = 1
  return values.map((value, number) => (isUsed[number] === 1 ? (numberValues([value], known).numbers[0] ?? 0) : 0))
}

/** The columns of some months, one behind the other. */
function joinColumns(selections: readonly Selection[], rows: number): Columns {
  const sources = new Map<string, number>()
  const countries = new Map<string, number>()
  const joined = {
    employer: new Uint32Array(rows),
    source: new Uint8Array(rows),
    country: new Uint16Array(rows),
    seniority: new Uint8Array(rows),
    band: new Uint8Array(rows),
  }
  let at = 0
  for (const selection of selections) {
    const month = knownColumns.remember(`${selection.id}`, () => columnsOfMonth(selection))
    const sourceOf = numberUsed(month.source, month.sources, sources)
    const countryOf = numberUsed(month.country, month.countries, countries)
    joined.employer.set(month.employer, at)
    joined.seniority.set(month.seniority, at)
    joined.band.set(month.band, at)
    const { length } = month.employer
    for (let row = 0; row < length; row += 1) {
      joined.source[at + row] = sourceOf[month.source[row] ?? 0] ?? 0
      joined.country[at + row] = countryOf[month.country[row] ?? 0] ?? 0
    }
    at += length
  }
  return { ...joined, sources: [...sources.keys()], countries: [...countries.keys()] }
}

const knownNamed = createMemory<Uint8Array>(({ byteLength }) => byteLength)

/** 1 for each vacancy of a month that names what is asked. */
function nameRows(selection: Selection, asked: Asked): Uint8Array {
  const { vacancies, vacancyCount, end } = selection
  const mask = narrowTo(selection, asked).vacancies
  if (vacancyCount === end) return mask
  const named = new Uint8Array(vacancyCount)
  let at = 0
  for (let row = 0; row < end; row += 1) {
    if (vacancies[row] !== 1) continue
    named[at] = mask[row] ?? 0
    at += 1
  }
  return named
}

function joinNamed(selections: readonly Selection[], rows: number, asked: Asked): Uint8Array {
  const question = keyOfAsked(asked)
  const joined = new Uint8Array(rows)
  let at = 0
  for (const selection of selections) {
    joined.set(
      knownNamed.remember(`${selection.id} ${question}`, () => nameRows(selection, asked)),
      at,
    )
    at += selection.vacancyCount
  }
  return joined
}

type Periods = VacancyTable['periods']

/** What decides about the rows of each period of a table. */
export function contentsOf(selections: readonly Selection[], periods: Periods, bucket: Filters['bucket']): string[] {
  const byStart = groupByBucket(selections, bucket)
  return periods.map(({ start }) => keyOfSelections(byStart.get(start) ?? []))
}

/** The vacancies of some selections as columns, with a column of ones and zeros for each code; months that stand are copied. */
export function tabulate(
  selections: readonly Selection[],
  query: { periods: Periods; bucket: Filters['bucket']; asked: readonly Asked[] },
): Omit<VacancyTable, 'dataVersion'> {
  const { periods, bucket } = query
  const positions = new Map<Month, number>(periods.map(({ start }, position) => [start, position]))
  const rows = selections.reduce((sum, { vacancyCount }) => sum + vacancyCount, 0)
  const period = new Uint16Array(rows)
  let at = 0
  for (const { table, vacancyCount } of selections) {
    period.fill(positions.get(bucketStart(table.chunk.month, bucket)) ?? 0, at, at + vacancyCount)
    at += vacancyCount
  }
  return {
    periods,
    contents: contentsOf(selections, periods, bucket),
    ...joinColumns(selections, rows),
    period,
    named: query.asked.map((asked) => joinNamed(selections, rows, asked)),
  }
}
