import { createMemory } from '@/lib/query/memory'
import type { Steps } from '@/lib/query/turns'
import { type IndexSnapshot, keyOfSelections, type MonthRows, type Selection } from '@/lib/demand-index/index-snapshot'
import { splitRecent } from '@/lib/demand-index/recent-months'
import { visitVacancies } from '@/lib/demand-index/visit-vacancies'

/** How many vacancies some months hold of each employer, by its number in the index; those without any are left out. */
export interface EmployerCounts {
  employers: Uint32Array
  vacancies: Uint32Array
}

/** Months of a population, with the vacancies of those that stand counted by employer. */
export interface CountedMonths {
  selections: readonly Selection[]
  standing: EmployerCounts
  /** The ones that were not counted. */
  recent: readonly Selection[]
}

const known = createMemory<EmployerCounts>(
  'counts by employer',
  ({ employers, vacancies }) => employers.byteLength + vacancies.byteLength,
)

/** Counts the months of a population that stand, once for all series. */
export function* countStanding(snapshot: IndexSnapshot, selections: readonly Selection[]): Steps<CountedMonths> {
  const { old, recent } = splitRecent(snapshot, selections)
  const standing = yield* known.rememberSteps(keyOfSelections(old), () => countMonths(snapshot, old))
  return { selections, standing, recent }
}

function* countMonths({ names }: IndexSnapshot, selections: readonly Selection[]): Steps<EmployerCounts> {
  const counts = new Uint32Array(names.employers.size)
  const found: Uint32Array[] = []
  for (const selection of selections) {
    found.push(addMonth(counts, selection))
    yield
  }
  const employers = new Uint32Array(found.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const some of found) {
    employers.set(some, at)
    at += some.length
  }
  yield
  return { employers, vacancies: employers.map((employer) => counts[employer] ?? 0) }
}

/** Adds the vacancies of a month. @returns the employers that had none before */
function addMonth(counts: Uint32Array, month: MonthRows): Uint32Array {
  const met = new Uint32Array(month.table.employerNumbers.length)
  let count = 0
  visitVacancies(month, null, (employer) => {
    const before = counts[employer] ?? 0
    if (before === 0) met[count++] = employer
    counts[employer] = before + 1
  })
  return met.slice(0, count)
}
