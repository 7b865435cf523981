import type { Population } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { createMemory } from '@/lib/query/memory'
import { countOnes } from '@/lib/demand-index/count-ones'
import { keepFirstCopies } from '@/lib/demand-index/copies'
import { type IndexSnapshot, keyOfSelections, type Selection } from '@/lib/demand-index/index-snapshot'
import { groupByBucket } from '@/lib/demand-index/periods'

const knownSources = createMemory<[source: string, vacancies: number][]>((counts) => 64 * counts.length)

/** Vacancies of each source in one month: a vacancy that two sources hold counts in both of their lines. */
function countBySource(selection: Selection, unit: Filters['unit']): [source: string, vacancies: number][] {
  const { table, postings, end, vacancyCount } = selection
  const { chunk } = table
  if (chunk.sources.length === 1) return chunk.sources.map((source) => [source, vacancyCount])
  return chunk.sources.map((source, number) => {
    const own = new Uint8Array(end)
    for (let row = 0; row < end; row += 1) own[row] = chunk.sourceOf[row] === number ? (postings[row] ?? 0) : 0
    return [source, countOnes(keepFirstCopies(chunk, own, { end, unit }))]
  })
}

/** Sources of all months, the largest first. */
function countSources(selections: readonly Selection[], unit: Filters['unit']): Population['sources'] {
  const totals = new Map<string, Population['sources'][number]>()
  for (const selection of selections) {
    const { month } = selection.table.chunk
    for (const [source, vacancies] of knownSources.remember(`${selection.id}`, () => countBySource(selection, unit))) {
      if (vacancies === 0) continue
      // Selections come oldest first.
      const held = totals.get(source) ?? { source, vacancies: 0, from: month, to: month }
      totals.set(source, { ...held, vacancies: held.vacancies + vacancies, to: month })
    }
  }
  return [...totals.values()].toSorted((a, b) => b.vacancies - a.vacancies || (a.source < b.source ? -1 : 1))
}

const knownEmployers = createMemory<Uint32Array>(({ byteLength }) => byteLength)

/** Numbers of the employers of some months, each once. */
function employersOf(selections: readonly Selection[], seen: Uint8Array): Uint32Array {
  const found: number[] = []
  for (const { table, postings, end } of selections) {
    const { chunk, employerNumbers } = table
    const { employerOf } = chunk
    for (let row = 0; row < end; row += 1) {
      if (postings[row] !== 1) continue
      const employer = employerNumbers[employerOf[row] ?? 0] ?? 0
      if (seen[employer] === 1) continue
      seen[employer] = 1
      found.push(employer)
    }
  }
  for (const employer of found) seen[employer] = 0
  return Uint32Array.from(found)
}

/** Employers of all months: those of every year are remembered, so that a month that changes costs its year. */
function countEmployers({ names }: IndexSnapshot, selections: readonly Selection[]): number {
  const seen = new Uint8Array(names.employers.size)
  const years = [...groupByBucket(selections, 'year').values()].map((year) =>
    knownEmployers.remember(keyOfSelections(year), () => employersOf(year, seen)),
  )
  let count = 0
  for (const employers of years)
    for (let index = 0; index < employers.length; index += 1) {
      const employer = employers[index] ?? 0
      count += 1 - (seen[employer] ?? 0)
      seen[employer] = 1
    }
  return count
}

const known = createMemory<Population>(({ sources }) => 200 + 100 * sources.length)

/** Counts a population over its whole range. */
export const countPopulation = (
  snapshot: IndexSnapshot,
  selections: readonly Selection[],
  unit: Filters['unit'],
): Population =>
  known.remember(keyOfSelections(selections), () => {
    const held = selections.filter(({ postingCount }) => postingCount > 0)
    return {
      from: held[0]?.table.chunk.month ?? null,
      to: held.at(-1)?.table.chunk.month ?? null,
      vacancies: held.reduce((sum, { vacancyCount }) => sum + vacancyCount, 0),
      postings: held.reduce((sum, { postingCount }) => sum + postingCount, 0),
      employers: countEmployers(snapshot, held),
      sources: countSources(held, unit),
    }
  })
