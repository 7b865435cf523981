import { levels } from '@/lib/domain/skill'
import { createMemory } from '@/lib/query/memory'
import { positionsAmong } from '@/lib/demand-index/chunk'
import type { MonthTable } from '@/lib/demand-index/index-snapshot'
import { spansOf } from '@/lib/demand-index/named-lists'

/** What the rows of a month name, row by row: the lists of a chunk turned round. */
export interface RowNames {
  /** Where the names of each row begin in `names`, with the end of the last behind. */
  starts: Uint32Array
  /** 3 · the code's position in the chunk, and the level (required, preferred, mentioned). */
  names: Uint16Array | Uint32Array
}

const known = createMemory<RowNames>('names by row', ({ starts, names }) => starts.byteLength + names.byteLength)

/** Names of the rows before `end`, made when they are first asked for. */
export const namesOfRows = (table: MonthTable, end: number): RowNames =>
  known.remember(`${table.id} ${end}`, () => turnRound(table, end))

function turnRound(table: MonthTable, end: number): RowNames {
  const { codes } = table.chunk
  const starts = countNames(table, end)
  const names = positionsAmong(codes.length * levels.length, starts[end] ?? 0)
  placeNames(table, end, { starts, names })
  return { starts, names }
}

/** Where the names of each row begin, with the end of the last behind. */
function countNames(table: MonthTable, end: number): Uint32Array {
  const { named, codes } = table.chunk
  const starts = new Uint32Array(end + 1)
  for (let code = 0; code < codes.length; code += 1) {
    const spans = spansOf(table, { code, level: 'any', end })
    for (let span = 0; span < spans.count; span += 1) {
      const next = (spans.base[span] ?? 0) + 1
      const to = spans.to[span] ?? 0
      for (let at = spans.from[span] ?? 0; at < to; at += 1) {
        const row = next + (named[at] ?? 0)
        starts[row] = (starts[row] ?? 0) + 1
      }
    }
  }
  for (let row = 0; row < end; row += 1) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0)
  return starts
}

function placeNames(table: MonthTable, end: number, { starts, names }: RowNames): void {
  const { named, codes } = table.chunk
  const next = starts.slice()
  for (let code = 0; code < codes.length; code += 1) {
    const spans = spansOf(table, { code, level: 'any', end })
    for (let span = 0; span < spans.count; span += 1) {
      const base = spans.base[span] ?? 0
      const to = spans.to[span] ?? 0
      const name = code * levels.length + (spans.level[span] ?? 0)
      for (let at = spans.from[span] ?? 0; at < to; at += 1) {
        const row = base + (named[at] ?? 0)
        const place = next[row] ?? 0
        names[place] = name
        next[row] = place + 1
      }
    }
  }
}
