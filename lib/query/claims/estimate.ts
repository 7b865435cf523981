import { trendPoints } from '@/lib/domain/claim'
import type { Interval } from '@/lib/query/claims/judge'
import { differenceOfMoved, type Measured, reachOfMean, spreadFrom, toShare } from '@/lib/query/linearised'
import type { Moved, Points } from '@/lib/query/points'
import { leastFreedom, studentQuantile, thinBelow } from '@/lib/query/statistics'
import { testTrend } from '@/lib/query/trends'
import { finish, type Steps } from '@/lib/query/turns'

/** A share, or a mean number of families, of a period under one view. */
export interface Figure extends Interval {
  /** Vacancies that name what is measured; for a mean the families that they name, added up. */
  vacancies: number
  ofVacancies: number
  effectiveN: number
  isThin: boolean
}

/** A mean is far from both ends of its range and needs no score interval: mean ± t·√v, its size that of Kish. */
function estimateMean(estimate: Measured): Figure {
  const { share: value, vacancies, ofVacancies, kish } = estimate
  const size = { vacancies, ofVacancies, effectiveN: kish, isThin: kish < thinBelow }
  const half = reachOfMean(estimate)
  if (value === null || half === null) return { ...size, value, low: null, high: null }
  return { ...size, value, low: Math.max(0, value - half), high: value + half }
}

/** The figure of an estimate: as on every page for a share. */
export function toFigure(estimate: Measured, isMean: boolean): Figure {
  if (isMean) return estimateMean(estimate)
  const { share, ...rest } = toShare(estimate)
  return { value: share, ...rest }
}

/** Later less earlier, clustered by employer over both; given how employers move it. */
export function changeBetween(earlier: Measured, later: Measured, moved: Moved, isMean: boolean): Interval {
  if (!isMean) {
    const { change, low, high } = differenceOfMoved(earlier, later, moved)
    return { value: change, low, high }
  }
  if (earlier.share === null || later.share === null) return { value: null, low: null, high: null }
  return intervalOf(later.share - earlier.share, moved)
}

/**
 * Degrees of freedom of a variance that unequal employers make up: (Σ u²)² / Σ u⁴ (Satterthwaite 1946, Biometrics Bulletin
 * 2, 110–114). Where a handful of vacancies carries a change, the interval reaches as far as a handful allows.
 */
const freedomOf = ({ squares, fourths }: Moved): number =>
  fourths === 0 ? Infinity : Math.max(leastFreedom, squares ** 2 / fourths)

/** A value with the variance m/(m−1) · Σ u², u being what each employer moves it by. */
function intervalOf(value: number, moved: Moved): Interval {
  const variance = spreadFrom(moved)
  if (variance === null) return { value, low: null, high: null }
  const half = studentQuantile(freedomOf(moved)) * Math.sqrt(variance)
  return { value, low: value - half, high: value + half }
}

export interface Slope extends Interval {
  /** Of the Mann-Kendall test of the same points, two-sided; null for fewer than it takes. */
  pValue: number | null
}

/**
 * The least-squares slope of the points in units a year, points without vacancies left out, as a linear contrast of them:
 * c_t = (t − t̄) / Σ (t − t̄)². Null for fewer than `trendPoints.least`.
 */
export function* estimateSlope({ measured, combine }: Pick<Points, 'measured' | 'combine'>): Steps<Slope> {
  const shares = measured.map(({ share }) => share)
  const held = shares.flatMap((share, index) =>
    share === null ? [] : [{ index, year: (index * trendPoints.months) / 12, share }],
  )
  if (held.length < trendPoints.least) return { value: null, low: null, high: null, pValue: null }
  const mean = held.reduce((sum, { year }) => sum + year, 0) / held.length
  const squares = held.reduce((sum, { year }) => sum + (year - mean) ** 2, 0)
  const by = shares.map(() => 0)
  for (const { index, year } of held) by[index] = (year - mean) / squares
  const value = held.reduce((sum, { index, share }) => sum + (by[index] ?? 0) * share, 0)
  const interval = intervalOf(value, yield* combine(by))
  return { ...interval, pValue: testTrend(held.map(({ share }) => share))?.pValue ?? null }
}

/** The same at once. */
export const slopeOf = (points: Pick<Points, 'measured' | 'combine'>): Slope => finish(estimateSlope(points))
