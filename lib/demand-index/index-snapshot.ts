import type { DataVersion } from '@/lib/query/engine'
import { finish, type Steps } from '@/lib/query/turns'
import { type Chunk, flagBits, type MonthColumns } from '@/lib/demand-index/chunk'
import { Dictionary } from '@/lib/demand-index/dictionary'
import { findListEnds, type ListEnds } from '@/lib/demand-index/named-lists'

/**
 * One month of the index: its chunk, with what its names mean in the whole index. Its employers go by their numbers there;
 * their UUIDs, a third of the bytes, are let go.
 */
export interface MonthTable {
  /** Its own in this process: equal numbers are equal rows. */
  id: number
  chunk: MonthColumns
  /** Number in the whole index of each of the chunk's employers. */
  employerNumbers: Uint32Array
  /** Position in the chunk of each code of the whole index, -1 where the month does not name it. */
  codePositions: Int16Array
  listEnds: ListEnds
  /** Number in the whole index of each of the chunk's codes. */
  codeNumbers: Uint32Array
  /** Numbers of employers that say in this month that they are startups. */
  startups: Uint32Array
  /** Whether any posting was there before its source was first read. */
  hasStock: boolean
}

/** Some vacancies of one month. */
export interface MonthRows {
  table: MonthTable
  /** Rows behind it are not of the population: it is a prefix by role. */
  end: number
  /** 1 for the posting that stands for each vacancy. */
  vacancies: Uint8Array
}

/** Rows of one month that a population holds. */
export interface Selection extends MonthRows {
  /** Equal for equal rows, also where these were let go and selected again: what was made of them is remembered by it. */
  id: string
  /** 1 for each posting of the population. */
  postings: Uint8Array
  postingCount: number
  vacancyCount: number
}

/** Names some selections in the key of an answer that was made of their rows. */
export const keyOfSelections = (selections: readonly Selection[]): string => selections.map(({ id }) => id).join('.')

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

let tablesOpened = 0

/** Employers that are looked up, and rows that are looked at, before others have their turns. */
const employersAtOnce = 8_192
const rowsAtOnce = 1 << 17

/** Takes a chunk into the index. */
export function* openMonthInSteps({ employers, ...chunk }: Chunk, names: IndexNames): Steps<MonthTable> {
  const count = employers.length / 16
  const view = new DataView(employers.buffer, employers.byteOffset, employers.byteLength)
  const employerNumbers = new Uint32Array(count)
  for (let from = 0; from < count; from += employersAtOnce) {
    numberEmployers(view, { from, to: Math.min(from + employersAtOnce, count) }, { names, employerNumbers })
    yield
  }
  const codes = Array.from(chunk.codes, (code) => numberOfCode(names, code))
  const codePositions = new Int16Array(Math.max(-1, ...codes) + 1).fill(-1)
  for (const [position, number] of codes.entries()) codePositions[number] = position
  const startups = new Set<number>()
  let allFlags = 0
  for (let from = 0; from < chunk.rows; from += rowsAtOnce) {
    const to = Math.min(from + rowsAtOnce, chunk.rows)
    allFlags |= gatherFlags(chunk, { from, to }, (row) =>
      startups.add(employerNumbers[chunk.employerOf[row] ?? 0] ?? 0),
    )
    yield
  }
  return {
    id: (tablesOpened += 1),
    chunk,
    employerNumbers,
    codePositions,
    listEnds: findListEnds(chunk),
    codeNumbers: Uint32Array.from(codes),
    startups: Uint32Array.from(startups),
    hasStock: (allFlags & flagBits.stock) !== 0,
  }
}

/** The same at once. */
export const openMonth = (chunk: Chunk, names: IndexNames): MonthTable => finish(openMonthInSteps(chunk, names))

function numberEmployers(
  view: DataView,
  { from, to }: { from: number; to: number },
  { names, employerNumbers }: { names: IndexNames; employerNumbers: Uint32Array },
): void {
  for (let index = from; index < to; index += 1) {
    employerNumbers[index] = names.employers.numberOf(
      view.getUint32(index * 16),
      view.getUint32(index * 16 + 4),
      view.getUint32(index * 16 + 8),
      view.getUint32(index * 16 + 12),
    )
  }
}

/** All flags of some rows; visits those that speak for a startup. */
function gatherFlags(
  { flags }: MonthColumns,
  { from, to }: { from: number; to: number },
  visitStartup: (row: number) => void,
): number {
  let all = 0
  for (let row = from; row < to; row += 1) {
    const own = flags[row] ?? 0
    all |= own
    if ((own & flagBits.startup) !== 0) visitStartup(row)
  }
  return all
}

/** Position in a month's chunk of a code of the whole index; -1 when the month does not name it. */
export const positionOfCode = (table: MonthTable, codeNumber: number): number => table.codePositions[codeNumber] ?? -1
