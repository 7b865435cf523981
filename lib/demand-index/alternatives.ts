import { levels } from '@/lib/domain/skill'
import type { Filters } from '@/lib/query/filters'
import type { ClusterSums } from '@/lib/query/sums'
import type { Steps } from '@/lib/query/turns'
import { type Asked, narrowTo, takeSums } from '@/lib/demand-index/employer-sums'
import type { IndexSnapshot, MonthRows, MonthTable, Selection } from '@/lib/demand-index/index-snapshot'

interface NamedRow {
  table: MonthTable
  row: number
}

function pushTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

/** Codes that stand in one group with the asked one, by row of a month; the asked one too. */
function offersOf(
  { table, vacancies, end }: MonthRows,
  code: number,
  level: Filters['level'],
): Map<number, Set<number>> {
  const { choiceRows, choiceLevels, choiceStarts, choiceCodes, codes } = table.chunk
  const offeredBy = new Map<number, Set<number>>()
  const position = codes.indexOf(code)
  if (position < 0) return offeredBy
  for (let group = 0; group < choiceRows.length; group += 1) {
    const row = choiceRows[group] ?? 0
    if (row >= end || vacancies[row] !== 1) continue
    if (level !== 'any' && levels[choiceLevels[group] ?? 0] !== level) continue
    const from = choiceStarts[group] ?? 0
    const to = choiceStarts[group + 1] ?? 0
    let isOffered = false
    for (let at = from; at < to; at += 1) isOffered ||= choiceCodes[at] === position
    if (!isOffered) continue
    const offered = offeredBy.get(row) ?? new Set()
    for (let at = from; at < to; at += 1) offered.add(codes[choiceCodes[at] ?? 0] ?? 0)
    offeredBy.set(row, offered)
  }
  return offeredBy
}

/**
 * Sums of every code that stands in one group with the asked one, over the vacancies that name that; the asked code stands
 * for any alternative at all, and is always among them.
 */
export function* sumAlternatives(
  snapshot: IndexSnapshot,
  query: { selections: readonly Selection[]; asked: Asked; code: number; level: Filters['level'] },
): Steps<{ code: number; sums: ClusterSums }[]> {
  const asking: MonthRows[] = []
  const found = new Map<number, NamedRow[]>([[query.code, []]])
  for (const selection of query.selections) {
    const naming = narrowTo(selection, query.asked)
    asking.push(naming)
    for (const [row, offered] of offersOf(naming, query.code, query.level))
      for (const code of offered) pushTo(found, code, { table: naming.table, row })
    yield
  }
  const employers = takeSums(snapshot.names)
  employers.begin(asking)
  return [...found].map(([code, rows]) => {
    for (const { table, row } of rows) employers.addRow(table, row)
    return { code, sums: employers.takeSeries() }
  })
}
