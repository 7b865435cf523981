import * as characters from '@/lib/tagger/characters'
import * as prefixTree from '@/lib/tagger/prefix-tree'
import type { Alias } from '@/lib/tagger/skill'
import { createScanner, type Scan } from '@/lib/tagger/scan'
import { createSieve, opens } from '@/lib/tagger/sieve'
import { buildTrie } from '@/lib/tagger/trie'

// Bound once: the loader of the tests and bundlers turn every use of an import into a call.
const { classes, isAccented, joiner, plainSpelling, symbolMask, wordFlag } = characters
const { childOf } = prefixTree

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
  /** One pass over a text that marks where a name or a cue may begin. */
  scan(text: string): Scan
  /**
   * Leftmost-longest names of a scanned text, first to last, none overlapping. Each mark is followed into the tree as
   * far as it goes, at most the length of the longest name.
   */
  hitsOf(scan: Scan, text: string): Hit[]
  /** Both at once. */
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
const firstAccented = 0xc0
const fold = (spelling: string): string => spelling.toLowerCase().replaceAll(' ', '')

/** Whether accents stand where the alias has them: “Kafká” is no spelling of Kafka. */
const hasSameAccents = (text: string, alias: string): boolean =>
  ![...text].some((letter) => isAccented(letter.charCodeAt(0))) || fold(plainSpelling(text)) === fold(alias)

const mostCandidates = 64
const candidateEnds = new Int32Array(mostCandidates)
const candidateNames = new Int32Array(mostCandidates)

const modeRank: Record<HitMode, number> = { any: 0, exact: 1, likely: 2, cued: 3, folded: 4 }

/** Whether a spelling is plain letters and digits: what letter case is compared on as it stands. */
function isPlain(units: Uint16Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const unit = units[at] ?? 0
    if (unit > 127 || (classes[unit] ?? 0) < wordFlag || unit === 95) return false
  }
  return true
}

function isUnaccented(units: Uint16Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((units[at] ?? 0) >= firstAccented) return false
  return true
}

/** `cues`: first symbols of words that a scan has to mark beside the names. */
export function createMatcher(aliases: readonly Alias[], cues: readonly (readonly number[])[]): Matcher {
  const { trie, names } = buildTrie(aliases.map((alias) => alias.text))
  const scan = createScanner(createSieve(trie, cues))
  const spelled = aliases.map((alias) => plainSpelling(alias.text.replaceAll('~', ' ')))

  /** The alias of each name that has but one, right in any letter case; -1 for the others. */
  const only = Int32Array.from(names, ([first, other]) =>
    first !== undefined && other === undefined && aliases[first]?.mode === 'any' ? first : -1,
  )

  /** The best alias for a spelling, or null when letter case rules all out. */
  function choose(name: number, units: Uint16Array, text: string, start: number, end: number): Hit | null {
    const sole = only[name] ?? -1
    if (sole !== -1 && isUnaccented(units, start, end)) return { start, end, alias: sole, mode: 'any' }
    const spelling = text.slice(start, end)
    const plain = isPlain(units, start, end)
    let best: Hit | null = null
    for (const index of names[name] ?? []) {
      const alias = aliases[index]
      if (!alias) continue
      if (!plain && accented.test(spelling) && !hasSameAccents(spelling, spelled[index] ?? '')) continue
      let mode: HitMode = alias.mode
      if (mode !== 'any' && (plain ? spelling : plainSpelling(spelling)) !== spelled[index]) {
        if (mode === 'exact') continue
        mode = 'folded'
      }
      if (!best || modeRank[mode] < modeRank[best.mode]) best = { start, end, alias: index, mode }
    }
    return best
  }

  const { cells, ends } = trie

  /** Longest name that starts at an offset and that letter case allows, or null. */
  function longestAt(units: Uint16Array, length: number, text: string, start: number): Hit | null {
    let candidates = 0
    let unit = units[start] ?? 0
    let symbol = (classes[unit] ?? 0) & symbolMask
    let previous = symbol
    let node = childOf(cells, 0, symbol)
    for (let at = start + 1; node !== 0; at++) {
      const following = units[at] ?? 0
      const followingClass = classes[following] ?? 0
      const name = ends[node] ?? 0
      // A name that ends in a letter ends with the word, or with a version written together with it.
      if (name !== 0 && candidates < mostCandidates) {
        const endsWord = (classes[unit] ?? 0) < wordFlag || followingClass < wordFlag
        if (endsWord || (following < 58 && versionAfter(text, start, at) > 0)) {
          candidateEnds[candidates] = at
          candidateNames[candidates++] = name - 1
        }
      }
      if (at >= length) break
      unit = following
      symbol = followingClass & symbolMask
      if (symbol !== joiner || previous !== joiner) node = symbol === 0 ? 0 : childOf(cells, node, symbol)
      previous = symbol
    }
    while (candidates-- > 0) {
      const chosen = choose(candidateNames[candidates] ?? 0, units, text, start, candidateEnds[candidates] ?? 0)
      if (chosen) return chosen
    }
    return null
  }

  function hitsOf({ units, length, marks, found, count }: Scan, text: string): Hit[] {
    const hits: Hit[] = []
    let free = 0
    for (let index = 0; index < count; index++) {
      const at = marks[index] ?? 0
      if (((found[index] ?? 0) & opens.name) === 0 || at < free) continue
      const hit = longestAt(units, length, text, at)
      if (!hit) continue
      hits.push(hit)
      free = hit.end
    }
    return hits
  }

  return { scan, hitsOf, match: (text) => hitsOf(scan(text), text) }
}
