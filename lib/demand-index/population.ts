import type { Population } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { createMemory } from '@/lib/query/memory'
import type { Steps } from '@/lib/query/turns'
import { countBits, countOnes } from '@/lib/demand-index/count-ones'
import { keepFirstCopies } from '@/lib/demand-index/copies'
import { type IndexSnapshot, keyOfSelections, type Selection } from '@/lib/demand-index/index-snapshot'
import { groupByBucket } from '@/lib/demand-index/periods'

const knownSources = createMemory<[source: string, vacancies: number][]>('sources', (counts) => 64 * counts.length)

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
function* countSources(selections: readonly Selection[], unit: Filters['unit']): Steps<Population['sources']> {
  const totals = new Map<string, Population['sources'][number]>()
  for (const selection of selections) {
    const { month } = selection.table.chunk
    const key = selection.id
    const known = knownSources.find(key)
    if (known === undefined) yield
    for (const [source, vacancies] of known ?? knownSources.remember(key, () => countBySource(selection, unit))) {
      if (vacancies === 0) continue
      // Selections come oldest first.
      const held = totals.get(source) ?? { source, vacancies: 0, from: month, to: month }
      totals.set(source, { ...held, vacancies: held.vacancies + vacancies, to: month })
    }
  }
  return [...totals.values()].toSorted((a, b) => b.vacancies - a.vacancies || (a.source < b.source ? -1 : 1))
}

/** A bit for each employer of some months, by its number in the index. */
const knownEmployers = createMemory<Uint32Array>('employers', ({ byteLength }) => byteLength)

function employersOf(selections: readonly Selection[], employers: number): Uint32Array {
  const bits = new Uint32Array(Math.ceil(employers / 32))
  for (const { table, postings, end } of selections) {
    const { chunk, employerNumbers } = table
    const { employerOf } = chunk
    // Rows of one employer lie together.
    let last = -1
    for (let row = 0; row < end; row += 1) {
      const own = employerOf[row] ?? 0
      if (own === last || postings[row] !== 1) continue
      last = own
      const employer = employerNumbers[own] ?? 0
      bits[employer >>> 5] = (bits[employer >>> 5] ?? 0) | (1 << (employer & 31))
    }
  }
  return bits
}

function addBits(to: Uint32Array, bits: Uint32Array): void {
  for (let word = 0; word < bits.length; word += 1) to[word] = (to[word] ?? 0) | (bits[word] ?? 0)
}

/** Employers of all months: those of every year are remembered, so that a month that changes costs its year. */
function* countEmployers({ names }: IndexSnapshot, selections: readonly Selection[]): Steps<number> {
  const { size } = names.employers
  const all = new Uint32Array(Math.ceil(size / 32))
  for (const year of groupByBucket(selections, 'year').values()) {
    addBits(
      all,
      knownEmployers.remember(keyOfSelections(year), () => employersOf(year, size)),
    )
    yield
  }
  return countBits(all)
}

const known = createMemory<Population>('populations', ({ sources }) => 200 + 100 * sources.length)

/** Counts a population over its whole range. */
export const countPopulation = (
  snapshot: IndexSnapshot,
  selections: readonly Selection[],
  unit: Filters['unit'],
): Steps<Population> => known.rememberSteps(keyOfSelections(selections), () => addMonths(snapshot, selections, unit))

function* addMonths(
  snapshot: IndexSnapshot,
  selections: readonly Selection[],
  unit: Filters['unit'],
): Steps<Population> {
  const held = selections.filter(({ postingCount }) => postingCount > 0)
  return {
    from: held[0]?.table.chunk.month ?? null,
    to: held.at(-1)?.table.chunk.month ?? null,
    vacancies: held.reduce((sum, { vacancyCount }) => sum + vacancyCount, 0),
    postings: held.reduce((sum, { postingCount }) => sum + postingCount, 0),
    employers: yield* countEmployers(snapshot, held),
    sources: yield* countSources(held, unit),
  }
}
