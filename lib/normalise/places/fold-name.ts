import { findMatches } from '@/lib/domain/find-matches'
import { scanWords, type ScannedWords } from '@/lib/normalise/places/scan-words'

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
  private written: string | undefined
  private known: string | undefined

  constructor(
    private readonly source: string,
    readonly start: number,
    readonly end: number,
    readonly hash: number | null,
  ) {}

  get text(): string {
    return (this.written ??= this.source.slice(this.start, this.end))
  }

  get folded(): string {
    return (this.known ??= foldName(this.text))
  }
}

const wordPattern = /(?:\p{L}\.){2,}|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu

/** The words of a text with their offsets; "U.S." is one word, "Saint-Denis" two. */
export function splitWords(text: string, scanned: ScannedWords | null = scanWords(text)): Word[] {
  if (scanned === null)
    return [...findMatches(text, wordPattern)].map(
      ({ 0: word, index }) => new Word(text, index, index + word.length, null),
    )
  const words: Word[] = []
  const { count, starts, ends, hashes } = scanned
  for (let index = 0; index < count; index += 1)
    words.push(new Word(text, starts[index] ?? 0, ends[index] ?? 0, hashes[index] ?? 0))
  return words
}

/** Key of a name in the gazetteer: its folded words. */
export const keyOfName = (name: string): string =>
  splitWords(name)
    .map((word) => word.folded)
    .join(' ')
