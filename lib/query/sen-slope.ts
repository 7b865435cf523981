// The median of the slopes between all pairs of a series' values (Theil 1950; Sen 1968), and the order of values along a slope.

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

/** Slopes between which a median is sought. */
export interface SlopeBounds {
  low: number
  high: number
}

/** Of the bounds from a sample, the part around the median where that of nearly the same values is sought. */
const partNear = 1 / 24

/** More than the part of its heights by which rounding moves a point. */
const rounding = 2 ** -50

const sample = new Float64Array(sampled.size)

/** Two ranks of a sample of the slopes, between which their median is to be expected: pairs are taken at even distances. */
function sampleSlopes(given: Float64Array, total: number): SlopeBounds {
  const { size, reach } = sampled
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
export function settle(order: Uint16Array, height: Float64Array, from = 0, behind = order.length): number {
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

/** Of series of one length, one after the other: made anew for each, it takes longer to let go of than to use. */
interface Room {
  order: Uint16Array
  merged: Uint16Array
  height: Float64Array
}

let room: Room = { order: new Uint16Array(0), merged: new Uint16Array(0), height: new Float64Array(0) }

function roomOf(n: number): Room {
  if (room.height.length !== n)
    room = { order: new Uint16Array(n), merged: new Uint16Array(n), height: new Float64Array(n) }
  return room
}

/** So many places are put in order one by one; more by merging. */
const fewPlaces = 8

/**
 * The places of some heights from the lowest to the highest, equal ones as they come, until others are sorted; and how many
 * pairs fall from left to right.
 */
export function sortHeights(height: Float64Array): { order: Uint16Array; falling: number } {
  const n = height.length
  let { order, merged } = roomOf(n)
  for (let at = 0; at < n; at += 1) order[at] = at
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

/** The values less `slope` times their position, until others are flattened. */
export function flatten(given: Float64Array, slope: number): Float64Array {
  const { height } = roomOf(given.length)
  for (let at = 0; at < height.length; at += 1) height[at] = (given[at] ?? 0) - slope * at
  return height
}

let slopes = new Float64Array(0)

/** Room for so many slopes. */
function roomForSlopes(pairs: number): Float64Array {
  if (slopes.length < pairs) slopes = new Float64Array(pairs)
  return slopes
}

/** A median of slopes, and the places of the points as they stand along a slope near it, until others are sorted. */
export interface AlongSlope {
  slope: number
  order: Uint16Array
}

export interface FoundMedian extends AlongSlope {
  /** Where that of nearly the same values is to be expected; null where it is found faster among all. */
  near: SlopeBounds | null
}

/**
 * Median of the slopes of all pairs, where it lies between two bounds; null where it does not. Along each bound the points
 * have an order, and pairs that stand the other way round in the other have a slope between them: sorting one into the other
 * meets just those (Cole, Salowe, Steiger and Szemerédi 1989, SIAM Journal on Computing 18, 792–810).
 */
function medianWithin(given: Float64Array, { low, high }: SlopeBounds): AlongSlope | null {
  const n = given.length
  const total = (n * (n - 1)) / 2
  // Pairs that fall once the lower bound is taken off have a slope below it.
  const { order, falling: below } = sortHeights(flatten(given, low))
  const height = flatten(given, high)
  const held = roomForSlopes(total)
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
  let largest = 0
  for (const value of given) largest = Math.max(largest, Math.abs(value))
  const margin = rounding * (largest + n * Math.max(Math.abs(low), Math.abs(high)))
  return middle[0] > low + margin && middle[1] < high - margin ? { slope: midway(middle), order } : null
}

function medianOfAll(given: Float64Array): AlongSlope {
  const n = given.length
  const total = (n * (n - 1)) / 2
  const held = roomForSlopes(total)
  let next = 0
  for (let i = 0; i < n; i += 1)
    for (let j = i + 1; j < n; j += 1) {
      held[next] = ((given[j] ?? 0) - (given[i] ?? 0)) / (j - i)
      next += 1
    }
  const slope = total === 0 ? 0 : midway(middleAmong(held.subarray(0, total), { below: 0, total }))
  return { slope, order: sortHeights(flatten(given, slope)).order }
}

/**
 * The median of the slopes between all pairs: sought among those around the median of a sample, and among all where it is
 * not there.
 * @param near where it is sought before: bounds that were found for nearly the same values
 */
export function findMedian(given: Float64Array, near: SlopeBounds | null = null): FoundMedian {
  const { order, ...found } = seekMedian(given, near)
  // Of two zeros the order is open, and nobody should read “−0”.
  const slope = found.slope + 0
  const { reach } = found
  return { slope, order, near: reach === null ? null : { low: slope - reach, high: slope + reach } }
}

/** @returns with the median how far around it that of nearly the same values is to be sought; null where all slopes are few */
function seekMedian(given: Float64Array, near: SlopeBounds | null): AlongSlope & { reach: number | null } {
  const total = (given.length * (given.length - 1)) / 2
  if (total < sampled.from) return { ...medianOfAll(given), reach: null }
  const known = near === null ? null : medianWithin(given, near)
  if (near !== null && known !== null) return { ...known, reach: (near.high - near.low) / 2 }
  const bounds = sampleSlopes(given, total)
  const found = medianWithin(given, bounds) ?? medianOfAll(given)
  return { ...found, reach: ((bounds.high - bounds.low) / 2) * partNear }
}

/** That median (Theil and Sen). */
export const senSlope = (values: readonly number[]): number => findMedian(Float64Array.from(values)).slope
