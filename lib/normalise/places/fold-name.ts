const marks = /\p{M}+/gu
const plainAscii = /^[\x20-\x7e]*$/
const strokes: Record<string, string> = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', ı: 'i' }

/** Lower case without accents or dots: "St. Gallen" and "SANKT GALLEN" differ, "Zürich" and "zurich" do not. */
export function foldName(name: string): string {
  const lower = name.toLowerCase()
  const bare = plainAscii.test(lower)
    ? lower
    : lower
        .normalize('NFD')
        .replace(marks, '')
        .replace(/[ßøłđæœı]/g, (letter) => strokes[letter] ?? letter)
  return /[.'’]/.test(bare) ? bare.replace(/[.'’]/g, '') : bare
}

export interface Word {
  start: number
  end: number
  text: string
  folded: string
}

const wordPattern = /(?:\p{L}\.){2,}|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu

const ascii = /^[\x00-\x7f]*$/
const asciiWord = /(?:[A-Za-z]\.){2,}|[A-Za-z0-9]+(?:'[A-Za-z]+)*/g

/** The words of a text with their offsets; "U.S." is one word, "Saint-Denis" two. */
export function splitWords(text: string): Word[] {
  const words: Word[] = []
  // Unicode classes cost several times as much, and nine of ten texts do without.
  const pattern = ascii.test(text) ? asciiWord : wordPattern
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text))
    words.push({ start: match.index, end: match.index + match[0].length, text: match[0], folded: foldName(match[0]) })
  return words
}

/** Key of a name in the gazetteer: its folded words. */
export const keyOfName = (name: string): string =>
  splitWords(name)
    .map((word) => word.folded)
    .join(' ')
