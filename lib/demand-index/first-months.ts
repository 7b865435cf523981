import { createMemory } from '@/lib/query/memory'
import { type Steps, timeSteps } from '@/lib/query/turns'
import type { Filters } from '@/lib/query/filters'
import { endOfRole, type MonthColumns } from '@/lib/demand-index/chunk'
import { countOnes } from '@/lib/demand-index/count-ones'
import { Dictionary } from '@/lib/demand-index/dictionary'
import { digest } from '@/lib/demand-index/digest'
import type { IndexSnapshot, MonthTable } from '@/lib/demand-index/index-snapshot'

const known = createMemory<Uint8Array>('first months', ({ byteLength }) => byteLength)

const knownPasts = new WeakMap<readonly MonthTable[], string[]>()

/** Names, for each month, whatever decides which of its vacancies were posted before: the month and all before it. */
export function namePasts(months: readonly MonthTable[]): readonly string[] {
  const known = knownPasts.get(months)
  if (known !== undefined) return known
  const names: string[] = []
  for (const { id } of months) names.push(digest(`${names.at(-1) ?? ''} ${id}`))
  knownPasts.set(months, names)
  return names
}

/**
 * For some months, 1 at the rows of a role whose vacancy was posted in no month before, whatever the filters. The vacancies of
 * months that are not known yet are looked up in all months before them.
 * @param wanted positions among the months of the snapshot
 */
export function* firstMonthsOf(
  { months }: IndexSnapshot,
  wanted: readonly number[],
  role: Filters['role'],
): Steps<ReadonlyMap<MonthTable, Uint8Array>> {
  const pasts = namePasts(months)
  const masks = new Map<MonthTable, Uint8Array>()
  const missing: MonthTable[] = []
  for (const index of wanted) {
    const table = months[index]
    if (table === undefined) continue
    const mask = known.find(`${role} ${pasts[index]}`)
    if (mask === undefined) missing.push(table)
    else masks.set(table, mask)
  }
  const { value: firstMonths, ms } = yield* timeSteps(findFirstMonths(months, missing, role))
  for (const [index, table] of months.entries()) {
    if (!missing.includes(table)) continue
    const mask = maskOf(rowsOfRole(table, role), (a, b) => firstMonths(a, b) === index)
    masks.set(table, known.keep(`${role} ${pasts[index]}`, mask, ms / missing.length))
    yield
  }
  return masks
}

/** The vacancies of so many rows of a month. */
type Vacancies = Pick<MonthColumns, 'rows' | 'vacancies'>

const rowsOfRole = ({ chunk }: MonthTable, role: Filters['role']): Vacancies => ({
  rows: endOfRole(chunk, role),
  vacancies: chunk.vacancies,
})

function maskOf({ rows, vacancies }: Vacancies, isFirst: (a: number, b: number) => boolean): Uint8Array {
  const mask = new Uint8Array(rows)
  for (let row = 0; row < rows; row += 1)
    if (isFirst(vacancies[row * 2] ?? 0, vacancies[row * 2 + 1] ?? 0)) mask[row] = 1
  return mask
}

/**
 * A set of keys that now and then finds one that is not in it (Bloom 1970, CACM 13, 422–426): nearly all vacancies of the
 * past are others than those of a month, and a bit tells so before a dictionary is asked.
 */
class Sieve {
  private readonly bits: Uint8Array
  private readonly mask: number

  constructor(keys: number) {
    this.mask = 2 ** Math.ceil(Math.log2(64 * (keys + 1))) - 1
    this.bits = new Uint8Array((this.mask + 1) / 8)
  }

  /** Adds the vacancies of a month. @param mask 1 at the rows of those that are added; all without it */
  add({ rows, vacancies }: Vacancies, mask?: Uint8Array): void {
    for (let row = 0; row < rows; row += 1) {
      if (mask !== undefined && mask[row] === 0) continue
      const bit = ((vacancies[row * 2] ?? 0) ^ (vacancies[row * 2 + 1] ?? 0)) & this.mask
      this.bits[bit >> 3] = (this.bits[bit >> 3] ?? 0) | (1 << (bit & 7))
    }
  }

  /** Rows whose vacancy may be in it. */
  rowsOf({ rows, vacancies }: Vacancies): number[] {
    const { bits, mask } = this
    const found: number[] = []
    for (let row = 0; row < rows; row += 1) {
      const bit = ((vacancies[row * 2] ?? 0) ^ (vacancies[row * 2 + 1] ?? 0)) & mask
      if ((((bits[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1) found.push(row)
    }
    return found
  }
}

/** Vacancies that were looked up in some months, with the position of the first of these that holds each; -1 where none does. */
interface Past {
  asked: Dictionary
  first: Int32Array
}

/** By the months: where the newest one changes, only the vacancies that it gained are looked up in all before it. */
const knownPast = createMemory<Past>('months before', ({ asked, first }) => asked.byteLength + first.byteLength)

/** Asks for the vacancies of a month. @returns 1 at the rows of those that are not known */
function askFor({ asked, first }: Past, { rows, vacancies }: Vacancies, known: Past | undefined): Uint8Array {
  const unknown = new Uint8Array(rows)
  for (let row = 0; row < rows; row += 1) {
    const [a, b] = [vacancies[row * 2] ?? 0, vacancies[row * 2 + 1] ?? 0]
    const number = asked.numberOf(a, b, 0, 0)
    const before = known?.asked.find(a, b, 0, 0) ?? -1
    if (before < 0) unknown[row] = 1
    else first[number] = known?.first[before] ?? -1
  }
  return unknown
}

/** Looks the vacancies of a sieve up in months: the first that holds one is written, by its position. */
function* lookUp(
  { asked, first }: Past,
  sieve: Sieve,
  months: Iterable<[position: number, table: MonthTable]>,
): Steps<void> {
  for (const [position, { chunk }] of months) {
    for (const row of sieve.rowsOf(chunk)) {
      const number = asked.find(chunk.vacancies[row * 2] ?? 0, chunk.vacancies[row * 2 + 1] ?? 0, 0, 0)
      if (number >= 0 && (first[number] ?? 0) < 0) first[number] = position
    }
    yield
  }
}

/** Position of the first month of each vacancy of some months, by the two halves of its key. */
function* findFirstMonths(
  months: readonly MonthTable[],
  some: readonly MonthTable[],
  role: Filters['role'],
): Steps<(a: number, b: number) => number> {
  const positions = some.map((table) => months.indexOf(table))
  // What comes before the first of them stands, most often.
  const standing = Math.min(months.length, ...positions)
  const key = `${role} ${namePasts(months)[standing - 1]}`
  const known = knownPast.find(key)
  const sought = some.map((table) => rowsOfRole(table, role))
  const rows = sought.reduce((sum, month) => sum + month.rows, 0)
  const past: Past = { asked: new Dictionary(Math.max(1, rows)), first: new Int32Array(rows).fill(-1) }
  const masks: Uint8Array[] = []
  for (const month of sought) {
    masks.push(askFor(past, month, known))
    yield
  }
  const placed = [...months.entries()]
  const unknown = masks.reduce((sum, mask) => sum + countOnes(mask), 0)
  let ms = 0
  if (unknown > 0 && standing > 0) {
    const sieve = new Sieve(unknown)
    for (const [index, month] of sought.entries()) {
      sieve.add(month, masks[index])
      yield
    }
    ms = (yield* timeSteps(lookUp(past, sieve, placed.slice(0, standing)))).ms
  }
  if (standing > 0) knownPast.keep(key, { asked: past.asked, first: past.first.slice() }, ms)
  const sieve = new Sieve(rows)
  for (const month of sought) {
    sieve.add(month)
    yield
  }
  yield* lookUp(past, sieve, placed.slice(standing, Math.max(-1, ...positions) + 1))
  return (a, b) => past.first[past.asked.find(a, b, 0, 0)] ?? -1
}
