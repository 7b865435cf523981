import { createColumnMemory } from '@/lib/query/column-memory'
import type { VacancyTable } from '@/lib/query/engine'
import { type EmployerRuns, findNamed, inBatches, type NamedRuns, runsOf, sumsByRun } from '@/lib/query/employer-runs'
import { type Deviations, emptyEstimate, type Measured, type RowRange } from '@/lib/query/linearised'
import type { ClusterSums } from '@/lib/query/sums'
import type { Steps } from '@/lib/query/turns'

/** What employers move a sum of estimates by, u of each: how many there are, Σ u² and Σ u⁴. */
export interface Moved {
  employers: number
  squares: number
  fourths: number
}

/**
 * Estimates of some ranges, such as the points of a trend or the two sides of a change: told together, since to take each
 * apart by employer and join what they have in common goes through the employers of every one of them several times.
 */
export interface Points {
  /** Of each range. */
  measured: readonly Measured[]
  /** How employers move Σ c·p, c being given for each range: u = Σ c·d, d as in `Linearised`. */
  combine: (by: readonly number[]) => Steps<Moved>
  /** The same of each employer. */
  deviate: (by: readonly number[]) => Steps<Deviations>
}

/** By range, of the employers with vacancies there: how many they are, Σ n and Σ n². */
interface Counts {
  employers: Float64Array
  n: Float64Array
  nn: Float64Array
}

/** By range, of the runs in which the series is named: Σ y; and of what they weigh, w, and the part of it that names it, g. */
interface Namings {
  y: Float64Array
  g: Float64Array
  gg: Float64Array
  wg: Float64Array
}

/** Kish's effective number; infinite where there is none. */
const kishOf = (total: number, ofSquares: number): number => (total <= 0 ? Infinity : total ** 2 / ofSquares)

/** What of Σ g² is more than rounding leaves of 0. */
const leastPart = 1e-13

/** What Kish's numbers say of employers with a weight n, of which y names the series. */
export const kishesOf = ({
  vacancies: n,
  named: y,
  sumNN,
  sumYY,
  sumYN,
}: ClusterSums): Pick<Measured, 'naming' | 'others' | 'kish'> => ({
  naming: kishOf(y, sumYY),
  others: kishOf(n - y <= leastPart * n ? 0 : n - y, sumNN - 2 * sumYN + sumYY),
  kish: kishOf(n, sumNN),
})

/** Σ d² where d = g − b: Σ g² − 2 Σ g·b + Σ b². */
export function squaresOf({ gg, gb, bb }: { gg: number; gb: number; bb: number }): number {
  const squares = gg - 2 * gb + bb
  return squares <= leastPart * gg ? 0 : squares
}

/** What a run counts: its vacancies, or one vote. */
type Weighing = 'vacancies' | 'votes'

/** The runs of the employers that are let through (2 by their number; all without), and those in which the series is named. */
interface WeighedRuns {
  runs: EmployerRuns
  named: NamedRuns
  weighing: Weighing
  isIn: Uint8Array | null
}

function countRuns(
  { employers, firstRuns, rangeOf, starts }: EmployerRuns,
  { isIn, counts }: { isIn: Uint8Array | null; counts: Counts },
  { from, to }: RowRange,
): void {
  for (let at = from; at < to; at += 1) {
    if (isIn !== null && isIn[employers[at] ?? 0] !== 2) continue
    const end = firstRuns[at + 1] ?? 0
    for (let run = firstRuns[at] ?? 0; run < end; run += 1) {
      const range = rangeOf[run] ?? 0
      const n = (starts[run + 1] ?? 0) - (starts[run] ?? 0)
      counts.employers[range] = (counts.employers[range] ?? 0) + 1
      counts.n[range] = (counts.n[range] ?? 0) + n
      counts.nn[range] = (counts.nn[range] ?? 0) + n * n
    }
  }
}

function addNamings(
  { runs, named, weighing, isIn }: WeighedRuns,
  { employer, firsts, sums }: { employer: Uint32Array; firsts: Uint32Array; sums: Namings },
  { from, to }: RowRange,
): void {
  const { rangeOf, starts, rows } = runs
  const { y, g, gg, wg } = sums
  const isVote = weighing === 'votes'
  for (let at = from; at < to; at += 1) {
    const run = named.runs[at] ?? 0
    const start = starts[run] ?? 0
    const range = rangeOf[run] ?? 0
    if (isIn !== null && isIn[employer[(firsts[range] ?? 0) + (rows[start] ?? 0)] ?? 0] !== 2) continue
    const size = (starts[run + 1] ?? 0) - start
    const own = named.sums[at] ?? 0
    const part = isVote ? own / size : own
    y[range] = (y[range] ?? 0) + own
    g[range] = (g[range] ?? 0) + part
    gg[range] = (gg[range] ?? 0) + part * part
    wg[range] = (wg[range] ?? 0) + (isVote ? part : part * size)
  }
}

/** The ratio Σ y / Σ n; Σ d² of d = (y − p·n) / Σ n, multiplied out (Cochran 1977, section 3.12). */
export function measureSums(sums: ClusterSums): Measured {
  const { vacancies, named, sumNN, sumYY, sumYN, employers } = sums
  if (vacancies === 0) return emptyEstimate
  const share = named / vacancies
  const squares = squaresOf({ gg: sumYY, gb: share * sumYN, bb: share ** 2 * sumNN }) / vacancies ** 2
  const { naming, others, kish } = kishesOf(sums)
  return { share, vacancies: named, ofVacancies: vacancies, naming, others, kish, employers, squares, spread: 0 }
}

function measureRange(
  counts: Counts,
  sums: Namings,
  { range, weighing }: { range: number; weighing: Weighing },
): Measured {
  const isVote = weighing === 'votes'
  const employers = counts.employers[range] ?? 0
  const measured = measureSums({
    vacancies: (isVote ? counts.employers : counts.n)[range] ?? 0,
    named: sums.g[range] ?? 0,
    sumNN: (isVote ? counts.employers : counts.nn)[range] ?? 0,
    sumYY: sums.gg[range] ?? 0,
    sumYN: sums.wg[range] ?? 0,
    employers,
  })
  return isVote ? { ...measured, vacancies: sums.y[range] ?? 0, ofVacancies: counts.n[range] ?? 0 } : measured
}

/** What a naming in each range moves the sum by, and what a weight does; and the namings of each run. */
interface Moves {
  slopes: Float64Array
  levels: Float64Array
  named: Uint32Array
}

/** What each employer moves a sum by, those first that come first in the runs; `count` of them. */
export interface Held extends Deviations {
  count: number
}

function moveByRuns(
  { runs, weighing, isIn }: WeighedRuns,
  { slopes, levels, named, held }: Moves & { held: Held | null },
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
    if (held !== null) hold(held, employers[at] ?? 0, moved)
    const square = moved * moved
    count += 1
    squares += square
    fourths += square * square
  }
  return { employers: count, squares, fourths }
}

export function hold(held: Held, employer: number, moved: number): void {
  held.employers[held.count] = employer
  held.values[held.count] = moved
  held.count += 1
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

/** How some runs move a sum: in total, or each. */
export function createMoving(
  employers: number,
  moveBy: (by: readonly number[]) => (some: RowRange, held: Held | null) => Moved,
): Pick<Points, 'combine' | 'deviate'> {
  return {
    combine(by) {
      const move = moveBy(by)
      return addMoved(employers, (some) => move(some, null))
    },
    *deviate(by) {
      const move = moveBy(by)
      const held = { count: 0, employers: new Uint32Array(employers), values: new Float64Array(employers) }
      yield* inBatches(employers, (from, to) => move({ from, to }, held))
      return { employers: held.employers.subarray(0, held.count), values: held.values.subarray(0, held.count) }
    },
  }
}

export interface PointQuery {
  table: VacancyTable
  named: Uint8Array
  ranges: readonly RowRange[]
}

/** First row of each range. */
export const firstsOf = (ranges: readonly RowRange[]): Uint32Array => Uint32Array.from(ranges, ({ from }) => from)

/** Employers that alone count: 2 in `isIn` for each, by its number. They follow from the rows of a base. */
export interface EmployersIn {
  base: readonly RowRange[]
  isIn: Uint8Array
}

const knownCounts = createColumnMemory<Counts>('counts by range', ({ n }) => 3 * n.byteLength)

function* countEmployers({ table, ranges }: PointQuery, runs: EmployerRuns, among: EmployersIn | null): Steps<Counts> {
  return yield* knownCounts.rememberSteps(
    table,
    [...ranges, ...(among?.base ?? [])],
    among === null ? 'all' : 'some',
    function* () {
      const column = () => new Float64Array(ranges.length)
      const counts = { employers: column(), n: column(), nn: column() }
      const isIn = among?.isIn ?? null
      yield* inBatches(runs.employers.length, (from, to) => countRuns(runs, { isIn, counts }, { from, to }))
      return counts
    },
  )
}

/** Of Σy / Σn, or of the mean over employers of each one's own share, over the rows of the employers that are let through. */
export function* pointsOfRatio(query: PointQuery, weighing: Weighing, among: EmployersIn | null = null): Steps<Points> {
  const { table, named, ranges } = query
  const runs = yield* runsOf(table, ranges)
  const counts = yield* countEmployers(query, runs, among)
  const weighed = { runs, named: yield* findNamed(runs, ranges, named), weighing, isIn: among?.isIn ?? null }
  const column = () => new Float64Array(ranges.length)
  const sums = { y: column(), g: column(), gg: column(), wg: column() }
  const held = { employer: table.employer, firsts: firstsOf(ranges), sums }
  yield* inBatches(weighed.named.runs.length, (from, to) => addNamings(weighed, held, { from, to }))
  const measured = ranges.map((_, range) => measureRange(counts, sums, { range, weighing }))
  const weights = weighing === 'votes' ? counts.employers : counts.n
  const moveBy = (by: readonly number[]) => {
    // d = (y − p·n) / N, so that c·d is c/N for what names the series, less c·p/N for all.
    const slopes = weights.map((of, range) => (of === 0 ? 0 : (by[range] ?? 0) / of))
    const levels = slopes.map((slope, range) => slope * (measured[range]?.share ?? 0))
    const named = sumsByRun(runs, weighed.named)
    return (some: RowRange, held: Held | null) => moveByRuns(weighed, { slopes, levels, named, held }, some)
  }
  return { measured, ...createMoving(runs.employers.length, moveBy) }
}
