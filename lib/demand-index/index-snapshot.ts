import type { Month } from '@/lib/domain/month'
import { monthsAround } from '@/lib/domain/startup'
import type { DataVersion } from '@/lib/query/engine'
import { type Chunk, flagBits } from '@/lib/demand-index/chunk'
import { Dictionary } from '@/lib/demand-index/dictionary'

/** One month of the index: its chunk, with what its names mean in the whole index. */
export interface MonthTable {
  chunk: Chunk
  /** Number in the whole index of each of the chunk's employers. */
  employerNumbers: Uint32Array
  /** Selections that ask nothing but the role, by the end of the role's prefix; filled as asked. */
  wholeMonths: Map<number, Selection>
  /** Position in the chunk of each code of the whole index, -1 where the month does not name it. */
  codePositions: Int16Array
  /** Number in the whole index of each of the chunk's codes. */
  codeNumbers: Uint32Array
  /** Numbers of employers that say in this month that they are startups. */
  startups: Uint32Array
}

/** Rows of one month that a population holds. */
export interface Selection {
  table: MonthTable
  /** Rows behind it are not of the population: it is a prefix by role. */
  end: number
  /** 1 for each posting of the population. */
  postings: Uint8Array
  postingCount: number
  /** 1 for the posting that stands for each vacancy. */
  vacancies: Uint8Array
}

/** What the whole index knows of its employers and codes; it only grows while the process runs. */
export interface IndexNames {
  employers: Dictionary
  /** Codes of series, in the order in which they were met. */
  codes: number[]
  codeNumbers: Map<number, number>
}

/** The months of one data version, oldest first. Immutable once made: a reader keeps the one that it began with. */
export interface IndexSnapshot {
  dataVersion: DataVersion
  months: readonly MonthTable[]
  names: IndexNames
}

export const createNames = (): IndexNames => ({ employers: new Dictionary(), codes: [], codeNumbers: new Map() })

function numberOfCode(names: IndexNames, code: number): number {
  const known = names.codeNumbers.get(code)
  if (known !== undefined) return known
  names.codeNumbers.set(code, names.codes.length)
  return names.codes.push(code) - 1
}

/** Takes a chunk into the index. */
export function openMonth(chunk: Chunk, names: IndexNames): MonthTable {
  const count = chunk.employers.length / 16
  const view = new DataView(chunk.employers.buffer, chunk.employers.byteOffset, chunk.employers.byteLength)
  const employerNumbers = new Uint32Array(count)
  for (let index = 0; index < count; index += 1) {
    employerNumbers[index] = names.employers.numberOf(
      view.getUint32(index * 16),
      view.getUint32(index * 16 + 4),
      view.getUint32(index * 16 + 8),
      view.getUint32(index * 16 + 12),
    )
  }
  const codes = Array.from(chunk.codes, (code) => numberOfCode(names, code))
  const codePositions = new Int16Array(Math.max(-1, ...codes) + 1).fill(-1)
  for (const [position, number] of codes.entries()) codePositions[number] = position
  const startups = new Set<number>()
  for (let row = 0; row < chunk.rows; row += 1)
    if (((chunk.flags[row] ?? 0) & flagBits.startup) !== 0)
      startups.add(employerNumbers[chunk.employerOf[row] ?? 0] ?? 0)
  return {
    chunk,
    employerNumbers,
    wholeMonths: new Map(),
    codePositions,
    codeNumbers: Uint32Array.from(codes),
    startups: Uint32Array.from(startups),
  }
}

/** Position in a month's chunk of a code of the whole index; -1 when the month does not name it. */
export const positionOfCode = (table: MonthTable, codeNumber: number): number => table.codePositions[codeNumber] ?? -1

const monthNumber = (month: Month): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))

/**
 * For each month in turn, which employers count as startups in it: 1 at their number. The window slides, so that each
 * month's list is added once and taken away once. The array is the same one every time.
 */
export function* startupsByMonth(snapshot: IndexSnapshot): Generator<[MonthTable, Uint8Array | Uint16Array]> {
  const { months, names } = snapshot
  const speaking = new Uint16Array(names.employers.size)
  const numbers = months.map(({ chunk }) => monthNumber(chunk.month))
  let first = 0
  let next = 0
  for (const [index, table] of months.entries()) {
    const here = numbers[index] ?? 0
    for (; next < months.length && (numbers[next] ?? 0) <= here + monthsAround; next += 1)
      for (const employer of months[next]?.startups ?? []) speaking[employer] = (speaking[employer] ?? 0) + 1
    for (; (numbers[first] ?? 0) < here - monthsAround; first += 1)
      for (const employer of months[first]?.startups ?? []) speaking[employer] = (speaking[employer] ?? 0) - 1
    yield [table, speaking]
  }
}
