/** Half-open range of offsets. */
export interface Range {
  start: number
  end: number
}

/** A text with its code units, which are read faster, and its parts in lower case. */
interface Read {
  text: string
  units: Uint16Array
  lower(start: number, end: number): string
}

const longestReach = 500
const abbreviation = /(?:^|[^\p{L}])(?:e\.g|i\.e|eg|ie|etc|vs|incl|inc|approx|min|max|bzw|z\.b|t\.ex|bl\.a|[a-z])$/u

/** Words that may end an abbreviation; a letter alone is asked about as well. */
const lastWords: ReadonlySet<string> = new Set('eg ie etc vs incl inc approx min max bzw ex'.split(' '))
const longestWord = 6

const isLetter = (unit: number): boolean => (unit | 32) >= 97 && (unit | 32) <= 122
const isSpace = (unit: number): boolean => unit === 32 || unit === 10 || unit === 9 || unit === 160

/** Whether the letters before a stop may be an abbreviation: most words are longer than any. */
function mayBeAbbreviation(read: Read, at: number): boolean {
  const { units } = read
  let start = at
  while (start > 0 && isLetter(units[start - 1] ?? 0) && at - start <= longestWord) start--
  const length = at - start
  return length === 1 || (length > 1 && length <= longestWord && lastWords.has(read.lower(start, at)))
}

/** "…in C. We": a single letter that stands alone ends a sentence when a language may be meant. */
const ownWord = /(?:^|[\s/,(])[cr]$/

/** Whether the stop at an offset, before white space, ends a sentence and no known abbreviation. */
const isFullStop = (read: Read, at: number): boolean =>
  !mayBeAbbreviation(read, at) ||
  !abbreviation.test(read.lower(Math.max(0, at - 7), at)) ||
  ownWord.test(read.lower(Math.max(0, at - 2), at))

/** One for the signs that may end a sentence. */
const endings = new Uint8Array(65_536)
for (const sign of '.!?') endings[sign.charCodeAt(0)] = 1

/** Whether the sign at an offset, one that may, ends a sentence. */
function endsSentence(read: Read, at: number): boolean {
  const { units, text } = read
  return (at + 1 >= text.length || isSpace(units[at + 1] ?? 0)) && (units[at] !== 46 || isFullStop(read, at))
}

/** The sentence around an offset within a stretch; at most 500 characters each way, so that cost stays linear. */
export function sentenceAround(read: Read, at: number, stretch: Range): Range {
  const floor = Math.max(stretch.start, at - longestReach)
  const ceiling = Math.min(stretch.end, at + longestReach)
  const { units } = read
  let start = at
  while (start > floor && !(endings[units[start - 1] ?? 0] === 1 && endsSentence(read, start - 1))) start--
  let end = at
  while (end < ceiling && !(endings[units[end] ?? 0] === 1 && endsSentence(read, end))) end++
  return { start, end: Math.min(end + 1, ceiling) }
}
