import { levels } from '@/lib/domain/skill'
import type { Filters } from '@/lib/query/filters'
import type { IndexSnapshot, MonthRows } from '@/lib/demand-index/index-snapshot'
import { levelsOf } from '@/lib/demand-index/named-lists'
import { namesOfRows } from '@/lib/demand-index/row-names'

/** What the vacancies of some months name, employer by employer. */
export interface NameCounts {
  /** All vacancies. */
  total: number
  /** Numbers in the index of the employers that have any, rising. */
  employers: Uint32Array
  /** Vacancies of each of them. */
  vacancies: Uint32Array
  /** Where the codes of each begin in `codes`, with the end of the last behind. */
  starts: Uint32Array
  /** Numbers of codes in the index, each once for an employer. */
  codes: Uint16Array
  /** Vacancies of the employer that name it. */
  counts: Uint32Array
}

export const bytesOfNameCounts = ({ employers, codes }: NameCounts): number => 12 * employers.length + 6 * codes.length

/** The vacancies of some months, employer by employer: where those of each begin, and month and row of each. */
function orderByEmployer(months: readonly MonthRows[], employers: number) {
  const starts = new Uint32Array(employers + 1)
  for (const { table, vacancies, end } of months) {
    const { employerNumbers, chunk } = table
    const { employerOf } = chunk
    for (let row = 0; row < end; row += 1) {
      if (vacancies[row] !== 1) continue
      const behind = (employerNumbers[employerOf[row] ?? 0] ?? 0) + 1
      starts[behind] = (starts[behind] ?? 0) + 1
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

/** Columns to be filled employer by employer, with room for so many of them and so many counts. */
class NameColumns {
  private readonly employers: Uint32Array
  private readonly vacancies: Uint32Array
  private readonly starts: Uint32Array
  private readonly codes: Uint16Array
  private readonly counts: Uint32Array
  private employerCount = 0
  private length = 0
  private total = 0

  constructor(employers: number, counts: number) {
    this.employers = new Uint32Array(employers)
    this.vacancies = new Uint32Array(employers)
    this.starts = new Uint32Array(employers + 1)
    this.codes = new Uint16Array(counts)
    this.counts = new Uint32Array(counts)
  }

  /** Begins the next employer, whose counts are then added. */
  begin(employer: number, vacancies: number): void {
    this.employers[this.employerCount] = employer
    this.vacancies[this.employerCount] = vacancies
    this.starts[this.employerCount] = this.length
    this.employerCount += 1
    this.total += vacancies
  }

  /** Adds the counts that one employer has elsewhere. */
  copy({ starts, codes, counts }: NameCounts, place: number): void {
    const last = starts[place + 1] ?? 0
    for (let at = starts[place] ?? 0; at < last; at += 1) this.add(codes[at] ?? 0, counts[at] ?? 0)
  }

  add(code: number, count: number): void {
    this.codes[this.length] = code
    this.counts[this.length] = count
    this.length += 1
  }

  /** What was added, in columns as long as that. */
  taken(): NameCounts {
    this.starts[this.employerCount] = this.length
    return {
      total: this.total,
      employers: this.employers.slice(0, this.employerCount),
      vacancies: this.vacancies.slice(0, this.employerCount),
      starts: this.starts.slice(0, this.employerCount + 1),
      codes: this.codes.slice(0, this.length),
      counts: this.counts.slice(0, this.length),
    }
  }
}

/** Counts what the vacancies of some months name at a level, in one pass, employer by employer. */
export function countNames(
  { names }: IndexSnapshot,
  months: readonly MonthRows[],
  level: Filters['level'],
): NameCounts {
  const { starts, monthOf, rowOf } = orderByEmployer(months, names.employers.size)
  const named = months.map(({ table, end }) => ({
    ...namesOfRows(table, end),
    numbers: numberNames(table.codeNumbers, level),
  }))
  const own = new Uint32Array(names.codes.length)
  const touched = new Uint32Array(names.codes.length)
  const columns = new NameColumns(Math.min(names.employers.size, rowOf.length), mostNames(months))
  for (let employer = 0; employer + 1 < starts.length; employer += 1) {
    const from = starts[employer] ?? 0
    const to = starts[employer + 1] ?? 0
    if (from === to) continue
    let count = 0
    for (let at = from; at < to; at += 1) {
      const of = named[monthOf[at] ?? 0]
      if (of === undefined) continue
      const row = rowOf[at] ?? 0
      const end = of.starts[row + 1] ?? 0
      for (let name = of.starts[row] ?? 0; name < end; name += 1) {
        const code = of.numbers[of.names[name] ?? 0] ?? -1
        if (code < 0) continue
        const before = own[code] ?? 0
        if (before === 0) touched[count++] = code
        own[code] = before + 1
      }
    }
    columns.begin(employer, to - from)
    for (let index = 0; index < count; index += 1) {
      const code = touched[index] ?? 0
      columns.add(code, own[code] ?? 0)
      own[code] = 0
    }
  }
  return columns.taken()
}

/** Room for what some vacancies name, however often. */
function mostNames(months: readonly MonthRows[]): number {
  let most = 0
  for (const { table, vacancies, end } of months) {
    const { starts } = namesOfRows(table, end)
    for (let row = 0; row < end; row += 1) if (vacancies[row] === 1) most += (starts[row + 1] ?? 0) - (starts[row] ?? 0)
  }
  return most
}

/** The counts of two sets of vacancies together. @param codes number of codes in the index */
export function joinNames(a: NameCounts, b: NameCounts, codes: number): NameCounts {
  if (a.total === 0) return b
  if (b.total === 0) return a
  const columns = new NameColumns(a.employers.length + b.employers.length, a.codes.length + b.codes.length)
  const own = new Uint32Array(codes)
  let [inA, inB] = [0, 0]
  while (inA < a.employers.length || inB < b.employers.length) {
    const [ofA, ofB] = [a.employers[inA] ?? Infinity, b.employers[inB] ?? Infinity]
    if (ofA < ofB) {
      columns.begin(ofA, a.vacancies[inA] ?? 0)
      columns.copy(a, inA++)
    } else if (ofB < ofA) {
      columns.begin(ofB, b.vacancies[inB] ?? 0)
      columns.copy(b, inB++)
    } else {
      columns.begin(ofA, (a.vacancies[inA] ?? 0) + (b.vacancies[inB] ?? 0))
      const [fromB, toB] = [b.starts[inB] ?? 0, b.starts[inB + 1] ?? 0]
      for (let at = fromB; at < toB; at += 1) own[b.codes[at] ?? 0] = b.counts[at] ?? 0
      const lastA = a.starts[inA + 1] ?? 0
      for (let at = a.starts[inA] ?? 0; at < lastA; at += 1) {
        const code = a.codes[at] ?? 0
        columns.add(code, (a.counts[at] ?? 0) + (own[code] ?? 0))
        own[code] = 0
      }
      for (let at = fromB; at < toB; at += 1) {
        const code = b.codes[at] ?? 0
        const left = own[code] ?? 0
        if (left > 0) columns.add(code, left)
        own[code] = 0
      }
      inA += 1
      inB += 1
    }
  }
  return columns.taken()
}

/** Places of some employers in counts; −1 where they are not. Both rise. */
export function placesIn(names: NameCounts, employers: Uint32Array): Int32Array {
  const places = new Int32Array(employers.length)
  let place = 0
  for (let index = 0; index < employers.length; index += 1) {
    const employer = employers[index] ?? 0
    while ((names.employers[place] ?? Infinity) < employer) place += 1
    places[index] = names.employers[place] === employer ? place : -1
  }
  return places
}

/** The counts of the employers at some places alone; the places rise. */
export function pickNames(names: NameCounts, places: Int32Array): NameCounts {
  const room = places.reduce((sum, place) => sum + (names.starts[place + 1] ?? 0) - (names.starts[place] ?? 0), 0)
  const columns = new NameColumns(places.length, room)
  for (const place of places) {
    columns.begin(names.employers[place] ?? 0, names.vacancies[place] ?? 0)
    columns.copy(names, place)
  }
  return columns.taken()
}
