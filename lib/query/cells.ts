import { seniorities } from '@/lib/domain/posting'
import { lengthBands } from '@/lib/domain/text-length'
import { createColumnMemory } from '@/lib/query/column-memory'
import type { VacancyTable } from '@/lib/query/engine'
import type { RowRange } from '@/lib/query/linearised'

/** Countries that have a cell of their own in the fixed mix; the rest share one, and those that name none another. */
const countriesApart = 5
const places = countriesApart + 2

/** A byte for each row unless there are many sources. */
export type CellColumn = Uint8Array | Uint16Array

/** Cells of rows: numbers below `count`. */
export interface Cells {
  /** Tells these cells from others that follow from the same base. */
  name: string
  /** Cells of the rows of a range. */
  within: (range: RowRange) => CellColumn
  count: number
}

const seniorFrom = seniorities.indexOf('senior')

/** Place of each country of a table among those that the fixed mix tells apart, by how they stood in a base. */
function placeCountries(table: VacancyTable, base: RowRange): Uint8Array {
  const { country } = table
  const counts = new Uint32Array(table.countries.length)
  for (let row = base.from; row < base.to; row += 1) {
    const own = country[row] ?? 0
    counts[own] = (counts[own] ?? 0) + 1
  }
  const none = table.countries.indexOf('')
  const largest = table.countries
    .map((name, number) => ({ name, number, count: counts[number] ?? 0 }))
    .filter(({ number, count }) => number !== none && count > 0)
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
  const apart = new Map(largest.slice(0, countriesApart).map(({ number }, index) => [number, index + 2]))
  return Uint8Array.from(table.countries, (_, country) => (country === none ? 1 : (apart.get(country) ?? 0)))
}

const levelOf = Uint8Array.from({ length: 256 }, (_, level) =>
  level >= seniorities.length ? 0 : level < seniorFrom ? 1 : 2,
)

const cellsOf = (sources: readonly string[]): number => sources.length * places * 3

function findCells(
  { source, country, seniority, sources }: VacancyTable,
  placeOf: Uint8Array,
  { from, to }: RowRange,
): CellColumn {
  const rows = Math.max(0, to - from)
  const of = cellsOf(sources) <= 0x1_00 ? new Uint8Array(rows) : new Uint16Array(rows)
  for (let row = from; row < to; row += 1)
    of[row - from] =
      ((source[row] ?? 0) * places + (placeOf[country[row] ?? 0] ?? 0)) * 3 + (levelOf[seniority[row] ?? 255] ?? 0)
  return of
}

const knownCells = createColumnMemory<CellColumn>('cells', ({ byteLength }) => byteLength)

/** Cells of the fixed mix: source × country (as it stood in a base) × seniority (none said, below senior, senior and above). */
export function mixCells(table: VacancyTable, base: RowRange): Cells {
  let placeOf: Uint8Array | null = null
  // Sources go by the order in which the table meets them.
  const name = `mix ${table.sources.join(' ')}`
  return {
    name,
    within: (range) =>
      knownCells.remember(table, [range, base], name, () =>
        findCells(table, (placeOf ??= placeCountries(table, base)), range),
      ),
    count: cellsOf(table.sources),
  }
}

/** Bands of the text's length. */
export const bandCells = ({ band }: VacancyTable): Cells => ({
  name: 'length',
  within: ({ from, to }) => band.subarray(from, to),
  count: lengthBands.length,
})

const knownWeights = createColumnMemory<Float64Array>('weights of cells', ({ byteLength }) => byteLength)

/** Rows of each cell in a base. */
export const weighCells = (table: VacancyTable, base: RowRange, { name, within, count }: Cells): Float64Array =>
  knownWeights.remember(table, [base], name, () => countCells(within(base), count))

function countCells(of: CellColumn, count: number): Float64Array {
  const weights = new Float64Array(count)
  for (let row = 0; row < of.length; row += 1) weights[of[row] ?? 0] = (weights[of[row] ?? 0] ?? 0) + 1
  return weights
}

/** Vacancies and those that name the series, by cell of each range, one range behind the other. */
interface CellCounts {
  n: Float64Array
  y: Float64Array
}

/** In the same order: the weight of a row, and what of it the share of its cell is. */
export interface CellWeights {
  weights: Float64Array
  levels: Float64Array
}

/**
 * Weighs the cells of a range, whose first one stands at `first`, as they stood in a base.
 * @returns the share that they make, and the part of the weights that was spread over the rest; null where no cell that has
 *   a weight holds vacancies here
 */
export function weighRange(
  { n, y }: CellCounts,
  base: Float64Array,
  { first, into }: { first: number; into: CellWeights },
): { share: number; spread: number } | null {
  let total = 0
  let held = 0
  for (let cell = 0; cell < base.length; cell += 1) {
    const weight = base[cell] ?? 0
    total += weight
    if ((n[first + cell] ?? 0) > 0) held += weight
  }
  if (held === 0) return null
  let share = 0
  for (let cell = 0; cell < base.length; cell += 1) {
    const count = n[first + cell] ?? 0
    if (count === 0) continue
    const named = y[first + cell] ?? 0
    const weight = (base[cell] ?? 0) / held / count
    into.weights[first + cell] = weight
    into.levels[first + cell] = (weight * named) / count
    share += weight * named
  }
  return { share, spread: 1 - held / total }
}
