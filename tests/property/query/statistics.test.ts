import fc from 'fast-check'
import { sampleVariance, sum } from 'simple-statistics'
import { expect, test } from 'vitest'
import { effectiveSize, estimateShare, sumClusters, varianceOfShare } from '@/lib/query/statistics'
import { senSlope } from '@/lib/query/sen-slope'

const anyEmployer = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.nat({ max: 1_000 }))
  .map(([vacancies, part]) => ({ vacancies, named: Math.round((vacancies * part) / 1_000) }))
const anyEmployers = fc.array(anyEmployer, { minLength: 2, maxLength: 60 })

test('the interval holds the share and stays between 0 and 1', () => {
  fc.assert(
    fc.property(anyEmployers, (employers) => {
      const { share, low, high, effectiveN, ofVacancies } = estimateShare(sumClusters(employers))
      if (share === null || low === null || high === null) throw new Error('a share was due')
      expect(low).toBeGreaterThanOrEqual(0)
      expect(low).toBeLessThanOrEqual(share)
      expect(high).toBeGreaterThanOrEqual(share)
      expect(high).toBeLessThanOrEqual(1)
      expect(effectiveN).toBeGreaterThan(0)
      expect(effectiveN).toBeLessThanOrEqual(ofVacancies)
    }),
  )
})

test('the variance is that of the mean of linearised values, as simple-statistics has it', () => {
  fc.assert(
    fc.property(anyEmployers, (employers) => {
      const sums = sumClusters(employers)
      const p = sums.named / sums.vacancies
      // u_E = m·(y_E − p·n_E)/N has mean 0; the share varies as the mean of u does.
      const linearised = employers.map((e) => (employers.length * (e.named - p * e.vacancies)) / sums.vacancies)
      expect(sum(linearised)).toBeCloseTo(0, 8)
      expect(varianceOfShare(sums)).toBeCloseTo(sampleVariance(linearised) / employers.length, 10)
    }),
  )
})

test('naming a skill and not naming it are equally certain', () => {
  fc.assert(
    fc.property(anyEmployers, (employers) => {
      const others = employers.map(({ vacancies, named }) => ({ vacancies, named: vacancies - named }))
      const yes = estimateShare(sumClusters(employers))
      const no = estimateShare(sumClusters(others))
      expect(effectiveSize(sumClusters(others))).toBeCloseTo(effectiveSize(sumClusters(employers)), 4)
      expect(1 - (no.high ?? 0)).toBeCloseTo(yes.low ?? 0, 6)
    }),
  )
})

test('the slope of a trend is the median of the slopes of all pairs, of long series and short, with ties and without', () => {
  const anySeries = fc.oneof(
    fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2, maxLength: 200 }),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 200 }),
    // Shares that rise, as months have them.
    fc
      .array(fc.nat({ max: 30 }), { minLength: 64, maxLength: 200 })
      .map((counts) => counts.map((count, index) => (count + index) / 400)),
  )
  fc.assert(
    fc.property(anySeries, (values) => {
      const slopes = values.flatMap((value, i) => values.slice(i + 1).map((later, j) => (later - value) / (j + 1)))
      const sorted = slopes.toSorted((a, b) => a - b)
      const upper = sorted[sorted.length >> 1] ?? 0
      const lower = sorted[(sorted.length - 1) >> 1] ?? 0
      // Either zero is one.
      expect(senSlope(values)).toBe((lower === upper ? upper : (lower + upper) / 2) + 0)
    }),
    { numRuns: 500 },
  )
})
