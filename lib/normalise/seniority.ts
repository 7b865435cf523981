import { seniorities, type Seniority } from '@/lib/domain/posting'
import { roleNoun } from '@/lib/normalise/role-words'

const wordsByLevel: Record<Seniority, RegExp> = {
  intern:
    /\bintern(?:s|ships?)?\b|\bworking students?\b|\bwerkstudent(?:in)?\b|\bpraktik(?:um|ant)\w*|\bco-?ops?\b(?! ?erat)|\bstagiaire\b|\bpraktikplats\b|\btrainees?\b/i,
  junior:
    /\bjunior\b|\bjr\b|\bentry[- ]level\b|\bnew[- ]?grad(?:uate)?s?\b|\bgraduates? (?:software|engineer|developer|program|role)|\bgraduate\b(?! (?:degree|student|level|school))|\bassociate (?:software|engineer|developer|back|front|full|product)|\bapprentice\w*|\bearly[- ]career\b|\bberufseinsteiger\w*|\bdébutant\b/i,
  mid: /\bmid\b|\bmid[- ]?(?:level|career|senior|to)\b|\bmiddle\b(?! east)|\bintermediate\b|\bmedior\b|\bmid[-/]/i,
  senior: /\bsenior\b|\bsr\b\.?|\bsnr\b|\bseniors\b|\bsénior\b|\bsenior-?\w*entwickler\w*/i,
  staff:
    /\bstaff\b(?! (?:augmentation|aug|of|member))|\bprincipal\b|\bdistinguished\b|\barchitects?\b|\barchitekt(?:in)?\b|\bfellow\b/i,
  lead: /\bleads?\b|\bleaders?\b|\bheads?\b(?! ?(?:quarter|count))|\bdirectors?\b|\bvps?\b|\bvice president\b|\bcto\b|\bchief\b|\bmanagers?\b|\bmanaging\b|\bleiter(?:in)?\b|\bteamlead\b/i,
}

/** Levels that a title names, lowest first. */
export function readLevels(title: string): Seniority[] {
  return seniorities.filter((level) => wordsByLevel[level].test(title))
}

const leveledRole = new RegExp(
  `\\b(?:senior|sr\\.?|junior|jr\\.?|lead|principal|staff|mid[- ]?level|entry[- ]level|head of|vp of|director of)(?: ?[/,&-] ?| (?:or |and |to )?)(?:[\\p{L}+#./-]+ ){0,3}?${roleNoun}\\b`,
  'giu',
)
const notAdvertised =
  /\b(?:with|alongside|under|by|from|to|and|our|the|of|report(?:s|ing)? to)\s+(?:(?:our|the|other|a|an|experienced|talented|several|many|fellow)\s+){0,2}$/i

const years =
  /(\d{1,2})\s*(?:\+|plus|or more)?\s*(?:(?:-|–|to)\s*(\d{1,2})\s*\+?\s*)?(?:years?|yrs?)(?:['’]?)\s+(?:of\s+)?(?:[\p{L}+#./-]+\s+){0,4}?(?:experience|exp\b|developing|building|working|writing|programming|coding|in\b|with\b|as\b)/giu

const levelOfYears = (count: number): Seniority => (count < 2 ? 'junior' : count < 5 ? 'mid' : 'senior')

function readYears(text: string): Seniority[] {
  let most: number | null = null
  for (const [words, digits = ''] of text.matchAll(years)) {
    const count = Number(digits)
    if (count > 15 || /old|ago/.test(words)) continue
    most = Math.max(most ?? 0, count)
  }
  return most === null ? [] : [levelOfYears(most)]
}

/**
 * Levels that a posting is for: those of its titles; else those of roles named in the text; else by the years of
 * experience asked for (0–2 junior, 2–5 mid, 5 and more senior). Empty when nothing is said.
 */
export function readSeniority(posting: { title: string | null; text: string; areRolesInText: boolean }): Seniority[] {
  const levels = new Set(posting.title === null ? [] : readLevels(posting.title))
  const firstLine = posting.text.slice(0, 250).split('\n', 1)[0] ?? ''
  if (wordsByLevel.intern.test(firstLine) && !/no interns/i.test(firstLine)) levels.add('intern')
  if (levels.size === 0 || (posting.areRolesInText && levels.size === 1 && levels.has('intern')))
    for (const match of posting.text.slice(0, 4_000).matchAll(leveledRole)) {
      const before = posting.text.slice(Math.max(0, match.index - 40), match.index)
      if (!notAdvertised.test(before)) for (const level of readLevels(match[0])) levels.add(level)
    }
  if (levels.size > 0) return seniorities.filter((level) => levels.has(level))
  return readYears(posting.text)
}
