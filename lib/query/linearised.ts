import type { Share } from '@/lib/query/engine'
import { freedomFrom, intervalOfShare, studentQuantile, thinBelow } from '@/lib/query/statistics'

/** Rows of a table from `from` up to, and without, `to`. */
export interface RowRange {
  from: number
  to: number
}

/** A value for each of some employers, by their numbers. */
export interface Deviations {
  employers: Uint32Array
  values: Float64Array
}

/** How far employers move an estimate: how many are in it, and Σ d² over them. */
export interface Squares {
  employers: number
  squares: number
}

/**
 * An estimate taken apart by employer: how much each one moves it. Whatever the estimator, the variance is
 * m/(m−1) · Σ d², and that of a difference of two m/(m−1) · Σ (d − d′)², with what they have in common (Taylor
 * linearisation: Woodruff 1971, JASA 66, 411–414; Binder 1983, International Statistical Review 51, 279–292).
 */
export interface Linearised extends Measured {
  /** d of each employer that is in the estimate; the sum is 0. */
  deviations: Deviations
}

/** The same without what each employer moves it by: all that the estimate by itself needs. */
export interface Measured extends Squares {
  /** The estimate; null where there was nothing to count. */
  share: number | null
  /** Vacancies that name the series, and all, as they were counted. */
  vacancies: number
  ofVacancies: number
  /** Kish's effective number of employers behind each side; infinite where the side is empty. */
  naming: number
  others: number
  /** (Σ w)² / Σ w² over employers: what the estimate is worth where the variance says nothing. */
  kish: number
  /** Part of the weight that had no vacancies here and was spread over the rest; 0 where nothing was. */
  spread: number
}

/** The estimate of no vacancies. */
export const emptyEstimate: Linearised = {
  share: null,
  vacancies: 0,
  ofVacancies: 0,
  naming: Infinity,
  others: Infinity,
  kish: 0,
  employers: 0,
  squares: 0,
  deviations: { employers: new Uint32Array(0), values: new Float64Array(0) },
  spread: 0,
}

/** Below it Σ d² is what rounding leaves of 0; a single vacancy among ten millions moves its share by 1e-7. */
const leastSquares = 1e-24

function squaresOf(deviations: Float64Array): number {
  let squares = 0
  for (let at = 0; at < deviations.length; at += 1) squares += (deviations[at] ?? 0) * (deviations[at] ?? 0)
  return squares
}

/** m/(m−1) · Σ d²; null with fewer than two employers. */
const varianceFrom = ({ employers: m, squares }: Squares): number | null => (m < 2 ? null : (m / (m - 1)) * squares)

/** The same where it can say how sure an estimate is; null where no employer moves it, which is no proof that none ever would. */
export function spreadFrom(of: Squares): number | null {
  const variance = varianceFrom(of)
  return variance === null || variance < leastSquares ? null : variance
}

/** m/(m−1) · Σ d² of what employers move an estimate by. */
export const varianceOf = (deviations: Float64Array): number | null =>
  varianceFrom({ employers: deviations.length, squares: squaresOf(deviations) })

/**
 * t·√v: how far the interval of a mean reaches on either side, its degrees of freedom from the fewer of Kish's employers behind
 * all vacancies and behind what they add to the mean. Null where nothing tells how sure it is.
 */
export function reachOfMean(estimate: Measured): number | null {
  const variance = spreadFrom(estimate)
  if (variance === null) return null
  return studentQuantile(freedomFrom(Math.min(estimate.kish, estimate.naming))) * Math.sqrt(variance)
}

/** As in lib/query/statistics, for any estimator: how many standard errors an interval reaches. */
function reachOf({ naming, others, ofVacancies, share }: Measured, effectiveN: number): number {
  const z = studentQuantile(Infinity)
  if (share === null || share <= 0 || share >= 1) return z
  return z + (studentQuantile(freedomFrom(Math.min(naming, others))) - z) * Math.max(0, 1 - effectiveN / ofVacancies)
}

function effectiveSizeOf(estimate: Measured): number {
  const { share, ofVacancies, kish } = estimate
  if (share === null) return 0
  const variance = varianceFrom(estimate)
  if (variance === null || share <= 0 || share >= 1) return Math.min(ofVacancies, kish)
  return variance === 0 ? ofVacancies : Math.min(ofVacancies, (share * (1 - share)) / variance)
}

/** The estimate with its 95 % interval, clustered by employer. */
export function toShare(estimate: Measured): Share {
  const { share, vacancies, ofVacancies } = estimate
  const effectiveN = effectiveSizeOf(estimate)
  const isThin = effectiveN < thinBelow
  if (share === null) return { vacancies, ofVacancies, effectiveN, isThin, share, low: null, high: null }
  const bounded = Math.min(1, Math.max(0, share))
  const { low, high } = intervalOfShare(bounded, effectiveN, reachOf(estimate, effectiveN))
  return { vacancies, ofVacancies, effectiveN, isThin, share: bounded, low, high }
}

/** A difference of two shares with its 95 % interval, as shares (0.04 = 4 points). */
export interface Difference {
  change: number | null
  low: number | null
  high: number | null
}

const noDifference: Difference = { change: null, low: null, high: null }

/** Σ d² of two estimates and Σ d·d′ over the employers in both; and how many employers are in either. */
export interface Moments {
  ofFrom: number
  ofTo: number
  products: number
  employers: number
}

function momentsOf(from: Linearised, to: Linearised): Moments {
  const before = new Map(
    Array.from(from.deviations.employers, (employer, at) => [employer, from.deviations.values[at] ?? 0]),
  )
  const both = Array.from(
    to.deviations.employers,
    (employer, at) => (before.get(employer) ?? 0) * (to.deviations.values[at] ?? 0),
  )
  const employers = new Set([...from.deviations.employers, ...to.deviations.employers]).size
  return {
    ofFrom: from.squares,
    ofTo: to.squares,
    products: both.reduce((sum, product) => sum + product, 0),
    employers,
  }
}

const correlationFrom = ({ ofFrom, ofTo, products }: Moments): number =>
  ofFrom < leastSquares || ofTo < leastSquares ? 0 : products / Math.sqrt(ofFrom * ofTo)

/** Correlation of two estimates through the employers that are in both: Σ d·d′ / √(Σ d² · Σ d′²); 0 where one does not vary. */
export const correlationOf = (from: Linearised, to: Linearised): number => correlationFrom(momentsOf(from, to))

/** √(a² + b² − 2ρab): how far the difference of two estimates reaches whose own intervals reach a and b; as a sum that rounding leaves above 0. */
const reachTogether = (a: number, b: number, correlation: number): number =>
  Math.sqrt((a - b) ** 2 + 2 * Math.max(0, 1 - correlation) * a * b)

/**
 * `after` less `before`, its interval put together from those of the two shares and their correlation (Newcombe 1998,
 * Statistics in Medicine 17, 873–890; Zou and Donner 2008, ibid. 27, 1693–1702), so that it is skewed where they are and
 * not certain where neither period has a vacancy that names the series. Null where either is missing; without an interval
 * where fewer than two employers are in them.
 */
export function differenceOfShares(before: Share, after: Share, moments: Moments): Difference {
  if (before.share === null || before.low === null || before.high === null) return noDifference
  if (after.share === null || after.low === null || after.high === null) return noDifference
  const change = after.share - before.share
  if (moments.employers < 2) return { change, low: null, high: null }
  const correlation = correlationFrom(moments)
  return {
    change,
    low: change - reachTogether(after.share - after.low, before.high - before.share, correlation),
    high: change + reachTogether(after.high - after.share, before.share - before.low, correlation),
  }
}

/** `to` less `from`, given how employers move their difference. */
export const differenceOfMoved = (from: Measured, to: Measured, { squares, employers }: Squares): Difference =>
  differenceOfShares(toShare(from), toShare(to), {
    ofFrom: from.squares,
    ofTo: to.squares,
    products: (from.squares + to.squares - squares) / 2,
    employers,
  })

/** `to` less `from`, clustered by employer over both. */
export const differenceOf = (from: Linearised, to: Linearised): Difference =>
  differenceOfShares(toShare(from), toShare(to), momentsOf(from, to))
