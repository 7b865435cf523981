import { levels } from '@/lib/domain/skill'
import type { Filters } from '@/lib/query/filters'
import { blockRows, blocksOf, type MonthColumns } from '@/lib/demand-index/chunk'

type Level = Filters['level']

/** First list of a level among the three of a code, and the one behind its last. */
export const levelsOf: Record<Level, { first: number; behind: number }> = {
  any: { first: 0, behind: 3 },
  required: { first: 0, behind: 1 },
  preferred: { first: 1, behind: 2 },
  mentioned: { first: 2, behind: 3 },
}

/** Position in a rising list, between two others, of the first row that is not before the end of a population. */
function findEnd(rows: Uint16Array, from: number, to: number, end: number): number {
  if (from === to || (rows[to - 1] ?? 0) < end) return to
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle] ?? 0) < end) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Visits the lists that hold the rows before `end` which name a code at a level, one for each level and block: the rows
 * are `base + chunk.named[at]` for `at` from `from` to, and without, `to`.
 * @param code position in `chunk.codes`; nothing is visited for -1, which a month does not name
 */
export function visitLists(
  chunk: MonthColumns,
  { code, level, end }: { code: number; level: Level; end: number },
  visit: (from: number, to: number, base: number) => void,
): void {
  if (code < 0) return
  const { named, namedStarts, codes } = chunk
  const { first, behind } = levelsOf[level]
  const blocks = Math.min(blocksOf(chunk), Math.ceil(end / blockRows))
  for (let block = 0; block < blocks; block += 1) {
    const base = block * blockRows
    const lists = (block * codes.length + code) * levels.length
    for (let list = lists + first; list < lists + behind; list += 1) {
      const from = namedStarts[list] ?? 0
      const to = findEnd(named, from, namedStarts[list + 1] ?? 0, end - base)
      if (from < to) visit(from, to, base)
    }
  }
}
