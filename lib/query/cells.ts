import { seniorities } from '@/lib/domain/posting'
import { createColumnMemory } from '@/lib/query/column-memory'
import type { VacancyTable } from '@/lib/query/engine'
import { inBatches } from '@/lib/query/employer-runs'
import type { RowRange } from '@/lib/query/linearised'
import type { Steps } from '@/lib/query/turns'

/** Countries that have a cell of their own in the fixed mix; the rest share one, and those that name none another. */
const countriesApart = 5

/** Cells of rows: numbers below `count`. */
export interface Cells {
  /** Cell of each row, to be read in this range alone. */
  within: (range: RowRange) => Uint16Array | Uint8Array
  count: number
}

const knownCells = createColumnMemory<Cells>()

/** Rows whose cells are found together: after a swap few of a table are asked for. */
const blockRows = 4096

const seniorFrom = seniorities.indexOf('senior')

/** Source × country × seniority (none said, below senior, senior and above). */
function findMixCells(table: VacancyTable, base: RowRange): Cells {
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

/** Cells of the fixed mix, by how the countries stood in a base. */
export const mixCells = (table: VacancyTable, base: RowRange): Cells =>
  knownCells.remember(table, `${base.from} ${base.to}`, () => findMixCells(table, base))

/** Rows of each cell in a range. */
export function weighCells(range: RowRange, { within, count }: Cells): Float64Array {
  const of = within(range)
  const weights = new Float64Array(count)
  for (let row = range.from; row < range.to; row += 1) weights[of[row] ?? 0] = (weights[of[row] ?? 0] ?? 0) + 1
  return weights
}

/** Columns of rows that are weighed by their cells. */
export interface CellRows {
  named: Uint8Array
  of: Uint16Array | Uint8Array
}

/** Vacancies and those that name the series, by cell. */
interface CellCounts {
  n: Float64Array
  y: Float64Array
}

function addToCells({ named, of }: CellRows, { n, y }: CellCounts, { from, to }: RowRange): void {
  for (let row = from; row < to; row += 1) {
    const cell = of[row] ?? 0
    n[cell] = (n[cell] ?? 0) + 1
    y[cell] = (y[cell] ?? 0) + (named[row] ?? 0)
  }
}

export function* countCells(rows: CellRows, cells: number, range: RowRange): Steps<CellCounts> {
  const counts = { n: new Float64Array(cells), y: new Float64Array(cells) }
  yield* inBatches(range.to - range.from, (from, to) =>
    addToCells(rows, counts, { from: range.from + from, to: range.from + to }),
  )
  return counts
}

/** A range weighed by cells: the weight of a row and the share in each cell, and the share that they make. */
export interface WeighedCells {
  weightOf: Float64Array
  shareOf: Float64Array
  share: number
  spread: number
}

/** Null where no cell that has a weight holds vacancies here. */
export function weighRange({ n, y }: CellCounts, weights: Float64Array): WeighedCells | null {
  let total = 0
  let held = 0
  for (let cell = 0; cell < weights.length; cell += 1) {
    const weight = weights[cell] ?? 0
    total += weight
    if ((n[cell] ?? 0) > 0) held += weight
  }
  if (held === 0) return null
  const weightOf = new Float64Array(weights.length)
  const shareOf = new Float64Array(weights.length)
  let share = 0
  for (let cell = 0; cell < weights.length; cell += 1) {
    const count = n[cell] ?? 0
    if (count === 0) continue
    const named = y[cell] ?? 0
    const weight = (weights[cell] ?? 0) / held / count
    weightOf[cell] = weight
    shareOf[cell] = named / count
    share += weight * named
  }
  return { weightOf, shareOf, share, spread: 1 - held / total }
}
