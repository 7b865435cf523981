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

/** Where each list of a month ends for the rows before the end of each role, found once: a query asks for thousands. */
export interface ListEnds {
  strict: Uint32Array
  broad: Uint32Array
  all: Uint32Array
}

/** A month with the ends of its lists. */
interface ListedMonth {
  chunk: MonthColumns
  listEnds: ListEnds
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

function findEnds({ named, namedStarts, codes }: MonthColumns, end: number): Uint32Array {
  const ends = new Uint32Array(namedStarts.length - 1)
  const listsOfBlock = codes.length * levels.length
  for (let list = 0; list < ends.length; list += 1) {
    const base = Math.floor(list / listsOfBlock) * blockRows
    ends[list] = findEnd(named, namedStarts[list] ?? 0, namedStarts[list + 1] ?? 0, end - base)
  }
  return ends
}

export const findListEnds = (chunk: MonthColumns): ListEnds => ({
  strict: findEnds(chunk, chunk.strictEnd),
  broad: findEnds(chunk, chunk.broadEnd),
  all: chunk.namedStarts.subarray(1),
})

/** Where each list of a month ends for the rows before the end of a role. */
export function endsOf({ chunk, listEnds }: ListedMonth, end: number): Uint32Array {
  if (end === chunk.rows) return listEnds.all
  return end === chunk.strictEnd ? listEnds.strict : listEnds.broad
}

/** Parts of `named`. */
export interface Spans {
  count: number
  /** First position of each, and the one behind its last. */
  from: number[]
  to: number[]
  /** Row from which its rows are counted. */
  base: number[]
  /** Position of its level. */
  level: number[]
}

const spans: Spans = { count: 0, from: [], to: [], base: [], level: [] }

/**
 * The lists that hold the rows before `end` which name a code at a level, one for each level and block: the rows are
 * `base + chunk.named[at]`. The same object each time, so to be gone through before the next call: a movers page asks for
 * a hundred thousand, and a visitor made for each would take longer than its rows.
 * @param code position in `chunk.codes`; there are none for -1, which a month does not name
 * @param end of a role in the month
 */
export function spansOf(
  month: ListedMonth,
  { code, level, end }: { code: number; level: Level; end: number },
): Readonly<Spans> {
  spans.count = 0
  if (code < 0) return spans
  const { chunk } = month
  const { namedStarts, codes } = chunk
  const ends = endsOf(month, end)
  const { first, behind } = levelsOf[level]
  const blocks = Math.min(blocksOf(chunk), Math.ceil(end / blockRows))
  for (let block = 0; block < blocks; block += 1) {
    const lists = (block * codes.length + code) * levels.length
    for (let list = lists + first; list < lists + behind; list += 1) {
      const from = namedStarts[list] ?? 0
      const to = ends[list] ?? 0
      if (from >= to) continue
      spans.from[spans.count] = from
      spans.to[spans.count] = to
      spans.base[spans.count] = block * blockRows
      spans.level[spans.count] = list - lists
      spans.count += 1
    }
  }
  return spans
}

/**
 * Of some vacancies before `end`, how many name each code at a level, by its position in `chunk.codes`. Lists are gone through
 * as they lie: most are of a few rows, and to ask for those of each code takes longer than the rows.
 * @param vacancies 1 for each row that counts
 */
export function countNamed(
  month: ListedMonth,
  { vacancies, level, end }: { vacancies: Uint8Array; level: Level; end: number },
): Uint32Array {
  const { named, namedStarts, codes } = month.chunk
  const ends = endsOf(month, end)
  const { first, behind } = levelsOf[level]
  const counts = new Uint32Array(codes.length)
  for (let block = 0; block * blockRows < end; block += 1) {
    const base = block * blockRows
    for (let code = 0; code < counts.length; code += 1) {
      const lists = (block * counts.length + code) * levels.length
      let count = counts[code] ?? 0
      for (let list = lists + first; list < lists + behind; list += 1) {
        const to = ends[list] ?? 0
        for (let at = namedStarts[list] ?? 0; at < to; at += 1) count += vacancies[base + (named[at] ?? 0)] ?? 0
      }
      counts[code] = count
    }
  }
  return counts
}
