import type { ClusterSums } from '@/lib/query/statistics'
import type { Filters } from '@/lib/query/filters'
import { listsOf, type MonthTable } from '@/lib/demand-index/index-snapshot'
import type { Selection } from '@/lib/demand-index/select-rows'

const levelsOf: Record<Filters['level'], readonly number[]> = {
  any: [0, 1, 2],
  required: [0],
  preferred: [1],
  mentioned: [2],
}

/** Calls back with every row before `end` that names a code at a level. */
export function eachNamed(
  table: MonthTable,
  code: { number: number; level: Filters['level']; end: number },
  take: (row: number) => void,
): void {
  const lists = listsOf(table, code.number)
  if (lists < 0) return
  const { named, namedStarts } = table.chunk
  for (const level of levelsOf[code.level]) {
    const last = namedStarts[lists + level + 1] ?? 0
    for (let at = namedStarts[lists + level] ?? 0; at < last; at += 1) {
      const row = named[at] ?? 0
      // Rows rise within a list, and a population by role is a prefix.
      if (row >= code.end) break
      take(row)
    }
  }
}

/**
 * Counts by employer for one period at a time: n vacancies of the population and y that name a series. What was touched
 * is remembered, so that a period with few employers costs little in an index with many.
 */
export class EmployerSums {
  private readonly n: Uint32Array
  private readonly y: Uint32Array
  private touched: number[] = []
  private named: number[] = []

  constructor(employers: number) {
    this.n = new Uint32Array(employers)
    this.y = new Uint32Array(employers)
  }

  /** Adds every 1 of a mask to the population. */
  addPopulation({ chunk, employerNumbers }: MonthTable, mask: Uint8Array): void {
    const { n, touched } = this
    const { employerOf } = chunk
    for (let row = 0; row < mask.length; row += 1) {
      if (mask[row] !== 1) continue
      const employer = employerNumbers[employerOf[row] ?? 0] ?? 0
      const before = n[employer] ?? 0
      if (before === 0) touched.push(employer)
      n[employer] = before + 1
    }
  }

  /** Adds one vacancy that names the series. */
  addNamed(employer: number): void {
    const before = this.y[employer] ?? 0
    if (before === 0) this.named.push(employer)
    this.y[employer] = before + 1
  }

  /** Adds the rows of a mask that name a code. */
  addSeries(table: MonthTable, mask: Uint8Array, code: { number: number; level: Filters['level']; end: number }): void {
    const { employerOf } = table.chunk
    eachNamed(table, code, (row) => {
      if (mask[row] === 1) this.addNamed(table.employerNumbers[employerOf[row] ?? 0] ?? 0)
    })
  }

  /** Sums of the population with what was named, which is then forgotten; the population stays. */
  takeSeries(): ClusterSums {
    const sums: ClusterSums = { ...this.population(), named: 0, sumYY: 0, sumYN: 0 }
    for (const employer of this.named) {
      const y = this.y[employer] ?? 0
      sums.named += y
      sums.sumYY += y * y
      sums.sumYN += y * (this.n[employer] ?? 0)
      this.y[employer] = 0
    }
    this.named = []
    return sums
  }

  private held: Pick<ClusterSums, 'vacancies' | 'sumNN' | 'employers'> | null = null

  private population(): Pick<ClusterSums, 'vacancies' | 'sumNN' | 'employers'> {
    if (this.held !== null) return this.held
    let vacancies = 0
    let sumNN = 0
    for (const employer of this.touched) {
      const n = this.n[employer] ?? 0
      vacancies += n
      sumNN += n * n
    }
    this.held = { vacancies, sumNN, employers: this.touched.length }
    return this.held
  }

  /** Forgets the population. */
  clear(): void {
    for (const employer of this.touched) this.n[employer] = 0
    this.touched = []
    this.held = null
  }
}

/** Adds the vacancies of several months. */
export function addMonths(sums: EmployerSums, selections: readonly Selection[]): void {
  for (const { table, vacancies } of selections) sums.addPopulation(table, vacancies)
}
