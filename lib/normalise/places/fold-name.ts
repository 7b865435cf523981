import { scanWords } from '@/lib/normalise/places/scan-words'

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

/** A word of a text; `hash` is that of its folded letters where these are ASCII, else null. */
export class Word {
  readonly text: string
  private known: string | undefined

  constructor(
    source: string,
    readonly start: number,
    readonly end: number,
    readonly hash: number | null,
  ) {
    this.text = source.slice(start, end)
  }

  get folded(): string {
    return (this.known ??= foldName(this.text))
  }
}

const wordPattern = /(?:\p{L}\.){2,}|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu

/** The words of a text with their offsets; "U.S." is one word, "Saint-Denis" two. */
export function splitWords(text: string): Word[] {
  const words: Word[] = []
  const isPlain = scanWords(text, (start, end, hash) => {
    words.push(new Word(text, start, end, hash))
    return true
  })
  if (isPlain) return words
  return [...text.matchAll(wordPattern)].map(({ 0: word, index }) => new Word(text, index, index + word.length, null))
}

/** Key of a name in the gazetteer: its folded words. */
export const keyOfName = (name: string): string =>
  splitWords(name)
    .map((word) => word.folded)
    .join(' ')
