import * as characters from '@/lib/tagger/characters'
import { childOf, PrefixTreeBuilder } from '@/lib/tagger/prefix-tree'
import { type Alphabet, type Opening, openingsOf, words } from '@/lib/tagger/pattern-openings'

const { scanClasses, symbolBits, symbolMask } = characters

/** A pattern of the rules by its source, and the bit that stands for it. */
export interface Entry {
  bit: number
  source: string
}

/** Tells of a place in a text which patterns may match there, by the first characters that they may begin with. */
export interface PatternIndex {
  /** Bits of the patterns that may match from an offset on (for `step` -1: that may end right before it). */
  at(units: Uint16Array, offset: number): number
  /** Bits of the first and of the second letters that all openings have, signs before them aside; see `mayOpen`. */
  first: number
  second: number
  openings: ReadonlySet<Opening>
}

/** A longer run of signs than this may be followed by anything. */
const longestRun = 24

interface Reach {
  depth: number
  alphabet: Alphabet
  /** 1 reads on from an offset, -1 back from it. */
  step: 1 | -1
}

/** Bits of the letters that openings have at a place, signs before them aside; all bits where one is shorter. */
function lettersAt(openings: ReadonlySet<Opening>, place: number, collapsed: number): number {
  let letters = 0
  for (const opening of openings) {
    const symbol = opening.charCodeAt(place + (opening.charCodeAt(0) === collapsed ? 1 : 0))
    letters |= Number.isNaN(symbol) ? -1 : 1 << symbol
  }
  return letters
}

const unitTables = new Map<Alphabet, Uint8Array>()

/** Symbols of an alphabet by code unit. */
function unitsOf(alphabet: Alphabet): Uint8Array {
  const known = unitTables.get(alphabet)
  if (known !== undefined) return known
  const table = scanClasses.map((kind) => alphabet.symbols[kind & symbolMask] ?? 0)
  unitTables.set(alphabet, table)
  return table
}

/** Makes an index of at most 31 patterns. */
export function createPatternIndex(entries: readonly Entry[], { depth, alphabet, step }: Reach): PatternIndex {
  const builder = new PrefixTreeBuilder()
  const bitsOfNode = new Map<number, number>()
  const openings = new Set<Opening>()
  for (const { bit, source } of entries) {
    for (const opening of openingsOf(source, { depth, alphabet, isBackward: step === -1 })) {
      openings.add(opening)
      const node = builder.add([...opening].map((character) => character.charCodeAt(0)))
      bitsOfNode.set(node, (bitsOfNode.get(node) ?? 0) | bit)
    }
  }
  const { cells, states } = builder.pack()
  const ends = new Int32Array(cells.length)
  for (const [node, bits] of bitsOfNode) ends[states[node] ?? 0] = bits
  const { collapsed } = alphabet
  const symbolOf = unitsOf(alphabet)

  /** The way through the tree is at most `depth` symbols long. */
  function at(units: Uint16Array, offset: number): number {
    let found = ends[0] ?? 0
    let state = 0
    let previous = -1
    let run = 0
    for (let place = step === 1 ? offset : offset - 1; place >= 0; place += step) {
      const symbol = symbolOf[units[place] ?? 0] ?? 0
      if (symbol === collapsed && previous === collapsed) {
        if (++run > longestRun) return -1
        continue
      }
      state = childOf(cells, state, symbol)
      if (state === 0) return found
      found |= ends[state] ?? 0
      previous = symbol
    }
    return found
  }

  return { at, openings, first: lettersAt(openings, 0, collapsed), second: lettersAt(openings, 1, collapsed) }
}

const besideOf = unitsOf(words)

/** The two letters next to an offset, signs before them aside, in one number for `mayOpen`; -1 where signs go on and on. */
export function lettersBeside(units: Uint16Array, offset: number, step: 1 | -1): number {
  let place = step === 1 ? offset : offset - 1
  let first = besideOf[units[place] ?? 0] ?? 0
  for (let run = 0; first === words.collapsed; run++) {
    if (run > longestRun || place < 0) return -1
    place += step
    first = besideOf[units[place] ?? 0] ?? 0
  }
  return first | ((besideOf[units[place + step] ?? 0] ?? 0) << symbolBits)
}

/** Whether patterns whose openings have these letters may match: false is certain, and most are told so. */
export const mayOpen = (first: number, second: number, letters: number): boolean =>
  letters === -1 || ((first >>> letters) & (second >>> (letters >> symbolBits)) & 1) !== 0
