import type { VacancyTable } from '@/lib/query/engine'

/** The rows of a table without its numbering, in an order of their own: equal for tables that say the same. */
export function rowsOfTable(table: VacancyTable): unknown {
  const employers = new Map<number, string[]>()
  const lines = Array.from(table.period, (period, row) => {
    const line = JSON.stringify([
      table.periods[period]?.start,
      table.sources[table.source[row] ?? -1],
      table.countries[table.country[row] ?? -1],
      table.seniority[row],
      table.band[row],
      table.named.map((column) => column[row]),
    ])
    const employer = table.employer[row] ?? -1
    employers.set(employer, [...(employers.get(employer) ?? []), line])
    return line
  })
  // Which lines belong to one employer is compared; its number is not.
  const clusters = [...employers.values()].map((held) => held.toSorted().join('\n')).toSorted()
  return {
    periods: table.periods,
    lines: lines.toSorted(),
    clusters,
    isInOrder: table.period.every((p, row) => row === 0 || p >= (table.period[row - 1] ?? 0)),
  }
}
