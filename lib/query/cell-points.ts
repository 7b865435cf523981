import { type CellColumn, type Cells, type CellWeights, weighRange } from '@/lib/query/cells'
import { createColumnMemory } from '@/lib/query/column-memory'
import { type EmployerRuns, findNamed, inBatches, runsOf } from '@/lib/query/employer-runs'
import { emptyEstimate, type Measured, type RowRange } from '@/lib/query/linearised'
import {
  createMoving,
  firstsOf,
  type Held,
  hold,
  kishesOf,
  type Moved,
  type PointQuery,
  type Points,
  squaresOf,
} from '@/lib/query/points'
import type { Steps } from '@/lib/query/turns'

/** Rows by employer, each with whether it names the series and its cell. */
interface CellRuns {
  runs: EmployerRuns
  named: Uint8Array
  /** First row of each range. */
  firsts: Uint32Array
  /** Cells of the rows of each range. */
  of: readonly CellColumn[]
  cells: number
}

const noCells = new Uint8Array(0)

/** Σ n·n′ over employers of two cells of a range, for those in which any employer has both; of two unlike cells twice. */
interface CellProducts {
  ones: Uint16Array
  others: Uint16Array
  sums: Float64Array
}

/** What the rows of weighed cells hold whatever is asked of them: by range the employers, and by cell of each range Σ n. */
interface CellCounts {
  employers: Float64Array
  n: Float64Array
  products: CellProducts[]
}

/** Counts while they are made; products are null of a range that is not asked for. */
type Counting = Omit<CellCounts, 'products'> & { products: (Float64Array | null)[] }

/** Counts an employer whose only row in a range lies in a cell. */
function countAlone(
  { employers, n }: Counting,
  products: Float64Array,
  { range, cell, cells }: { range: number; cell: number; cells: number },
): void {
  const place = range * cells + cell
  const pair = cell * cells + cell
  employers[range] = (employers[range] ?? 0) + 1
  n[place] = (n[place] ?? 0) + 1
  products[pair] = (products[pair] ?? 0) + 1
}

/** @param isWeighed 1 for each cell that counts */
function countCellRuns(
  { runs, of, cells }: Pick<CellRuns, 'runs' | 'of' | 'cells'>,
  { isWeighed, counts }: { isWeighed: Uint8Array; counts: Counting },
  { from, to }: RowRange,
): void {
  const { rangeOf, starts, rows } = runs
  const own = new Uint32Array(cells)
  const met = new Uint16Array(cells)
  for (let run = from; run < to; run += 1) {
    const range = rangeOf[run] ?? 0
    const products = counts.products[range] ?? null
    if (products === null) continue
    let count = 0
    const cellOf = of[range] ?? noCells
    const start = starts[run] ?? 0
    const end = starts[run + 1] ?? 0
    // Most runs are of one row.
    if (end - start === 1) {
      const cell = cellOf[rows[start] ?? 0] ?? 0
      if (isWeighed[cell] === 1) countAlone(counts, products, { range, cell, cells })
      continue
    }
    for (let at = start; at < end; at += 1) {
      const cell = cellOf[rows[at] ?? 0] ?? 0
      if (isWeighed[cell] === 0) continue
      if (own[cell] === 0) met[count++] = cell
      own[cell] = (own[cell] ?? 0) + 1
    }
    if (count === 0) continue
    counts.employers[range] = (counts.employers[range] ?? 0) + 1
    for (let one = 0; one < count; one += 1) {
      const cell = met[one] ?? 0
      const n = own[cell] ?? 0
      const place = range * cells + cell
      counts.n[place] = (counts.n[place] ?? 0) + n
      for (let two = 0; two < count; two += 1) {
        const other = met[two] ?? 0
        const pair = cell * cells + other
        products[pair] = (products[pair] ?? 0) + n * (own[other] ?? 0)
      }
    }
    for (let one = 0; one < count; one += 1) own[met[one] ?? 0] = 0
  }
}

/** Most pairs of cells are of no employer. */
function packProducts(products: Float64Array, cells: number): CellProducts {
  const pairs = (cells * (cells + 1)) / 2
  const [ones, others, sums] = [new Uint16Array(pairs), new Uint16Array(pairs), new Float64Array(pairs)]
  let count = 0
  for (let one = 0; one < cells; one += 1)
    for (let other = one; other < cells; other += 1) {
      const sum = products[one * cells + other] ?? 0
      if (sum === 0) continue
      ones[count] = one
      others[count] = other
      sums[count] = one === other ? sum : 2 * sum
      count += 1
    }
  return { ones: ones.slice(0, count), others: others.slice(0, count), sums: sums.slice(0, count) }
}

/** Σ over employers of (Σ c·n)², c being given for each cell, the first one at `first`. */
function squareCells({ ones, others, sums }: CellProducts, by: Float64Array, first: number): number {
  let sum = 0
  for (let at = 0; at < sums.length; at += 1)
    sum += (sums[at] ?? 0) * (by[first + (ones[at] ?? 0)] ?? 0) * (by[first + (others[at] ?? 0)] ?? 0)
  return sum
}

/** Σ over those cells of a range that count. */
function sumWeighed(column: Float64Array, base: Float64Array, first: number): number {
  let sum = 0
  for (let cell = 0; cell < base.length; cell += 1) if ((base[cell] ?? 0) > 0) sum += column[first + cell] ?? 0
  return sum
}

/** Adds the rows of some runs that name the series to their cells, by cell of each range. */
function addToCells(
  { runs, named, firsts, of, cells }: CellRuns,
  { met, y }: { met: Uint32Array; y: Float64Array },
  { from, to }: RowRange,
): void {
  const { rangeOf, starts, rows } = runs
  for (let at = from; at < to; at += 1) {
    const run = met[at] ?? 0
    const range = rangeOf[run] ?? 0
    const cellOf = of[range] ?? noCells
    const firstRow = firsts[range] ?? 0
    const first = range * cells
    const end = starts[run + 1] ?? 0
    for (let place = starts[run] ?? 0; place < end; place += 1) {
      const row = rows[place] ?? 0
      const cell = first + (cellOf[row] ?? 0)
      y[cell] = (y[cell] ?? 0) + (named[firstRow + row] ?? 0)
    }
  }
}

/** By range, of the runs in which the series is named: Σ g², Σ h·g and Σ g·b, h being their weight and b what it would name by the shares of its cells. */
interface CellNamings {
  gg: Float64Array
  hg: Float64Array
  gb: Float64Array
}

function addCellNamings(
  { runs, named, firsts, of, cells }: CellRuns,
  { met, weights, levels, sums }: CellWeights & { met: Uint32Array; sums: CellNamings },
  { from, to }: RowRange,
): void {
  const { rangeOf, starts, rows } = runs
  const { gg, hg, gb } = sums
  for (let index = from; index < to; index += 1) {
    const run = met[index] ?? 0
    const range = rangeOf[run] ?? 0
    const cellOf = of[range] ?? noCells
    const firstRow = firsts[range] ?? 0
    const first = range * cells
    const end = starts[run + 1] ?? 0
    let h = 0
    let g = 0
    let b = 0
    for (let at = starts[run] ?? 0; at < end; at += 1) {
      const row = rows[at] ?? 0
      const cell = first + (cellOf[row] ?? 0)
      const weight = weights[cell] ?? 0
      h += weight
      g += weight * (named[firstRow + row] ?? 0)
      b += levels[cell] ?? 0
    }
    gg[range] = (gg[range] ?? 0) + g * g
    hg[range] = (hg[range] ?? 0) + h * g
    gb[range] = (gb[range] ?? 0) + g * b
  }
}

function moveByCells(
  { runs, named, firsts, of, cells }: CellRuns,
  { weights, levels, by, held }: CellWeights & { by: readonly number[]; held: Held | null },
  { from, to }: RowRange,
): Moved {
  const { employers, firstRuns, rangeOf, starts, rows } = runs
  let count = 0
  let squares = 0
  let fourths = 0
  for (let employer = from; employer < to; employer += 1) {
    const lastRun = firstRuns[employer + 1] ?? 0
    let moved = 0
    let weight = 0
    for (let run = firstRuns[employer] ?? 0; run < lastRun; run += 1) {
      const range = rangeOf[run] ?? 0
      const cellOf = of[range] ?? noCells
      const firstRow = firsts[range] ?? 0
      const first = range * cells
      const factor = by[range] ?? 0
      const end = starts[run + 1] ?? 0
      for (let at = starts[run] ?? 0; at < end; at += 1) {
        const row = rows[at] ?? 0
        const cell = first + (cellOf[row] ?? 0)
        const own = weights[cell] ?? 0
        weight += own
        moved += factor * (own * (named[firstRow + row] ?? 0) - (levels[cell] ?? 0))
      }
    }
    if (weight === 0) continue
    if (held !== null) hold(held, employers[employer] ?? 0, moved)
    const square = moved * moved
    count += 1
    squares += square
    fourths += square * square
  }
  return { employers: count, squares, fourths }
}

/** What weighs a line: cells as they stood in a base. */
export interface WeighedBase {
  base: RowRange
  weights: Float64Array
  cells: Cells
}

const noProducts: CellProducts = { ones: new Uint16Array(0), others: new Uint16Array(0), sums: new Float64Array(0) }

const bytesOfProducts = ({ ones, others, sums }: CellProducts): number =>
  200 + ones.byteLength + others.byteLength + sums.byteLength

/** The same of one range. */
interface RangeCounts {
  employers: number
  n: Float64Array
  products: CellProducts
}

const knownCells = createColumnMemory<RangeCounts>(
  'counts by cell',
  ({ n, products }) => n.byteLength + bytesOfProducts(products),
)

/** Range by range: of the points of a trend, few change with a month. */
function* countWeighed(
  { table, ranges }: PointQuery,
  { base, weights, cells }: WeighedBase,
  byCell: CellRuns,
): Steps<CellCounts> {
  const size = cells.count
  const counted = yield* knownCells.rememberEach(table, { ranges, base: [base] }, cells.name, function* (isMissing) {
    const counts = {
      employers: new Float64Array(ranges.length),
      n: new Float64Array(ranges.length * size),
      products: ranges.map((_, range) => (isMissing[range] === 1 ? new Float64Array(size ** 2) : null)),
    }
    const isWeighed = Uint8Array.from(weights, (weight) => (weight > 0 ? 1 : 0))
    yield* inBatches(byCell.runs.rangeOf.length, (from, to) =>
      countCellRuns(byCell, { isWeighed, counts }, { from, to }),
    )
    return counts.products.map((products, range) => ({
      employers: counts.employers[range] ?? 0,
      n: counts.n.slice(range * size, (range + 1) * size),
      products: products === null ? noProducts : packProducts(products, size),
    }))
  })
  const n = new Float64Array(ranges.length * size)
  for (const [range, held] of counted.entries()) n.set(held.n, range * size)
  return {
    employers: Float64Array.from(counted, ({ employers }) => employers),
    n,
    products: counted.map(({ products }) => products),
  }
}

/**
 * Of shares that are weighed by cells: direct standardisation, or post-stratification to the cells of a base (Holt and Smith
 * 1979, JRSS A 142, 33–46), the share of each cell weighted as the cell stood there. The weight of cells without vacancies
 * here is spread over the others in proportion, and told. Σ d² is multiplied out: d = g − b, and Σ b² follows from what
 * employers have in each two cells.
 */
export function* pointsOfCells(query: PointQuery, weighedBase: WeighedBase): Steps<Points> {
  const { table, named, ranges } = query
  const { weights, cells } = weighedBase
  const size = cells.count
  const runs = yield* runsOf(table, ranges)
  const byCell = { runs, named, firsts: firstsOf(ranges), of: ranges.map(cells.within), cells: size }
  const counts = yield* countWeighed(query, weighedBase, byCell)
  const met = (yield* findNamed(runs, ranges, named)).runs
  const y = new Float64Array(ranges.length * size)
  yield* inBatches(met.length, (from, to) => addToCells(byCell, { met, y }, { from, to }))
  const placed = { weights: new Float64Array(y.length), levels: new Float64Array(y.length) }
  const weighed = ranges.map((_, range) =>
    weighRange({ n: counts.n, y }, weights, { first: range * size, into: placed }),
  )
  const column = () => new Float64Array(ranges.length)
  const sums = { gg: column(), hg: column(), gb: column() }
  yield* inBatches(met.length, (from, to) => addCellNamings(byCell, { ...placed, met, sums }, { from, to }))
  const hasWeight = weights.some((weight) => weight > 0)
  const measured = weighed.map((held, range): Measured => {
    if (held === null) return { ...emptyEstimate, spread: hasWeight ? 1 : 0 }
    const first = range * size
    const products = counts.products[range] ?? noProducts
    const [gg, hg, gb] = [sums.gg[range] ?? 0, sums.hg[range] ?? 0, sums.gb[range] ?? 0]
    const employers = counts.employers[range] ?? 0
    const hh = squareCells(products, placed.weights, first)
    return {
      share: held.share,
      vacancies: sumWeighed(y, weights, first),
      ofVacancies: sumWeighed(counts.n, weights, first),
      ...kishesOf({ employers, vacancies: 1, named: held.share, sumNN: hh, sumYY: gg, sumYN: hg }),
      employers,
      squares: squaresOf({ gg, gb, bb: squareCells(products, placed.levels, first) }),
      spread: held.spread,
    }
  })
  const moveBy = (by: readonly number[]) => (some: RowRange, held: Held | null) =>
    moveByCells(byCell, { ...placed, by, held }, some)
  return { measured, ...createMoving(runs.employers.length, moveBy) }
}
