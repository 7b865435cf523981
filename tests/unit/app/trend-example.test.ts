import { describe, expect, test } from 'vitest'
import { computeTrends, exampleQuarters } from '@/app/methodology/trend-example'

describe('the examples of trends on the methodology page', () => {
  const { trend, adjusted, byEmployer, blur, slope, shingles, jaccard } = computeTrends()

  test('have the test of a trend that the printed formulas give by hand', () => {
    // S = 49 of 66 pairs; three groups of two equal months: variance (12 · 11 · 29 − 3 · 2 · 1 · 9) / 18 = 209.6667.
    // z = 48 / 14.47987 = 3.314947, beyond which 0.000917 of a normal distribution lie on both sides.
    expect(trend.sign).toBe(1)
    expect(trend.pValue).toBeCloseTo(0.000917, 6)
    // The smallest of four p-values.
    expect(adjusted).toBeCloseTo(4 * trend.pValue, 12)
    expect(trend.slope).toBeCloseTo(0.6, 12)
  })

  test('have the test by employer that the printed formulas give by hand', () => {
    // Every quarter has as many vacancies, so c runs from −3.5 to 3.5 and w is 0. a of A, B, C, D: 20, 10, 16.5, 7.5, so
    // T = 54, v = (4 / 3) · (400 + 100 + 272.25 + 56.25) = 1104.6667, z = 1.624719, beyond which 0.104223 lie on both sides.
    expect(byEmployer.sign).toBe(1)
    expect(byEmployer.pValue).toBeCloseTo(0.104223, 6)
  })

  test('have the mean of the blur index that the printed formula gives by hand', () => {
    expect(blur.byFamilies).toEqual([3, 1, 1, 2, 1, 0, 0])
    expect(blur.mean).toBe(13 / 8)
    // d of A, B, C, D; families weigh 13² / (100 + 1 + 4) = 1.6 employers, below the least of 3 degrees of freedom.
    const d = [10 - 3 * 1.625, 1 - 2 * 1.625, 2 - 1.625, 0 - 2 * 1.625].map((moved) => moved / 8)
    const half = 3.1786 * Math.sqrt((4 / 3) * d.reduce((sum, one) => sum + one * one, 0))
    expect(blur.meanHigh).toBeCloseTo(1.625 + half, 3)
    expect(blur.meanLow).toBe(0)
  })

  test('have the slope that the printed formulas give by hand', () => {
    // Years from the middle, −0.875 to 0.875, squared and added up: 2.625.
    const slopeOf = (named: readonly number[], all: number) =>
      named.reduce((sum, count, at) => sum + ((at - 3.5) / 4) * (count / all), 0) / 2.625
    const totals = exampleQuarters[0].named.map((_, at) =>
      exampleQuarters.reduce((sum, { named }) => sum + (named[at] ?? 0), 0),
    )
    const all = slopeOf(totals, 40)
    expect(slope.value).toBeCloseTo(all, 12)
    // Each employer holds a quarter of every point.
    const u = exampleQuarters.map(({ named }) => (slopeOf(named, 10) - all) / 4)
    const variance = (4 / 3) * u.reduce((sum, one) => sum + one * one, 0)
    // (Σ u²)² / Σ u⁴ is below 3.
    expect(slope.low).toBeCloseTo(all - 3.1786 * Math.sqrt(variance), 4)
    expect(slope.low).toBeGreaterThan(0)
  })

  test('have the likeness of texts that its definition gives by hand', () => {
    // Ten words make eight runs of three; the last run of each is its own.
    expect(shingles).toEqual([8, 8])
    expect(jaccard).toBeCloseTo(7 / 9, 12)
  })
})
