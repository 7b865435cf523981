import { createMemory } from '@/lib/query/memory'
import type { Steps } from '@/lib/query/turns'
import type { MonthColumns } from '@/lib/demand-index/chunk'
import { Dictionary } from '@/lib/demand-index/dictionary'
import type { IndexSnapshot, MonthTable } from '@/lib/demand-index/index-snapshot'

const known = createMemory<Uint8Array>(({ byteLength }) => byteLength)

/** Whatever decides which vacancies of a month were posted before: the month and all before it. */
export const keyOfPast = (months: readonly MonthTable[], index: number): string =>
  months
    .slice(0, index + 1)
    .map(({ id }) => id)
    .join('.')

/**
 * For some months, 1 at the rows whose vacancy was posted in no month before, whatever the filters. The vacancies of months
 * that are not known yet are looked up in all months before them.
 * @param wanted positions among the months of the snapshot
 */
export function* firstMonthsOf(
  { months }: IndexSnapshot,
  wanted: readonly number[],
): Steps<ReadonlyMap<MonthTable, Uint8Array>> {
  const masks = new Map<MonthTable, Uint8Array>()
  const missing: MonthTable[] = []
  for (const index of wanted) {
    const table = months[index]
    if (table === undefined) continue
    const mask = known.find(keyOfPast(months, index))
    if (mask === undefined) missing.push(table)
    else masks.set(table, mask)
  }
  const firstMonths = yield* findFirstMonths(months, missing)
  for (const [index, table] of months.entries()) {
    if (!missing.includes(table)) continue
    const mask = maskOf(table, (a, b) => firstMonths(a, b) === index)
    masks.set(table, known.keep(keyOfPast(months, index), mask))
    yield
  }
  return masks
}

function maskOf({ chunk }: MonthTable, isFirst: (a: number, b: number) => boolean): Uint8Array {
  const { rows, vacancies } = chunk
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

  add(a: number, b: number): void {
    const bit = (a ^ b) & this.mask
    this.bits[bit >> 3] = (this.bits[bit >> 3] ?? 0) | (1 << (bit & 7))
  }

  /** Rows whose vacancy may be in it. */
  rowsOf({ rows, vacancies }: MonthColumns): number[] {
    const { bits, mask } = this
    const found: number[] = []
    for (let row = 0; row < rows; row += 1) {
      const bit = ((vacancies[row * 2] ?? 0) ^ (vacancies[row * 2 + 1] ?? 0)) & mask
      if ((((bits[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1) found.push(row)
    }
    return found
  }
}

/** Position of the first month of each vacancy of some months, by the two halves of its key. */
function* findFirstMonths(
  months: readonly MonthTable[],
  some: readonly MonthTable[],
): Steps<(a: number, b: number) => number> {
  const rows = some.reduce((sum, { chunk }) => sum + chunk.rows, 0)
  const asked = new Dictionary(Math.max(1, rows))
  const sieve = new Sieve(rows)
  for (const { chunk } of some) {
    for (let row = 0; row < chunk.rows; row += 1) {
      const [a, b] = [chunk.vacancies[row * 2] ?? 0, chunk.vacancies[row * 2 + 1] ?? 0]
      asked.numberOf(a, b, 0, 0)
      sieve.add(a, b)
    }
    yield
  }
  const first = new Int32Array(asked.size).fill(-1)
  const last = Math.max(-1, ...some.map((table) => months.indexOf(table)))
  for (const [index, { chunk }] of months.slice(0, last + 1).entries()) {
    for (const row of sieve.rowsOf(chunk)) {
      const number = asked.find(chunk.vacancies[row * 2] ?? 0, chunk.vacancies[row * 2 + 1] ?? 0, 0, 0)
      if (number >= 0 && (first[number] ?? 0) < 0) first[number] = index
    }
    yield
  }
  return (a, b) => first[asked.find(a, b, 0, 0)] ?? -1
}
