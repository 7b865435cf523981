import { Dictionary } from '@/lib/demand-index/dictionary'
import type { IndexSnapshot, MonthTable } from '@/lib/demand-index/index-snapshot'

const known = new WeakMap<IndexSnapshot, Map<MonthTable, Uint8Array>>()

/**
 * For every month, 1 at the rows whose vacancy was posted in no month before, whatever the filters. Worked out when it is
 * first asked of a data version: most readers never ask.
 */
export function firstMonthsOf(snapshot: IndexSnapshot): Map<MonthTable, Uint8Array> {
  const held = known.get(snapshot)
  if (held !== undefined) return held
  const vacancies = new Dictionary()
  const firstMonths: number[] = []
  const masks = new Map<MonthTable, Uint8Array>()
  for (const [month, table] of snapshot.months.entries()) {
    const { rows, vacancies: keys } = table.chunk
    const mask = new Uint8Array(rows)
    for (let row = 0; row < rows; row += 1) {
      const number = vacancies.numberOf(keys[row * 2] ?? 0, keys[row * 2 + 1] ?? 0, 0, 0)
      firstMonths[number] ??= month
      if (firstMonths[number] === month) mask[row] = 1
    }
    masks.set(table, mask)
  }
  known.set(snapshot, masks)
  return masks
}
