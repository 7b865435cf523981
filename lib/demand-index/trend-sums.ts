import { meanMonth } from '@/lib/query/employer-trend'
import type { HistoriesResult } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { createMemory } from '@/lib/query/memory'
import type { TrendSums } from '@/lib/query/sums'
import type { Steps } from '@/lib/query/turns'
import { spansOfCode } from '@/lib/demand-index/employer-sums'
import { type IndexSnapshot, keyOfSelections, type Selection } from '@/lib/demand-index/index-snapshot'
import { visitVacancies } from '@/lib/demand-index/visit-vacancies'

type Sums = ReadonlyMap<number, TrendSums>

const known = createMemory<Sums>('trends by code', ({ size }) => 120 * size)

/** Places of a whole month among the months of the range, and of its vacancies' employers among those of the population. */
interface PlacedMonth {
  selection: Selection
  place: number
  /** By row: the place of the employer, from 1; 0 for a row that is not counted. */
  employers: Uint32Array
}

function wholeOf(selections: readonly Selection[], { periods }: HistoriesResult['months']) {
  const places = new Map(periods.flatMap(({ start, isPartial }, t) => (isPartial ? [] : [[start, t] as const])))
  return selections.flatMap((selection) => {
    const place = places.get(selection.table.chunk.month)
    return place === undefined ? [] : [{ selection, place }]
  })
}

/** Gives every employer met a place, by its number in the index. @returns the places of a month's rows */
function placeEmployers(month: Selection, known: { places: Uint32Array; count: number }): Uint32Array {
  const employers = new Uint32Array(month.end)
  visitVacancies(month, null, (employer, row) => {
    if (known.places[employer] === 0) known.places[employer] = known.count += 1
    employers[row] = known.places[employer] ?? 0
  })
  return employers
}

/** A vacancy in the month at a place t is `oneMonth · t + 1`: months and vacancies of an employer add up in one whole number. */
const oneMonth = 2 ** 21

/** Sums by employer, by its place; the employers met are remembered, so that rare skills cost little. */
class EmployerMonths {
  private readonly sums: Float64Array
  private readonly met: Uint32Array
  count = 0

  constructor(employers: number) {
    this.sums = new Float64Array(employers + 1)
    this.met = new Uint32Array(employers)
  }

  /** Adds all vacancies of a month. */
  addMonth({ employers, place }: PlacedMonth): void {
    const { sums, met } = this
    const one = oneMonth * place + 1
    let { count } = this
    for (let row = 0; row < employers.length; row += 1) {
      const employer = employers[row] ?? 0
      if (employer === 0) continue
      const before = sums[employer] ?? 0
      if (before === 0) met[count++] = employer
      sums[employer] = before + one
    }
    this.count = count
  }

  /** Adds the vacancies of a month that name a code. @returns how many were looked at */
  addCode({ selection, employers, place }: PlacedMonth, asked: { number: number; level: Filters['level'] }): number {
    const { named } = selection.table.chunk
    const { sums, met } = this
    const one = oneMonth * place + 1
    const spans = spansOfCode(selection, asked)
    let visited = 0
    let { count } = this
    for (let span = 0; span < spans.count; span += 1) {
      const base = spans.base[span] ?? 0
      const from = spans.from[span] ?? 0
      const to = spans.to[span] ?? 0
      visited += to - from
      for (let at = from; at < to; at += 1) {
        const employer = employers[base + (named[at] ?? 0)] ?? 0
        if (employer === 0) continue
        const before = sums[employer] ?? 0
        if (before === 0) met[count++] = employer
        sums[employer] = before + one
      }
    }
    this.count = count
    return visited
  }

  /** Σ of the squares of Σ (t − t̄), and of their products with those of others, over the employers met. */
  sum(others: EmployerMonths, mean: number): { squares: number; products: number } {
    const { sums, met, count } = this
    let squares = 0
    let products = 0
    for (let index = 0; index < count; index += 1) {
      const employer = met[index] ?? 0
      const own = weightOf(sums[employer] ?? 0, mean)
      squares += own * own
      products += own * weightOf(others.sums[employer] ?? 0, mean)
    }
    return { squares, products }
  }

  clear(): void {
    for (let index = 0; index < this.count; index += 1) this.sums[this.met[index] ?? 0] = 0
    this.count = 0
  }
}

/** Σ (t − t̄) of the vacancies in a sum. */
function weightOf(sum: number, mean: number): number {
  const months = Math.floor(sum / oneMonth)
  return months - mean * (sum - months * oneMonth)
}

/** Vacancies that are looked at before others have their turns. */
const atOnce = 200_000

/** What employers add to the trend of some codes, by their numbers, over the whole months of a population. */
export function sumTrends(
  snapshot: IndexSnapshot,
  query: { selections: readonly Selection[]; level: Filters['level']; months: HistoriesResult['months'] },
  numbers: readonly number[],
): Steps<Sums> {
  const whole = wholeOf(query.selections, query.months)
  const key = `${keyOfSelections(whole.map(({ selection }) => selection))} ${query.level}`
  const mean = meanMonth(query.months)
  return known.rememberSteps(key, () => addTrends(snapshot, whole, { mean, numbers, level: query.level }))
}

function* addTrends(
  { names }: IndexSnapshot,
  whole: readonly Omit<PlacedMonth, 'employers'>[],
  { mean, numbers, level }: { mean: number; numbers: readonly number[]; level: Filters['level'] },
): Steps<Sums> {
  const placing = { places: new Uint32Array(names.employers.size), count: 0 }
  const months: PlacedMonth[] = []
  for (const { selection, place } of whole) {
    months.push({ selection, place, employers: placeEmployers(selection, placing) })
    yield
  }
  const all = new EmployerMonths(placing.count)
  for (const month of months) all.addMonth(month)
  yield
  const population = { employers: all.count, sumWW: all.sum(all, mean).squares }
  const naming = new EmployerMonths(placing.count)
  const sums = new Map<number, TrendSums>()
  let visited = 0
  for (const number of numbers) {
    const asked = { number, level }
    for (const month of months) {
      visited += naming.addCode(month, asked)
      if (visited < atOnce) continue
      visited = 0
      yield
    }
    const { squares, products } = naming.sum(all, mean)
    naming.clear()
    sums.set(number, { ...population, sumAA: squares, sumAW: products })
  }
  return sums
}
