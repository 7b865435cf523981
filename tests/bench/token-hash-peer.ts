import type { Hit } from '@/lib/tagger/matcher'
import type { Alias } from '@/lib/tagger/skill'

// The fastest plain matcher that we know of, as a peer for ours: FlashText. A text is cut into tokens of letters and
// digits, each token is hashed while it is read (FNV-1a over folded code units), and only where the hash is that of the
// first token of a name are the names of that slot compared, longest first. It keeps the same contract as ours, so that
// the two do the same work: the same aliases, boundaries of words in any script, longest match, letter case as each
// alias rules it, a joiner as spaces and hyphens of every kind in any number, full-width forms, versions written together
// with a name, and spans in the text as JavaScript counts it. It marks no cues, which ours does in the same pass.

const offsetBasis = 0x811c9dc5
const prime = 0x01000193
const slotBits = 14
const slotMask = (1 << slotBits) - 1
const longestText = 1 << 22
const space = 32
const codeUnits = 65_536

const inWord = /[\p{L}\p{N}\p{M}_]/u
const spaceless =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u
const joiner = /[ \t\u00a0\u00ad\u2000-\u200b\u2010-\u2013\u202f\u205f\u2060\u3000\ufeff-]/
const widthOffset = 0xfee0

const narrow = (unit: number): number => (unit >= 0xff01 && unit <= 0xff5e ? unit - widthOffset : unit)

/** Lower-case letter or digit of a unit, 0 for what is between tokens. */
const folded = new Uint16Array(codeUnits)
/** A spelling with its letter case: joiners as spaces, apostrophes straight. */
const cased = new Uint16Array(codeUnits)
/** What a name is compared on: the same in lower case. */
const compared = new Uint16Array(codeUnits)
for (let unit = 0; unit < codeUnits; unit++) {
  const character = String.fromCharCode(narrow(unit))
  const lower = character.toLowerCase().charCodeAt(0)
  if (inWord.test(character) && !spaceless.test(character)) folded[unit] = lower
  cased[unit] = joiner.test(character) ? space : character === '’' ? 39 : narrow(unit)
  compared[unit] = cased[unit] === narrow(unit) ? lower : (cased[unit] ?? 0)
}

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57
const version = /^\d{1,2}(?:\.(?:\d+|x))*(?![\p{L}\p{N}_])/u
const shortestNumbered = 3
const rank = { any: 0, exact: 1, likely: 2, cued: 3, folded: 4 } as const

const unitsOf = (text: string): number[] => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
const slotOf = (hash: number): number => (hash ^ (hash >>> slotBits)) & slotMask
const hashOf = (units: ArrayLike<number>, from: number, until: number): number => {
  let hash = offsetBasis
  for (let at = from; at < until; at++) hash = Math.imul(hash ^ (folded[units[at] ?? 0] ?? 0), prime)
  return hash
}

interface Spelling {
  /** Compared units, where its first token begins and ends. */
  units: number[]
  lead: number
  tokenEnd: number
  aliases: number[]
}

/** Every way to spell the aliases, longest first: a `~` stands for a joiner, an underscore or nothing. */
function spellingsOf(aliases: readonly Alias[]): Spelling[] {
  const byText = new Map<string, number[]>()
  aliases.forEach(({ text }, index) => {
    const ways = text.split('~').reduce<string[]>((made, part, place) => {
      const joints = place === 0 ? [''] : ['', ' ', '_']
      return (place === 0 ? [''] : made).flatMap((start) => joints.map((joint) => start + joint + part))
    }, [])
    for (const way of ways) {
      const key = String.fromCharCode(...unitsOf(way).map((unit) => compared[unit] ?? 0))
      const known = byText.get(key) ?? []
      byText.set(key, known.includes(index) ? known : [...known, index])
    }
  })
  return [...byText]
    .map(([key, owners]) => {
      const units = unitsOf(key)
      const isToken = (unit: number): boolean => folded[unit] !== 0
      const lead = Math.max(0, units.findIndex(isToken))
      const gap = units.slice(lead).findIndex((unit) => !isToken(unit))
      return { units, lead, tokenEnd: gap === -1 ? units.length : lead + gap, aliases: owners }
    })
    .toSorted((one, other) => other.units.length - one.units.length)
}

/** Finds the names in a text, leftmost and longest first. */
export type PlainMatcher = (text: string) => Hit[]

/** @returns a matcher that gives what `matcher.match` gives. */
export function createTokenHashMatcher(aliases: readonly Alias[]): PlainMatcher {
  const spellings = spellingsOf(aliases)
  const slots = Array.from({ length: slotMask + 1 }, (): number[] => [])
  spellings.forEach(({ units, lead, tokenEnd }, index) => slots[slotOf(hashOf(units, lead, tokenEnd))]?.push(index))
  const firstOfSlot = new Int32Array(slots.length + 1)
  slots.forEach((slot, index) => (firstOfSlot[index + 1] = (firstOfSlot[index] ?? 0) + slot.length))
  const members = Int32Array.from(slots.flat())
  const nameStarts = new Int32Array(spellings.length + 1)
  spellings.forEach(({ units }, index) => (nameStarts[index + 1] = (nameStarts[index] ?? 0) + units.length))
  const nameUnits = Uint16Array.from(spellings.flatMap(({ units }) => units))
  const nameLeads = Int32Array.from(spellings, ({ lead }) => lead)
  const owners = spellings.map((spelling) => spelling.aliases)
  const spelled = aliases.map(({ text }) => unitsOf(text.replaceAll('~', ' ')).map((unit) => cased[unit] ?? 0))
  const bytes = Buffer.alloc(2 * longestText)
  const units = new Uint16Array(bytes.buffer, bytes.byteOffset, longestText)

  /** Whether the letter case and the joints of an alias stand in the text as they are written. */
  function isAsWritten(alias: number, start: number, end: number): boolean {
    const written = spelled[alias] ?? []
    let place = 0
    for (let at = start; at < end; at++) {
      const unit = cased[units[at] ?? 0] ?? 0
      if (unit === space && at > start && cased[units[at - 1] ?? 0] === space) continue
      if (written[place++] !== unit) return false
    }
    return place === written.length
  }

  /** The alias that letter case favours, or null where it rules all out. */
  function choose(name: number, start: number, end: number): Hit | null {
    let best: Hit | null = null
    for (const alias of owners[name] ?? []) {
      let mode: Hit['mode'] = aliases[alias]?.mode ?? 'any'
      if (mode !== 'any' && !isAsWritten(alias, start, end)) {
        if (mode === 'exact') continue
        mode = 'folded'
      }
      if (!best || rank[mode] < rank[best.mode]) best = { start, end, alias, mode }
    }
    return best
  }

  /** End of a name that is compared from an offset on, or -1. */
  function endOf(name: number, start: number): number {
    const until = nameStarts[name + 1] ?? 0
    let at = start
    for (let place = nameStarts[name] ?? 0; place < until; place++) {
      const unit = nameUnits[place] ?? 0
      if (compared[units[at] ?? 0] !== unit) return -1
      at++
      if (unit === space) while (compared[units[at] ?? 0] === space) at++
    }
    return at
  }

  /** Whether a name ends there with its token, or with a version written together with it. */
  function isEnd(text: string, start: number, end: number): boolean {
    if (folded[units[end - 1] ?? 0] === 0 || folded[units[end] ?? 0] === 0) return true
    return isDigit(units[end] ?? 0) && end - start >= shortestNumbered && version.test(text.slice(end, end + 8))
  }

  /** The longest name of a slot whose first token begins at an offset, or null. */
  function longestOf(slot: number, text: string, token: number, floor: number): Hit | null {
    const last = firstOfSlot[slot + 1] ?? 0
    for (let member = firstOfSlot[slot] ?? 0; member < last; member++) {
      const name = members[member] ?? 0
      const start = token - (nameLeads[name] ?? 0)
      if (start < floor || (start < token && folded[units[start - 1] ?? 0] !== 0)) continue
      const end = endOf(name, start)
      const hit = end !== -1 && isEnd(text, start, end) ? choose(name, start, end) : null
      if (hit !== null) return hit
    }
    return null
  }

  return (text) => {
    const length = bytes.write(text, 'utf16le') >> 1
    units.fill(0, length, length + 4)
    const hits: Hit[] = []
    let at = 0
    let free = 0
    while (at < length) {
      let token = folded[units[at] ?? 0] ?? 0
      if (token === 0) {
        at++
        continue
      }
      const start = at
      let hash = offsetBasis
      do {
        hash = Math.imul(hash ^ token, prime)
        token = folded[units[++at] ?? 0] ?? 0
      } while (token !== 0)
      const slot = slotOf(hash)
      let hit = firstOfSlot[slot] === firstOfSlot[slot + 1] ? null : longestOf(slot, text, start, free)
      if (hit === null && isDigit(units[at - 1] ?? 0)) {
        let end = at
        while (end > start && isDigit(units[end - 1] ?? 0)) end--
        if (end > start) hit = longestOf(slotOf(hashOf(units, start, end)), text, start, free)
      }
      if (hit === null) continue
      hits.push(hit)
      at = free = hit.end
    }
    return hits
  }
}
