import type { Filters } from '@/lib/query/filters'
import { createMemory } from '@/lib/query/memory'
import type { Steps } from '@/lib/query/turns'
import type { ClusterSums } from '@/lib/query/sums'
import { EmployerSums, takeSums } from '@/lib/demand-index/employer-sums'
import { type IndexSnapshot, keyOfSelections, type Selection } from '@/lib/demand-index/index-snapshot'
import { countNamed } from '@/lib/demand-index/named-lists'

type Level = Filters['level']

const knownCounts = createMemory<Uint32Array>('counts by code', ({ byteLength }) => byteLength)

/** Vacancies of a selection that name each code of its month, by the code's position there. */
export const countsOf = (selection: Selection, level: Level): Uint32Array =>
  knownCounts.remember(`${selection.id} ${level}`, () =>
    countNamed(selection.table, { vacancies: selection.vacancies, end: selection.end, level }),
  )

/** Vacancies of some selections that name each code, by its number in the index. */
export function* countCodes(
  snapshot: IndexSnapshot,
  selections: readonly Selection[],
  level: Level,
): Steps<Uint32Array> {
  const sums = new Uint32Array(snapshot.names.codes.length)
  for (const selection of selections) {
    const counts = countsOf(selection, level)
    const { codeNumbers } = selection.table
    for (let code = 0; code < counts.length; code += 1) {
      const number = codeNumbers[code] ?? 0
      sums[number] = (sums[number] ?? 0) + (counts[code] ?? 0)
    }
    yield
  }
  return sums
}

/** Vacancies that are looked at before others have their turns. */
const atOnce = 50_000

type CodeSums = ReadonlyMap<number, ClusterSums>

const knownSums = createMemory<CodeSums>('sums by code', ({ size }) => 150 * size)

/** Sums, clustered by employer, of every code that some selections name, by its number, with them as the one population. */
export const sumCodes = (snapshot: IndexSnapshot, selections: readonly Selection[], level: Level): Steps<CodeSums> =>
  knownSums.rememberSteps(`${keyOfSelections(selections)} ${level}`, () => addCodes(snapshot, selections, level))

function* addCodes(snapshot: IndexSnapshot, selections: readonly Selection[], level: Level): Steps<CodeSums> {
  const counts = yield* countCodes(snapshot, selections, level)
  const isLong = counts.reduce((sum, count) => sum + count, 0) > atOnce
  // Others may use the shared ones between steps.
  const employers = isLong ? new EmployerSums(snapshot.names.employers.size) : takeSums(snapshot.names)
  employers.begin(selections)
  const sums = new Map<number, ClusterSums>()
  let visited = 0
  for (const [number, count] of counts.entries()) {
    if (count === 0) continue
    for (const selection of selections) employers.addSeries(selection, { number, level })
    sums.set(number, employers.takeSeries())
    visited += count
    if (!isLong || visited < atOnce) continue
    visited = 0
    yield
  }
  return sums
}
