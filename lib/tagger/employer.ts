import type { Range } from '@/lib/tagger/sentences'
import type { Skill } from '@/lib/tagger/skill'

const legalForms =
  /(?:,?\s+(?:inc|incorporated|llc|ltd|limited|gmbh|ag|se|ab|as|oy|bv|b\.v|sa|s\.a|sas|sarl|plc|corp|corporation|co|company|labs?|technologies|technology|software|systems|io|hq|group|holdings|cloud|data|networks|security|enterprises?)\.?)+$/i
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

/** The first letters of a folded name in one number, a byte each. */
function openingOf(folded: string): number {
  let packed = 0
  for (let at = 0; at < folded.length && at < opening; at++) packed = (packed << 8) | (folded.charCodeAt(at) & 0xff)
  return packed
}

/**
 * Whether a name may be folded to one of those with these openings: most companies are no maker of a skill. What
 * folding may take from the beginning of a name, and letters that grow or shrink with their case, may be anything.
 */
function mayFoldTo(openings: ReadonlySet<number>, name: string): boolean {
  let packed = 0
  let taken = 0
  let isKnown = false
  for (let at = 0; at < name.length; at++) {
    const unit = name.charCodeAt(at)
    // Other letters, brackets, the colon of an address.
    if (unit < 32 || unit > 126 || unit === 40 || unit === 91 || unit === 58) return true
    if (taken === opening || unit === 32 || unit === 126 || unit === 95 || unit === 45) continue
    packed = (packed << 8) | (unit >= 65 && unit <= 90 ? unit + 32 : unit)
    if (++taken > 1) isKnown ||= openings.has(packed)
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
  const openings = new Set([...byCompany.keys()].map(openingOf))
  return (company) =>
    company && mayFoldTo(openings, company) ? (byCompany.get(fold(company)) ?? noProducts) : noProducts
}

const roleWord =
  /\b(?:engineers?|developers?|devs?|programmers?|architects?|hiring|remote|onsite|intern|full[- ]?time|senior|backend|frontend|lead|manager|entwickler)\b/i
const prose = /\b(?:you|we|our|your|have|are|know|using|must|should)\b/
const longestCompany = 80

/**
 * Where a header line ("Acme (YC S21) | Backend Engineer | Berlin") names the employer; null when the first cell
 * tells of a role or a place, or when the line is prose.
 */
export function employerRange(text: string): Range | null {
  const lineEnd = text.indexOf('\n')
  const line = text.slice(0, lineEnd === -1 ? Math.min(text.length, 400) : Math.min(lineEnd, 400))
  const match =
    /^\s*(?:<[^>]*>\s*)*([^|\n]{2,80}?)\s*(?:\||\s(?:[–—-]|--)\s|\s\((?:https?:|www\.|formerly\s)|\bis (?:hiring|looking)\b|\s·\s)/.exec(
      line,
    )
  const cell = match?.[1]
  if (!match || !cell || cell.length > longestCompany || roleWord.test(cell) || prose.test(cell)) return null
  const start = match[0].indexOf(cell)
  return { start, end: start + cell.length }
}
