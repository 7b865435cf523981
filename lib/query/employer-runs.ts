import { createColumnMemory } from '@/lib/query/column-memory'
import type { VacancyTable } from '@/lib/query/engine'
import type { RowRange } from '@/lib/query/linearised'
import type { Steps } from '@/lib/query/turns'

/**
 * The rows of some ranges employer by employer, and of each employer range by range: a run is what one employer has in one
 * range. Estimates of every series under every view are sums over the same runs.
 */
export interface EmployerRuns {
  /** Number of each employer, in the order in which they are met. */
  employers: Uint32Array
  /** Where the runs of each employer begin, with the end of the last behind. */
  firstRuns: Uint32Array
  /** Position among the ranges of the one that each run lies in. */
  rangeOf: Uint16Array
  /** Where the rows of each run begin in `rows`, with the end of the last behind. */
  starts: Uint32Array
  /** Rows by their place in their range, rising within a run. */
  rows: Uint32Array
  /** Run of each row, in the order of the ranges. */
  runOf: Uint32Array
}

/** Rows or runs that are gone through before others have their turns. */
const atOnce = 20_000

/** Up to so many rows are put in order at once, in memory that is kept for it. */
const mostShared = 100_000

/** Goes through so many things, some at a time; the loop itself stands in a plain function, which runs faster. */
export function* inBatches(count: number, go: (from: number, to: number) => void): Steps<void> {
  for (let from = 0; from < count; from += atOnce) {
    if (from > 0) yield
    go(from, Math.min(from + atOnce, count))
  }
}

/** What is held while rows are put in order: places of employers by their numbers, plus 1; the rest by place. */
interface Ordering {
  places: Uint32Array
  employers: Uint32Array
  count: number
  rows: Uint32Array
  runs: Uint32Array
  /** Range in which each employer was met last, plus 1. */
  lastRange: Uint16Array
}

const createOrdering = (employers: number, rows: number): Ordering => ({
  places: new Uint32Array(employers),
  employers: new Uint32Array(rows),
  count: 0,
  rows: new Uint32Array(rows + 1),
  runs: new Uint32Array(rows + 1),
  lastRange: new Uint16Array(rows + 1),
})

/** Of few rows, which are put in order at once: all of it 0 between uses, since new memory costs more than the work. */
let shared = createOrdering(0, 0)

function takeOrdering(employers: number, rows: number): Ordering {
  if (rows > mostShared) return createOrdering(employers, rows)
  if (shared.places.length < employers || shared.employers.length < rows)
    shared = createOrdering(Math.ceil(employers * 1.25), Math.max(rows * 2, shared.employers.length))
  return shared
}

function giveBack(held: Ordering, rows: number): void {
  if (held !== shared) return
  for (let at = 0; at < held.count; at += 1) held.places[held.employers[at] ?? 0] = 0
  held.rows.fill(0, 0, rows + 1)
  held.runs.fill(0, 0, rows + 1)
  held.lastRange.fill(0, 0, rows + 1)
  held.count = 0
}

function largestOf(employer: Uint32Array, ranges: readonly RowRange[]): number {
  let most = 0
  for (const { from, to } of ranges) for (let row = from; row < to; row += 1) most = Math.max(most, employer[row] ?? 0)
  return most
}

/** Counts rows and runs of each employer that some rows of a range add. */
function countRows(held: Ordering, employer: Uint32Array, { from, to, range }: RowRange & { range: number }): void {
  const { places, employers, rows, runs, lastRange } = held
  let { count } = held
  for (let row = from; row < to; row += 1) {
    const by = employer[row] ?? 0
    let place = places[by] ?? 0
    if (place === 0) {
      employers[count] = by
      place = count += 1
      places[by] = place
    }
    rows[place] = (rows[place] ?? 0) + 1
    if (lastRange[place] === range + 1) continue
    lastRange[place] = range + 1
    runs[place] = (runs[place] ?? 0) + 1
  }
  held.count = count
}

/** A range: its place among all, its first row, and how many rows came before those at hand. */
interface Placing {
  range: number
  first: number
  before: number
}

/** Writes rows to their places. Of counts, `held` holds where the next row and run of each employer go. */
function placeRows(
  { places, rows, runs, lastRange }: Ordering,
  employer: Uint32Array,
  { from, to, range, first, before, into }: RowRange & Placing & { into: EmployerRuns },
): void {
  for (let row = from; row < to; row += 1) {
    const at = (places[employer[row] ?? 0] ?? 1) - 1
    const next = rows[at] ?? 0
    rows[at] = next + 1
    into.rows[next] = row - first
    if (lastRange[at] !== range + 1) {
      lastRange[at] = range + 1
      const run = runs[at] ?? 0
      runs[at] = run + 1
      into.starts[run] = next
      into.rangeOf[run] = range
    }
    into.runOf[before + row - from] = (runs[at] ?? 0) - 1
  }
}

/** Makes counts, each one behind the place that it is of, the sums of all before. */
function sumUp(counts: Uint32Array, count: number): void {
  for (let at = 1; at <= count; at += 1) counts[at] = (counts[at] ?? 0) + (counts[at - 1] ?? 0)
}

function* orderRows(employer: Uint32Array, ranges: readonly RowRange[]): Steps<EmployerRuns> {
  const total = ranges.reduce((sum, { from, to }) => sum + Math.max(0, to - from), 0)
  const held = takeOrdering(largestOf(employer, ranges) + 1, total)
  function* visit(go: (rows: RowRange & { range: number }) => void): Steps<void> {
    for (const [range, { from, to }] of ranges.entries())
      for (let at = from; at < to; at += atOnce) {
        go({ from: at, to: Math.min(at + atOnce, to), range })
        // Nobody may come between while it is shared.
        if (held !== shared) yield
      }
  }
  yield* visit((some) => countRows(held, employer, some))
  const { count } = held
  sumUp(held.rows, count)
  sumUp(held.runs, count)
  held.lastRange.fill(0, 0, count + 1)
  const runs = held.runs[count] ?? 0
  const into: EmployerRuns = {
    employers: held.employers.slice(0, count),
    firstRuns: held.runs.slice(0, count + 1),
    rangeOf: new Uint16Array(runs),
    starts: new Uint32Array(runs + 1),
    rows: new Uint32Array(total),
    runOf: new Uint32Array(total),
  }
  into.starts[runs] = total
  let before = 0
  yield* visit((some) => {
    placeRows(held, employer, { ...some, first: ranges[some.range]?.from ?? 0, before, into })
    before += some.to - some.from
  })
  giveBack(held, total)
  return into
}

const knownRuns = createColumnMemory<EmployerRuns>(
  'employers in order',
  ({ employers, firstRuns, rangeOf, starts, rows, runOf }) =>
    [employers, firstRuns, rangeOf, starts, rows, runOf].reduce((sum, { byteLength }) => sum + byteLength, 0),
)

/** The runs of some ranges of a table. */
export const runsOf = (table: VacancyTable, ranges: readonly RowRange[]): Steps<EmployerRuns> =>
  knownRuns.rememberSteps(table, ranges, '', () => orderRows(table.employer, ranges))

/** Runs in which a series is named, those of one range together, and Σ of its column over each of them. */
export interface NamedRuns {
  runs: Uint32Array
  sums: Uint32Array
}

/** Σ of a column over every run, 0 over those that do not name the series. */
export function sumsByRun({ rangeOf }: EmployerRuns, { runs, sums }: NamedRuns): Uint32Array {
  const all = new Uint32Array(rangeOf.length)
  for (let at = 0; at < runs.length; at += 1) all[runs[at] ?? 0] = sums[at] ?? 0
  return all
}

/** Runs while they are found: so many, and of each run its place among them, plus 1. */
interface Finding extends NamedRuns {
  count: number
  places: Uint32Array
}

const createFinding = (runs: number): Finding => ({
  count: 0,
  runs: new Uint32Array(runs),
  sums: new Uint32Array(runs),
  places: new Uint32Array(runs),
})

/** Of few rows, which are gone through at once; places are 0 between uses. */
let sharedFinding = createFinding(0)

function takeFinding(runs: number, rows: number): Finding {
  if (rows > mostShared) return createFinding(runs)
  if (sharedFinding.places.length < runs) sharedFinding = createFinding(runs * 2)
  return sharedFinding
}

const knownNamed = new WeakMap<Uint8Array, Map<EmployerRuns, NamedRuns>>()

/** Runs of some ranges in which a column is not 0; held as long as the column is, since a line has several views. */
export function* findNamed(runs: EmployerRuns, ranges: readonly RowRange[], named: Uint8Array): Steps<NamedRuns> {
  const held = knownNamed.get(named) ?? new Map<EmployerRuns, NamedRuns>()
  knownNamed.set(named, held)
  const known = held.get(runs)
  if (known !== undefined) return known
  const finding = takeFinding(runs.rangeOf.length, runs.rows.length)
  let before = 0
  for (const { from, to } of ranges) {
    const find = (first: number, behind: number) =>
      addNamed(runs, { named, finding }, { from: from + first, to: from + behind, before: before + first })
    const length = Math.max(0, to - from)
    // Nobody may come between while it is shared.
    if (finding === sharedFinding) find(0, length)
    else yield* inBatches(length, find)
    before += length
  }
  const { count } = finding
  const found = { runs: finding.runs.slice(0, count), sums: finding.sums.slice(0, count) }
  for (let at = 0; at < count; at += 1) finding.places[found.runs[at] ?? 0] = 0
  finding.count = 0
  held.set(runs, found)
  return found
}

function addNamed(
  { runOf }: EmployerRuns,
  { named, finding }: { named: Uint8Array; finding: Finding },
  { from, to, before }: RowRange & { before: number },
): void {
  const { runs, sums, places } = finding
  let { count } = finding
  for (let row = from; row < to; row += 1) {
    const one = named[row] ?? 0
    if (one === 0) continue
    const run = runOf[before + row - from] ?? 0
    const place = places[run] ?? 0
    if (place === 0) {
      runs[count] = run
      sums[count] = one
      count += 1
      places[run] = count
    } else sums[place - 1] = (sums[place - 1] ?? 0) + one
  }
  finding.count = count
}
