import { createColumnMemory } from '@/lib/query/column-memory'
import { type EmployerRuns, inBatches, runsOf } from '@/lib/query/employer-runs'
import type { VacancyTable } from '@/lib/query/engine'
import type { Compared } from '@/lib/query/composition'
import type { RowRange } from '@/lib/query/linearised'
import { finish, type Steps } from '@/lib/query/turns'

export const parts = ['within', 'turnover', 'shift', 'source', 'length'] as const
export type Part = (typeof parts)[number]

export const partNames: Record<Part, string> = {
  within: 'employers naming it more or less often',
  turnover: 'employers that came and went',
  shift: 'which of the same employers post more',
  source: 'the mix of sources',
  length: 'the lengths of texts',
}

/** A change of a share, as shares, with its parts, which add up to it. */
export type Decomposition = { change: number } & Record<Part, number>

const bands = 3
const half = (a: number, b: number) => (a + b) / 2
const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

type Sides<T> = [before: T, after: T]

/** Vacancies, and those that name the series, on each side of the change. */
interface Counts {
  n: Sides<number>
  y: Sides<number>
}

const sides = [0, 1] as const

/** What each employer has in each cell of source and length, one entry each, as columns; and what follows for every series. */
interface Population {
  cell: Uint32Array
  n: Sides<Uint32Array>
  /** 1 for entries of employers that came or went. */
  isTurnover: Uint8Array
  /** Entry of each row. */
  of: Sides<Uint32Array>
  /** Vacancies of each cell. */
  totals: Sides<number>[]
  /** By cell: what its share of vacancies moved by, over employers that came and went. Over the others it moved the other way. */
  turnover: Float64Array
}

/** Entries while they are listed: so many, and by cell the last one. */
interface Listing extends Pick<Population, 'cell' | 'n' | 'isTurnover' | 'of'> {
  count: number
  last: Int32Array
}

function listEntries(
  { source, band }: Pick<VacancyTable, 'source' | 'band'>,
  { runs, firsts, listing }: { runs: EmployerRuns; firsts: Uint32Array; listing: Listing },
  { from, to }: RowRange,
): void {
  const { firstRuns, rangeOf, starts, rows } = runs
  const { cell: cells, n, isTurnover, of, last } = listing
  let { count } = listing
  for (let employer = from; employer < to; employer += 1) {
    const lastRun = firstRuns[employer + 1] ?? 0
    const firstRun = firstRuns[employer] ?? 0
    const isOneSided = rangeOf[firstRun] === rangeOf[lastRun - 1] ? 1 : 0
    const firstEntry = count
    for (let run = firstRun; run < lastRun; run += 1) {
      const side = rangeOf[run] === 0 ? 0 : 1
      const counts = n[side]
      const entries = of[side]
      const first = firsts[side] ?? 0
      const end = starts[run + 1] ?? 0
      for (let at = starts[run] ?? 0; at < end; at += 1) {
        const place = rows[at] ?? 0
        const cell = (source[first + place] ?? 0) * bands + (band[first + place] ?? 0)
        let entry = last[cell] ?? -1
        // Those before are of other employers.
        if (entry < firstEntry) {
          entry = count++
          last[cell] = entry
          cells[entry] = cell
          isTurnover[entry] = isOneSided
        }
        counts[entry] = (counts[entry] ?? 0) + 1
        entries[place] = entry
      }
    }
  }
  listing.count = count
}

function* countPopulation(table: VacancyTable, { from, to }: Compared): Steps<Population> {
  const runs = yield* runsOf(table, [from, to])
  const rows = runs.rows.length
  const cells = table.sources.length * bands
  const column = () => new Uint32Array(rows)
  const lengthOf = (range: RowRange) => Math.max(0, range.to - range.from)
  const listing: Listing = {
    cell: column(),
    n: [column(), column()],
    isTurnover: new Uint8Array(rows),
    of: [new Uint32Array(lengthOf(from)), new Uint32Array(lengthOf(to))],
    count: 0,
    last: new Int32Array(cells).fill(-1),
  }
  const firsts = Uint32Array.of(from.from, to.from)
  yield* inBatches(runs.employers.length, (first, behind) =>
    listEntries(table, { runs, firsts, listing }, { from: first, to: behind }),
  )
  const { count, of } = listing
  const cell = listing.cell.slice(0, count)
  const n: Population['n'] = [listing.n[0].slice(0, count), listing.n[1].slice(0, count)]
  const isTurnover = listing.isTurnover.slice(0, count)
  const totals = Array.from({ length: cells }, (): Sides<number> => [0, 0])
  yield
  for (let at = 0; at < count; at += 1) {
    const total = totals[cell[at] ?? 0]
    if (total === undefined) continue
    total[0] += n[0][at] ?? 0
    total[1] += n[1][at] ?? 0
  }
  const turnover = new Float64Array(cells)
  for (let at = 0; at < count; at += 1) {
    const place = cell[at] ?? 0
    const total = totals[place]
    if (total === undefined || isTurnover[at] === 0 || total[0] === 0 || total[1] === 0) continue
    turnover[place] = (turnover[place] ?? 0) + (n[1][at] ?? 0) / total[1] - (n[0][at] ?? 0) / total[0]
  }
  return { cell, n, of, isTurnover, totals, turnover }
}

const knownPopulations = createColumnMemory<Population>(
  'parts of changes',
  ({ cell, of }) => 13 * cell.length + of[0].byteLength + of[1].byteLength,
)

/** Vacancies of each entry that name the series; and the entries that have any. */
interface Naming {
  y: Sides<Uint32Array>
  met: Uint32Array
  count: number
}

function addNamed(
  naming: Naming,
  { column, first }: { column: Uint8Array; first: number },
  { of, side }: { of: Uint32Array; side: 0 | 1 },
): void {
  const own = naming.y[side]
  const other = naming.y[1 - side] ?? own
  let { count } = naming
  for (let index = 0; index < of.length; index += 1) {
    if (column[first + index] !== 1) continue
    const entry = of[index] ?? 0
    const before = own[entry] ?? 0
    if (before === 0 && (other[entry] ?? 0) === 0) naming.met[count++] = entry
    own[entry] = before + 1
  }
  naming.count = count
}

function add(totals: readonly Counts[]): Counts {
  const sum: Counts = { n: [0, 0], y: [0, 0] }
  for (const { n, y } of totals)
    for (const side of sides) {
      sum.n[side] += n[side]
      sum.y[side] += y[side]
    }
  return sum
}

/** Where a side has nothing, the other's value: what is not there cannot have changed, only come or gone. */
const fill = ([before, after]: readonly [number | null, number | null]): [number, number] => [
  before ?? after ?? 0,
  after ?? before ?? 0,
]

/** A cell that is there on both sides: its totals, its weight among all, and the mean of its two shares. */
interface Cell {
  n: Counts['n']
  weight: number
  mean: number
}

/** The parts between cells; and the cells for those within. */
function compareCells(totals: readonly Counts[], result: Decomposition): (Cell | null)[] {
  const all = add(totals)
  return totals.map((cell, index) => {
    if (cell.n[0] + cell.n[1] === 0) return null
    const first = index - (index % bands)
    const { n } = add(totals.slice(first, first + bands))
    const weight: [number, number] = [n[0] / all.n[0], n[1] / all.n[1]]
    const length = fill([ratio(cell.n[0], n[0]), ratio(cell.n[1], n[1])])
    const mean = half(...fill([ratio(cell.y[0], cell.n[0]), ratio(cell.y[1], cell.n[1])]))
    result.source += (weight[1] - weight[0]) * half(...length) * mean
    result.length += half(...weight) * (length[1] - length[0]) * mean
    if (cell.n[0] === 0 || cell.n[1] === 0) return null
    return { n: cell.n, weight: half(weight[0] * length[0], weight[1] * length[1]), mean }
  })
}

/**
 * Takes a change of a share apart. Between cells of source and length of text by Kitagawa (1955, JASA 50, 1168–1194), the
 * product of their weights by Das Gupta (1993, US Bureau of the Census P23-186: the mean over both orders, that is
 * Shapley's value); within a cell by employer, after Griliches and Regev (1995, Journal of Econometrics 65, 175–203):
 * their own shares, their weights, entry and exit, each against the mean of both periods. The parts add up exactly.
 * Null where a period holds no vacancies.
 */
export function* decompose(table: VacancyTable, column: number, compared: Compared): Steps<Decomposition | null> {
  const named = table.named[column]
  if (named === undefined) throw new Error(`the table has no column ${column}`)
  const { from, to } = compared
  const population = yield* knownPopulations.rememberSteps(table, [from, to], table.sources.join(' '), () =>
    countPopulation(table, compared),
  )
  const { cell: cellOf, n, of, isTurnover, turnover } = population
  const counts = () => new Uint32Array(cellOf.length)
  const naming: Naming = { y: [counts(), counts()], met: counts(), count: 0 }
  addNamed(naming, { column: named, first: from.from }, { of: of[0], side: 0 })
  addNamed(naming, { column: named, first: to.from }, { of: of[1], side: 1 })
  yield
  const { y, met, count } = naming
  const totals = population.totals.map((of): Counts => ({ n: of, y: [0, 0] }))
  for (let index = 0; index < count; index += 1) {
    const at = met[index] ?? 0
    const total = totals[cellOf[at] ?? 0]
    if (total === undefined) continue
    total.y[0] += y[0][at] ?? 0
    total.y[1] += y[1][at] ?? 0
  }
  const { n: N, y: Y } = add(totals)
  if (N[0] === 0 || N[1] === 0) return null
  const change = Y[1] / N[1] - Y[0] / N[0]
  const result: Decomposition = { change, within: 0, turnover: 0, shift: 0, source: 0, length: 0 }
  const cells = compareCells(totals, result)
  // Of an entry that names nothing, only the mean of its cell is taken off what it moved: told by cell.
  for (const [place, cell] of cells.entries()) {
    const moved = cell === null ? 0 : cell.weight * (turnover[place] ?? 0) * cell.mean
    result.turnover -= moved
    result.shift += moved
  }
  yield
  for (let index = 0; index < count; index += 1) {
    const at = met[index] ?? 0
    const cell = cells[cellOf[at] ?? 0] ?? null
    if (cell === null) continue
    const [n0, n1] = [n[0][at] ?? 0, n[1][at] ?? 0]
    const moved = n1 / cell.n[1] - n0 / cell.n[0]
    if (n0 > 0 && n1 > 0) {
      const [before, after] = [(y[0][at] ?? 0) / n0, (y[1][at] ?? 0) / n1]
      result.within += cell.weight * half(n0 / cell.n[0], n1 / cell.n[1]) * (after - before)
      result.shift += cell.weight * moved * half(before, after)
    } else {
      const share = n1 > 0 ? (y[1][at] ?? 0) / n1 : (y[0][at] ?? 0) / n0
      result[isTurnover[at] === 1 ? 'turnover' : 'shift'] += cell.weight * moved * share
    }
  }
  return result
}

/** The same at once. */
export const decomposeChange = (table: VacancyTable, column: number, compared: Compared): Decomposition | null =>
  finish(decompose(table, column, compared))
