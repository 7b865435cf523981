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

/** Which rows of which code are counted: those of a level, in the prefix of a role. */
export interface AskedCode {
  /** Number of the code in the index; -1 where nothing has ever named it. */
  number: number
  level: Filters['level']
}

/** A code, or a set made from codes. */
export type Asked = AskedCode | { kind: 'not'; of: Asked } | { kind: 'and' | 'or'; of: readonly Asked[] }

const isCode = (asked: Asked): asked is AskedCode => 'number' in asked

/** Ranges of `named` that hold the rows of a code at a level. */
export function rangesOf(table: MonthTable, { number, level }: AskedCode): [from: number, to: number][] {
  const lists = listsOf(table, number)
  if (lists < 0) return []
  const { namedStarts } = table.chunk
  return levelsOf[level].map((at) => [namedStarts[lists + at] ?? 0, namedStarts[lists + at + 1] ?? 0])
}

/** Vacancies of a selection that name a code. */
export function countNamed(selection: Selection, asked: Asked): number {
  const { table, vacancies, end } = selection
  let count = 0
  if (!isCode(asked)) {
    for (const one of narrowTo(selection, asked).vacancies) count += one
    return count
  }
  const { named } = table.chunk
  for (const [from, to] of rangesOf(table, asked)) {
    for (let at = from; at < to; at += 1) {
      const row = named[at] ?? 0
      // Rows rise within a list, and a population by role is a prefix.
      if (row >= end) break
      count += vacancies[row] ?? 0
    }
  }
  return count
}

/** Of a selection, the vacancies that name a code or are in a set. */
export function narrowTo(selection: Selection, asked: Asked): Selection {
  return isCode(asked) ? narrowToCode(selection, asked) : narrowToSet(selection, asked)
}

function narrowToSet(selection: Selection, asked: Exclude<Asked, AskedCode>): Selection {
  if (asked.kind === 'not') {
    const without = narrowTo(selection, asked.of).vacancies
    const vacancies = selection.vacancies.slice(0, selection.end)
    for (let row = 0; row < vacancies.length; row += 1) if (without[row] === 1) vacancies[row] = 0
    return { ...selection, vacancies }
  }
  if (asked.kind === 'and') return asked.of.reduce((narrowed, one) => narrowTo(narrowed, one), selection)
  const vacancies = new Uint8Array(selection.end)
  for (const one of asked.of) {
    const named = narrowTo(selection, one).vacancies
    for (let row = 0; row < vacancies.length; row += 1) if (named[row] === 1) vacancies[row] = 1
  }
  return { ...selection, vacancies }
}

function narrowToCode(selection: Selection, asked: AskedCode): Selection {
  const { table, end } = selection
  const { named } = table.chunk
  const vacancies = new Uint8Array(end)
  for (const [from, to] of rangesOf(table, asked)) {
    for (let at = from; at < to; at += 1) {
      const row = named[at] ?? 0
      if (row >= end) break
      vacancies[row] = selection.vacancies[row] ?? 0
    }
  }
  return { ...selection, vacancies }
}

/**
 * Counts by employer for one period at a time: n vacancies of the population and y that name a series. What was touched
 * is remembered, so that a period with few employers costs little in an index with many.
 */
export class EmployerSums {
  private readonly n: Uint32Array
  private readonly y: Uint32Array
  /** Numbers of the employers whose n, or whose y, is above 0. */
  private readonly touched: Uint32Array
  private readonly named: Uint32Array
  private touchedCount = 0
  private namedCount = 0

  constructor(employers: number) {
    this.n = new Uint32Array(employers)
    this.y = new Uint32Array(employers)
    this.touched = new Uint32Array(employers)
    this.named = new Uint32Array(employers)
  }

  /** Adds every 1 of a mask to the population. */
  addPopulation({ employerOf }: MonthTable, mask: Uint8Array): void {
    const { n, touched } = this
    let count = this.touchedCount
    for (let row = 0; row < mask.length; row += 1) {
      if (mask[row] === 0) continue
      const employer = employerOf[row] ?? 0
      const before = n[employer] ?? 0
      if (before === 0) touched[count++] = employer
      n[employer] = before + 1
    }
    this.touchedCount = count
    this.held = null
  }

  /** Adds one vacancy to the population. */
  addVacancy(employer: number, isNamed: boolean): void {
    const before = this.n[employer] ?? 0
    if (before === 0) this.touched[this.touchedCount++] = employer
    this.n[employer] = before + 1
    this.held = null
    if (isNamed) this.addNamed(employer)
  }

  /** Adds one vacancy that names the series. */
  addNamed(employer: number): void {
    const before = this.y[employer] ?? 0
    if (before === 0) this.named[this.namedCount++] = employer
    this.y[employer] = before + 1
  }

  /** Adds the vacancies of a selection that name a code or are in a set. */
  addSeries(selection: Selection, asked: Asked): void {
    if (isCode(asked)) this.addCode(selection, asked)
    else {
      const { table, vacancies } = narrowTo(selection, asked)
      for (let row = 0; row < vacancies.length; row += 1)
        if (vacancies[row] === 1) this.addNamed(table.employerOf[row] ?? 0)
    }
  }

  private addCode({ table, vacancies, end }: Selection, asked: AskedCode): void {
    const { y, named } = this
    const { employerOf, chunk } = table
    const rows = chunk.named
    let count = this.namedCount
    for (const [from, to] of rangesOf(table, asked)) {
      for (let at = from; at < to; at += 1) {
        const row = rows[at] ?? 0
        if (row >= end) break
        if (vacancies[row] === 0) continue
        const employer = employerOf[row] ?? 0
        const before = y[employer] ?? 0
        if (before === 0) named[count++] = employer
        y[employer] = before + 1
      }
    }
    this.namedCount = count
  }

  /** Sums of the population with what was named, which is then forgotten; the population stays. */
  takeSeries(): ClusterSums {
    const { n, y } = this
    let total = 0
    let sumYY = 0
    let sumYN = 0
    for (let index = 0; index < this.namedCount; index += 1) {
      const employer = this.named[index] ?? 0
      const count = y[employer] ?? 0
      total += count
      sumYY += count * count
      sumYN += count * (n[employer] ?? 0)
      y[employer] = 0
    }
    this.namedCount = 0
    return { ...this.population(), named: total, sumYY, sumYN }
  }

  private held: Pick<ClusterSums, 'vacancies' | 'sumNN' | 'employers'> | null = null

  private population(): Pick<ClusterSums, 'vacancies' | 'sumNN' | 'employers'> {
    if (this.held !== null) return this.held
    let vacancies = 0
    let sumNN = 0
    for (let index = 0; index < this.touchedCount; index += 1) {
      const n = this.n[this.touched[index] ?? 0] ?? 0
      vacancies += n
      sumNN += n * n
    }
    this.held = { vacancies, sumNN, employers: this.touchedCount }
    return this.held
  }

  /** Forgets the population. */
  clear(): void {
    for (let index = 0; index < this.touchedCount; index += 1) this.n[this.touched[index] ?? 0] = 0
    this.touchedCount = 0
    this.held = null
  }
}

/** Adds the vacancies of several months. */
export function addMonths(sums: EmployerSums, selections: readonly Selection[]): void {
  for (const { table, vacancies } of selections) sums.addPopulation(table, vacancies)
}
