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

/** Vacancies, and those that name the series, on each side of the change. */
interface Counts {
  n: [before: number, after: number]
  y: [before: number, after: number]
}

/** What each employer has in each cell of source and length, one entry each, as columns. */
interface Held {
  count: number
  employer: Uint32Array
  cell: Uint32Array
  n: [before: Uint32Array, after: Uint32Array]
  y: [before: Uint32Array, after: Uint32Array]
}

function largest(values: Uint32Array, { from, to }: RowRange): number {
  let most = 0
  for (let row = from; row < to; row += 1) if ((values[row] ?? 0) > most) most = values[row] ?? 0
  return most
}

function* countCells(table: VacancyTable, column: Uint8Array, { from, to }: Compared): Steps<Held> {
  const { employer, source, band } = table
  const cells = table.sources.length * bands
  // Place of each cell of an employer among those met, plus 1.
  const places = new Uint32Array((Math.max(largest(employer, from), largest(employer, to)) + 1) * cells)
  const most = Math.max(0, from.to - from.from) + Math.max(0, to.to - to.from)
  const counts = () => new Uint32Array(most)
  const held: Held = {
    count: 0,
    employer: counts(),
    cell: counts(),
    n: [counts(), counts()],
    y: [counts(), counts()],
  }
  yield
  for (const [range, n, y] of [
    [from, held.n[0], held.y[0]],
    [to, held.n[1], held.y[1]],
  ] as const) {
    for (let row = range.from; row < range.to; row += 1) {
      const cell = (source[row] ?? 0) * bands + (band[row] ?? 0)
      const by = employer[row] ?? 0
      const key = by * cells + cell
      let place = places[key] ?? 0
      if (place === 0) {
        held.employer[held.count] = by
        held.cell[held.count] = cell
        place = held.count += 1
        places[key] = place
      }
      n[place - 1] = (n[place - 1] ?? 0) + 1
      y[place - 1] = (y[place - 1] ?? 0) + (column[row] ?? 0)
    }
    yield
  }
  return held
}

/** Totals of each cell. */
function sumCells({ count, cell, n, y }: Held, cells: number): Counts[] {
  const totals = Array.from({ length: cells }, (): Counts => ({ n: [0, 0], y: [0, 0] }))
  for (let at = 0; at < count; at += 1) {
    const total = totals[cell[at] ?? 0]
    if (total === undefined) continue
    total.n[0] += n[0][at] ?? 0
    total.n[1] += n[1][at] ?? 0
    total.y[0] += y[0][at] ?? 0
    total.y[1] += y[1][at] ?? 0
  }
  return totals
}

function add(totals: readonly Counts[]): Counts {
  const sum: Counts = { n: [0, 0], y: [0, 0] }
  for (const { n, y } of totals)
    for (const side of [0, 1] as const) {
      sum.n[side] += n[side]
      sum.y[side] += y[side]
    }
  return sum
}

/** For each employer by its number, 3 where it is on both sides of the change. */
function findSides({ count, employer, n }: Held): Uint8Array {
  let most = 0
  for (let at = 0; at < count; at += 1) most = Math.max(most, employer[at] ?? 0)
  const sides = new Uint8Array(most + 1)
  for (let at = 0; at < count; at += 1) {
    const by = employer[at] ?? 0
    sides[by] = (sides[by] ?? 0) | ((n[0][at] ?? 0) > 0 ? 1 : 0) | ((n[1][at] ?? 0) > 0 ? 2 : 0)
  }
  return sides
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
  const held = yield* countCells(table, named, compared)
  const totals = sumCells(held, table.sources.length * bands)
  const { n: N, y: Y } = add(totals)
  if (N[0] === 0 || N[1] === 0) return null
  const change = Y[1] / N[1] - Y[0] / N[0]
  const result: Decomposition = { change, within: 0, turnover: 0, shift: 0, source: 0, length: 0 }
  const cells = compareCells(totals, result)
  const sides = findSides(held)
  yield
  const { count, employer, cell: cellOf, n, y } = held
  for (let at = 0; at < count; at += 1) {
    const cell = cells[cellOf[at] ?? 0] ?? null
    if (cell === null) continue
    const [n0, n1] = [n[0][at] ?? 0, n[1][at] ?? 0]
    const moved = n1 / cell.n[1] - n0 / cell.n[0]
    if (n0 > 0 && n1 > 0) {
      const [before, after] = [(y[0][at] ?? 0) / n0, (y[1][at] ?? 0) / n1]
      result.within += cell.weight * half(n0 / cell.n[0], n1 / cell.n[1]) * (after - before)
      result.shift += cell.weight * moved * (half(before, after) - cell.mean)
    } else {
      const share = n1 > 0 ? (y[1][at] ?? 0) / n1 : (y[0][at] ?? 0) / n0
      result[sides[employer[at] ?? 0] === 3 ? 'shift' : 'turnover'] += cell.weight * moved * (share - cell.mean)
    }
  }
  return result
}

/** The same at once. */
export const decomposeChange = (table: VacancyTable, column: number, compared: Compared): Decomposition | null =>
  finish(decompose(table, column, compared))
