import type { ClusterSums } from '@/lib/query/statistics'
import type { Filters } from '@/lib/query/filters'
import { type IndexNames, listsOf, type MonthTable, type Selection } from '@/lib/demand-index/index-snapshot'

/** First list of a level among the three of a code, and the one behind its last. */
export const levelsOf: Record<Filters['level'], { first: number; behind: number }> = {
  any: { first: 0, behind: 3 },
  required: { first: 0, behind: 1 },
  preferred: { first: 1, behind: 2 },
  mentioned: { first: 2, behind: 3 },
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

/** Lists of `named` that hold the rows of a code at a level; none where the month does not name it. */
function listsAt(table: MonthTable, { number, level }: AskedCode): { first: number; behind: number } {
  const lists = listsOf(table, number)
  const { first, behind } = levelsOf[level]
  return lists < 0 ? { first: 0, behind: 0 } : { first: lists + first, behind: lists + behind }
}

/** Position in a rising list, between two others, of the first row that is not before the end of a population. */
export function findEnd(rows: Uint16Array | Uint32Array, range: { from: number; to: number }, end: number): number {
  let { from: low, to: high } = range
  if (low === high || (rows[high - 1] ?? 0) < end) return high
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle] ?? 0) < end) low = middle + 1
    else high = middle
  }
  return low
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
  const { named, namedStarts } = table.chunk
  const vacancies = new Uint8Array(end)
  const { first, behind } = listsAt(table, asked)
  for (let list = first; list < behind; list += 1) {
    const from = namedStarts[list] ?? 0
    const to = findEnd(named, { from, to: namedStarts[list + 1] ?? 0 }, end)
    for (let at = from; at < to; at += 1) {
      const row = named[at] ?? 0
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
  /** Whether employers go by their numbers within the one month of the period. */
  private isOwn = false
  private held: Pick<ClusterSums, 'vacancies' | 'sumNN' | 'employers'> | null = null

  constructor(employers: number) {
    this.n = new Uint32Array(employers)
    this.y = new Uint32Array(employers)
    this.touched = new Uint32Array(employers)
    this.named = new Uint32Array(employers)
  }

  get employers(): number {
    return this.n.length
  }

  /** Begins a period with the vacancies of some months as its population. */
  begin(selections: readonly Selection[]): void {
    this.clear()
    this.isOwn = selections.length === 1
    for (const { table, vacancies } of selections) this.addPopulation(this.employersOf(table), vacancies)
  }

  /** Number of each row's employer among those of the period. */
  employersOf(table: MonthTable): Uint32Array {
    return this.isOwn ? table.ownEmployerOf : table.employerOf
  }

  /** Adds every 1 of a mask to the population. */
  private addPopulation(employerOf: Uint32Array, mask: Uint8Array): void {
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
  }

  /** Adds one vacancy of an employer, by its number in the whole index, to the population. */
  addVacancy(employer: number, isNamed: boolean): void {
    const before = this.n[employer] ?? 0
    if (before === 0) this.touched[this.touchedCount++] = employer
    this.n[employer] = before + 1
    if (isNamed) this.addNamed(employer)
  }

  /** Adds one vacancy that names the series, by the number of its employer among those of the period. */
  private addNamed(employer: number): void {
    const before = this.y[employer] ?? 0
    if (before === 0) this.named[this.namedCount++] = employer
    this.y[employer] = before + 1
  }

  /** Adds a row of a month of the period to those that name the series. */
  addRow(table: MonthTable, row: number): void {
    this.addNamed(this.employersOf(table)[row] ?? 0)
  }

  /** Adds vacancies that name the series, by the numbers that `employersOf` gives. */
  addAll(employers: Uint32Array): void {
    for (let at = 0; at < employers.length; at += 1) this.addNamed(employers[at] ?? 0)
  }

  /** Adds the vacancies of a selection that name a code or are in a set. */
  addSeries(selection: Selection, asked: Asked): void {
    if (isCode(asked)) this.addCode(selection, asked)
    else {
      const { table, vacancies } = narrowTo(selection, asked)
      for (let row = 0; row < vacancies.length; row += 1) if (vacancies[row] === 1) this.addRow(table, row)
    }
  }

  private addCode({ table, vacancies, end }: Selection, asked: AskedCode): void {
    const { y, named } = this
    const { chunk } = table
    const employerOf = this.employersOf(table)
    const { namedStarts, named: rows } = chunk
    const { first, behind } = listsAt(table, asked)
    let count = this.namedCount
    for (let list = first; list < behind; list += 1) {
      const from = namedStarts[list] ?? 0
      const to = findEnd(rows, { from, to: namedStarts[list + 1] ?? 0 }, end)
      for (let at = from; at < to; at += 1) {
        const row = rows[at] ?? 0
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

  /** Forgets everything. */
  clear(): void {
    for (let index = 0; index < this.touchedCount; index += 1) this.n[this.touched[index] ?? 0] = 0
    for (let index = 0; index < this.namedCount; index += 1) this.y[this.named[index] ?? 0] = 0
    this.touchedCount = 0
    this.namedCount = 0
    this.held = null
    this.isOwn = false
  }
}

const scratch = new WeakMap<IndexNames, EmployerSums>()

/** Sums for one answer. Answers are made one after the other, so they share the memory; each begins with it clear. */
export function takeSums(names: IndexNames): EmployerSums {
  const held = scratch.get(names)
  if (held !== undefined && held.employers >= names.employers.size) {
    held.clear()
    return held
  }
  const made = new EmployerSums(Math.ceil(names.employers.size * 1.1))
  scratch.set(names, made)
  return made
}
