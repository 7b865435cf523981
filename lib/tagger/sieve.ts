import {
  ampersand,
  colon,
  joiner,
  lineBreak,
  noSymbol,
  numberSign,
  odd,
  opensTag,
  slash,
  symbolBits,
  symbolCount,
} from '@/lib/tagger/characters'
import { childOf } from '@/lib/tagger/prefix-tree'
import { mayEnd, type Trie } from '@/lib/tagger/trie'

/** What three symbols in a row may be the beginning of; several may be set. */
export const opens = {
  name: 1,
  /** A word that rules of the context look for. */
  cue: 2,
  colon: 4,
  line: 8,
  /** Remains of HTML, two spaces, other spaces than the plain one. */
  oddity: 16,
} as const

/** What each three symbols may open: most words of a text open nothing and are left at that. */
export type Sieve = Uint8Array

export const sieveBits = 3 * symbolBits
export const sieveMask = (1 << sieveBits) - 1

const all = Array.from({ length: symbolCount }, (_, symbol) => symbol)

/** A space of another kind opens what a plain one does. */
const spellings = (symbol: number): number[] => (symbol === joiner || symbol === noSymbol ? [symbol, odd] : [symbol])

/** Marks an opening of one to three symbols; any may follow a shorter one. */
function mark(sieve: Sieve, what: number, [first, second, third]: readonly (number | undefined)[]): void {
  if (first === undefined) return
  for (const next of second === undefined ? all : spellings(second)) {
    for (const last of third === undefined ? all : spellings(third)) {
      const key = (first << (2 * symbolBits)) | (next << symbolBits) | last
      sieve[key] = (sieve[key] ?? 0) | what
    }
  }
}

/** Every opening of a name. Behind one of one or two letters stands no other letter; a joiner may be repeated. */
function markNames(sieve: Sieve, trie: Trie): void {
  for (const first of all) {
    const one = childOf(trie.cells, 0, first)
    if (one === 0) continue
    for (const second of all) {
      if (mayEnd(trie, one, first, second)) mark(sieve, opens.name, [first, second])
      const two = childOf(trie.cells, one, second)
      if (two === 0) continue
      if (second === joiner) mark(sieve, opens.name, [first, second])
      for (const third of all)
        if (mayEnd(trie, two, second, third) || childOf(trie.cells, two, third) !== 0)
          mark(sieve, opens.name, [first, second, third])
    }
  }
}

const lettersOf = (letters: string): number[] => [...letters].map((letter) => letter.charCodeAt(0) - 96)
const tagLetters = lettersOf('abcdefhiloprstu')
const entityLetters = lettersOf('anqlg')

/** A sieve for names, for the openings of cues, and for the signs that matter to layout. */
export function createSieve(trie: Trie, cues: Iterable<readonly number[]>): Sieve {
  const sieve = new Uint8Array(symbolCount ** 3)
  markNames(sieve, trie)
  for (const cue of cues) mark(sieve, opens.cue, cue)
  mark(sieve, opens.line, [lineBreak])
  mark(sieve, opens.colon, [colon])
  // A space is marked only where another stands before it.
  mark(sieve, opens.oddity, [joiner])
  mark(sieve, opens.oddity, [odd])
  for (const second of [...tagLetters, slash]) mark(sieve, opens.oddity, [opensTag, second])
  for (const second of [...entityLetters, numberSign]) mark(sieve, opens.oddity, [ampersand, second])
  return sieve
}
