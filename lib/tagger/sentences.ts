/** Half-open range of offsets. */
export interface Range {
  start: number
  end: number
}

const longestReach = 500
const abbreviation = /(?:^|[^\p{L}])(?:e\.g|i\.e|eg|ie|etc|vs|incl|inc|approx|min|max|bzw|z\.b|t\.ex|bl\.a|[a-z])$/u

/** Words that may end an abbreviation; a letter alone is asked about as well. */
const lastWords: ReadonlySet<string> = new Set('eg ie etc vs incl inc approx min max bzw ex'.split(' '))
const longestWord = 6

/** Whether the letters before a stop may be an abbreviation: most words are longer than any. */
function mayBeAbbreviation(lower: string, at: number): boolean {
  let start = at
  while (start > 0 && isLetter(lower.charCodeAt(start - 1)) && at - start <= longestWord) start--
  const length = at - start
  return length === 1 || (length > 1 && length <= longestWord && lastWords.has(lower.slice(start, at)))
}

const isLetter = (unit: number): boolean => unit >= 97 && unit <= 122

/** Whether the stop at an offset, before white space, ends a sentence and no known abbreviation. */
const isFullStop = (lower: string, at: number): boolean =>
  !mayBeAbbreviation(lower, at) || !abbreviation.test(lower.slice(Math.max(0, at - 7), at)) || isOwnWord(lower, at)

/** Whether the sign at an offset ends a sentence. */
function endsSentence({ units, lower }: Read, at: number): boolean {
  const sign = units[at] ?? 0
  if (sign !== 46 && sign !== 33 && sign !== 63) return false
  return isSpace(lower.charCodeAt(at + 1)) && (sign !== 46 || isFullStop(lower, at))
}

/** "…in C. We": a single letter that stands alone ends a sentence when a language may be meant. */
const isOwnWord = (lower: string, at: number): boolean =>
  /(?:^|[\s/,(])[cr]$/.test(lower.slice(Math.max(0, at - 2), at))

const isSpace = (unit: number): boolean =>
  unit === 32 || unit === 10 || unit === 9 || unit === 160 || Number.isNaN(unit)

/** A text with its code units, which are read faster. */
interface Read {
  units: Uint16Array
  lower: string
}

/** The sentence around an offset within a stretch; at most 500 characters each way, so that cost stays linear. */
export function sentenceAround(text: Read, at: number, stretch: Range): Range {
  const floor = Math.max(stretch.start, at - longestReach)
  const ceiling = Math.min(stretch.end, at + longestReach)
  let start = at
  while (start > floor && !endsSentence(text, start - 1)) start--
  let end = at
  while (end < ceiling && !endsSentence(text, end)) end++
  return { start, end: Math.min(end + 1, ceiling) }
}
