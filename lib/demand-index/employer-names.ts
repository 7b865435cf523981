import { levels } from '@/lib/domain/skill'
import type { Filters } from '@/lib/query/filters'
import { type Asked, narrowTo } from '@/lib/demand-index/employer-sums'
import type { IndexSnapshot, MonthRows } from '@/lib/demand-index/index-snapshot'
import { levelsOf } from '@/lib/demand-index/named-lists'
import { namesOfRows } from '@/lib/demand-index/row-names'

/** What the vacancies of one employer name, as columns by the number of a code in the index. */
export class EmployerNames {
  /** All its vacancies, and those that name the series asked. */
  vacancies = 0
  naming = 0
  /** Codes that it names, so many of them, in no order. */
  readonly codes: Uint16Array
  codeCount = 0
  /** Vacancies that name each code, and those of them that name the series too. */
  readonly named: Uint32Array
  readonly beside: Uint32Array

  constructor(codes: number) {
    this.codes = new Uint16Array(codes)
    this.named = new Uint32Array(codes)
    this.beside = new Uint32Array(codes)
  }

  /** Adds vacancies that name a code, so many of which name the series too. */
  add(code: number, vacancies: number, beside: number): void {
    const before = this.named[code] ?? 0
    if (before === 0) this.codes[this.codeCount++] = code
    this.named[code] = before + vacancies
    this.beside[code] = (this.beside[code] ?? 0) + beside
  }

  /** All of it in one array, to be held. */
  pack(): Uint32Array {
    const packed = new Uint32Array(2 + 3 * this.codeCount)
    packed[0] = this.vacancies
    packed[1] = this.naming
    for (let index = 0; index < this.codeCount; index += 1) {
      const code = this.codes[index] ?? 0
      packed.set([code, this.named[code] ?? 0, this.beside[code] ?? 0], 2 + 3 * index)
    }
    return packed
  }

  /** Adds what was packed of other vacancies of the employer. */
  addPacked(packed: Uint32Array): void {
    this.vacancies += packed[0] ?? 0
    this.naming += packed[1] ?? 0
    for (let at = 2; at < packed.length; at += 3) this.add(packed[at] ?? 0, packed[at + 1] ?? 0, packed[at + 2] ?? 0)
  }

  clear(): void {
    for (let index = 0; index < this.codeCount; index += 1) {
      const code = this.codes[index] ?? 0
      this.named[code] = 0
      this.beside[code] = 0
    }
    this.vacancies = 0
    this.naming = 0
    this.codeCount = 0
  }
}

/** The vacancies of some months, employer by employer: where those of each begin, and month and row of each. */
function orderByEmployer(months: readonly MonthRows[], employers: number, among: Uint8Array | null) {
  const starts = new Uint32Array(employers + 1)
  for (const { table, vacancies, end } of months) {
    const { employerNumbers, chunk } = table
    const { employerOf } = chunk
    for (let row = 0; row < end; row += 1) {
      if (vacancies[row] !== 1) continue
      const employer = employerNumbers[employerOf[row] ?? 0] ?? 0
      if (among === null || among[employer] === 1) starts[employer + 1] = (starts[employer + 1] ?? 0) + 1
    }
  }
  for (let employer = 0; employer < employers; employer += 1)
    starts[employer + 1] = (starts[employer + 1] ?? 0) + (starts[employer] ?? 0)
  const monthOf = new Uint16Array(starts[employers] ?? 0)
  const rowOf = new Uint32Array(monthOf.length)
  const next = starts.slice()
  for (const [month, { table, vacancies, end }] of months.entries()) {
    const { employerNumbers, chunk } = table
    const { employerOf } = chunk
    for (let row = 0; row < end; row += 1) {
      if (vacancies[row] !== 1) continue
      const employer = employerNumbers[employerOf[row] ?? 0] ?? 0
      if (among !== null && among[employer] !== 1) continue
      const at = next[employer] ?? 0
      monthOf[at] = month
      rowOf[at] = row
      next[employer] = at + 1
    }
  }
  return { starts, monthOf, rowOf }
}

/** Number in the index of the code of each name of a month's rows; -1 where its level is another one. */
function numberNames(codeNumbers: Uint32Array, level: Filters['level']): Int32Array {
  const { first, behind } = levelsOf[level]
  const numbers = new Int32Array(codeNumbers.length * levels.length).fill(-1)
  for (let position = 0; position < codeNumbers.length; position += 1)
    for (let place = first; place < behind; place += 1)
      numbers[position * levels.length + place] = codeNumbers[position] ?? 0
  return numbers
}

/**
 * Visits the employers of some months, one by one, with what they name at a level: what is made of it is summed in passing,
 * since to hold it for all employers takes more memory than the index.
 * @param among 1 for each employer to be visited, by its number in the index; null for all
 * @param visit given the same object each time, with the number of the employer
 */
export function visitEmployers(
  { names: index }: IndexSnapshot,
  query: { months: readonly MonthRows[]; asked: Asked; level: Filters['level']; among: Uint8Array | null },
  visit: (names: EmployerNames, employer: number) => void,
): void {
  const { months, asked, level, among } = query
  const { starts, monthOf, rowOf } = orderByEmployer(months, index.employers.size, among)
  const held = months.map((month) => ({
    ...namesOfRows(month.table, month.end),
    numbers: numberNames(month.table.codeNumbers, level),
    naming: narrowTo(month, asked).vacancies,
  }))
  const names = new EmployerNames(index.codes.length)
  for (let employer = 0; employer + 1 < starts.length; employer += 1) {
    const from = starts[employer] ?? 0
    const to = starts[employer + 1] ?? 0
    if (from === to) continue
    for (let at = from; at < to; at += 1) {
      const month = held[monthOf[at] ?? 0]
      if (month === undefined) continue
      const row = rowOf[at] ?? 0
      const isNaming = month.naming[row] ?? 0
      names.naming += isNaming
      const end = month.starts[row + 1] ?? 0
      for (let name = month.starts[row] ?? 0; name < end; name += 1) {
        const code = month.numbers[month.names[name] ?? 0] ?? -1
        if (code >= 0) names.add(code, 1, isNaming)
      }
    }
    names.vacancies += to - from
    visit(names, employer)
    names.clear()
  }
}
