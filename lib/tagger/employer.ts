import type { Family } from '@/lib/domain/skill'
import { ahead, follows } from '@/lib/tagger/around'
import { type Candidate, type Sentence, textBefore } from '@/lib/tagger/candidate'
import type { MarkedText } from '@/lib/tagger/marked-text'
import { createPatternIndex } from '@/lib/tagger/pattern-index'
import { words } from '@/lib/tagger/pattern-openings'
import type { Range } from '@/lib/tagger/sentences'
import type { Skill } from '@/lib/tagger/skill'

const legalForms =
  /(?:,?\s+(?:inc|incorporated|llc|ltd|limited|gmbh|ag|se|ab|as|oy|bv|b\.v|sa|s\.a|sas|sarl|plc|corp|corporation|co|company|labs?|technologies|technology|software|systems|io|hq|group|holdings|cloud|data|networks|security|enterprises?|solutions?|server|international|foundation)\.?)+$/i
const fold = (name: string): string =>
  name
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/https?:\S+/g, ' ')
    .trim()
    .replace(/\.(?:com|io|ai|co|org|net|dev)$/i, '')
    .replace(legalForms, '')
    .toLowerCase()
    .replace(/[\s~_-]+/g, '')

const opening = 4
const [openBracket, openSquare] = [40, 91]

/** The first letters of a folded name in one number, a byte each. */
function openingOf(folded: string): number {
  let packed = 0
  for (let at = 0; at < folded.length && at < opening; at++) packed = (packed << 8) | (folded.charCodeAt(at) & 0xff)
  return packed
}

const slotOf = (packed: number): number => (packed ^ (packed >>> 13)) & 0xffff

/** One in the slot of each opening: a name that meets none needs no folding. */
function openingSlots(names: readonly string[]): Uint8Array {
  const slots = new Uint8Array(1 << 16)
  for (const name of names) slots[slotOf(openingOf(name))] = 1
  return slots
}

/**
 * Whether a name may be folded to one of those with these openings: most companies are no maker of a skill. What
 * addresses take from the beginning of a name, and letters that grow or shrink with their case, may be anything.
 */
function mayFoldTo(slots: Uint8Array, name: string): boolean {
  let packed = 0
  let taken = 0
  let isKnown = false
  for (let at = 0; at < name.length; at++) {
    let unit = name.charCodeAt(at)
    if (unit === openBracket || unit === openSquare) {
      const close = name.indexOf(unit === openBracket ? ')' : ']', at)
      if (close !== -1) {
        at = close
        unit = space
      }
    }
    // Other letters, the colon of an address.
    if (unit < 32 || unit > 126 || unit === 58) return true
    if (taken === opening || unit === 32 || unit === 126 || unit === 95 || unit === 45) continue
    packed = (packed << 8) | (unit >= 65 && unit <= 90 ? unit + 32 : unit)
    if (++taken > 1 && slots[slotOf(packed)] === 1) isKnown = true
  }
  return isKnown
}

const noProducts: ReadonlySet<string> = new Set()

/** Skills that are the products of a company, by its name. */
export type ProductsOf = (company: string | null) => ReadonlySet<string>

export function createProducts(skills: readonly Skill[]): ProductsOf {
  const byCompany = new Map<string, Set<string>>()
  const register = (company: string, id: string): void => {
    const key = fold(company)
    if (key.length < 2) return
    const ids = byCompany.get(key) ?? new Set<string>()
    byCompany.set(key, ids.add(id))
  }
  for (const skill of skills) {
    register(skill.name, skill.id)
    for (const alias of skill.aliases) if (!alias.text.includes('/')) register(alias.text, skill.id)
    for (const maker of skill.makers) register(maker, skill.id)
  }
  const slots = openingSlots([...byCompany.keys()])
  return (company) => (company && mayFoldTo(slots, company) ? (byCompany.get(fold(company)) ?? noProducts) : noProducts)
}

const hires = ahead(
  String.raw`(?:,? inc\.?)?(?: labs)? (?:is|are) (?:hiring|looking for|seeking|recruiting)(?![\p{L}])`,
)
const speaks = ahead(String.raw`,? (?:we|our)(?![\p{L}])`)
const speaksFrom = /(?:^|[^\p{L}])at $/u
/** Families whose names no company bears. */
export const nameless: ReadonlySet<Family> = new Set(['languages', 'frameworks', 'practices'])

/** Whether the words beside a name say that its maker is the one who hires: “Acme is hiring”, “At Acme, we”. */
export const isSaidToHire = (sentence: Sentence, candidate: Candidate): boolean =>
  (candidate.ahead & (hires.bit | speaks.bit)) !== 0 &&
  !nameless.has(candidate.skill.family) &&
  (follows(sentence, candidate, hires) ||
    (follows(sentence, candidate, speaks) && speaksFrom.test(textBefore(sentence, candidate.start, 4))))

const roleWord =
  /\b(?:engineers?|developers?|devs?|programmers?|architects?|hiring|remote|onsite|intern|full[- ]?time|senior|backend|frontend|lead|manager|entwickler)\b/i
const prose = /\b(?:you|we|our|your|have|are|know|using|must|should)\b/
const longestCompany = 80

const cellAtStart =
  /^\s*(?:<[^>]*>\s*)*([^|\n]{2,80}?)\s*(?:\||\s(?:[–—-]|--)\s|\s\((?:https?:|www\.|formerly\s|[\w-]{1,40}\.(?:com|io|ai|co|net|org|dev|app)\b)|\bis (?:hiring|looking)\b|\s·\s|\shttps?:\/\/)/
const longestLine = 400

/** Letters and digits, signs that end no cell, and those that may with a space before them. */
const unitKind = { word: 1, sign: 2, afterSpace: 3 } as const
const unitKinds = Uint8Array.from({ length: 128 }, (_, unit) => {
  const sign = String.fromCharCode(unit)
  if (/[a-z\d]/i.test(sign)) return unitKind.word
  return ' .,&\'/+!@:)"?*#%$'.includes(sign) ? unitKind.sign : '-('.includes(sign) ? unitKind.afterSpace : 0
})
const [space, slash, colon, letterI, letterS, bar] = [32, 47, 58, 105, 115, 124]

const roleOpenings = createPatternIndex([{ bit: 1, source: `${roleWord.source}|${prose.source}` }], {
  depth: 4,
  alphabet: words,
  step: 1,
})

/** Whether "is " begins at an offset, as in "Acme is hiring". */
const isVerb = (units: Uint16Array, at: number): boolean =>
  units[at] === letterI && units[at + 1] === letterS && units[at + 2] === space

/**
 * The end of a first cell of plain words before a bar; 0 where the line
 * begins with none, and -1 where `cellAtStart` has to say: most lines need no pattern.
 */
function plainCellEnd(units: Uint16Array, lineEnd: number): number {
  if (unitKinds[units[0] ?? 0] !== unitKind.word) return -1
  let previous: number = unitKind.sign
  let end = 0
  const until = Math.min(lineEnd, longestCompany + 1)
  for (let at = 0; at < until; at++) {
    const unit = units[at] ?? 0
    if (unit === bar) return end > 1 ? end : -1
    if (unit === colon && units[at + 1] === slash) return -1
    const kind = unitKinds[unit] ?? 0
    if (kind === 0 || (kind === unitKind.afterSpace && units[at - 1] === space)) return -1
    if (kind === unitKind.word && previous !== kind && (isVerb(units, at) || roleOpenings.at(units, at) !== 0))
      return -1
    previous = kind
    if (unit !== space) end = at + 1
  }
  return end > longestCompany || until === lineEnd ? 0 : -1
}

/** Where the pattern finds the employer in the first line: `employerRange` for every line. */
export function employerByPattern(text: string, lineEnd: number): Range | null {
  const match = cellAtStart.exec(text.slice(0, lineEnd))
  const cell = match?.[1]
  if (!match || !cell || cell.length > longestCompany || roleWord.test(cell) || prose.test(cell)) return null
  const start = match[0].indexOf(cell)
  return { start, end: start + cell.length }
}

/**
 * Where a header line ("Acme (YC S21) | Backend Engineer | Berlin") names the employer; null when the first cell
 * tells of a role or a place, or when the line is prose.
 */
export function employerRange({ text, units }: Pick<MarkedText, 'text' | 'units'>): Range | null {
  const lineBreak = text.indexOf('\n')
  const lineEnd = Math.min(lineBreak === -1 ? text.length : lineBreak, longestLine)
  const plainEnd = plainCellEnd(units, lineEnd)
  if (plainEnd === -1) return employerByPattern(text, lineEnd)
  return plainEnd === 0 ? null : { start: 0, end: plainEnd }
}
