// Whether a series of months rises or falls, and which of many such findings to believe.

import { findMedian, flatten, type AlongSlope, settle, sortHeights, type SlopeBounds } from '@/lib/query/sen-slope'

export interface Trend {
  /** Median change a step (Sen 1968, JASA 63, 1379–1389). */
  slope: number
  /** 1 where more pairs of months rise than fall, −1 the other way; a single step has a sign and a slope of 0. */
  sign: number
  /** Two-sided. */
  pValue: number
}

/** Lags at which the months may depend on each other: a year of them. */
export const mostLags = 12
/** Fewest values that the normal approximation of the test is good for (Mann 1945; Kendall 1975). */
export const leastValues = 10

/** Sizes of the groups of equal heights, lowest first. */
function groupsOf(height: Float64Array, order: Uint16Array): number[] {
  const groups: number[] = []
  for (let from = 0; from < order.length;) {
    const value = height[order[from] ?? 0]
    let to = from + 1
    while (to < order.length && height[order[to] ?? 0] === value) to += 1
    groups.push(to - from)
    from = to
  }
  return groups
}

let allRanks = new Float64Array(0)

/** Ranks from 1, ties sharing their mean; until others are ranked. */
function ranksFrom(order: Uint16Array, groups: readonly number[]): Float64Array {
  if (allRanks.length !== order.length) allRanks = new Float64Array(order.length)
  const ranks = allRanks
  let from = 0
  for (const size of groups) {
    for (let at = from; at < from + size; at += 1) ranks[order[at] ?? 0] = from + (size + 1) / 2
    from += size
  }
  return ranks
}

export function rankValues(values: readonly number[]): number[] {
  const height = Float64Array.from(values)
  const { order } = sortHeights(height)
  return [...ranksFrom(order, groupsOf(height, order))]
}

/** Ranks of the values without their trend, which stand along a slope near it as `order` says. */
function rankAlong(given: Float64Array, { slope, order }: AlongSlope): Float64Array {
  const height = flatten(given, slope)
  settle(order, height)
  return ranksFrom(order, groupsOf(height, order))
}

/** Where the series below would lose digits to 1 − erf, and the continued fraction has come to rest. */
const seriesUntil = 2.5

/**
 * Complement of the error function for x ≥ 0, exact to the twelfth digit: files give six decimals of a p-value, and the last
 * must be what another's library gives. By its series (Abramowitz and Stegun 1964, 7.1.6) and its continued fraction (7.1.14).
 */
function erfc(x: number): number {
  const scale = Math.exp(-x * x) / Math.sqrt(Math.PI)
  if (x < seriesUntil) {
    let [term, total] = [2 * x, 0]
    for (let odd = 3; term > total * 1e-17; odd += 2) {
      total += term
      term *= (2 * x * x) / odd
    }
    return 1 - scale * total
  }
  let fraction = x
  for (let step = 60; step > 0; step -= 1) fraction = x + step / 2 / fraction
  return scale / fraction
}

/** Probability of a standard normal at least as far from 0. */
export const twoSided = (z: number): number => Math.min(1, erfc(Math.abs(z) / Math.SQRT2))

/** Pairs of values: all, those that fall, and those that stand. */
interface PairCounts {
  total: number
  falling: number
  level: number
}

/** Whether the median of all slopes is 0: of a skill that most months do not name, it is, and no slope has to be made. */
const isMedianZero = ({ total, falling, level }: PairCounts): boolean =>
  falling <= (total - 1) >> 1 && total >> 1 < falling + level

/** Of each lag from 1: Σ of each value times the one so much later. */
const products = new Float64Array(mostLags + 1)

/** Three sums at a time: one alone waits for each of its additions. @param apart so many values, with zeros behind them */
function addProducts(apart: Float64Array, n: number): void {
  for (let lag = 1; lag <= mostLags; lag += 3) {
    let first = 0
    let second = 0
    let third = 0
    for (let index = 0; index < n; index += 1) {
      const value = apart[index] ?? 0
      first += value * (apart[index + lag] ?? 0)
      second += value * (apart[index + lag + 1] ?? 0)
      third += value * (apart[index + lag + 2] ?? 0)
    }
    products[lag] = first
    products[lag + 1] = second
    products[lag + 2] = third
  }
}

/**
 * How much longer the variance of S is for values that depend on each other (Hamed and Rao 1998); at least 1.
 * @param ranks of the values without their trend
 */
function inflationOf(ranks: Float64Array): number {
  const n = ranks.length
  const mean = (n + 1) / 2
  // With zeros behind, which add nothing.
  const apart = new Float64Array(n + mostLags)
  let spread = 0
  for (let index = 0; index < n; index += 1) {
    const from = (ranks[index] ?? 0) - mean
    apart[index] = from
    spread += from * from
  }
  if (spread === 0) return 1
  addProducts(apart, n)
  let correction = 0
  for (let lag = 1; lag <= Math.min(mostLags, n - 3); lag += 1) {
    const correlation = (products[lag] ?? 0) / spread
    if (Math.abs(correlation) > 1.959963984540054 / Math.sqrt(n))
      correction += (n - lag) * (n - lag - 1) * (n - lag - 2) * correlation
  }
  return Math.max(1, 1 + (2 * correction) / (n * (n - 1) * (n - 2)))
}

/** A tested series, by which the next one of nearly the same values is tested faster. */
export interface TestedTrend {
  values: Float64Array
  trend: Trend
  near: SlopeBounds | null
}

const areEqual = (some: ArrayLike<number>, others: ArrayLike<number>): boolean => {
  if (some.length !== others.length) return false
  for (let at = 0; at < some.length; at += 1) if (some[at] !== others[at]) return false
  return true
}

/**
 * Mann-Kendall test of a monotone trend (Mann 1945, Econometrica 13, 245–259; Kendall 1975), its variance corrected for
 * ties and for values that depend on each other (Hamed and Rao 1998, Journal of Hydrology 204, 182–196: lags of up to a
 * year whose correlation is significant; never below the independent one). Null for fewer than ten values.
 */
export const testTrend = (values: readonly number[]): Trend | null =>
  testTrendAfter(Float64Array.from(values))?.trend ?? null

/** The same, with what the test of values before these knows: hardly any differ once a month has changed. */
export function testTrendAfter(given: Float64Array, before?: TestedTrend): TestedTrend | null {
  const n = given.length
  if (n < leastValues) return null
  if (before !== undefined && areEqual(given, before.values)) return { ...before, values: given }
  // Kendall's S, pairs that rise less pairs that fall, comes with sorting (Knight 1966, JASA 61, 436–439).
  const { order, falling } = sortHeights(given)
  const groups = groupsOf(given, order)
  const total = (n * (n - 1)) / 2
  let level = 0
  let tied = 0
  for (const t of groups) {
    level += (t * (t - 1)) / 2
    tied += t * (t - 1) * (2 * t + 5)
  }
  const s = total - level - 2 * falling
  const variance = (n * (n - 1) * (2 * n + 5) - tied) / 18
  const known = before?.near ?? null
  const median = isMedianZero({ total, falling, level }) ? { slope: 0, order, near: known } : findMedian(given, known)
  const { slope, near } = median
  if (variance <= 0) return { values: given, near, trend: { slope, sign: 0, pValue: 1 } }
  const left = rankAlong(given, median)
  const z = Math.sign(s) * (Math.max(0, Math.abs(s) - 1) / Math.sqrt(variance * inflationOf(left)))
  return { values: given, near, trend: { slope, sign: Math.sign(s), pValue: twoSided(z) } }
}

/**
 * Adjusted p-values that hold the false discovery rate over all tests (Benjamini and Hochberg 1995, JRSS B 57, 289–300):
 * of those at most 0.05, one in twenty is expected to be a false alarm. Nulls stay out.
 */
export function adjustForMany(pValues: readonly (number | null)[]): (number | null)[] {
  const tested = pValues.flatMap((p, index) => (p === null ? [] : [{ p, index }])).toSorted((a, b) => b.p - a.p)
  const adjusted: (number | null)[] = pValues.map(() => null)
  let least = 1
  for (const [place, { p, index }] of tested.entries()) {
    least = Math.min(least, (p * tested.length) / (tested.length - place))
    adjusted[index] = least
  }
  return adjusted
}
