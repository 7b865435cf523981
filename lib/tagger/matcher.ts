import { isAccented, joiner, plainSpelling, symbolBits, symbols, wordUnits } from '@/lib/tagger/characters'
import type { Alias } from '@/lib/tagger/skill'
import { buildTrie } from '@/lib/tagger/trie'

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

  function match(text: string): Hit[] {
    const hits: Hit[] = []
    const length = text.length
    let index = 0
    while (index < length) {
      const first = text.charCodeAt(index)
      let node = next[symbols[first] ?? 0] ?? 0
      const startsInWord = wordUnits[first] === 1
      if (node === 0 || (!startsInWord && index > 0 && wordUnits[text.charCodeAt(index - 1)] === 1)) {
        index++
        if (startsInWord) while (index < length && wordUnits[text.charCodeAt(index)] === 1) index++
        continue
      }
      const start = index
      let candidates = 0
      let previous = 0
      let at = index + 1
      let unit = first
      for (;;) {
        const name = ends[node] ?? 0
        if (name !== 0 && candidates < 64) {
          const following = text.charCodeAt(at)
          // A name that ends in a letter ends with the word; `charCodeAt` past the end is NaN, which is no word.
          if (wordUnits[unit] !== 1 || wordUnits[following] !== 1) {
            candidateEnds[candidates] = at
            candidateNames[candidates++] = name - 1
          } else if (following < 58) {
            const version = versionAfter(text, start, at)
            if (version > 0) {
              candidateEnds[candidates] = at
              candidateNames[candidates++] = name - 1
            }
          }
        }
        if (at >= length) break
        unit = text.charCodeAt(at)
        const symbol = symbols[unit] ?? 0
        if (symbol === joiner && previous === joiner) {
          at++
          continue
        }
        node = next[(node << symbolBits) + symbol] ?? 0
        if (node === 0 || symbol === 0) break
        previous = symbol
        at++
      }
      let end = 0
      while (candidates-- > 0) {
        const candidateEnd = candidateEnds[candidates] ?? 0
        const chosen = choose(candidateNames[candidates] ?? 0, text, start, candidateEnd)
        if (!chosen) continue
        end = candidateEnd
        hits.push({ start, end, ...chosen })
        break
      }
      if (end > 0) {
        index = end
        if (wordUnits[text.charCodeAt(end - 1)] !== 1) continue
      } else index = start + 1
      while (index < length && wordUnits[text.charCodeAt(index)] === 1 && wordUnits[text.charCodeAt(index - 1)] === 1)
        index++
    }
    return hits
  }

  return { match }
}
