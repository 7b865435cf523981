// Whether a series of months rises or falls, and which of many such findings to believe.

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

/** Value of a rank from 0, by Hoare's selection (1961, CACM 4, 321); the order of the values is lost. */
function select(values: Float64Array, rank: number): number {
  let low = 0
  let high = values.length - 1
  while (low < high) {
    const pivot = values[(low + high) >> 1] ?? 0
    let i = low
    let j = high
    while (i <= j) {
      while ((values[i] ?? 0) < pivot) i += 1
      while ((values[j] ?? 0) > pivot) j -= 1
      if (i > j) break
      const held = values[i] ?? 0
      values[i] = values[j] ?? 0
      values[j] = held
      i += 1
      j -= 1
    }
    if (rank <= j) high = j
    else if (rank >= i) low = i
    else break
  }
  return values[rank] ?? 0
}

function median(values: Float64Array): number {
  const middle = values.length >> 1
  const upper = select(values, middle)
  if (values.length % 2 === 1) return upper
  // What lies before a selected rank is no larger.
  let lower = -Infinity
  for (let at = 0; at < middle; at += 1) lower = Math.max(lower, values[at] ?? 0)
  return (lower + upper) / 2
}

/** The median of the slopes between all pairs (Theil and Sen). */
export function senSlope(values: readonly number[]): number {
  const given = Float64Array.from(values)
  const slopes = new Float64Array((given.length * (given.length - 1)) / 2)
  let at = 0
  for (let i = 0; i < given.length; i += 1)
    for (let j = i + 1; j < given.length; j += 1) slopes[at++] = ((given[j] ?? 0) - (given[i] ?? 0)) / (j - i)
  return slopes.length === 0 ? 0 : median(slopes)
}

/** Position in a rising list of the first value that is not below (or, `isBehind`, that is above) another. */
function findPlace(sorted: Float64Array, value: number, isBehind: boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    const here = sorted[middle] ?? 0
    if (here < value || (isBehind && here === value)) low = middle + 1
    else high = middle
  }
  return low
}

/** Ranks from 1, ties sharing their mean. */
export function rankValues(values: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort()
  return values.map((value) => (findPlace(sorted, value, false) + 1 + findPlace(sorted, value, true)) / 2)
}

/**
 * Kendall's S: pairs of values that rise less pairs that fall, by a tree of counts over the ranks of the values so far
 * (Fenwick 1994, Software: Practice and Experience 24, 327–336): all pairs one by one take five times as long.
 */
function countRises(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort()
  const counts = new Uint32Array(values.length + 1)
  const countBelow = (place: number) => {
    let count = 0
    for (let at = place; at > 0; at &= at - 1) count += counts[at] ?? 0
    return count
  }
  let s = 0
  for (const [seen, value] of values.entries()) {
    const first = findPlace(sorted, value, false)
    const behind = findPlace(sorted, value, true)
    s += countBelow(first) - (seen - countBelow(behind))
    for (let at = first + 1; at < counts.length; at += at & -at) counts[at] = (counts[at] ?? 0) + 1
  }
  return s
}

/** Complement of the error function, off by less than 1.2e-7 of itself (Press et al. 1992, Numerical Recipes, erfcc). */
function erfc(x: number): number {
  const t = 1 / (1 + 0.5 * x)
  const terms = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ]
  return t * Math.exp(-x * x + terms.reduceRight((sum, term) => sum * t + term, 0))
}

const twoSided = (z: number): number => Math.min(1, erfc(Math.abs(z) / Math.SQRT2))

/** How much longer the variance of S is for values that depend on each other (Hamed and Rao 1998); at least 1. */
function inflationOf(values: readonly number[], slope: number): number {
  const n = values.length
  const ranks = rankValues(values.map((value, index) => value - slope * index))
  const mean = (n + 1) / 2
  const spread = ranks.reduce((sum, rank) => sum + (rank - mean) ** 2, 0)
  if (spread === 0) return 1
  let correction = 0
  for (let lag = 1; lag <= Math.min(mostLags, n - 3); lag += 1) {
    let product = 0
    for (let index = 0; index + lag < n; index += 1)
      product += ((ranks[index] ?? 0) - mean) * ((ranks[index + lag] ?? 0) - mean)
    const correlation = product / spread
    if (Math.abs(correlation) > 1.959963984540054 / Math.sqrt(n))
      correction += (n - lag) * (n - lag - 1) * (n - lag - 2) * correlation
  }
  return Math.max(1, 1 + (2 * correction) / (n * (n - 1) * (n - 2)))
}

/**
 * Mann-Kendall test of a monotone trend (Mann 1945, Econometrica 13, 245–259; Kendall 1975), its variance corrected for
 * ties and for values that depend on each other (Hamed and Rao 1998, Journal of Hydrology 204, 182–196: lags of up to a
 * year whose correlation is significant; never below the independent one). Null for fewer than ten values.
 */
export function testTrend(values: readonly number[]): Trend | null {
  const n = values.length
  if (n < leastValues) return null
  const s = countRises(values)
  const ties = new Map<number, number>()
  for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1)
  const tied = [...ties.values()].reduce((sum, t) => sum + t * (t - 1) * (2 * t + 5), 0)
  const variance = (n * (n - 1) * (2 * n + 5) - tied) / 18
  const slope = senSlope(values)
  if (variance <= 0) return { slope, sign: 0, pValue: 1 }
  const z = Math.sign(s) * (Math.max(0, Math.abs(s) - 1) / Math.sqrt(variance * inflationOf(values, slope)))
  return { slope, sign: Math.sign(s), pValue: twoSided(z) }
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
