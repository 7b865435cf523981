import type { View } from '@/lib/domain/composition-view'
import { lengthBands } from '@/lib/domain/text-length'
import { createColumnMemory } from '@/lib/query/column-memory'
import type { VacancyTable } from '@/lib/query/engine'
import {
  type CellRows,
  type Cells,
  countCells,
  mixCells,
  weighCells,
  type WeighedCells,
  weighRange,
} from '@/lib/query/cells'
import { type EmployerRuns, inBatches, runsOf, sumNamed } from '@/lib/query/employer-runs'
import { EmployerTotals, type Linearised, type Measured, type RowRange } from '@/lib/query/linearised'
import { type Points, pointsOfCells, pointsOfRatio, pointsOfVotes } from '@/lib/query/points'
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

const knownEmployers = createColumnMemory<Uint8Array>()

/** What some rows hold: all that count, and those that name the series. */
interface Counted {
  n: number
  y: number
}

/** Adds the employers of some runs, each with its one run: `named` of it name the series. */
function appendRuns(
  totals: EmployerTotals,
  { runs, named }: { runs: EmployerRuns; named: Uint32Array },
  { from, to }: RowRange,
): Counted {
  const { employers, starts } = runs
  let y = 0
  for (let run = from; run < to; run += 1) {
    const naming = named[run] ?? 0
    y += naming
    totals.append(employers[run] ?? 0, (starts[run + 1] ?? 0) - (starts[run] ?? 0), naming, 0)
  }
  return { n: (starts[to] ?? 0) - (starts[from] ?? 0), y }
}

/** Adds the rows of employers that are let through: so few of a table that no order of all its rows is worth making. */
function addSome(
  totals: EmployerTotals,
  { employer, named, isIn }: { employer: Uint32Array; named: Uint8Array; isIn: Uint8Array },
  { from, to }: RowRange,
): Counted {
  let n = 0
  let y = 0
  for (let row = from; row < to; row += 1) {
    const by = employer[row] ?? 0
    if (isIn[by] !== 2) continue
    const one = named[row] ?? 0
    n += 1
    y += one
    totals.add(by, 1, one, 0)
  }
  return { n, y }
}

/** What the employers of one range add up to; 2 in `isIn` for those that are let through, all without. */
function* totalsOf(
  table: VacancyTable,
  named: Uint8Array,
  { range, isIn }: { range: RowRange; isIn: Uint8Array | null },
): Steps<Counted & { totals: EmployerTotals }> {
  const totals = new EmployerTotals()
  const counted = { n: 0, y: 0 }
  const addBatch = ({ n, y }: Counted) => {
    counted.n += n
    counted.y += y
  }
  if (isIn !== null) {
    const rows = { employer: table.employer, named, isIn }
    yield* inBatches(range.to - range.from, (from, to) =>
      addBatch(addSome(totals, rows, { from: range.from + from, to: range.from + to })),
    )
    return { ...counted, totals }
  }
  const runs = yield* runsOf(table, [range])
  const sums = yield* sumNamed(runs, named)
  yield* inBatches(sums.length, (from, to) => addBatch(appendRuns(totals, { runs, named: sums }, { from, to })))
  return { ...counted, totals }
}

/** All that an estimate is made from. */
interface Summed {
  totals: EmployerTotals
  counts: Pick<Linearised, 'share' | 'vacancies' | 'ofVacancies' | 'spread'>
}

/** Σy / Σn over the rows of the employers that are let through (Cochran 1977, section 3.12). */
function* sumRatio(
  table: VacancyTable,
  named: Uint8Array,
  where: { range: RowRange; isIn: Uint8Array | null },
): Steps<Summed> {
  const { n, y, totals } = yield* totalsOf(table, named, where)
  const share = n === 0 ? null : y / n
  return { totals: totals.deviateFrom(share ?? 0, n), counts: { share, vacancies: y, ofVacancies: n, spread: 0 } }
}

/** The mean over employers of each one's own share. */
function* sumVotes(table: VacancyTable, named: Uint8Array, range: RowRange): Steps<Summed> {
  const { n, y, totals } = yield* totalsOf(table, named, { range, isIn: null })
  const m = totals.size
  const share = m === 0 ? null : totals.giveOneVote().namingTotal() / m
  return { totals: totals.deviateFrom(share ?? 0, m), counts: { share, vacancies: y, ofVacancies: n, spread: 0 } }
}

function appendWeighed(
  totals: EmployerTotals,
  { runs, rows, cells }: { runs: EmployerRuns; rows: CellRows; cells: WeighedCells },
  { from, to }: RowRange,
): Counted {
  const { weightOf, shareOf } = cells
  const { named, of } = rows
  let n = 0
  let y = 0
  for (let run = from; run < to; run += 1) {
    const end = runs.starts[run + 1] ?? 0
    let held = 0
    let naming = 0
    let deviation = 0
    for (let at = runs.starts[run] ?? 0; at < end; at += 1) {
      const row = runs.rows[at] ?? 0
      const cell = of[row] ?? 0
      const weight = weightOf[cell] ?? 0
      if (weight === 0) continue
      const one = named[row] ?? 0
      n += 1
      y += one
      held += weight
      naming += weight * one
      deviation += weight * (one - (shareOf[cell] ?? 0))
    }
    if (held > 0) totals.append(runs.employers[run] ?? 0, held, naming, deviation)
  }
  return { n, y }
}

/**
 * Direct standardisation, or post-stratification to the cells of a base (Holt and Smith 1979, JRSS A 142, 33–46): the
 * share of each cell, weighted as the cell stood there. The weight of cells without vacancies here is spread over the
 * others in proportion, and told.
 */
function* sumCells(
  table: VacancyTable,
  named: Uint8Array,
  { range, weights, cells }: { range: RowRange; weights: Float64Array; cells: Cells },
): Steps<Summed> {
  const rows = { named, of: cells.within(range) }
  const weighed = weighRange(yield* countCells(rows, cells.count, range), weights)
  const totals = new EmployerTotals()
  if (weighed === null) {
    const spread = weights.some((weight) => weight > 0) ? 1 : 0
    return { totals, counts: { share: null, vacancies: 0, ofVacancies: 0, spread } }
  }
  const { share, spread } = weighed
  const runs = yield* runsOf(table, [range])
  const counted = { n: 0, y: 0 }
  yield* inBatches(runs.employers.length, (from, to) => {
    const { n, y } = appendWeighed(totals, { runs, rows, cells: weighed }, { from, to })
    counted.n += n
    counted.y += y
  })
  return { totals, counts: { share, vacancies: counted.y, ofVacancies: counted.n, spread } }
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

/** One column of a table under a view, with the two periods compared held fixed. */
export interface ViewOfLine {
  /** The estimate of any range of rows. */
  estimate: (range: RowRange) => Steps<Linearised>
  /** The same for who asks nothing of single employers. */
  measure: (range: RowRange) => Steps<Measured>
  /** The estimates of ranges that lie one behind the other, told by their shares and by how employers move them. */
  points: (ranges: readonly RowRange[]) => Steps<Points>
}

const viewOf = (sum: (range: RowRange) => Steps<Summed>, points: ViewOfLine['points']): ViewOfLine => ({
  *estimate(range) {
    const { totals, counts } = yield* sum(range)
    return totals.linearise(counts)
  },
  *measure(range) {
    const { totals, counts } = yield* sum(range)
    return totals.measure(counts)
  },
  points,
})

/** @param column position in `table.named` */
export function createViewInSteps(table: VacancyTable, column: number, view: View, compared: Compared): ViewOfLine {
  const named = table.named[column]
  if (named === undefined) throw new Error(`the table has no column ${column}`)
  const plain = (isIn: Uint8Array | null) =>
    viewOf(
      (range) => sumRatio(table, named, { range, isIn }),
      (ranges) => pointsOfRatio({ table, named, ranges }, isIn),
    )
  if (view === 'raw') return plain(null)
  if (view === 'votes')
    return viewOf(
      (range) => sumVotes(table, named, range),
      (ranges) => pointsOfVotes({ table, named, ranges }),
    )
  if (view === 'employers') {
    const { from, to } = compared
    return plain(
      knownEmployers.remember(table, `${from.from} ${from.to} ${to.from} ${to.to}`, () =>
        employersInBoth(table, compared),
      ),
    )
  }
  const base = compared.from
  const cells: Cells = view === 'mix' ? mixCells(table, base) : { within: () => table.band, count: lengthBands.length }
  const weights = weighCells(base, cells)
  return viewOf(
    (range) => sumCells(table, named, { range, weights, cells }),
    (ranges) => pointsOfCells({ table, named, ranges }, { weights, cells }),
  )
}

/** The estimate of any range, at once. */
export function createView(
  table: VacancyTable,
  column: number,
  view: View,
  compared: Compared,
): (range: RowRange) => Linearised {
  const { estimate } = createViewInSteps(table, column, view, compared)
  return (range) => finish(estimate(range))
}
