import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bootstrapShare } from '@/lib/query/bootstrap'
import { firstPassing } from '@/lib/query/movers'
import { addMonths } from '@/lib/domain/month'
import { senSlope } from '@/lib/query/sen-slope'
import { adjustForMany, rankValues, type TestedTrend, testTrend, testTrendAfter } from '@/lib/query/trends'

describe('a trend', () => {
  test('of values that only rise has the p-value that the tables of Mann-Kendall give', () => {
    // n = 10, S = 45, variance 10·9·25/18 = 125, z = 44/√125 = 3.9355: p = 0.0000830.
    const trend = testTrend([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(trend?.slope).toBe(1)
    expect(trend?.pValue).toBeCloseTo(0.000083, 6)
  })

  test('has p-values to the twelfth digit, as the C library’s erfc(|z| / √2) has them', () => {
    // The first again, and one of S = 7, z = 6/√125, without autocorrelation that counts.
    expect(testTrend([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])?.pValue).toBeCloseTo(8.303070332644976e-5, 15)
    expect(testTrend([2, 6, 7, 1, 10, 5, 8, 3, 9, 4])?.pValue).toBeCloseTo(0.5915050369949166, 12)
  })

  test('with ties has the variance that Kendall’s correction gives', () => {
    // Pairs of equal neighbours: S = 40, variance (2250 − 5·2·1·9)/18 = 120, z = 39/√120 = 3.5602: p = 0.0003706.
    expect(testTrend([1, 1, 2, 2, 3, 3, 4, 4, 5, 5])?.pValue).toBeCloseTo(0.0003706, 6)
  })

  test('of values that stand still is none', () => {
    expect(testTrend(Array.from({ length: 24 }, () => 0.3))).toEqual({ slope: 0, sign: 0, pValue: 1 })
  })

  test('is less certain where neighbours resemble each other', () => {
    const waves = Array.from({ length: 60 }, (_, index) => 0.02 * index + 3 * Math.sin(index / 6))
    const shuffled = waves.map((_, index) => waves[(index * 37) % 60] ?? 0)
    const detrended = (values: readonly number[]) => testTrend(values)?.pValue ?? 0
    expect(detrended(waves)).toBeGreaterThan(0.1)
    expect(detrended(shuffled)).not.toBe(detrended(waves))
  })

  test('is not told of fewer than ten values', () => {
    expect(testTrend([1, 2, 3])).toBeNull()
  })

  test('has the median of all slopes, whatever one value does', () => {
    expect(senSlope([0, 1, 2, 3, 400])).toBe(1)
  })

  test('has that median too where most pairs stand still', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 10, maxLength: 90 }), (given) => {
        const values = given.map((value) => Math.max(0, value - 1) / 7)
        expect(testTrend(values)?.slope).toBe(senSlope(values))
      }),
      { numRuns: 500 },
    )
  })
})

test('a test that knows the one of values before them says what a new one says', () => {
  const series = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 60, maxLength: 170 })
  const change = fc.record({ at: fc.nat(), to: fc.integer({ min: 0, max: 400 }), isFar: fc.boolean() })
  fc.assert(
    fc.property(series, fc.array(change, { minLength: 1, maxLength: 8 }), fc.nat(60), (given, changes, steep) => {
      const values = given.map((value, at) => (value + at * steep) / 997)
      let tested: TestedTrend | null = testTrendAfter(Float64Array.from(values))
      for (const { at, to, isFar } of changes) {
        values[at % values.length] = isFar ? to : (values[at % values.length] ?? 0) + to / 1e5
        tested = testTrendAfter(Float64Array.from(values), tested ?? undefined)
        expect(tested?.trend).toEqual(testTrend(values))
      }
    }),
    { numRuns: 300 },
  )
})

test('ties share the mean of their ranks', () => {
  expect(rankValues([3, 1, 3, 2])).toEqual([3.5, 1, 3.5, 2])
})

test('p-values are adjusted as Benjamini and Hochberg do in their worked example', () => {
  // 15 p-values of their table 1: four are found at 0.05.
  const p = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ]
  expect(adjustForMany(p).filter((q) => q !== null && q <= 0.05)).toHaveLength(4)
  expect(adjustForMany([0.02, null, 0.04])).toEqual([0.04, null, 0.04])
})

describe('the first month above a threshold', () => {
  const firstOf = (counts: readonly number[]) =>
    firstPassing(
      counts.map((_, place) => ({ start: addMonths('2020-01', place), ofVacancies: 100, place })),
      counts,
      0.05,
    )

  test('is one after which a year holds it', () => {
    const spike = [0, 9, 0, 0, 0, 0, 6, 6, 6, 4, 6, 6, 6, 6, 6, 6, 6, 6, 6]
    expect(firstOf(spike)).toBe('2020-07')
  })

  test('is not told while the year is not over', () => {
    expect(firstOf([0, 0, 9, 9, 9, 9, 9, 9, 9, 9])).toBeNull()
  })
})

test('a bootstrap of employers that are all alike has no width', () => {
  const employers = Array.from({ length: 20 }, () => ({ vacancies: 4, named: 1 }))
  expect(bootstrapShare(employers, { draws: 100, random: Math.random })).toEqual({ low: 0.25, high: 0.25 })
})
