import { duplicateKeyOf } from '@/lib/normalise/duplicate-key'
import { hashText, shinglesOf } from '@/lib/vacancy/shingles'
import { bandsOf, minHashesOf } from '@/lib/vacancy/signature'
import { titleCore } from '@/lib/vacancy/titles'
import { foldedWords } from '@/lib/vacancy/words'

/** What is read from a posting to tell which vacancy it belongs to. */
export interface PostingToSign {
  /** Key of the employer; null when the posting names none. */
  employer: string | null
  title: string | null
  /** Whether the source gave the title; otherwise it was read out of the text. */
  isTitleGiven: boolean
  /** Names of the places that the source gave beside the text; empty when it gave the text alone. */
  places: readonly string[]
  text: string
}

/** What is kept of a posting to find its duplicates without its text. */
export interface Signature {
  /** What the given title says of the job (`titleCore`); null when the title was read out of the text. */
  core: string | null
  /** Equal for texts that differ only in white space, case and punctuation. */
  textKey: string
  /** Words of the text. */
  words: number
  /** Hash of employer and core; null when it names no employer. */
  scope: number | null
  bands: Int32Array
}

const wordsOfPlaces = (places: readonly string[]): ReadonlySet<string> => new Set(foldedWords(places.join(' ')))

const withoutPlaces = (words: string[], names: ReadonlySet<string>): string[] =>
  names.size === 0 ? words : words.filter((word) => !names.has(word))

/**
 * The shingles by which two texts are compared. The names of a posting's own places are left out where the source gave them
 * apart: they are what differs between the copies of one text over forty cities.
 */
export const shinglesOfPosting = ({ text, places }: Pick<PostingToSign, 'text' | 'places'>): Int32Array =>
  shinglesOf(withoutPlaces(foldedWords(text), wordsOfPlaces(places)))

/** Signature of a posting: a pure function of it. Bands hold the employer, and a given title: others are not looked at. */
export function signPosting({ employer, title, isTitleGiven, places, text }: PostingToSign): Signature {
  const names = wordsOfPlaces(places)
  const words = foldedWords(text)
  const core = isTitleGiven ? titleCore(title ?? '', names) : null
  const scope = employer === null ? null : hashText(`${employer}\n${core ?? ''}\n${isTitleGiven}`)
  return {
    core,
    textKey: duplicateKeyOf(text),
    words: words.length,
    scope,
    bands: scope === null ? new Int32Array(0) : bandsOf(minHashesOf(shinglesOf(withoutPlaces(words, names))), scope),
  }
}
