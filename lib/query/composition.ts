import type { View } from '@/lib/domain/composition-view'
import { seniorities } from '@/lib/domain/posting'
import type { VacancyTable } from '@/lib/query/engine'
import { emptyEstimate, EmployerTotals, type Linearised, type RowRange } from '@/lib/query/linearised'

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

const isEmpty = ({ from, to }: RowRange): boolean => to <= from

/** Cell of each row: a number below `count`. */
interface Cells {
  of: (row: number) => number
  count: number
}

function lengthCells({ band }: VacancyTable): Cells {
  return { of: (row) => band[row] ?? 0, count: 3 }
}

const seniorFrom = seniorities.indexOf('senior')

/** Source × country × seniority (none said, below senior, senior and above). */
function mixCells(table: VacancyTable, base: RowRange): Cells {
  const counts = new Map<number, number>()
  for (let row = base.from; row < base.to; row += 1) {
    const country = table.country[row] ?? 0
    counts.set(country, (counts.get(country) ?? 0) + 1)
  }
  const none = table.countries.indexOf('')
  const largest = [...counts].filter(([country]) => country !== none).toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
  const apart = new Map(largest.slice(0, countriesApart).map(([country], index) => [country, index + 2]))
  const placeOf = (country: number) => (country === none ? 1 : (apart.get(country) ?? 0))
  const places = countriesApart + 2
  const levelOf = (level: number) => (level >= seniorities.length ? 0 : level < seniorFrom ? 1 : 2)
  return {
    of: (row) =>
      ((table.source[row] ?? 0) * places + placeOf(table.country[row] ?? 0)) * 3 + levelOf(table.seniority[row] ?? 255),
    count: table.sources.length * places * 3,
  }
}

/** Σy / Σn over the rows that are let through (Cochran 1977, section 3.12). */
function lineariseRatio(table: VacancyTable, named: Uint8Array, range: RowRange, isIn: (row: number) => boolean) {
  let n = 0
  let y = 0
  for (let row = range.from; row < range.to; row += 1) {
    if (!isIn(row)) continue
    n += 1
    y += named[row] ?? 0
  }
  if (n === 0) return emptyEstimate
  const share = y / n
  const totals = new EmployerTotals()
  for (let row = range.from; row < range.to; row += 1) {
    const one = named[row] ?? 0
    if (isIn(row)) totals.add(table.employer[row] ?? 0, 1, one, (one - share) / n)
  }
  return totals.linearise({ share, vacancies: y, ofVacancies: n, spread: 0 })
}

/** The mean over employers of each one's own share. */
function lineariseVotes(table: VacancyTable, named: Uint8Array, range: RowRange): Linearised {
  const counts = new Map<number, { n: number; y: number }>()
  let vacancies = 0
  for (let row = range.from; row < range.to; row += 1) {
    const employer = table.employer[row] ?? 0
    const held = counts.get(employer) ?? { n: 0, y: 0 }
    held.n += 1
    held.y += named[row] ?? 0
    vacancies += named[row] ?? 0
    counts.set(employer, held)
  }
  const m = counts.size
  if (m === 0) return emptyEstimate
  const share = [...counts.values()].reduce((sum, { n, y }) => sum + y / n, 0) / m
  const totals = new EmployerTotals()
  for (const [employer, { n, y }] of counts) totals.add(employer, 1, y / n, (y / n - share) / m)
  return totals.linearise({ share, vacancies, ofVacancies: range.to - range.from, spread: 0 })
}

/**
 * Direct standardisation, or post-stratification to the cells of `base` (Holt and Smith 1979, JRSS A 142, 33–46): the
 * share of each cell, weighted as the cell stood there. The weight of cells without vacancies here is spread over the
 * others in proportion, and told.
 */
function lineariseCells(
  table: VacancyTable,
  named: Uint8Array,
  { range, base, cells }: { range: RowRange; base: RowRange; cells: Cells },
) {
  const weights = new Float64Array(cells.count)
  for (let row = base.from; row < base.to; row += 1) weights[cells.of(row)] = (weights[cells.of(row)] ?? 0) + 1
  const n = new Float64Array(cells.count)
  const y = new Float64Array(cells.count)
  for (let row = range.from; row < range.to; row += 1) {
    const cell = cells.of(row)
    n[cell] = (n[cell] ?? 0) + 1
    y[cell] = (y[cell] ?? 0) + (named[row] ?? 0)
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const held = weights.reduce((sum, weight, cell) => sum + ((n[cell] ?? 0) > 0 ? weight : 0), 0)
  if (held === 0) return { ...emptyEstimate, spread: total === 0 ? 0 : 1 }
  const weightOf = (cell: number) => (weights[cell] ?? 0) / held / (n[cell] ?? 1)
  let share = 0
  for (let cell = 0; cell < cells.count; cell += 1) if ((n[cell] ?? 0) > 0) share += weightOf(cell) * (y[cell] ?? 0)
  const totals = new EmployerTotals()
  let vacancies = 0
  let ofVacancies = 0
  for (let row = range.from; row < range.to; row += 1) {
    const cell = cells.of(row)
    const weight = weightOf(cell)
    if (weight === 0) continue
    const one = named[row] ?? 0
    vacancies += one
    ofVacancies += 1
    totals.add(table.employer[row] ?? 0, weight, weight * one, weight * (one - (y[cell] ?? 0) / (n[cell] ?? 1)))
  }
  return totals.linearise({ share, vacancies, ofVacancies, spread: 1 - held / total })
}

/** The two periods compared: the first is also the one whose mix is kept. */
export interface Compared {
  from: RowRange
  to: RowRange
}

const employersIn = ({ employer }: VacancyTable, { from, to }: RowRange) => new Set(employer.subarray(from, to))

/**
 * Makes the estimate of a view for any range of rows, with the two periods compared held fixed.
 * @param column position in `table.named`
 */
export function createView(
  table: VacancyTable,
  column: number,
  view: View,
  compared: Compared,
): (range: RowRange) => Linearised {
  const named = table.named[column]
  if (named === undefined) throw new Error(`the table has no column ${column}`)
  if (view === 'votes') return (range) => (isEmpty(range) ? emptyEstimate : lineariseVotes(table, named, range))
  if (view === 'raw') return (range) => lineariseRatio(table, named, range, () => true)
  if (view === 'employers') {
    const before = employersIn(table, compared.from)
    const stay = employersIn(table, compared.to)
    for (const employer of stay) if (!before.has(employer)) stay.delete(employer)
    return (range) => lineariseRatio(table, named, range, (row) => stay.has(table.employer[row] ?? 0))
  }
  const cells = view === 'mix' ? mixCells(table, compared.from) : lengthCells(table)
  return (range) => lineariseCells(table, named, { range, base: compared.from, cells })
}
