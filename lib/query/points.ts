import { type Cells, countCells, type WeighedCells, weighRange } from '@/lib/query/cells'
import type { VacancyTable } from '@/lib/query/engine'
import { type EmployerRuns, inBatches, runsOf, sumNamed } from '@/lib/query/employer-runs'
import type { RowRange } from '@/lib/query/linearised'
import type { Steps } from '@/lib/query/turns'

/** What employers move a sum of estimates by, u of each: how many there are, Σ u² and Σ u⁴. */
export interface Moved {
  employers: number
  squares: number
  fourths: number
}

/**
 * Estimates of ranges that lie one behind the other, such as the points of a trend: told together, since to take each apart
 * by employer and join what they have in common goes through the employers of every one of them several times.
 */
export interface Points {
  /** Of each range; null where there was nothing to count. */
  shares: readonly (number | null)[]
  /** How employers move Σ c·p, c being given for each range: u = Σ c·d, d as in `Linearised`. */
  combine: (by: readonly number[]) => Steps<Moved>
}

/** What a run adds to its range, and what of that names the series: its vacancies, or one vote. */
type Weighing = 'vacancies' | 'votes'

/** The runs of the employers that are let through (2 by their number; all without), and what of each names the series. */
interface WeighedRuns {
  runs: EmployerRuns
  named: Uint32Array
  weighing: Weighing
  isIn: Uint8Array | null
}

/** By range: Σ weights and Σ namings. */
interface Totals {
  of: Float64Array
  naming: Float64Array
}

function addRuns({ runs, named, weighing, isIn }: WeighedRuns, { of, naming }: Totals, { from, to }: RowRange): void {
  const { employers, firstRuns, rangeOf, starts } = runs
  const isVote = weighing === 'votes'
  for (let at = from; at < to; at += 1) {
    if (isIn !== null && isIn[employers[at] ?? 0] !== 2) continue
    const end = firstRuns[at + 1] ?? 0
    for (let run = firstRuns[at] ?? 0; run < end; run += 1) {
      const range = rangeOf[run] ?? 0
      const size = (starts[run + 1] ?? 0) - (starts[run] ?? 0)
      const own = named[run] ?? 0
      of[range] = (of[range] ?? 0) + (isVote ? 1 : size)
      naming[range] = (naming[range] ?? 0) + (isVote ? own / size : own)
    }
  }
}

/** What a naming in each range moves the sum by, and what a weight does. */
interface Moves {
  slopes: Float64Array
  levels: Float64Array
}

function moveByRuns(
  { runs, named, weighing, isIn }: WeighedRuns,
  { slopes, levels }: Moves,
  { from, to }: RowRange,
): Moved {
  const { employers, firstRuns, rangeOf, starts } = runs
  const isVote = weighing === 'votes'
  let count = 0
  let squares = 0
  let fourths = 0
  for (let at = from; at < to; at += 1) {
    if (isIn !== null && isIn[employers[at] ?? 0] !== 2) continue
    const end = firstRuns[at + 1] ?? 0
    let moved = 0
    for (let run = firstRuns[at] ?? 0; run < end; run += 1) {
      const range = rangeOf[run] ?? 0
      const size = (starts[run + 1] ?? 0) - (starts[run] ?? 0)
      const own = named[run] ?? 0
      const slope = slopes[range] ?? 0
      const level = levels[range] ?? 0
      moved += isVote ? (slope * own) / size - level : slope * own - level * size
    }
    const square = moved * moved
    count += 1
    squares += square
    fourths += square * square
  }
  return { employers: count, squares, fourths }
}

/** Adds up what batches of so many employers move. */
function* addMoved(employers: number, move: (some: RowRange) => Moved): Steps<Moved> {
  const total = { employers: 0, squares: 0, fourths: 0 }
  yield* inBatches(employers, (from, to) => {
    const moved = move({ from, to })
    total.employers += moved.employers
    total.squares += moved.squares
    total.fourths += moved.fourths
  })
  return total
}

function* pointsOfRuns(weighed: WeighedRuns, count: number): Steps<Points> {
  const totals = { of: new Float64Array(count), naming: new Float64Array(count) }
  const employers = weighed.runs.employers.length
  yield* inBatches(employers, (from, to) => addRuns(weighed, totals, { from, to }))
  const shares = Array.from(totals.of, (of, range) => (of === 0 ? null : (totals.naming[range] ?? 0) / of))
  return {
    shares,
    combine(by) {
      // d = (y − p·n) / N, so that c·d is c/N for what names the series, less c·p/N for all.
      const slopes = totals.of.map((of, range) => (of === 0 ? 0 : (by[range] ?? 0) / of))
      const levels = slopes.map((slope, range) => slope * (shares[range] ?? 0))
      return addMoved(employers, (some) => moveByRuns(weighed, { slopes, levels }, some))
    },
  }
}

interface PointQuery {
  table: VacancyTable
  named: Uint8Array
  ranges: readonly RowRange[]
}

/** Of Σy / Σn over the rows of the employers that are let through. */
export function* pointsOfRatio({ table, named, ranges }: PointQuery, isIn: Uint8Array | null): Steps<Points> {
  const runs = yield* runsOf(table, ranges)
  const sums = yield* sumNamed(runs, named)
  return yield* pointsOfRuns({ runs, named: sums, weighing: 'vacancies', isIn }, ranges.length)
}

/** Of the mean over employers of each one's own share. */
export function* pointsOfVotes({ table, named, ranges }: PointQuery): Steps<Points> {
  const runs = yield* runsOf(table, ranges)
  const sums = yield* sumNamed(runs, named)
  return yield* pointsOfRuns({ runs, named: sums, weighing: 'votes', isIn: null }, ranges.length)
}

/** The same by cell of each range, one range behind the other; and 1 where rows of a cell count. */
interface CellMoves extends Moves {
  isIn: Uint8Array
}

function moveByCells(
  { firstRuns, rangeOf, starts, rows }: EmployerRuns,
  { named, of, cells, moves }: { named: Uint8Array; of: Uint16Array | Uint8Array; cells: number; moves: CellMoves },
  { from, to }: RowRange,
): Moved {
  const { isIn, slopes, levels } = moves
  let count = 0
  let squares = 0
  let fourths = 0
  for (let employer = from; employer < to; employer += 1) {
    const lastRun = firstRuns[employer + 1] ?? 0
    let moved = 0
    let isMoving = 0
    for (let run = firstRuns[employer] ?? 0; run < lastRun; run += 1) {
      const first = (rangeOf[run] ?? 0) * cells
      const end = starts[run + 1] ?? 0
      for (let at = starts[run] ?? 0; at < end; at += 1) {
        const row = rows[at] ?? 0
        const cell = first + (of[row] ?? 0)
        isMoving |= isIn[cell] ?? 0
        moved += (slopes[cell] ?? 0) * (named[row] ?? 0) - (levels[cell] ?? 0)
      }
    }
    if (isMoving === 0) continue
    const square = moved * moved
    count += 1
    squares += square
    fourths += square * square
  }
  return { employers: count, squares, fourths }
}

function movesOfCells(weighed: readonly (WeighedCells | null)[], cells: number, by: readonly number[]): CellMoves {
  const size = weighed.length * cells
  const moves = { isIn: new Uint8Array(size), slopes: new Float64Array(size), levels: new Float64Array(size) }
  for (const [range, held] of weighed.entries())
    for (let cell = 0; held !== null && cell < cells; cell += 1) {
      const weight = held.weightOf[cell] ?? 0
      const at = range * cells + cell
      moves.isIn[at] = weight > 0 ? 1 : 0
      moves.slopes[at] = (by[range] ?? 0) * weight
      moves.levels[at] = (by[range] ?? 0) * weight * (held.shareOf[cell] ?? 0)
    }
  return moves
}

/** Of shares that are weighed by cells. */
export function* pointsOfCells(
  { table, named, ranges }: PointQuery,
  { weights, cells }: { weights: Float64Array; cells: Cells },
): Steps<Points> {
  const weighed: (WeighedCells | null)[] = []
  for (const range of ranges) {
    const rows = { named, of: cells.within(range) }
    weighed.push(weighRange(yield* countCells(rows, cells.count, range), weights))
  }
  const runs = yield* runsOf(table, ranges)
  const of = cells.within({ from: ranges[0]?.from ?? 0, to: ranges.at(-1)?.to ?? 0 })
  return {
    shares: weighed.map((range) => range?.share ?? null),
    combine(by) {
      const query = { named, of, cells: cells.count, moves: movesOfCells(weighed, cells.count, by) }
      return addMoved(runs.employers.length, (some) => moveByCells(runs, query, some))
    },
  }
}
