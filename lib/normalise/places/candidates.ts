import { findCountryCode, findState, getGazetteer, type PlaceMeaning } from '@/lib/normalise/places/gazetteer'
import type { Word } from '@/lib/normalise/places/fold-name'
import { smallShortNames } from '@/lib/normalise/places/place-words'

export interface FindOptions {
  /** The text is a place field or a header, so small letters and bare codes count too. */
  isField: boolean
}

/** A run of words that names something: a known name, a two or three letter code, or both. */
export interface Candidate {
  from: number
  to: number
  meanings: readonly PlaceMeaning[]
  state: string | null
  country: string | null
}

const joiner = /^(?:[ \-+&]|\. ?| - )$/

// Names that are written with a comma, and mean another place without their second word.
const commaNames = new Set(['washington dc', 'bogota dc', 'soho london'])

export function isJoined(text: string, words: readonly Word[], from: number, to: number): boolean {
  for (let index = from + 1; index < to; index += 1) {
    const before = words[index - 1]
    const word = words[index]
    if (before === undefined || word === undefined) return false
    const gap = text.slice(before.end, word.start)
    if (gap === ', ' && commaNames.has(`${before.folded} ${word.folded}`)) continue
    if (gap !== ' ' && !joiner.test(gap)) return false
    if (gap.startsWith('.') && before.folded !== 'st' && before.folded !== 'ft') return false
  }
  return true
}

export const isCapital = (word: Word): boolean => /^\p{Lu}/u.test(word.text)
export const isAllCapitals = (word: Word): boolean => word.text === word.text.toUpperCase() && /\p{Lu}/u.test(word.text)

function isWrittenAsName(meaning: PlaceMeaning, words: readonly Word[], options: FindOptions): boolean {
  const [first] = words
  if (first === undefined) return false
  if (meaning.isCapitals) return words.every(isAllCapitals) || (options.isField && smallShortNames.has(first.folded))
  if (meaning.kind === 'area') return true
  return isCapital(first) || (options.isField && (words.length > 1 || first.text.length > 3))
}

/** The longest known name that begins at a word. */
function findNameAt(text: string, words: readonly Word[], from: number, options: FindOptions): Candidate | null {
  let found: Candidate | null = null
  let nodes = getGazetteer().byFirstWord
  for (let index = from; index < words.length && nodes.size > 0; index += 1) {
    const node = nodes.get(words[index]?.folded ?? '')
    if (node === undefined || (index > from && !isJoined(text, words, index - 1, index + 1))) break
    if (node.meanings.length > 0) {
      const run = words.slice(from, index + 1)
      const meanings = node.meanings.filter((meaning) => isWrittenAsName(meaning, run, options))
      if (meanings.length > 0) found = { from, to: index + 1, meanings, state: null, country: null }
    }
    nodes = node.next
  }
  return found
}

const codeAt = (word: Word, text: string): { state: string | null; country: string | null } | null => {
  if (word.text.length > 3 || word.text.length < 2) return null
  const isCode =
    /^[A-Z]{2,3}$/.test(word.text) ||
    (/^[A-Z][a-z]$/.test(word.text) &&
      // "Zurich, On-site" is not in Ontario.
      text[word.end] !== '-' &&
      /,\s*$/.test(text.slice(Math.max(0, word.start - 3), word.start)))
  if (!isCode) return null
  const letters = word.text.toUpperCase()
  const state = findState(letters)
  const country = findCountryCode(letters)
  return state === null && country === null ? null : { state, country }
}

/** The runs of words that may name a place, longest first at each word, without overlaps. */
export function findCandidates(text: string, words: readonly Word[], options: FindOptions): Candidate[] {
  const candidates: Candidate[] = []
  for (let index = 0; index < words.length;) {
    const word = words[index]
    if (word === undefined) break
    if (word.hash !== null && !getGazetteer().mayBegin(word.hash, text.charCodeAt(word.start))) {
      index += 1
      continue
    }
    const named = findNameAt(text, words, index, options)
    const code = named !== null && named.to - named.from > 1 ? null : codeAt(word, text)
    if (named !== null || code !== null)
      candidates.push({
        from: index,
        to: named?.to ?? index + 1,
        meanings: named?.meanings ?? [],
        state: code?.state ?? null,
        country: code?.country ?? null,
      })
    index = named?.to ?? index + 1
  }
  return candidates
}
