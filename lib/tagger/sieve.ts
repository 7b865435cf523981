import {
  ampersand,
  colon,
  isWordSymbol,
  joiner,
  lineBreak,
  odd,
  opensTag,
  symbolBits,
  symbolCount,
  symbols,
} from '@/lib/tagger/characters'
import { childOf } from '@/lib/tagger/prefix-tree'
import type { Trie } from '@/lib/tagger/trie'

/** What the symbols from a mark on may be the beginning of; several may be set. */
export const opens = {
  name: 1,
  /** A word that rules of the context look for. */
  cue: 2,
  colon: 4,
  line: 8,
  /** Remains of HTML, two spaces, other spaces than the plain one. */
  oddity: 16,
} as const

/**
 * What five symbols in a row may be the beginning of, and what three: most words of a text open nothing and are left at
 * that.
 */
export interface Sieve {
  /** By slot of five symbols. Others may share the slot: what is found is looked at again. */
  five: Uint8Array
  /** By three symbols: what is as short, and may be followed by anything. */
  three: Uint8Array
}

const slotBits = 17
const [short, long] = [3, 5]

/** The slot of five symbols, packed in one number. */
export const slotOf = (packed: number): number => Math.imul(packed, 0x9e3779b1) >>> (32 - slotBits)

const pack = (word: readonly number[]): number => word.reduce((packed, symbol) => (packed << symbolBits) | symbol, 0)

const all = Array.from({ length: symbolCount }, (_, symbol) => symbol)

/** Marks what begins with a word; any symbols may follow. */
function mark(sieve: Sieve, what: number, word: readonly number[]): void {
  if (word.length !== short && word.length < long) {
    for (const next of all) mark(sieve, what, [...word, next])
    return
  }
  const [table, key] =
    word.length === short ? [sieve.three, pack(word)] : [sieve.five, slotOf(pack(word.slice(0, long)))]
  table[key] = (table[key] ?? 0) | what
}

const isDigit = (symbol: number): boolean => symbol >= (symbols[48] ?? 0) && symbol <= (symbols[57] ?? 0)

/** Marks the names that go on from a node of their tree. Behind a letter ends no name where another follows; a joiner may be repeated. */
function markNames(sieve: Sieve, trie: Trie, node: number, word: readonly number[]): void {
  const last = word.at(-1)
  if (word.length === long || last === joiner) mark(sieve, opens.name, last === joiner ? [...word, joiner] : word)
  if (word.length === long) return
  if (last !== undefined && trie.ends[node] !== 0) {
    if (word.length === short || !isWordSymbol(last)) mark(sieve, opens.name, word)
    else for (const next of all) if (!isWordSymbol(next) || isDigit(next)) mark(sieve, opens.name, [...word, next])
  }
  for (const symbol of all) {
    const child = childOf(trie.cells, node, symbol)
    if (child !== 0) markNames(sieve, trie, child, [...word, symbol])
  }
}

/** A sieve for names, for the openings of cues, and for the signs that matter to layout. */
export function createSieve(trie: Trie, cues: Iterable<readonly number[]>): Sieve {
  const sieve = { five: new Uint8Array(1 << slotBits), three: new Uint8Array(1 << (short * symbolBits)) }
  markNames(sieve, trie, 0, [])
  for (const cue of cues) mark(sieve, opens.cue, cue)
  mark(sieve, opens.line, [lineBreak])
  mark(sieve, opens.colon, [colon])
  // A space is marked only where another stands before it.
  for (const symbol of [joiner, odd, opensTag, ampersand]) mark(sieve, opens.oddity, [symbol])
  return sieve
}
