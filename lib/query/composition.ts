import type { View } from '@/lib/domain/composition-view'
import { seniorities } from '@/lib/domain/posting'
import { lengthBands } from '@/lib/domain/text-length'
import type { VacancyTable } from '@/lib/query/engine'
import { emptyEstimate, EmployerTotals, type Linearised, type RowRange } from '@/lib/query/linearised'
import { finish, type Steps } from '@/lib/query/turns'

export const viewNames: Record<View, string> = {
  raw: 'as counted',
  mix: 'fixed mix',
  employers: 'same employers',
  votes: 'one employer, one vote',
  length: 'same text lengths',
}

export const viewSentences: Record<View, string> = {
  raw: 'Every vacancy counts as it was posted.',
  mix: 'Sources, countries and seniority are weighted as they stood in the first period compared (direct standardisation), so a new source or market moves nothing by itself.',
  employers: 'Only employers that posted in both periods compared count, so those that came or went move nothing.',
  votes:
    'Every employer counts once, by the share of its own vacancies, so one that posts a thousand weighs as much as one that posts one.',
  length:
    'Short, medium and long texts are weighted as they stood in the first period compared, so longer texts move nothing by themselves.',
}

/** Countries that have a cell of their own in the fixed mix; the rest share one, and those that name none another. */
const countriesApart = 5

/** Cells of rows: numbers below `count`. */
interface Cells {
  /** Cell of each row, to be read in this range alone. */
  within: (range: RowRange) => Uint16Array | Uint8Array
  count: number
}

/** What is worked out of a table's columns is held as long as they are: claims about one population share it. */
function createColumnMemory<T>(): (table: VacancyTable, key: string, make: () => T) => T {
  const known = new WeakMap<Uint32Array, Map<string, T>>()
  return ({ employer }, key, make) => {
    const held = known.get(employer) ?? new Map<string, T>()
    known.set(employer, held)
    const value = held.get(key) ?? make()
    held.set(key, value)
    return value
  }
}

const rememberCells = createColumnMemory<Cells>()
const rememberEmployers = createColumnMemory<Uint8Array>()

/** Rows whose cells are found together: after a swap few of a table are asked for. */
const blockRows = 4096

const seniorFrom = seniorities.indexOf('senior')

/** Source × country × seniority (none said, below senior, senior and above). */
function mixCells(table: VacancyTable, base: RowRange): Cells {
  const counts = new Map<number, number>()
  for (let row = base.from; row < base.to; row += 1) {
    const country = table.country[row] ?? 0
    counts.set(country, (counts.get(country) ?? 0) + 1)
  }
  const none = table.countries.indexOf('')
  const nameOf = (country: number) => table.countries[country] ?? ''
  const largest = [...counts]
    .filter(([country]) => country !== none)
    .toSorted((a, b) => b[1] - a[1] || (nameOf(a[0]) < nameOf(b[0]) ? -1 : 1))
  const apart = new Map(largest.slice(0, countriesApart).map(([country], index) => [country, index + 2]))
  const placeOf = Uint8Array.from(table.countries, (_, country) => (country === none ? 1 : (apart.get(country) ?? 0)))
  const places = countriesApart + 2
  const levelOf = Uint8Array.from({ length: 256 }, (_, level) =>
    level >= seniorities.length ? 0 : level < seniorFrom ? 1 : 2,
  )
  const { source, country, seniority } = table
  const of = new Uint16Array(table.period.length)
  const isFilled = new Uint8Array(Math.ceil(of.length / blockRows))
  const fill = (block: number) => {
    const behind = Math.min((block + 1) * blockRows, of.length)
    for (let row = block * blockRows; row < behind; row += 1)
      of[row] =
        ((source[row] ?? 0) * places + (placeOf[country[row] ?? 0] ?? 0)) * 3 + (levelOf[seniority[row] ?? 255] ?? 0)
    isFilled[block] = 1
  }
  const within = ({ from, to }: RowRange) => {
    for (let block = Math.floor(from / blockRows); block * blockRows < to; block += 1)
      if (isFilled[block] === 0) fill(block)
    return of
  }
  return { within, count: table.sources.length * places * 3 }
}

/** Rows of each cell in a range. */
function weighCells(range: RowRange, { within, count }: Cells): Float64Array {
  const of = within(range)
  const weights = new Float64Array(count)
  for (let row = range.from; row < range.to; row += 1) weights[of[row] ?? 0] = (weights[of[row] ?? 0] ?? 0) + 1
  return weights
}

/** Rows that are added up before others have their turns. */
const rowsAtOnce = 100_000

/** What some rows hold: all that count, and those that name the series. */
interface Counted {
  n: number
  y: number
}

/** Adds up the rows of a range, some at a time; the loop itself stands in a plain function, which runs faster. */
function* addRows(range: RowRange, add: (some: RowRange) => Counted): Steps<Counted> {
  const counted = { n: 0, y: 0 }
  for (let { from } = range; from < range.to; from += rowsAtOnce) {
    const { n, y } = add({ from, to: Math.min(from + rowsAtOnce, range.to) })
    counted.n += n
    counted.y += y
    yield
  }
  return counted
}

/** Adds rows of the employers that are let through, each of weight 1. */
function addPlain(
  totals: EmployerTotals,
  { employer, named, isIn }: { employer: Uint32Array; named: Uint8Array; isIn: Uint8Array | null },
  { from, to }: RowRange,
): Counted {
  let n = 0
  let y = 0
  for (let row = from; row < to; row += 1) {
    const by = employer[row] ?? 0
    if (isIn !== null && isIn[by] !== 2) continue
    const one = named[row] ?? 0
    n += 1
    y += one
    totals.add(by, 1, one, 0)
  }
  return { n, y }
}

/** Σy / Σn over the rows of the employers that are let through (Cochran 1977, section 3.12). */
function* lineariseRatio(
  { employer }: VacancyTable,
  named: Uint8Array,
  range: RowRange,
  isIn: Uint8Array | null,
): Steps<Linearised> {
  const totals = new EmployerTotals()
  const { n, y } = yield* addRows(range, (some) => addPlain(totals, { employer, named, isIn }, some))
  if (n === 0) return emptyEstimate
  const share = y / n
  return totals.deviateFrom(share, n).linearise({ share, vacancies: y, ofVacancies: n, spread: 0 })
}

/** The mean over employers of each one's own share. */
function* lineariseVotes({ employer }: VacancyTable, named: Uint8Array, range: RowRange): Steps<Linearised> {
  const totals = new EmployerTotals()
  const { n, y } = yield* addRows(range, (some) => addPlain(totals, { employer, named, isIn: null }, some))
  const m = totals.size
  if (m === 0) return emptyEstimate
  const share = totals.giveOneVote().namingTotal() / m
  return totals.deviateFrom(share, m).linearise({ share, vacancies: y, ofVacancies: n, spread: 0 })
}

/** Columns of rows that are weighed by their cells. */
interface CellRows {
  employer: Uint32Array
  named: Uint8Array
  of: Uint16Array | Uint8Array
}

function countCells(
  { named, of }: CellRows,
  { n, y }: { n: Float64Array; y: Float64Array },
  { from, to }: RowRange,
): Counted {
  let all = 0
  for (let row = from; row < to; row += 1) {
    const cell = of[row] ?? 0
    n[cell] = (n[cell] ?? 0) + 1
    y[cell] = (y[cell] ?? 0) + (named[row] ?? 0)
    all += named[row] ?? 0
  }
  return { n: to - from, y: all }
}

function addWeighed(
  totals: EmployerTotals,
  { rows, weightOf, shareOf }: { rows: CellRows; weightOf: Float64Array; shareOf: Float64Array },
  { from, to }: RowRange,
): Counted {
  const { employer, named, of } = rows
  let n = 0
  let y = 0
  for (let row = from; row < to; row += 1) {
    const cell = of[row] ?? 0
    const weight = weightOf[cell] ?? 0
    if (weight === 0) continue
    const one = named[row] ?? 0
    n += 1
    y += one
    totals.add(employer[row] ?? 0, weight, weight * one, weight * (one - (shareOf[cell] ?? 0)))
  }
  return { n, y }
}

/**
 * Direct standardisation, or post-stratification to the cells of a base (Holt and Smith 1979, JRSS A 142, 33–46): the
 * share of each cell, weighted as the cell stood there. The weight of cells without vacancies here is spread over the
 * others in proportion, and told.
 */
function* lineariseCells(
  table: VacancyTable,
  named: Uint8Array,
  { range, weights, cells }: { range: RowRange; weights: Float64Array; cells: Cells },
): Steps<Linearised> {
  const rows = { employer: table.employer, named, of: cells.within(range) }
  const n = new Float64Array(cells.count)
  const y = new Float64Array(cells.count)
  yield* addRows(range, (some) => countCells(rows, { n, y }, some))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const held = weights.reduce((sum, weight, cell) => sum + ((n[cell] ?? 0) > 0 ? weight : 0), 0)
  if (held === 0) return { ...emptyEstimate, spread: total === 0 ? 0 : 1 }
  const weightOf = weights.map((weight, cell) => ((n[cell] ?? 0) === 0 ? 0 : weight / held / (n[cell] ?? 1)))
  const shareOf = y.map((count, cell) => ((n[cell] ?? 0) === 0 ? 0 : count / (n[cell] ?? 1)))
  const share = weightOf.reduce((sum, weight, cell) => sum + weight * (y[cell] ?? 0), 0)
  const totals = new EmployerTotals()
  const counted = yield* addRows(range, (some) => addWeighed(totals, { rows, weightOf, shareOf }, some))
  return totals.linearise({ share, vacancies: counted.y, ofVacancies: counted.n, spread: 1 - held / total })
}

/** The two periods compared: the first is also the one whose mix is kept. */
export interface Compared {
  from: RowRange
  to: RowRange
}

/** 2 for each employer with a row in both ranges, by its number. */
function employersInBoth({ employer }: VacancyTable, { from, to }: Compared): Uint8Array {
  let most = 0
  for (const { from: first, to: behind } of [from, to])
    for (let row = first; row < behind; row += 1) if ((employer[row] ?? 0) > most) most = employer[row] ?? 0
  const isIn = new Uint8Array(most + 1)
  for (let row = from.from; row < from.to; row += 1) isIn[employer[row] ?? 0] = 1
  for (let row = to.from; row < to.to; row += 1) if (isIn[employer[row] ?? 0] === 1) isIn[employer[row] ?? 0] = 2
  return isIn
}

/**
 * Makes the estimate of a view for any range of rows, with the two periods compared held fixed.
 * @param column position in `table.named`
 */
export function createViewInSteps(
  table: VacancyTable,
  column: number,
  view: View,
  compared: Compared,
): (range: RowRange) => Steps<Linearised> {
  const named = table.named[column]
  if (named === undefined) throw new Error(`the table has no column ${column}`)
  if (view === 'votes') return (range) => lineariseVotes(table, named, range)
  if (view === 'raw') return (range) => lineariseRatio(table, named, range, null)
  if (view === 'employers') {
    const { from, to } = compared
    const isIn = rememberEmployers(table, `${from.from} ${from.to} ${to.from} ${to.to}`, () =>
      employersInBoth(table, compared),
    )
    return (range) => lineariseRatio(table, named, range, isIn)
  }
  const base = compared.from
  const cells: Cells =
    view === 'mix'
      ? rememberCells(table, `${base.from} ${base.to}`, () => mixCells(table, base))
      : { within: () => table.band, count: lengthBands.length }
  const weights = weighCells(base, cells)
  return (range) => lineariseCells(table, named, { range, weights, cells })
}

/** The same at once. */
export function createView(
  table: VacancyTable,
  column: number,
  view: View,
  compared: Compared,
): (range: RowRange) => Linearised {
  const estimate = createViewInSteps(table, column, view, compared)
  return (range) => finish(estimate(range))
}
