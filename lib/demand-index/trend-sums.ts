import { trendWeights } from '@/lib/query/employer-trend'
import type { HistoriesResult } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { createMemory } from '@/lib/query/memory'
import type { TrendSums } from '@/lib/query/sums'
import type { Steps } from '@/lib/query/turns'
import { visitCode } from '@/lib/demand-index/employer-sums'
import { type IndexSnapshot, keyOfSelections, type Selection } from '@/lib/demand-index/index-snapshot'
import { visitVacancies } from '@/lib/demand-index/visit-vacancies'

type Sums = ReadonlyMap<number, TrendSums>

const known = createMemory<Sums>('trends by code', ({ size }) => 120 * size)

/** A whole month of a population, and what each of its vacancies weighs in a trend. */
interface WeightedMonth {
  selection: Selection
  weight: number
}

function weighMonths(selections: readonly Selection[], months: HistoriesResult['months']): WeightedMonth[] {
  const weights = trendWeights(months)
  const places = new Map(months.periods.flatMap(({ start, isPartial }, t) => (isPartial ? [] : [[start, t] as const])))
  return selections.flatMap((selection) => {
    const place = places.get(selection.table.chunk.month)
    return place === undefined ? [] : [{ selection, weight: weights[place] ?? 0 }]
  })
}

/** Sums of weights by employer, by its number in the index; the employers met are remembered, so that rare skills cost little. */
class EmployerWeights {
  readonly weights: Float64Array
  private readonly isMet: Uint8Array
  private readonly met: Uint32Array
  count = 0

  constructor(employers: number) {
    this.weights = new Float64Array(employers)
    this.isMet = new Uint8Array(employers)
    this.met = new Uint32Array(employers)
  }

  add(employer: number, weight: number): void {
    if (this.isMet[employer] === 0) {
      this.isMet[employer] = 1
      this.met[this.count++] = employer
    }
    this.weights[employer] = (this.weights[employer] ?? 0) + weight
  }

  /** Adds the vacancies of a month that name a code. @returns how many were looked at */
  addCode({ selection, weight }: WeightedMonth, asked: { number: number; level: Filters['level'] }): number {
    const { table, vacancies } = selection
    const { employerOf, named } = table.chunk
    let visited = 0
    visitCode(selection, asked, (from, to, base) => {
      visited += to - from
      for (let at = from; at < to; at += 1) {
        const row = base + (named[at] ?? 0)
        if (vacancies[row] === 1) this.add(table.employerNumbers[employerOf[row] ?? 0] ?? 0, weight)
      }
    })
    return visited
  }

  /** Σ of the squares, and of the products with others. */
  sum(others: EmployerWeights): { squares: number; products: number } {
    let [squares, products] = [0, 0]
    for (let index = 0; index < this.count; index += 1) {
      const employer = this.met[index] ?? 0
      const weight = this.weights[employer] ?? 0
      squares += weight * weight
      products += weight * (others.weights[employer] ?? 0)
    }
    return { squares, products }
  }

  clear(): void {
    for (let index = 0; index < this.count; index += 1) {
      const employer = this.met[index] ?? 0
      this.weights[employer] = 0
      this.isMet[employer] = 0
    }
    this.count = 0
  }
}

/** Vacancies that are looked at before others have their turns. */
const atOnce = 200_000

/** What employers add to the trend of some codes, by their numbers, over the whole months of a population. */
export function sumTrends(
  snapshot: IndexSnapshot,
  query: { selections: readonly Selection[]; level: Filters['level']; months: HistoriesResult['months'] },
  numbers: readonly number[],
): Steps<Sums> {
  const months = weighMonths(query.selections, query.months)
  const key = `${keyOfSelections(months.map(({ selection }) => selection))} ${query.level}`
  return known.rememberSteps(key, () => addTrends(snapshot, months, { numbers, level: query.level }))
}

function* addTrends(
  { names }: IndexSnapshot,
  months: readonly WeightedMonth[],
  { numbers, level }: { numbers: readonly number[]; level: Filters['level'] },
): Steps<Sums> {
  const all = new EmployerWeights(names.employers.size)
  for (const { selection, weight } of months) {
    visitVacancies(selection, null, (employer) => all.add(employer, weight))
    yield
  }
  const population = { employers: all.count, sumWW: all.sum(all).squares }
  const naming = new EmployerWeights(names.employers.size)
  const sums = new Map<number, TrendSums>()
  let visited = 0
  for (const number of numbers) {
    for (const month of months) {
      visited += naming.addCode(month, { number, level })
      if (visited < atOnce) continue
      visited = 0
      yield
    }
    const { squares, products } = naming.sum(all)
    naming.clear()
    sums.set(number, { ...population, sumAA: squares, sumAW: products })
  }
  return sums
}
