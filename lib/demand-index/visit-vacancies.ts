import type { MonthRows } from '@/lib/demand-index/index-snapshot'

/**
 * Visits the vacancies of a month with the employer of each, by its number in the index.
 * @param among 1 for each employer whose vacancies are wanted; null for all
 */
export function visitVacancies(
  { table, vacancies, end }: MonthRows,
  among: Uint8Array | null,
  visit: (employer: number, row: number) => void,
): void {
  const { employerNumbers, chunk } = table
  const { employerOf } = chunk
  for (let row = 0; row < end; row += 1) {
    if (vacancies[row] !== 1) continue
    const employer = employerNumbers[employerOf[row] ?? 0] ?? 0
    if (among === null || among[employer] === 1) visit(employer, row)
  }
}
