import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { views } from '@/lib/domain/composition-view'
import { createView } from '@/lib/query/composition'
import { decomposeChange, parts } from '@/lib/query/decomposition'
import type { VacancyTable } from '@/lib/query/engine'
import { differenceOf, type RowRange, toShare } from '@/lib/query/linearised'
import { measureLift } from '@/lib/query/lift'
import { countFamilies, measureBlur } from '@/lib/query/blur'
import { finish } from '@/lib/query/turns'
import { rowsBetween } from '@/lib/query/periods'
import { estimateShare, sumClusters } from '@/lib/query/statistics'
import { anyTable } from '../../support/table-arbitraries'

// Each estimator again, by its definition, in loops over lists of rows.

interface Row {
  employer: number
  source: number
  country: string
  seniority: number
  band: number
  y: number
}

const rowsOf = (table: VacancyTable, { from, to }: RowRange): Row[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index).map((row) => ({
    employer: table.employer[row] ?? 0,
    source: table.source[row] ?? 0,
    country: table.countries[table.country[row] ?? 0] ?? '',
    seniority: table.seniority[row] ?? 255,
    band: table.band[row] ?? 0,
    y: table.named[0]?.[row] ?? 0,
  }))

const mean = (values: readonly number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
const employersOf = (rows: readonly Row[]) => [...new Set(rows.map(({ employer }) => employer))]

function standardise(rows: readonly Row[], base: readonly Row[], cellOf: (row: Row) => string): number | null {
  const cells = [...new Set(rows.map(cellOf))]
  const weightOf = (cell: string) => base.filter((row) => cellOf(row) === cell).length
  const weight = cells.reduce((sum, cell) => sum + weightOf(cell), 0)
  if (weight === 0) return null
  return cells.reduce((sum, cell) => {
    const share = mean(rows.filter((row) => cellOf(row) === cell).map(({ y }) => y)) ?? 0
    return sum + (weightOf(cell) / weight) * share
  }, 0)
}

function mixCell(base: readonly Row[], countries: readonly string[]): (row: Row) => string {
  const counts = countries
    .filter((country) => country !== '')
    .map((country) => ({ country, n: base.filter((row) => row.country === country).length }))
    .filter(({ n }) => n > 0)
    .toSorted((a, b) => b.n - a.n || (a.country < b.country ? -1 : 1))
  const apart = counts.slice(0, 5).map(({ country }) => country)
  return ({ source, country, seniority }) =>
    JSON.stringify([
      source,
      country === '' || apart.includes(country) ? country : 'rest',
      seniority === 255 ? 'none' : seniority < 3 ? 'below' : 'senior',
    ])
}

const naive: Record<(typeof views)[number], (table: VacancyTable, range: RowRange, base: RowRange) => number | null> = {
  raw: (table, range) => mean(rowsOf(table, range).map(({ y }) => y)),
  mix: (table, range, base) =>
    standardise(rowsOf(table, range), rowsOf(table, base), mixCell(rowsOf(table, base), table.countries)),
  length: (table, range, base) => standardise(rowsOf(table, range), rowsOf(table, base), ({ band }) => String(band)),
  votes: (table, range) => {
    const rows = rowsOf(table, range)
    return mean(
      employersOf(rows).map((one) => mean(rows.filter(({ employer }) => employer === one).map(({ y }) => y)) ?? 0),
    )
  },
  employers: (table, range, base) => {
    const stay = employersOf(rowsOf(table, base)).filter((one) => employersOf(rowsOf(table, range)).includes(one))
    return mean(
      rowsOf(table, range)
        .filter(({ employer }) => stay.includes(employer))
        .map(({ y }) => y),
    )
  },
}

const compare = (table: VacancyTable) => ({
  from: rowsBetween(table, '2020-01', '2020-12'),
  to: rowsBetween(table, '2021-01', '2021-12'),
})

describe.each(views)('the view %s', (view) => {
  test('has the share that its definition gives, in an interval that holds it', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const compared = compare(table)
        const estimate = toShare(createView(table, 0, view, compared)(compared.to))
        const expected = naive[view](table, compared.to, compared.from)
        expect([estimate.share, estimate.low, estimate.high].map((one) => one === null)).toEqual(
          Array.from({ length: 3 }, () => expected === null),
        )
        fc.pre(expected !== null)
        expect(estimate.share).toBeCloseTo(expected, 10)
        expect(estimate.low).toBeLessThanOrEqual(expected + 1e-12)
        expect(estimate.high).toBeGreaterThanOrEqual(expected - 1e-12)
        expect(estimate.effectiveN).toBeLessThanOrEqual(estimate.ofVacancies + 1e-9)
      }),
      { numRuns: 300 },
    )
  })

  test('has deviations that add up to nothing, and a change around 0 from a period to itself, surer than its share', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const compared = compare(table)
        const after = createView(table, 0, view, compared)(compared.to)
        expect([...after.deviations.values].reduce((sum, d) => sum + d, 0)).toBeCloseTo(0, 10)
        const same = differenceOf(after, after)
        expect(same.change === null).toBe(after.share === null)
        expect(same.change ?? 0).toBe(0)
        expect(same.low ?? 0).toBeLessThanOrEqual(0)
        expect(same.high ?? 0).toBeGreaterThanOrEqual(0)
        const { share, low, high } = toShare(after)
        // With no deviation there is nothing that the two have in common.
        const isCertain = after.deviations.values.every((d) => Math.abs(d) < 1e-12)
        expect(isCertain || share === null || (same.high ?? 0) < (high ?? 1) - (low ?? 0)).toBe(true)
      }),
    )
  })
})

test('the raw view is the share of every other page, to the interval', () => {
  fc.assert(
    fc.property(anyTable, (table) => {
      const compared = compare(table)
      const rows = rowsOf(table, compared.to)
      const clusters = employersOf(rows).map((one) => {
        const own = rows.filter(({ employer }) => employer === one)
        return { vacancies: own.length, named: own.filter(({ y }) => y === 1).length }
      })
      const viewed = toShare(createView(table, 0, 'raw', compared)(compared.to))
      const plain = estimateShare(sumClusters(clusters))
      expect(viewed.effectiveN).toBeCloseTo(plain.effectiveN, 6)
      expect(viewed.low ?? -1).toBeCloseTo(plain.low ?? -1, 6)
      expect(viewed.high ?? -1).toBeCloseTo(plain.high ?? -1, 6)
    }),
    { numRuns: 300 },
  )
})

test('the interval of a change is that of its two shares, put together by the covariance of the employers in both', () => {
  fc.assert(
    fc.property(anyTable, (table) => {
      const compared = compare(table)
      const [before, after] = [rowsOf(table, compared.from), rowsOf(table, compared.to)]
      const view = createView(table, 0, 'raw', compared)
      const { change, low, high } = differenceOf(view(compared.from), view(compared.to))
      const [p, q] = [mean(before.map(({ y }) => y)), mean(after.map(({ y }) => y))]
      expect(change === null).toBe(p === null || q === null)
      fc.pre(p !== null && q !== null)
      expect(change).toBeCloseTo(q - p, 12)
      const employers = employersOf([...before, ...after])
      fc.pre(employers.length > 1 && low !== null && high !== null)
      const residuals = (rows: readonly Row[], share: number, one: number) =>
        rows.filter(({ employer }) => employer === one).reduce((sum, { y }) => sum + y - share, 0) / rows.length
      const own = employers.map((one) => ({ u: residuals(before, p, one), v: residuals(after, q, one) }))
      const product = (of: (one: { u: number; v: number }) => number) => own.reduce((sum, one) => sum + of(one), 0)
      const [ofFirst, ofSecond] = [product(({ u }) => u * u), product(({ v }) => v * v)]
      // Deviations that are rounding alone say nothing of a correlation.
      fc.pre((ofFirst === 0 || ofFirst > 1e-12) && (ofSecond === 0 || ofSecond > 1e-12))
      const rho = ofFirst * ofSecond === 0 ? 0 : product(({ u, v }) => u * v) / Math.sqrt(ofFirst * ofSecond)
      const first = toShare(view(compared.from))
      const second = toShare(view(compared.to))
      const reach = (a: number, b: number) => Math.sqrt(Math.max(0, a * a + b * b - 2 * rho * a * b))
      expect(q - p - low).toBeCloseTo(reach(q - (second.low ?? 0), (first.high ?? 1) - p), 6)
      expect(high - (q - p)).toBeCloseTo(reach((second.high ?? 1) - q, p - (first.low ?? 0)), 6)
      expect(low).toBeGreaterThanOrEqual(-1)
      expect(high).toBeLessThanOrEqual(1)
    }),
    { numRuns: 300 },
  )
})

test('the parts of a change add up to it, and only sources and lengths that moved have a part', () => {
  fc.assert(
    fc.property(anyTable, (table) => {
      const compared = compare(table)
      const found = decomposeChange(table, 0, compared)
      const [before, after] = [rowsOf(table, compared.from), rowsOf(table, compared.to)]
      expect(found === null).toBe(before.length === 0 || after.length === 0)
      fc.pre(found !== null)
      const change = (mean(after.map(({ y }) => y)) ?? 0) - (mean(before.map(({ y }) => y)) ?? 0)
      expect(parts.reduce((sum, part) => sum + found[part], 0)).toBeCloseTo(change, 10)
      expect(found.change).toBeCloseTo(change, 12)
      const mirrored = decomposeChange(table, 0, { from: compared.to, to: compared.from })
      for (const part of parts) expect(mirrored?.[part]).toBeCloseTo(-found[part], 10)
      const isOne = (values: readonly number[]) => new Set(values).size < 2
      const hasStayed = employersOf(before).toSorted().join() === employersOf(after).toSorted().join()
      const still = [
        isOne([...before, ...after].map(({ source }) => source)) ? found.source : 0,
        isOne([...before, ...after].map(({ band }) => band)) ? found.length : 0,
        hasStayed ? found.turnover : 0,
      ]
      expect(Math.max(...still.map(Math.abs))).toBeLessThan(1e-12)
    }),
    { numRuns: 400 },
  )
})

test('lift is how much likelier one is beside the other, the same both ways, inside its interval', () => {
  fc.assert(
    fc.property(anyTable, (table) => {
      const [a, b] = table.named
      if (a === undefined || b === undefined) throw new Error('three columns were due')
      const rows = Array.from(a, (one, row) => ({ a: one, b: b[row] ?? 0 }))
      const withA = rows.filter((row) => row.a === 1)
      const { lift, low, high } = measureLift(table, a, b)
      expect(measureLift(table, b, a).lift).toEqual(lift)
      expect(lift === null).toBe(withA.length === 0 || rows.every((row) => row.b === 0))
      fc.pre(lift !== null)
      const expected = (mean(withA.map((row) => row.b)) ?? 0) / (mean(rows.map((row) => row.b)) ?? 1)
      expect(lift).toBeCloseTo(expected, 10)
      expect(low ?? 0).toBeLessThanOrEqual(expected + 1e-12)
      expect(high ?? Infinity).toBeGreaterThanOrEqual(expected - 1e-12)
    }),
    { numRuns: 300 },
  )
})

test('the blur index counts every vacancy once, and its mean is that of the counts', () => {
  fc.assert(
    fc.property(anyTable, (table) => {
      const counts = [...finish(countFamilies(table))]
      const blur = measureBlur(table)
      expect(blur.flatMap(({ byFamilies }) => byFamilies).reduce((sum, n) => sum + n, 0)).toBe(counts.length)
      for (const [index, row] of blur.entries()) {
        const own = counts.filter((_, at) => table.period[at] === index)
        expect(row.mean ?? -1).toBeCloseTo(mean(own) ?? -1, 12)
        expect(row.blurred.vacancies).toBe(own.filter((count) => count >= 3).length)
        expect(row.meanLow ?? 0).toBeLessThanOrEqual(row.mean ?? 0)
        expect(row.meanHigh ?? 6).toBeGreaterThanOrEqual(row.mean ?? 0)
      }
    }),
  )
})
