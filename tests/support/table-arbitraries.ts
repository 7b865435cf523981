import fc from 'fast-check'
import { addMonths } from '@/lib/domain/month'
import type { VacancyTable } from '@/lib/query/engine'

const anyRow = fc.record({
  period: fc.nat({ max: 25 }),
  employer: fc.nat({ max: 7 }),
  source: fc.nat({ max: 2 }),
  country: fc.nat({ max: 8 }),
  seniority: fc.constantFrom(0, 1, 2, 3, 4, 5, 255),
  band: fc.nat({ max: 2 }),
  named: fc.tuple(fc.nat({ max: 1 }), fc.nat({ max: 1 }), fc.nat({ max: 1 })),
})

/** Tables of 26 months with three series, few employers and every cell of the mix within reach. */
export const anyTable: fc.Arbitrary<VacancyTable> = fc.array(anyRow, { maxLength: 80 }).map((unsorted) => {
  const rows = unsorted.toSorted((a, b) => a.period - b.period)
  return {
    dataVersion: { id: 1, at: null, taxonomyVersion: null, rulesVersion: null },
    periods: Array.from({ length: 26 }, (_, index) => ({ start: addMonths('2020-01', index), isPartial: false })),
    contents: null,
    period: Uint16Array.from(rows, (row) => row.period),
    employer: Uint32Array.from(rows, (row) => row.employer),
    source: Uint8Array.from(rows, (row) => row.source),
    sources: ['a', 'b', 'c'],
    country: Uint16Array.from(rows, (row) => row.country),
    countries: ['', 'DE', 'FR', 'US', 'GB', 'NL', 'IN', 'BR', 'CA'],
    seniority: Uint8Array.from(rows, (row) => row.seniority),
    band: Uint8Array.from(rows, (row) => row.band),
    named: [0, 1, 2].map((column) => Uint8Array.from(rows, (row) => row.named[column] ?? 0)),
  }
})
