import type { Filters } from '@/lib/query/filters'
import type { ClusterSums } from '@/lib/query/statistics'
import { findEnd, levelsOf, takeSums } from '@/lib/demand-index/employer-sums'
import type { IndexSnapshot, Selection } from '@/lib/demand-index/index-snapshot'

type Level = Filters['level']

const known = new WeakMap<Selection, Map<Level, Uint32Array>>()

/** Vacancies of a selection that name each code of its month, by the code's position there; remembered with the selection. */
function countsOf(selection: Selection, level: Level): Uint32Array {
  const held = known.get(selection) ?? new Map<Level, Uint32Array>()
  known.set(selection, held)
  const counts = held.get(level) ?? countMonth(selection, level)
  held.set(level, counts)
  return counts
}

function countMonth({ table, vacancies, end }: Selection, level: Level): Uint32Array {
  const { named, namedStarts, codes } = table.chunk
  const { first, behind } = levelsOf[level]
  const counts = new Uint32Array(codes.length)
  for (let code = 0; code < counts.length; code += 1) {
    let count = 0
    for (let list = code * 3 + first; list < code * 3 + behind; list += 1) {
      const from = namedStarts[list] ?? 0
      const to = findEnd(named, { from, to: namedStarts[list + 1] ?? 0 }, end)
      for (let at = from; at < to; at += 1) count += vacancies[named[at] ?? 0] ?? 0
    }
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

/** Pairs of a code and an employer, in the order in which they are met. */
class Namings {
  codes = new Uint32Array(4096)
  employers = new Uint32Array(4096)
  count = 0

  reserve(more: number): void {
    if (this.count + more <= this.codes.length) return
    const size = Math.max(this.codes.length * 2, this.count + more)
    const [codes, employers] = [new Uint32Array(size), new Uint32Array(size)]
    codes.set(this.codes)
    employers.set(this.employers)
    this.codes = codes
    this.employers = employers
  }
}

function collectMonth(
  into: Namings,
  { table, vacancies, end }: Selection,
  { level, employerOf }: { level: Level; employerOf: Uint32Array },
): void {
  const { named, namedStarts } = table.chunk
  const { codeNumbers } = table
  const { first, behind } = levelsOf[level]
  for (let code = 0; code < codeNumbers.length; code += 1) {
    const number = codeNumbers[code] ?? 0
    for (let list = code * 3 + first; list < code * 3 + behind; list += 1) {
      const from = namedStarts[list] ?? 0
      const to = namedStarts[list + 1] ?? 0
      if (from === to) continue
      into.reserve(to - from)
      const { codes, employers } = into
      let { count } = into
      for (let at = from; at < to; at += 1) {
        const row = named[at] ?? 0
        // Rows rise within a list, and a population by role is a prefix.
        if (row >= end) break
        if (vacancies[row] === 0) continue
        codes[count] = number
        employers[count] = employerOf[row] ?? 0
        count += 1
      }
      into.count = count
    }
  }
}

/** Employers of the namings code by code (a counting sort), with where each code's begin. */
function sortByCode({ codes, employers, count }: Namings, codeCount: number) {
  const starts = new Uint32Array(codeCount + 1)
  for (let at = 0; at < count; at += 1) {
    const next = (codes[at] ?? 0) + 1
    starts[next] = (starts[next] ?? 0) + 1
  }
  for (let code = 0; code < codeCount; code += 1) starts[code + 1] = (starts[code + 1] ?? 0) + (starts[code] ?? 0)
  const sorted = new Uint32Array(count)
  const next = starts.slice()
  for (let at = 0; at < count; at += 1) {
    const code = codes[at] ?? 0
    const place = next[code] ?? 0
    sorted[place] = employers[at] ?? 0
    next[code] = place + 1
  }
  return { starts, sorted }
}

/**
 * Sums, clustered by employer, of every code that some selections name, with them as the one population. The months are
 * gone through once, whatever the number of codes.
 * @returns sums by the number of the code; null for one that none of them names. Ask before the next answer is made.
 */
export function sumCodes(
  snapshot: IndexSnapshot,
  selections: readonly Selection[],
  level: Level,
): (code: number) => ClusterSums | null {
  const sums = takeSums(snapshot.names)
  sums.begin(selections)
  const namings = new Namings()
  for (const selection of selections)
    collectMonth(namings, selection, { level, employerOf: sums.employersOf(selection.table) })
  const { starts, sorted } = sortByCode(namings, snapshot.names.codes.length)
  return (code) => {
    const employers = sorted.subarray(starts[code] ?? 0, starts[code + 1] ?? 0)
    if (employers.length === 0) return null
    sums.addAll(employers)
    return sums.takeSeries()
  }
}
