import { levels } from '@/lib/domain/skill'
import { createMemory } from '@/lib/query/memory'
import { type MonthColumns, positionsAmong } from '@/lib/demand-index/chunk'
import type { MonthTable } from '@/lib/demand-index/index-snapshot'
import { visitLists } from '@/lib/demand-index/named-lists'

/** What the rows of a month name, row by row: the lists of a chunk turned round. */
export interface RowNames {
  /** Where the names of each row begin in `names`, with the end of the last behind. */
  starts: Uint32Array
  /** 3 · the code's position in the chunk, and the level (required, preferred, mentioned). */
  names: Uint16Array | Uint32Array
}

const known = createMemory<RowNames>('names by row', ({ starts, names }) => starts.byteLength + names.byteLength)

/** Names of the rows before `end`, made when they are first asked for. */
export const namesOfRows = ({ id, chunk }: MonthTable, end: number): RowNames =>
  known.remember(`${id} ${end}`, () => turnRound(chunk, end))

function turnRound(chunk: MonthColumns, end: number): RowNames {
  const { named, codes } = chunk
  const starts = new Uint32Array(end + 1)
  const visit = (each: (row: number, name: number) => void) => {
    for (let code = 0; code < codes.length; code += 1)
      for (const [place, level] of levels.entries())
        visitLists(chunk, { code, level, end }, (from, to, base) => {
          for (let at = from; at < to; at += 1) each(base + (named[at] ?? 0), code * levels.length + place)
        })
  }
  visit((row) => {
    starts[row + 1] = (starts[row + 1] ?? 0) + 1
  })
  for (let row = 0; row < end; row += 1) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0)
  const names = positionsAmong(codes.length * levels.length, starts[end] ?? 0)
  const next = starts.slice()
  visit((row, name) => {
    const at = next[row] ?? 0
    names[at] = name
    next[row] = at + 1
  })
  return { starts, names }
}
