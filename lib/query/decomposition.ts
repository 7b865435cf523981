import type { VacancyTable } from '@/lib/query/engine'
import type { Compared } from '@/lib/query/composition'

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

/** Vacancies of one employer in one cell, before and after. */
interface Held {
  cell: number
  employer: number
  n: [before: number, after: number]
  y: [before: number, after: number]
}

const bands = 3
const half = (a: number, b: number) => (a + b) / 2
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

function countCells(table: VacancyTable, column: Uint8Array, compared: Compared): Held[] {
  const { employer, source, band } = table
  const ranges = [compared.from, compared.to]
  const cells = table.sources.length * bands
  const most = Math.max(0, ...ranges.map(({ from, to }) => largest(employer, from, to)))
  // Place of each cell of an employer among those met, plus 1.
  const places = new Uint32Array((most + 1) * cells)
  const held: Held[] = []
  for (const [side, range] of ranges.entries()) {
    const at = side === 0 ? 0 : 1
    for (let row = range.from; row < range.to; row += 1) {
      const cell = (source[row] ?? 0) * bands + (band[row] ?? 0)
      const by = employer[row] ?? 0
      const key = by * cells + cell
      let one = held[(places[key] ?? 0) - 1]
      if (one === undefined) {
        one = { cell, employer: by, n: [0, 0], y: [0, 0] }
        places[key] = held.push(one)
      }
      one.n[at] += 1
      one.y[at] += column[row] ?? 0
    }
  }
  return held
}

function largest(values: Uint32Array, from: number, to: number): number {
  let most = 0
  for (let row = from; row < to; row += 1) most = Math.max(most, values[row] ?? 0)
  return most
}

/** Where a side has nothing, the other's value: what is not there cannot have changed, only come or gone. */
const fill = ([before, after]: readonly [number | null, number | null]): [number, number] => [
  before ?? after ?? 0,
  after ?? before ?? 0,
]

function groupBy(held: readonly Held[], keyOf: (one: Held) => number): Map<number, Held[]> {
  const groups = new Map<number, Held[]>()
  for (const one of held) {
    const group = groups.get(keyOf(one))
    if (group === undefined) groups.set(keyOf(one), [one])
    else group.push(one)
  }
  return groups
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

/**
 * Takes a change of a share apart. Between cells of source and length of text by Kitagawa (1955, JASA 50, 1168–1194), the
 * product of their weights by Das Gupta (1993, US Bureau of the Census P23-186: the mean over both orders, that is
 * Shapley's value); within a cell by employer, after Griliches and Regev (1995, Journal of Econometrics 65, 175–203):
 * their own shares, their weights, entry and exit, each against the mean of both periods. The parts add up exactly.
 * Null where a period holds no vacancies.
 */
export function decomposeChange(table: VacancyTable, column: number, compared: Compared): Decomposition | null {
  const named = table.named[column]
  if (named === undefined) throw new Error(`the table has no column ${column}`)
  const held = countCells(table, named, compared)
  const N = total(held, ({ n }) => n)
  if (N[0] === 0 || N[1] === 0) return null
  const Y = total(held, ({ y }) => y)
  const present = [0, 1].map(
    (side) => new Set(held.filter(({ n }) => (n[side] ?? 0) > 0).map(({ employer }) => employer)),
  )
  const stays = (employer: number) => present.every((side) => side.has(employer))
  const result: Decomposition = {
    change: Y[1] / N[1] - Y[0] / N[0],
    within: 0,
    turnover: 0,
    shift: 0,
    source: 0,
    length: 0,
  }
  const bySource = groupBy(held, ({ cell }) => Math.floor(cell / bands))
  for (const inSource of bySource.values()) {
    const n = total(inSource, (one) => one.n)
    const weight: [number, number] = [n[0] / N[0], n[1] / N[1]]
    for (const cell of groupBy(inSource, (one) => one.cell).values()) {
      const inCell = total(cell, (one) => one.n)
      const named = total(cell, (one) => one.y)
      const length = fill([ratio(inCell[0], n[0]), ratio(inCell[1], n[1])])
      const share = fill([ratio(named[0], inCell[0]), ratio(named[1], inCell[1])])
      const mean = half(...share)
      result.source += (weight[1] - weight[0]) * half(...length) * mean
      result.length += half(...weight) * (length[1] - length[0]) * mean
      if (inCell[0] === 0 || inCell[1] === 0) continue
      const cellWeight = half(weight[0] * length[0], weight[1] * length[1])
      for (const { employer, n: own, y } of cell) {
        const part: [number, number] = [own[0] / inCell[0], own[1] / inCell[1]]
        const [before, after] = [ratio(y[0], own[0]), ratio(y[1], own[1])]
        if (before !== null && after !== null) {
          result.within += cellWeight * half(...part) * (after - before)
          result.shift += cellWeight * (part[1] - part[0]) * (half(before, after) - mean)
        } else {
          const moved = (part[1] - part[0]) * ((after ?? before ?? 0) - mean)
          result[stays(employer) ? 'shift' : 'turnover'] += cellWeight * moved
        }
      }
    }
  }
  return result
}

const total = (held: readonly Held[], pick: (one: Held) => [number, number]): [number, number] => [
  sum(held.map((one) => pick(one)[0])),
  sum(held.map((one) => pick(one)[1])),
]
