import { trendPoints } from '@/lib/domain/claim'
import type { Interval } from '@/lib/query/claims/judge'
import { combineDeviations, differenceOf, type Linearised, spreadOf, toShare } from '@/lib/query/linearised'
import { leastFreedom, reachOfVariance, studentQuantile, thinBelow } from '@/lib/query/statistics'
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
function estimateMean(estimate: Linearised): Figure {
  const { share: value, vacancies, ofVacancies, kish, deviations } = estimate
  const size = { vacancies, ofVacancies, effectiveN: kish, isThin: kish < thinBelow }
  const variance = spreadOf(deviations.values)
  if (value === null || variance === null) return { ...size, value, low: null, high: null }
  const half = reachOfVariance(variance, kish)
  return { ...size, value, low: Math.max(0, value - half), high: value + half }
}

/** The figure of an estimate: as on every page for a share. */
export function toFigure(estimate: Linearised, isMean: boolean): Figure {
  if (isMean) return estimateMean(estimate)
  const { share, ...rest } = toShare(estimate)
  return { value: share, ...rest }
}

/** Later less earlier, clustered by employer over both. */
export function* changeBetween(earlier: Linearised, later: Linearised, isMean: boolean): Steps<Interval> {
  if (!isMean) {
    const { change, low, high } = differenceOf(earlier, later)
    return { value: change, low, high }
  }
  return yield* contrast([
    { by: -1, estimate: earlier },
    { by: 1, estimate: later },
  ])
}

/**
 * Degrees of freedom of a variance that unequal employers make up: (Σ u²)² / Σ u⁴ (Satterthwaite 1946, Biometrics Bulletin
 * 2, 110–114). Where a handful of vacancies carries a change, the interval reaches as far as a handful allows.
 */
function freedomOf(moved: Float64Array): number {
  let squares = 0
  let fourths = 0
  for (const one of moved) {
    const square = one * one
    squares += square
    fourths += square * square
  }
  return fourths === 0 ? Infinity : Math.max(leastFreedom, squares ** 2 / fourths)
}

/** Σ c·p with the variance m/(m−1) · Σ (Σ c·d)²: an employer in several periods is one unit in all of them. */
function* contrast(parts: readonly { by: number; estimate: Linearised }[]): Steps<Interval> {
  if (parts.some(({ estimate }) => estimate.share === null)) return { value: null, low: null, high: null }
  const value = parts.reduce((sum, { by, estimate }) => sum + by * (estimate.share ?? 0), 0)
  const moved = yield* combineDeviations(parts.map(({ by, estimate }) => ({ by, deviations: estimate.deviations })))
  const variance = spreadOf(moved)
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
export function* estimateSlope(points: readonly Linearised[]): Steps<Slope> {
  const held = points.flatMap((estimate, index) =>
    estimate.share === null ? [] : [{ year: (index * trendPoints.months) / 12, estimate, share: estimate.share }],
  )
  if (held.length < trendPoints.least) return { value: null, low: null, high: null, pValue: null }
  const mean = held.reduce((sum, { year }) => sum + year, 0) / held.length
  const squares = held.reduce((sum, { year }) => sum + (year - mean) ** 2, 0)
  const interval = yield* contrast(held.map(({ year, estimate }) => ({ by: (year - mean) / squares, estimate })))
  return { ...interval, pValue: testTrend(held.map(({ share }) => share))?.pValue ?? null }
}

/** The same at once. */
export const slopeOf = (points: readonly Linearised[]): Slope => finish(estimateSlope(points))
