import type { ClusterSums } from '@/lib/query/sums'
import type { Filters } from '@/lib/query/filters'
import type { CountedMonths } from '@/lib/demand-index/employer-counts'
import { type IndexNames, type MonthRows, type MonthTable, positionOfCode } from '@/lib/demand-index/index-snapshot'
import { type Spans, spansOf } from '@/lib/demand-index/named-lists'

let counting = new Uint32Array(0)

/** At least so many numbers, rising from 0; for reading only. */
function identity(length: number): Uint32Array {
  if (counting.length < length) counting = Uint32Array.from({ length: length * 2 }, (_, number) => number)
  return counting
}

/** Which rows of which code are counted: those of a level, in the prefix of a role. */
export interface AskedCode {
  /** Number of the code in the index; -1 where nothing has ever named it. */
  number: number
  level: Filters['level']
}

/** A code, or a set made from codes. */
export type Asked = AskedCode | { kind: 'not'; of: Asked } | { kind: 'and' | 'or'; of: readonly Asked[] }

/** Names what is asked in the key of an answer. */
export const keyOfAsked = (asked: Asked): string => JSON.stringify(asked)

export const isCode = (asked: Asked): asked is AskedCode => 'number' in asked

/** The lists of a selection's month that hold the rows of a code, up to the end of the population. */
export const spansOfCode = ({ table, end }: MonthRows, { number, level }: AskedCode): Readonly<Spans> =>
  spansOf(table, { code: positionOfCode(table, number), level, end })

/** Of a selection, the vacancies that name a code or are in a set. */
export function narrowTo(selection: MonthRows, asked: Asked): MonthRows {
  return isCode(asked) ? narrowToCode(selection, asked) : narrowToSet(selection, asked)
}

function narrowToSet(selection: MonthRows, asked: Exclude<Asked, AskedCode>): MonthRows {
  const { table, end } = selection
  if (asked.kind === 'not') {
    const without = narrowTo(selection, asked.of).vacancies
    const vacancies = selection.vacancies.slice(0, end)
    for (let row = 0; row < vacancies.length; row += 1) if (without[row] === 1) vacancies[row] = 0
    return { table, end, vacancies }
  }
  if (asked.kind === 'and') return asked.of.reduce((narrowed, one) => narrowTo(narrowed, one), selection)
  const vacancies = new Uint8Array(end)
  for (const one of asked.of) {
    const named = narrowTo(selection, one).vacancies
    for (let row = 0; row < vacancies.length; row += 1) if (named[row] === 1) vacancies[row] = 1
  }
  return { table, end, vacancies }
}

function narrowToCode(selection: MonthRows, asked: AskedCode): MonthRows {
  const { table, end } = selection
  const { named } = table.chunk
  const vacancies = new Uint8Array(end)
  const spans = spansOfCode(selection, asked)
  for (let span = 0; span < spans.count; span += 1) {
    const base = spans.base[span] ?? 0
    const to = spans.to[span] ?? 0
    for (let at = spans.from[span] ?? 0; at < to; at += 1) {
      const row = base + (named[at] ?? 0)
      vacancies[row] = selection.vacancies[row] ?? 0
    }
  }
  return { table, end, vacancies }
}

/** Sets counts of some employers to 0: all of them where these are many, since memory is faster written through than here and there. */
function forget(counts: Uint32Array, employers: Uint32Array, count: number): void {
  if (count > counts.length / 16) counts.fill(0)
  else for (let index = 0; index < count; index += 1) counts[employers[index] ?? 0] = 0
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
  begin(selections: readonly MonthRows[]): void {
    this.clear()
    this.isOwn = selections.length === 1
    for (const selection of selections) this.addPopulation(selection)
  }

  /** Begins a period to be compared with other sums: employers go by their numbers in the whole index. */
  beginCounted({ standing, recent }: CountedMonths): void {
    this.clear()
    const { n } = this
    const { employers, vacancies } = standing
    this.touched.set(employers)
    this.touchedCount = employers.length
    for (let at = 0; at < employers.length; at += 1) n[employers[at] ?? 0] = vacancies[at] ?? 0
    for (const selection of recent) this.addPopulation(selection)
  }

  /** Number of each of a month's employers among those of the period. */
  private numbersOf({ employerNumbers }: MonthTable): Uint32Array {
    return this.isOwn ? identity(employerNumbers.length) : employerNumbers
  }

  /** Adds the vacancies of a selection to the population. */
  private addPopulation({ table, vacancies, end }: MonthRows): void {
    const { n, touched } = this
    const { employerOf } = table.chunk
    const numbers = this.numbersOf(table)
    let count = this.touchedCount
    for (let row = 0; row < end; row += 1) {
      if (vacancies[row] === 0) continue
      const employer = numbers[employerOf[row] ?? 0] ?? 0
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
    this.addNamed(this.numbersOf(table)[table.chunk.employerOf[row] ?? 0] ?? 0)
  }

  /** Adds the vacancies of a selection that name a code or are in a set. */
  addSeries(selection: MonthRows, asked: Asked): void {
    if (isCode(asked)) this.addCode(selection, asked)
    else {
      const { table, vacancies } = narrowTo(selection, asked)
      for (let row = 0; row < vacancies.length; row += 1) if (vacancies[row] === 1) this.addRow(table, row)
    }
  }

  private addCode(selection: MonthRows, asked: AskedCode): void {
    const { y, named } = this
    const { table, vacancies } = selection
    const { employerOf, named: rows } = table.chunk
    const numbers = this.numbersOf(table)
    let count = this.namedCount
    const spans = spansOfCode(selection, asked)
    for (let span = 0; span < spans.count; span += 1) {
      const base = spans.base[span] ?? 0
      const to = spans.to[span] ?? 0
      for (let at = spans.from[span] ?? 0; at < to; at += 1) {
        const row = base + (rows[at] ?? 0)
        if (vacancies[row] === 0) continue
        const employer = numbers[employerOf[row] ?? 0] ?? 0
        const before = y[employer] ?? 0
        if (before === 0) named[count++] = employer
        y[employer] = before + 1
      }
    }
    this.namedCount = count
  }

  /** Σ y·n′ and Σ y·y′ over employers, ′ being those of other sums; both begun by `beginCounted`. */
  crossNamed(other: EmployerSums): { ofAll: number; ofNamed: number } {
    let ofAll = 0
    let ofNamed = 0
    for (let index = 0; index < this.namedCount; index += 1) {
      const employer = this.named[index] ?? 0
      const count = this.y[employer] ?? 0
      ofAll += count * (other.n[employer] ?? 0)
      ofNamed += count * (other.y[employer] ?? 0)
    }
    return { ofAll, ofNamed }
  }

  /** Σ n·n′ over employers, and how many are in either; both begun by `beginCounted`. */
  crossPopulation(other: EmployerSums): { product: number; employers: number } {
    if (other.touchedCount < this.touchedCount) return other.crossPopulation(this)
    let product = 0
    let employers = other.touchedCount
    for (let index = 0; index < this.touchedCount; index += 1) {
      const employer = this.touched[index] ?? 0
      const there = other.n[employer] ?? 0
      product += (this.n[employer] ?? 0) * there
      if (there === 0) employers += 1
    }
    return { product, employers }
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
    forget(this.n, this.touched, this.touchedCount)
    forget(this.y, this.named, this.namedCount)
    this.touchedCount = 0
    this.namedCount = 0
    this.held = null
    this.isOwn = false
  }
}

const scratch = new WeakMap<IndexNames, EmployerSums[]>()

/**
 * Sums for one answer. Answers are made one after the other, so they share the memory; each begins with it clear.
 * @param place another one than 0 for sums that are compared with those at 0
 */
export function takeSums(names: IndexNames, place: 0 | 1 = 0): EmployerSums {
  const all = scratch.get(names) ?? []
  scratch.set(names, all)
  const held = all[place]
  if (held !== undefined && held.employers >= names.employers.size) {
    held.clear()
    return held
  }
  const made = new EmployerSums(Math.ceil(names.employers.size * 1.1))
  all[place] = made
  return made
}
