import * as characters from '@/lib/tagger/characters'
import type { Alias } from '@/lib/tagger/skill'
import { buildTrie, openings } from '@/lib/tagger/trie'

// Bound once: the loader of the tests and bundlers turn every use of an import into a call.
const { classes, isAccented, joiner, plainSpelling, symbolBits, symbolMask, wordFlag } = characters

/** How well the letter case of a hit fits its alias; `folded`: a word with another meaning in another case. */
export type HitMode = Alias['mode'] | 'folded'

export interface Hit {
  start: number
  end: number
  /** Index into the aliases that the matcher was made of. */
  alias: number
  mode: HitMode
}

export interface Matcher {
  /**
   * Leftmost-longest names of a text, first to last, none overlapping. One pass: each word start is followed into
   * the tree as far as it goes, at most the length of the longest name.
   */
  match(text: string): Hit[]
}

const shortestNumbered = 3
const trailingVersion = /^\d{1,2}(?:\.(?:\d+|x))*(?![\p{L}\p{N}_])/u

/** Versions written together with a name, as in "Python3" or "Java17". Returns the length of the version, 0 for none. */
function versionAfter(text: string, start: number, end: number): number {
  if (end - start < shortestNumbered) return 0
  return trailingVersion.exec(text.slice(end, end + 8))?.[0].length ?? 0
}

const accented = /[\u00c0-\u024f]/
const fold = (spelling: string): string => spelling.toLowerCase().replaceAll(' ', '')

/** Whether accents stand where the alias has them: “Kafká” is no spelling of Kafka. */
const hasSameAccents = (text: string, alias: string): boolean =>
  ![...text].some((letter) => isAccented(letter.charCodeAt(0))) || fold(plainSpelling(text)) === fold(alias)

const modeRank: Record<HitMode, number> = { any: 0, exact: 1, likely: 2, cued: 3, folded: 4 }

const smallest = 16_384
const spare = 4
let buffer = Buffer.alloc(2 * smallest)
let view = new Uint16Array(buffer.buffer, buffer.byteOffset, smallest)

/** The UTF-16 code units of a text, a few zeros behind them; valid until the next call. An array is read faster than a string. */
function unitsOf(text: string): Uint16Array {
  if (view.length < text.length + spare) {
    const size = text.length + smallest
    buffer = Buffer.alloc(2 * size)
    view = new Uint16Array(buffer.buffer, buffer.byteOffset, size)
  }
  buffer.write(text, 'utf16le')
  for (let at = text.length; at < text.length + spare; at++) view[at] = 0
  return view
}

export function createMatcher(aliases: readonly Alias[]): Matcher {
  const { trie, names } = buildTrie(aliases.map((alias) => alias.text))
  const { next, ends } = trie
  const spelled = aliases.map((alias) => plainSpelling(alias.text.replaceAll('~', ' ')))

  /** The best alias for a spelling, or null when letter case rules all out. */
  function choose(name: number, text: string, start: number, end: number): { alias: number; mode: HitMode } | null {
    let best: { alias: number; mode: HitMode } | null = null
    for (const index of names[name] ?? []) {
      const alias = aliases[index]
      if (!alias) continue
      let mode: HitMode = alias.mode
      if (accented.test(text.slice(start, end)) && !hasSameAccents(text.slice(start, end), spelled[index] ?? ''))
        continue
      if (mode !== 'any' && plainSpelling(text.slice(start, end)) !== spelled[index]) {
        if (mode === 'exact') continue
        mode = 'folded'
      }
      if (!best || modeRank[mode] < modeRank[best.mode]) best = { alias: index, mode }
    }
    return best
  }

  const candidateEnds = new Int32Array(64)
  const candidateNames = new Int32Array(64)
  const isOpening = openings(trie)

  /** Longest name that starts at an offset and that letter case allows, or null. */
  function longestAt(units: Uint16Array, length: number, text: string, start: number): Hit | null {
    let unit = units[start] ?? 0
    let node = next[(classes[unit] ?? 0) & symbolMask] ?? 0
    let candidates = 0
    let previous = 0
    let at = start + 1
    while (node !== 0) {
      const following = units[at] ?? 0
      const followingClass = classes[following] ?? 0
      const name = ends[node] ?? 0
      // A name that ends in a letter ends with the word, or with a version written together with it.
      if (name !== 0 && candidates < 64) {
        const endsWord = (classes[unit] ?? 0) < wordFlag || followingClass < wordFlag
        if (endsWord || (following < 58 && versionAfter(text, start, at) > 0)) {
          candidateEnds[candidates] = at
          candidateNames[candidates++] = name - 1
        }
      }
      if (at >= length) break
      unit = following
      const symbol = followingClass & symbolMask
      if (symbol !== joiner || previous !== joiner) node = symbol === 0 ? 0 : (next[(node << symbolBits) + symbol] ?? 0)
      previous = symbol
      at++
    }
    while (candidates-- > 0) {
      const end = candidateEnds[candidates] ?? 0
      const chosen = choose(candidateNames[candidates] ?? 0, text, start, end)
      if (chosen) return { start, end, ...chosen }
    }
    return null
  }

  function match(text: string): Hit[] {
    const hits: Hit[] = []
    const length = text.length
    const units = unitsOf(text)
    let index = 0
    while (index < length) {
      const first = classes[units[index] ?? 0] ?? 0
      const startsInWord = first >= wordFlag
      if (first !== 0) {
        const second = (classes[units[index + 1] ?? 0] ?? 0) & symbolMask
        const third = (classes[units[index + 2] ?? 0] ?? 0) & symbolMask
        const key = ((first & symbolMask) << (2 * symbolBits)) | (second << symbolBits) | third
        const mayOpen = ((isOpening[key >> 3] ?? 0) & (1 << (key & 7))) !== 0
        if (mayOpen && (startsInWord || index === 0 || (classes[units[index - 1] ?? 0] ?? 0) < wordFlag)) {
          const hit = longestAt(units, length, text, index)
          if (hit) {
            hits.push(hit)
            index = hit.end
            if ((classes[units[index - 1] ?? 0] ?? 0) < wordFlag) continue
            while (index < length && (classes[units[index] ?? 0] ?? 0) >= wordFlag) index++
            continue
          }
        }
      }
      index++
      if (startsInWord) while ((classes[units[index] ?? 0] ?? 0) >= wordFlag) index++
    }
    return hits
  }

  return { match }
}
