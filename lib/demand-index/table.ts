import { firstCountry } from '@/lib/domain/european-union'
import { bucketStart, type Month } from '@/lib/domain/month'
import { seniorities } from '@/lib/domain/posting'
import { bandOfWords, lengthBands } from '@/lib/domain/text-length'
import { noSeniority, type VacancyTable } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { createMemory } from '@/lib/query/memory'
import { createNumbering, type Numbering } from '@/lib/query/numbering'
import type { Steps } from '@/lib/query/turns'
import { Ranks } from '@/lib/demand-index/count-ones'
import { type Asked, type AskedCode, isCode, narrowTo, spansOfCode } from '@/lib/demand-index/employer-sums'
import { keyOfSelections, type Selection } from '@/lib/demand-index/index-snapshot'
import { groupByBucket } from '@/lib/demand-index/periods'

/** Position of the lowest level in a set of bits. */
const lowestLevel = Uint8Array.from({ length: 1 << seniorities.length }, (_, bits) =>
  bits === 0 ? noSeniority : 31 - Math.clz32(bits & -bits),
)

/** All that a table holds whatever is asked of its vacancies. */
type Columns = Pick<VacancyTable, 'employer' | 'source' | 'sources' | 'country' | 'countries' | 'seniority' | 'band'>

const bandOf = Uint8Array.from({ length: 0x1_00_00 }, (_, words) => lengthBands.indexOf(bandOfWords(words)))

const knownColumns = createMemory<Columns>('columns', ({ employer }) => 9 * employer.length)

/** Numbers of values by their places in a chunk's list, in the order in which they are met; -1 for those that are not. */
interface Met {
  numbers: Int32Array
  known: Numbering
}

const createMet = (values: number): Met => ({ numbers: new Int32Array(values).fill(-1), known: createNumbering() })

function meet({ numbers, known }: Met, place: number, value: string): number {
  const number = known.numberOf(value)
  numbers[place] = number
  return number
}

/** The columns of one month's vacancies, sources and countries by their own numbers in the month. */
function columnsOfMonth({ table, vacancies, end, vacancyCount: rows }: Selection): Columns {
  const { chunk, employerNumbers } = table
  const { employerOf, sourceOf, regionSetOf, regionSets, words } = chunk
  const levelsOf = chunk.seniority
  const sources = createMet(chunk.sources.length)
  const countries = createMet(regionSets.length)
  // Parts of one buffer: one for each takes longer to make and to let go of than to fill.
  const bytes = new ArrayBuffer(9 * rows)
  const employer = new Uint32Array(bytes, 0, rows)
  const country = new Uint16Array(bytes, 4 * rows, rows)
  const source = new Uint8Array(bytes, 6 * rows, rows)
  const seniority = new Uint8Array(bytes, 7 * rows, rows)
  const band = new Uint8Array(bytes, 8 * rows, rows)
  let next = 0
  for (let row = 0; row < end; row += 1) {
    if (vacancies[row] !== 1) continue
    const ownSource = sourceOf[row] ?? 0
    const set = regionSetOf[row] ?? 0
    const sourceNumber = sources.numbers[ownSource] ?? -1
    const countryNumber = countries.numbers[set] ?? -1
    employer[next] = employerNumbers[employerOf[row] ?? 0] ?? 0
    source[next] = sourceNumber >= 0 ? sourceNumber : meet(sources, ownSource, chunk.sources[ownSource] ?? '')
    country[next] = countryNumber >= 0 ? countryNumber : meet(countries, set, firstCountry(regionSets[set] ?? []))
    seniority[next] = lowestLevel[levelsOf[row] ?? 0] ?? noSeniority
    band[next] = bandOf[words[row] ?? 0] ?? 0
    next += 1
  }
  return {
    employer,
    source,
    country,
    seniority,
    band,
    sources: sources.known.values,
    countries: countries.known.values,
  }
}

/** Copies a month's column of numbers, which mean `values` there, with the numbers that these have in all months. */
function copyNumbered<T extends Uint8Array | Uint16Array>(
  { column, values }: { column: T; values: readonly string[] },
  all: { column: T; known: Numbering },
  at: number,
): void {
  const numbers = values.map(all.known.numberOf)
  if (numbers.every((number, own) => number === own)) {
    all.column.set(column, at)
    return
  }
  const { length } = column
  for (let row = 0; row < length; row += 1) all.column[at + row] = numbers[column[row] ?? 0] ?? 0
}

const knownTables = createMemory<Columns>('tables', ({ employer }) => 9 * employer.length)

/** The columns of some months, one behind the other. */
function* joinColumns(selections: readonly Selection[], rows: number): Steps<Columns> {
  const employer = new Uint32Array(rows)
  const seniority = new Uint8Array(rows)
  const band = new Uint8Array(rows)
  const source = { column: new Uint8Array(rows), known: createNumbering() }
  const country = { column: new Uint16Array(rows), known: createNumbering() }
  let at = 0
  for (const selection of selections) {
    const month = knownColumns.remember(selection.id, () => columnsOfMonth(selection))
    employer.set(month.employer, at)
    seniority.set(month.seniority, at)
    band.set(month.band, at)
    copyNumbered({ column: month.source, values: month.sources }, source, at)
    copyNumbered({ column: month.country, values: month.countries }, country, at)
    at += month.employer.length
    yield
  }
  return {
    employer,
    seniority,
    band,
    source: source.column,
    sources: source.known.values,
    country: country.column,
    countries: country.known.values,
  }
}

const knownRanks = new WeakMap<Uint8Array, Ranks>()

/** Places of a month's vacancies among its rows, held as long as their mask is. */
function ranksOf(vacancies: Uint8Array): Ranks {
  const ranks = knownRanks.get(vacancies) ?? new Ranks(vacancies)
  knownRanks.set(vacancies, ranks)
  return ranks
}

/** A column while it is joined: its next rows are those of a month. */
interface Joining {
  column: Uint8Array
  at: number
}

/** Writes 1 for each vacancy of a month that names what is asked. */
function nameRows(selection: Selection, asked: Asked, joining: Joining): void {
  if (isCode(asked)) nameRowsOfCode(selection, asked, joining)
  else nameRowsOfSet(selection, asked, joining)
}

/** Only the rows that name it are looked at: to go through all of a month for each series takes as long as all else of a claim. */
function nameRowsOfCode(selection: Selection, asked: AskedCode, { column, at: first }: Joining): void {
  const { named } = selection.table.chunk
  const { vacancies, vacancyCount, end } = selection
  const ranks = vacancyCount === end ? null : ranksOf(vacancies)
  const spans = spansOfCode(selection, asked)
  for (let span = 0; span < spans.count; span += 1) {
    const base = spans.base[span] ?? 0
    const to = spans.to[span] ?? 0
    for (let at = spans.from[span] ?? 0; at < to; at += 1) {
      const row = base + (named[at] ?? 0)
      const place = ranks === null ? row : ranks.placeOf(row)
      if (place >= 0) column[first + place] = 1
    }
  }
}

function nameRowsOfSet(selection: Selection, asked: Asked, { column, at: first }: Joining): void {
  const { vacancies, end } = selection
  const mask = narrowTo(selection, asked).vacancies
  let at = first
  for (let row = 0; row < end; row += 1) {
    if (vacancies[row] !== 1) continue
    column[at] = mask[row] ?? 0
    at += 1
  }
}

function* joinNamed(selections: readonly Selection[], rows: number, asked: Asked): Steps<Uint8Array> {
  const joining = { column: new Uint8Array(rows), at: 0 }
  for (const selection of selections) {
    nameRows(selection, asked, joining)
    joining.at += selection.vacancyCount
    yield
  }
  return joining.column
}

type Periods = VacancyTable['periods']

/** What decides about the rows of each period of a table. */
export function contentsOf(selections: readonly Selection[], periods: Periods, bucket: Filters['bucket']): string[] {
  const byStart = groupByBucket(selections, bucket)
  return periods.map(({ start }) => keyOfSelections(byStart.get(start) ?? []))
}

/** The vacancies of some selections as columns, with a column of ones and zeros for each code; months that stand are copied. */
export function* tabulate(
  selections: readonly Selection[],
  query: { periods: Periods; bucket: Filters['bucket']; asked: readonly Asked[] },
): Steps<Omit<VacancyTable, 'dataVersion' | 'contents'>> {
  const { periods, bucket } = query
  const positions = new Map<Month, number>(periods.map(({ start }, position) => [start, position]))
  const rows = selections.reduce((sum, { vacancyCount }) => sum + vacancyCount, 0)
  const period = new Uint16Array(rows)
  let at = 0
  for (const { table, vacancyCount } of selections) {
    period.fill(positions.get(bucketStart(table.chunk.month, bucket)) ?? 0, at, at + vacancyCount)
    at += vacancyCount
  }
  const columns = yield* knownTables.rememberSteps(keyOfSelections(selections), () => joinColumns(selections, rows))
  const named: Uint8Array[] = []
  for (const asked of query.asked) named.push(yield* joinNamed(selections, rows, asked))
  return { periods, ...columns, period, named }
}
