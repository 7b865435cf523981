/** Half-open range of offsets. */
export interface Range {
  start: number
  end: number
}

const longestReach = 500
const abbreviation = /(?:^|[^\p{L}])(?:e\.g|i\.e|eg|ie|etc|vs|incl|inc|approx|min|max|bzw|z\.b|t\.ex|bl\.a|[a-z])$/u

/** Whether the sign at an offset ends a sentence: a stop before white space and no known abbreviation. */
function endsSentence(lower: string, at: number): boolean {
  const sign = lower.charCodeAt(at)
  if (sign === 33 || sign === 63) return isSpace(lower.charCodeAt(at + 1))
  if (sign !== 46 || !isSpace(lower.charCodeAt(at + 1))) return false
  return !abbreviation.test(lower.slice(Math.max(0, at - 7), at)) || isOwnWord(lower, at)
}

/** "…in C. We": a single letter that stands alone ends a sentence when a language may be meant. */
const isOwnWord = (lower: string, at: number): boolean =>
  /(?:^|[\s/,(])[cr]$/.test(lower.slice(Math.max(0, at - 2), at))

const isSpace = (unit: number): boolean =>
  unit === 32 || unit === 10 || unit === 9 || unit === 160 || Number.isNaN(unit)

/** The sentence around an offset within a stretch; at most 500 characters each way, so that cost stays linear. */
export function sentenceAround(lower: string, at: number, stretch: Range): Range {
  const floor = Math.max(stretch.start, at - longestReach)
  const ceiling = Math.min(stretch.end, at + longestReach)
  let start = at
  while (start > floor && !endsSentence(lower, start - 1)) start--
  let end = at
  while (end < ceiling && !endsSentence(lower, end)) end++
  return { start, end: Math.min(end + 1, ceiling) }
}
