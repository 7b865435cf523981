import type { Month } from '@/lib/domain/month'
import { noSeniority, type VacancyTable } from '@/lib/query/engine'

/** A made-up vacancy. */
export interface ExampleRow {
  /** Position of its period. */
  period: number
  employer: number
  /** Position of its text's length band; the shortest unless said. */
  band?: number
  /** 1 for each series that it names, 0 for each other one. */
  named: readonly number[]
}

/** Made-up vacancies of one source without places or levels, ordered by period, as the statistics take them. */
export function exampleTable(
  rows: readonly ExampleRow[],
  { starts, series }: { starts: readonly Month[]; series: number },
): VacancyTable {
  const zeros = rows.map(() => 0)
  return {
    dataVersion: { id: 0, at: null, taxonomyVersion: null, rulesVersion: null },
    periods: starts.map((start) => ({ start, isPartial: false })),
    contents: null,
    period: Uint16Array.from(rows, ({ period }) => period),
    employer: Uint32Array.from(rows, ({ employer }) => employer),
    source: Uint8Array.from(zeros),
    sources: ['one'],
    country: Uint16Array.from(zeros),
    countries: [''],
    seniority: Uint8Array.from(rows, () => noSeniority),
    band: Uint8Array.from(rows, ({ band }) => band ?? 0),
    named: Array.from({ length: series }, (_, column) => Uint8Array.from(rows, ({ named }) => named[column] ?? 0)),
  }
}
