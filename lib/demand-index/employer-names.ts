import { levels } from '@/lib/domain/skill'
import type { Filters } from '@/lib/query/filters'
import type { Steps } from '@/lib/query/turns'
import { visitVacancies } from '@/lib/demand-index/visit-vacancies'
import { type Asked, narrowTo } from '@/lib/demand-index/employer-sums'
import type { IndexSnapshot, MonthRows } from '@/lib/demand-index/index-snapshot'
import { levelsOf } from '@/lib/demand-index/named-lists'
import { namesOfRows, type RowNames } from '@/lib/demand-index/row-names'

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
interface Ordered {
  starts: Uint32Array
  monthOf: Uint16Array
  rowOf: Uint32Array
}

function* orderByEmployer(months: readonly MonthRows[], employers: number, among: Uint8Array | null): Steps<Ordered> {
  const starts = new Uint32Array(employers + 1)
  for (const month of months) {
    visitVacancies(month, among, (employer) => {
      starts[employer + 1] = (starts[employer + 1] ?? 0) + 1
    })
    yield
  }
  for (let employer = 0; employer < employers; employer += 1)
    starts[employer + 1] = (starts[employer + 1] ?? 0) + (starts[employer] ?? 0)
  const monthOf = new Uint16Array(starts[employers] ?? 0)
  const rowOf = new Uint32Array(monthOf.length)
  const next = starts.slice()
  for (const [index, month] of months.entries()) {
    visitVacancies(month, among, (employer, row) => {
      const at = next[employer] ?? 0
      monthOf[at] = index
      rowOf[at] = row
      next[employer] = at + 1
    })
    yield
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

/** Of a month: what its rows name, the numbers of those names in the index, and 1 for each row that names the series. */
interface NamingRows extends RowNames {
  numbers: Int32Array
  naming: Uint8Array
}

/** Adds what a row of a month names. */
function addRow(to: EmployerNames, month: NamingRows | undefined, row: number): void {
  if (month === undefined) return
  const { starts, names, numbers } = month
  const isNaming = month.naming[row] ?? 0
  to.naming += isNaming
  const end = starts[row + 1] ?? 0
  for (let name = starts[row] ?? 0; name < end; name += 1) {
    const code = numbers[names[name] ?? 0] ?? -1
    if (code >= 0) to.add(code, 1, isNaming)
  }
}

/** Employers that are visited before others have their turns. */
const employersAtOnce = 512

/**
 * Visits the employers of some months, one by one, with what they name at a level: what is made of it is summed in passing,
 * since to hold it for all employers takes more memory than the index.
 * @param among 1 for each employer to be visited, by its number in the index; null for all
 * @param visit given the same object each time, with the number of the employer
 */
export function* visitEmployers(
  { names: index }: IndexSnapshot,
  query: { months: readonly MonthRows[]; asked: Asked; level: Filters['level']; among: Uint8Array | null },
  visit: (names: EmployerNames, employer: number) => void,
): Steps<void> {
  const { months, asked, level, among } = query
  const { starts, monthOf, rowOf } = yield* orderByEmployer(months, index.employers.size, among)
  const held: NamingRows[] = []
  for (const month of months) {
    const numbers = numberNames(month.table.codeNumbers, level)
    held.push({ ...namesOfRows(month.table, month.end), numbers, naming: narrowTo(month, asked).vacancies })
    yield
  }
  const names = new EmployerNames(index.codes.length)
  let visited = 0
  for (let employer = 0; employer + 1 < starts.length; employer += 1) {
    const from = starts[employer] ?? 0
    const to = starts[employer + 1] ?? 0
    if (from === to) continue
    for (let at = from; at < to; at += 1) addRow(names, held[monthOf[at] ?? 0], rowOf[at] ?? 0)
    names.vacancies += to - from
    visit(names, employer)
    names.clear()
    visited += 1
    if (visited % employersAtOnce === 0) yield
  }
}
