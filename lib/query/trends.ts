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

/** Value of a rank from 0, by Hoare's selection (1961, CACM 4, 321); the order of the values is lost. Those before `low` are no larger. */
function select(values: Float64Array, rank: number, low = 0): number {
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

/** The two middle ones of values that lie around them, with so many smaller ones elsewhere out of so many in all; one twice of an odd number. */
function middleAmong(values: Float64Array, { below, total }: { below: number; total: number }): [number, number] {
  const middle = (total >> 1) - below
  const upper = select(values, middle)
  if (total % 2 === 1) return [upper, upper]
  // What lies before a selected rank is no larger.
  let lower = -Infinity
  for (let at = 0; at < middle; at += 1) lower = Math.max(lower, values[at] ?? 0)
  return [lower, upper]
}

const midway = ([lower, upper]: readonly [number, number]): number => (lower === upper ? upper : (lower + upper) / 2)

/** Pairs from which on a sample of so many slopes tells where their median is, and how far around its middle that is sought. */
const sampled = { from: 2_000, size: 400, reach: 0.06 }

/** More than the part of its heights by which rounding moves a point. */
const rounding = 2 ** -50

/** Two ranks of a sample of the slopes, between which their median is to be expected: pairs are taken at even distances. */
function sampleSlopes(given: Float64Array, total: number): { low: number; high: number } {
  const { size, reach } = sampled
  const sample = new Float64Array(size)
  const step = total / size
  let [i, begun] = [0, 0]
  for (let index = 0; index < size; index += 1) {
    const pair = Math.floor(index * step)
    while (pair >= begun + given.length - 1 - i) {
      begun += given.length - 1 - i
      i += 1
    }
    const apart = pair - begun + 1
    sample[index] = ((given[i + apart] ?? 0) - (given[i] ?? 0)) / apart
  }
  const rank = Math.floor(size * (0.5 - reach))
  return { low: select(sample, rank), high: select(sample, Math.ceil(size * (0.5 + reach)), rank) }
}

/** Puts some places that nearly stand in order, or few of them, from the lowest height to the highest. @returns by how many places they moved up */
function settle(order: Uint16Array, height: Float64Array, from = 0, behind = order.length): number {
  let moved = 0
  for (let next = from + 1; next < behind; next += 1) {
    const place = order[next] ?? 0
    const value = height[place] ?? 0
    let at = next
    for (; at > from; at -= 1) {
      const other = order[at - 1] ?? 0
      if ((height[other] ?? 0) <= value) break
      order[at] = other
    }
    order[at] = place
    moved += next - at
  }
  return moved
}

/** So many places are put in order one by one; more by merging. */
const fewPlaces = 8

/** The places of some heights from the lowest to the highest, equal ones as they come; and how many pairs fall from left to right. */
function sortHeights(height: Float64Array): { order: Uint16Array; falling: number } {
  const n = height.length
  let order = new Uint16Array(n)
  for (let at = 0; at < n; at += 1) order[at] = at
  let merged = new Uint16Array(n)
  let falling = 0
  for (let from = 0; from < n; from += fewPlaces) falling += settle(order, height, from, Math.min(from + fewPlaces, n))
  for (let width = fewPlaces; width < n; width *= 2) {
    for (let from = 0; from < n; from += 2 * width) {
      const middle = Math.min(from + width, n)
      const behind = Math.min(from + 2 * width, n)
      let left = from
      let right = middle
      for (let at = from; at < behind; at += 1) {
        // Not a pair taken apart: an object each time.
        const a = order[left] ?? 0
        const b = order[right] ?? 0
        if (left < middle && (right === behind || (height[a] ?? 0) <= (height[b] ?? 0))) {
          merged[at] = a
          left += 1
        } else {
          merged[at] = b
          right += 1
          falling += middle - left
        }
      }
    }
    const held = order
    order = merged
    merged = held
  }
  return { order, falling }
}

/** The values less `slope` times their position. */
function flatten(given: Float64Array, slope: number): Float64Array {
  const height = new Float64Array(given.length)
  for (let at = 0; at < height.length; at += 1) height[at] = (given[at] ?? 0) - slope * at
  return height
}

let slopes = new Float64Array(0)

/** Room for so many slopes, one trend after the other: made anew for each, they take longer to let go of than to find. */
function roomFor(pairs: number): Float64Array {
  if (slopes.length < pairs) slopes = new Float64Array(pairs)
  return slopes
}

/** A median of slopes, and the places of the points as they stand along a slope near it. */
interface FoundMedian {
  slope: number
  order: Uint16Array
}

/**
 * Median of the slopes of all pairs, where it lies between two bounds; null where it does not. Along each bound the points
 * have an order, and pairs that stand the other way round in the other have a slope between them: sorting one into the other
 * meets just those (Cole, Salowe, Steiger and Szemerédi 1989, SIAM Journal on Computing 18, 792–810).
 */
function medianWithin(given: Float64Array, { low, high }: { low: number; high: number }): FoundMedian | null {
  const n = given.length
  const total = (n * (n - 1)) / 2
  // Pairs that fall once the lower bound is taken off have a slope below it.
  const { order, falling: below } = sortHeights(flatten(given, low))
  const height = flatten(given, high)
  const held = roomFor(total)
  let between = 0
  for (let next = 1; next < n; next += 1) {
    const point = order[next] ?? 0
    const top = height[point] ?? 0
    const value = given[point] ?? 0
    let at = next
    for (; at > 0; at -= 1) {
      const other = order[at - 1] ?? 0
      if ((height[other] ?? 0) <= top) break
      held[between] = (value - (given[other] ?? 0)) / (point - other)
      between += 1
      order[at] = other
    }
    order[at] = point
  }
  if (below > (total - 1) >> 1 || total >> 1 >= below + between) return null
  const middle = middleAmong(held.subarray(0, between), { below, total })
  // As near to a bound, rounding decides on which side of it a pair is counted.
  const largest = given.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const margin = rounding * (largest + n * Math.max(Math.abs(low), Math.abs(high)))
  return middle[0] > low + margin && middle[1] < high - margin ? { slope: midway(middle), order } : null
}

function medianOfAll(given: Float64Array): FoundMedian {
  const n = given.length
  const total = (n * (n - 1)) / 2
  const held = roomFor(total)
  let next = 0
  for (let i = 0; i < n; i += 1)
    for (let j = i + 1; j < n; j += 1) {
      held[next] = ((given[j] ?? 0) - (given[i] ?? 0)) / (j - i)
      next += 1
    }
  const slope = total === 0 ? 0 : midway(middleAmong(held.subarray(0, total), { below: 0, total }))
  return { slope, order: sortHeights(flatten(given, slope)).order }
}

/** The median of the slopes between all pairs: sought among those around the median of a sample, and among all where it is not there. */
function findMedian(given: Float64Array): FoundMedian {
  const total = (given.length * (given.length - 1)) / 2
  const found = total < sampled.from ? null : medianWithin(given, sampleSlopes(given, total))
  const { slope, order } = found ?? medianOfAll(given)
  // Of two zeros the order is open, and nobody should read “−0”.
  return { slope: slope + 0, order }
}

/** That median (Theil and Sen). */
export const senSlope = (values: readonly number[]): number => findMedian(Float64Array.from(values)).slope

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

/** Ranks from 1, ties sharing their mean. */
function ranksFrom(order: Uint16Array, groups: readonly number[]): Float64Array {
  const ranks = new Float64Array(order.length)
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
function rankAlong(given: Float64Array, { slope, order }: FoundMedian): Float64Array {
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

/**
 * How much longer the variance of S is for values that depend on each other (Hamed and Rao 1998); at least 1.
 * @param ranks of the values without their trend
 */
function inflationOf(ranks: Float64Array): number {
  const n = ranks.length
  const mean = (n + 1) / 2
  const apart = new Float64Array(n)
  let spread = 0
  for (let index = 0; index < n; index += 1) {
    const from = (ranks[index] ?? 0) - mean
    apart[index] = from
    spread += from * from
  }
  if (spread === 0) return 1
  let correction = 0
  for (let lag = 1; lag <= Math.min(mostLags, n - 3); lag += 1) {
    let product = 0
    for (let index = 0; index + lag < n; index += 1) product += (apart[index] ?? 0) * (apart[index + lag] ?? 0)
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
  const given = new Float64Array(values)
  // Kendall's S, pairs that rise less pairs that fall, comes with sorting (Knight 1966, JASA 61, 436–439).
  const { order, falling } = sortHeights(given)
  const groups = groupsOf(given, order)
  const total = (n * (n - 1)) / 2
  const level = groups.reduce((sum, t) => sum + (t * (t - 1)) / 2, 0)
  const s = total - level - 2 * falling
  const tied = groups.reduce((sum, t) => sum + t * (t - 1) * (2 * t + 5), 0)
  const variance = (n * (n - 1) * (2 * n + 5) - tied) / 18
  const median = isMedianZero({ total, falling, level }) ? { slope: 0, order } : findMedian(given)
  const { slope } = median
  if (variance <= 0) return { slope, sign: 0, pValue: 1 }
  const left = rankAlong(given, median)
  const z = Math.sign(s) * (Math.max(0, Math.abs(s) - 1) / Math.sqrt(variance * inflationOf(left)))
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
