import type { Population } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import type { Selection } from '@/lib/demand-index/index-snapshot'
import { countOnes } from '@/lib/demand-index/count-ones'
import { keepFirstCopies } from '@/lib/demand-index/copies'

type SourceTotal = Omit<Population['sources'][number], 'source'>

/** Vacancies of each source in one month: a vacancy that two sources hold counts in both of their lines. */
function countBySource(selection: Selection, unit: Filters['unit'], totals: Map<string, SourceTotal>): void {
  const { table, postings, end, vacancies: all } = selection
  const { chunk } = table
  for (const [number, source] of chunk.sources.entries()) {
    let mask = all
    if (chunk.sources.length > 1) {
      const own = new Uint8Array(end)
      for (let row = 0; row < end; row += 1) own[row] = chunk.sourceOf[row] === number ? (postings[row] ?? 0) : 0
      mask = keepFirstCopies(chunk, own, { end, unit })
    }
    const vacancies = countOnes(mask)
    if (vacancies === 0) continue
    // Selections come oldest first.
    const held = totals.get(source) ?? { vacancies: 0, from: chunk.month, to: chunk.month }
    totals.set(source, { ...held, vacancies: held.vacancies + vacancies, to: chunk.month })
  }
}

/** Counts a population over its whole range. */
export function countPopulation(
  selections: readonly Selection[],
  { unit, employers }: { unit: Filters['unit']; employers: number },
): Population {
  const held = selections.filter(({ postingCount }) => postingCount > 0)
  const sources = new Map<string, SourceTotal>()
  const seen = new Uint8Array(employers)
  let vacancies = 0
  let postings = 0
  for (const selection of held) {
    countBySource(selection, unit, sources)
    vacancies += countOnes(selection.vacancies)
    postings += selection.postingCount
    markEmployers(selection, seen)
  }
  return {
    from: held[0]?.table.chunk.month ?? null,
    to: held.at(-1)?.table.chunk.month ?? null,
    vacancies,
    postings,
    employers: countOnes(seen),
    sources: [...sources]
      .map(([source, total]) => ({ source, ...total }))
      .toSorted((a, b) => b.vacancies - a.vacancies || (a.source < b.source ? -1 : 1)),
  }
}

function markEmployers({ table, postings, end }: Selection, seen: Uint8Array): void {
  const { chunk, employerNumbers } = table
  const { employerOf } = chunk
  for (let row = 0; row < end; row += 1) if (postings[row] === 1) seen[employerNumbers[employerOf[row] ?? 0] ?? 0] = 1
}
