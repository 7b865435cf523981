import type { CountUnit } from '@/lib/query/filters'
import type { MonthColumns } from '@/lib/demand-index/chunk'

/**
 * What tells a vacancy's copies of one month apart, as a number.
 * @param at position in `copies`
 * @param row the row that stands there
 */
export type CopyKey = (at: number, row: number) => number

const keys: Record<CountUnit, (chunk: MonthColumns) => CopyKey> = {
  vacancy: () => () => 0,
  first: () => () => 0,
  repost:
    ({ copyDays }) =>
    (at) =>
      copyDays[at] ?? 0,
  place:
    ({ regionSetOf }) =>
    (_, row) =>
      regionSetOf[row] ?? 0,
  posting: () => (_, row) => row,
}

export const copyKeyOf = (chunk: MonthColumns, unit: CountUnit): CopyKey => keys[unit](chunk)

/**
 * Of copies that the unit does not tell apart, the first of the population by posting id stands for all.
 * @param postings 1 for each posting of the population, up to `end`
 * @returns 1 for each row that is counted
 */
export function keepFirstCopies(
  chunk: MonthColumns,
  postings: Uint8Array,
  { end, unit }: { end: number; unit: CountUnit },
): Uint8Array {
  const { copyStarts, copies } = chunk
  if (copies.length === 0 || unit === 'posting') return postings
  const counted = postings.slice(0, end)
  const keyOf = copyKeyOf(chunk, unit)
  // Most groups are of one key: it is compared before a set is asked.
  const seen = new Set<number>()
  for (let group = 0; group + 1 < copyStarts.length; group += 1) {
    let firstKey = -1
    const last = copyStarts[group + 1] ?? 0
    for (let at = copyStarts[group] ?? 0; at < last; at += 1) {
      const row = copies[at] ?? 0
      if (row >= end || postings[row] !== 1) continue
      const key = keyOf(at, row)
      if (firstKey < 0) firstKey = key
      else if (key === firstKey || seen.has(key)) counted[row] = 0
      else seen.add(key)
    }
    if (seen.size > 0) seen.clear()
  }
  return counted
}
