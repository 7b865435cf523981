import type { Population } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import type { Selection } from '@/lib/demand-index/select-rows'
import { keepFirstCopies } from '@/lib/demand-index/select-rows'

const countOnes = (mask: Uint8Array): number => {
  let count = 0
  for (let row = 0; row < mask.length; row += 1) count += mask[row] ?? 0
  return count
}

/** Vacancies of each source in one month: a vacancy that two sources hold counts in both of their lines. */
function countBySource(selection: Selection, unit: Filters['unit'], totals: Map<string, number>): void {
  const { table, postings, end, vacancies: all } = selection
  const { chunk } = table
  for (const [number, source] of chunk.sources.entries()) {
    let mask = all
    if (chunk.sources.length > 1) {
      const own = new Uint8Array(end)
      for (let row = 0; row < end; row += 1) own[row] = chunk.sourceOf[row] === number ? (postings[row] ?? 0) : 0
      mask = unit === 'posting' ? own : keepFirstCopies(chunk, own, end)
    }
    const vacancies = countOnes(mask)
    if (vacancies > 0) totals.set(source, (totals.get(source) ?? 0) + vacancies)
  }
}

/** Counts a population over its whole range. */
export function countPopulation(selections: readonly Selection[], unit: Filters['unit']): Population {
  const held = selections.filter(({ postingCount }) => postingCount > 0)
  const sources = new Map<string, number>()
  const employers = new Set<number>()
  let vacancies = 0
  let postings = 0
  for (const selection of held) {
    countBySource(selection, unit, sources)
    vacancies += countOnes(selection.vacancies)
    postings += selection.postingCount
    addEmployers(selection, employers)
  }
  return {
    from: held[0]?.table.chunk.month ?? null,
    to: held.at(-1)?.table.chunk.month ?? null,
    vacancies,
    postings,
    employers: employers.size,
    sources: [...sources]
      .map(([source, count]) => ({ source, vacancies: count }))
      .toSorted((a, b) => b.vacancies - a.vacancies || (a.source < b.source ? -1 : 1)),
  }
}

/** Rows of one employer lie together: a Set is asked once a run of them. */
function addEmployers({ table, postings, end }: Selection, employers: Set<number>): void {
  let last = -1
  for (let row = 0; row < end; row += 1) {
    if (postings[row] !== 1) continue
    const employer = table.employerOf[row] ?? 0
    if (employer !== last) employers.add(employer)
    last = employer
  }
}
