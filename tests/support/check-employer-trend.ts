import { expect } from 'vitest'
import { toTable } from '@/app/methodology/composition-example'
import { addMonths } from '@/lib/domain/month'
import { sumTrend, testByEmployer } from '@/lib/query/employer-trend'
import type { VacancyTable } from '@/lib/query/engine'
import { createRandom } from '@/tests/eval/statistics/synthetic-employers'
import { squares, sum, upperTail } from './naive-trend'

/** Ten quarters of four employers, some with nothing in a quarter, for the slope of a trend. */
export function quarterTable(): VacancyTable {
  const random = createRandom(7)
  const rows = Array.from({ length: 10 }, (_, period) =>
    [0, 1, 2, 3].flatMap((employer) =>
      Array.from({ length: Math.floor(random() * 9) }, () => ({
        period,
        employer,
        isNamed: random() < 0.1 + 0.05 * period,
      })),
    ),
  ).flat()
  return {
    ...toTable([]),
    period: Uint16Array.from(rows, ({ period }) => period),
    employer: Uint32Array.from(rows, ({ employer }) => employer),
    named: [Uint8Array.from(rows, ({ isNamed }) => (isNamed ? 1 : 0))],
  }
}
/** Holds the test by employer against its printed formulas: the quarters above as months, of which the last still runs and has no say. */
export function checkEmployerTrend(): void {
  const quarters = quarterTable()
  const periods = Array.from({ length: 10 }, (_, at) => ({ start: addMonths('2021-01', at), isPartial: at === 9 }))
  const rows = Array.from(quarters.period, (t, at) => ({
    t,
    employer: quarters.employer[at] ?? 0,
    isNamed: quarters.named[0]?.[at] ?? 0,
  }))
  const countsOf = (of: (row: (typeof rows)[number]) => number) =>
    Uint32Array.from(periods, (_, t) => sum(rows.filter((row) => row.t === t).map(of)))
  const months = { periods, vacancies: countsOf(() => 1) }
  const named = countsOf(({ isNamed }) => isNamed)
  const sums = sumTrend({ ...quarters, periods }, quarters.named[0] ?? new Uint8Array(0), months)
  const test = testByEmployer(months, named, sums)

  const whole = rows.filter(({ t }) => t < 9)
  const naming = whole.filter(({ isNamed }) => isNamed === 1)
  const mean = sum(whole.map(({ t }) => t)) / whole.length
  const p = naming.length / whole.length
  const c = (some: typeof rows) => sum(some.map(({ t }) => t - mean))
  const own = (some: typeof rows, employer: number) => c(some.filter((row) => row.employer === employer))
  const v = (4 / 3) * squares([0, 1, 2, 3].map((employer) => own(naming, employer) - p * own(whole, employer)))
  expect(test?.pValue).toBeCloseTo(2 * upperTail(Math.abs(c(naming)) / Math.sqrt(v)), 8)
  expect(test?.sign).toBe(Math.sign(c(naming)))
  expect(test?.pValue).toBeLessThan(0.9)
}
