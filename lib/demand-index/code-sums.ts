import type { Filters } from '@/lib/query/filters'
import type { ClusterSums } from '@/lib/query/sums'
import { takeSums } from '@/lib/demand-index/employer-sums'
import type { IndexSnapshot, Selection } from '@/lib/demand-index/index-snapshot'
import { visitLists } from '@/lib/demand-index/named-lists'

type Level = Filters['level']

const known = new WeakMap<Selection, Map<Level, Uint32Array>>()

/** Vacancies of a selection that name each code of its month, by the code's position there; remembered with the selection. */
export function countsOf(selection: Selection, level: Level): Uint32Array {
  const held = known.get(selection) ?? new Map<Level, Uint32Array>()
  known.set(selection, held)
  const counts = held.get(level) ?? countMonth(selection, level)
  held.set(level, counts)
  return counts
}

function countMonth({ table, vacancies, end }: Selection, level: Level): Uint32Array {
  const { chunk } = table
  const { named, codes } = chunk
  const counts = new Uint32Array(codes.length)
  for (let code = 0; code < counts.length; code += 1) {
    let count = 0
    visitLists(chunk, { code, level, end }, (from, to, base) => {
      for (let at = from; at < to; at += 1) count += vacancies[base + (named[at] ?? 0)] ?? 0
    })
    counts[code] = count
  }
  return counts
}

/** Vacancies of some selections that name each code, by its number in the index. */
export function countCodes(snapshot: IndexSnapshot, selections: readonly Selection[], level: Level): Uint32Array {
  const sums = new Uint32Array(snapshot.names.codes.length)
  for (const selection of selections) {
    const counts = countsOf(selection, level)
    const { codeNumbers } = selection.table
    for (let code = 0; code < counts.length; code += 1) {
      const number = codeNumbers[code] ?? 0
      sums[number] = (sums[number] ?? 0) + (counts[code] ?? 0)
    }
  }
  return sums
}

/**
 * Sums, clustered by employer, of every code that some selections name, with them as the one population.
 * @returns sums by the number of the code; null for one that none of them names. Ask before the next answer is made.
 */
export function sumCodes(
  snapshot: IndexSnapshot,
  selections: readonly Selection[],
  level: Level,
): (code: number) => ClusterSums | null {
  const employers = takeSums(snapshot.names)
  employers.begin(selections)
  return (number) => {
    for (const selection of selections) employers.addSeries(selection, { number, level })
    const sums = employers.takeSeries()
    return sums.named === 0 ? null : sums
  }
}
