import { probit } from 'simple-statistics'
import { describe, expect, test } from 'vitest'
import {
  effectiveSize,
  estimateShare,
  intervalOfShare,
  liftOf,
  logitInterval,
  reachOf,
  studentQuantile,
  sumClusters,
  varianceOfShare,
  wilsonInterval,
} from '@/lib/query/statistics'

test.each([
  [3, 3.1824],
  [5, 2.5706],
  [10, 2.2281],
  [30, 2.0423],
  [120, 1.9799],
])('the quantile of Student’s t at %i degrees of freedom is %f, as printed tables have it', (freedom, quantile) => {
  expect(Math.abs(studentQuantile(freedom) - quantile)).toBeLessThan(freedom === 3 ? 0.005 : 0.0005)
})

describe('a share clustered by employer', () => {
  // Three employers: 1 of 2, 3 of 3, 0 of 5 vacancies name the skill. By hand:
  // p = 4/10; residuals y − p·n = 0.2, 1.8, −2; squares 0.04 + 3.24 + 4 = 7.28;
  // variance = 3/2 · 7.28 / 100 = 0.1092; effective n = 0.24 / 0.1092 = 2.197802…
  const sums = sumClusters([
    { vacancies: 2, named: 1 },
    { vacancies: 3, named: 3 },
    { vacancies: 5, named: 0 },
  ])

  test('has the variance and effective size that the formula gives by hand', () => {
    expect(varianceOfShare(sums)).toBeCloseTo(0.1092, 12)
    expect(effectiveSize(sums)).toBeCloseTo(2.197802197802198, 12)
  })

  test('has the interval of that effective size in log-odds, as far out as so few employers ask for', () => {
    // Employers behind those that name it: 4² / 10 = 1.6; behind the rest 6² / 26; less one, that is below the least, 3.
    // Reach: 1.959964 + (3.178617 − 1.959964) · (1 − 0.2197802) = 2.910781, squared 8.472646.
    // x = 2.1978022 · 0.4 + 0.5 = 1.3791209, y = 2.1978022 · 0.6 + 0.5 = 1.8186813; ln(x / y) = −0.2766484;
    // 2.910781 · √(1 / 1.3791209 + 1 / 1.8186813) = 3.2867129. Wilson's ends, 0.0357 and 0.9231, lie within.
    expect(reachOf(sums)).toBeCloseTo(2.910781, 5)
    const share = estimateShare(sums)
    expect(share.share).toBe(0.4)
    expect(share.low).toBeCloseTo(1 / (1 + Math.exp(0.2766484 + 3.2867129)), 5)
    expect(share.high).toBeCloseTo(1 / (1 + Math.exp(0.2766484 - 3.2867129)), 5)
    expect(share).toMatchObject({ vacancies: 4, ofVacancies: 10, isThin: true })
  })

  test('with one vacancy an employer is as precise as a simple random sample, less one', () => {
    const singles = sumClusters(
      Array.from({ length: 200 }, (_, index) => ({ vacancies: 1, named: index < 50 ? 1 : 0 })),
    )
    expect(effectiveSize(singles)).toBeCloseTo(199, 9)
    expect(estimateShare(singles).isThin).toBe(false)
  })

  test('with employers that repeat themselves is as precise as their number', () => {
    const clones = sumClusters(
      Array.from({ length: 40 }, (_, index) => ({ vacancies: 25, named: index < 10 ? 25 : 0 })),
    )
    expect(effectiveSize(clones)).toBeCloseTo(39, 9)
  })
})

describe('at the edges', () => {
  test('an empty denominator has no share and no interval', () => {
    expect(estimateShare(sumClusters([]))).toEqual({
      vacancies: 0,
      ofVacancies: 0,
      share: null,
      low: null,
      high: null,
      effectiveN: 0,
      isThin: true,
    })
  })

  test('a share of 0 or 1 still has an interval, by the number of employers that repeat themselves', () => {
    const none = estimateShare(sumClusters(Array.from({ length: 50 }, () => ({ vacancies: 2, named: 0 }))))
    expect(none).toMatchObject({ share: 0, low: 0, effectiveN: 50, isThin: false })
    // Wilson at 0 is z² / (n + z²).
    expect(none.high).toBeCloseTo(3.841459 / (50 + 3.841459), 6)
    const all = estimateShare(sumClusters(Array.from({ length: 50 }, () => ({ vacancies: 2, named: 2 }))))
    expect(all).toMatchObject({ share: 1, high: 1 })
    expect(all.low).toBeCloseTo(50 / (50 + 3.841459), 6)
  })

  test('log-odds join in where half an effective vacancy names it and does not, and stand alone from five on', () => {
    expect(intervalOfShare(0.02, 20, 1.96)).toEqual(wilsonInterval(0.02, 20, 1.96))
    const [odds, score] = [logitInterval(0.02, 100, 1.96), wilsonInterval(0.02, 100, 1.96)]
    expect(score.low).toBeLessThan(odds.low)
    expect(odds.high).toBeGreaterThan(score.high)
    expect(intervalOfShare(0.02, 100, 1.96)).toEqual({ low: score.low, high: odds.high })
    expect(intervalOfShare(0.98, 100, 1.96)).toEqual({
      low: expect.closeTo(1 - odds.high, 12),
      high: expect.closeTo(1 - score.low, 12),
    })
    expect(intervalOfShare(0.02, 300, 1.96)).toEqual(logitInterval(0.02, 300, 1.96))
    expect(intervalOfShare(1e-6, 100, 1.96).high).toBeLessThan(0.05)
  })

  test('half a vacancy more on either side takes the bias of log-odds from 6 % of a standard error to under 1 %', () => {
    // Over all counts of 40 independent vacancies, a quarter of which name it; one that none or all name has no odds to compare.
    const [n, share] = [40, 0.25]
    let [part, bias, plain, total] = [(1 - share) ** n, 0, 0, 0]
    const truth = Math.log(share / (1 - share))
    for (let named = 1; named < n; named += 1) {
      part *= (((n - named + 1) / named) * share) / (1 - share)
      const { low, high } = logitInterval(named / n, n, 1)
      bias += part * ((Math.log(low / (1 - low)) + Math.log(high / (1 - high))) / 2 - truth)
      plain += part * (Math.log(named / (n - named)) - truth)
      total += part
    }
    const error = 1 / Math.sqrt(n * share * (1 - share))
    expect(Math.abs(plain / total / error)).toBeGreaterThan(0.06)
    expect(Math.abs(bias / total / error)).toBeLessThan(0.01)
  })

  test('one employer alone is a sample of one, however many vacancies it has', () => {
    expect(estimateShare(sumClusters([{ vacancies: 500, named: 250 }]))).toMatchObject({ effectiveN: 1, isThin: true })
  })

  test('a lift needs a base', () => {
    expect(liftOf(0.5, 0.25)).toBe(2)
    expect(liftOf(0.5, 0)).toBeNull()
    expect(liftOf(null, 0.25)).toBeNull()
  })
})

test('Wilson gives the published interval of 81 of 263 (Newcombe 1998, table I): 0.2553 to 0.3662', () => {
  const { low, high } = wilsonInterval(81 / 263, 263)
  expect(low).toBeCloseTo(0.2553, 4)
  expect(high).toBeCloseTo(0.3662, 4)
})

test('the ends of a Wilson interval lie one 95 % quantile away, by another library’s quantile', () => {
  const z = probit(0.975)
  for (const [p, n] of [
    [0.1, 40],
    [0.5, 12.5],
    [0.93, 800],
  ] as const) {
    for (const end of Object.values(wilsonInterval(p, n))) {
      expect(Math.abs(p - end) / Math.sqrt((end * (1 - end)) / n)).toBeCloseTo(z, 2)
    }
  }
})
