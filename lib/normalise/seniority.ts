import { findMatches } from '@/lib/domain/find-matches'
import { seniorities, type Seniority } from '@/lib/domain/posting'
import type { AdvertisedRoles } from '@/lib/normalise/role-body'

const wordsByLevel: Record<Seniority, RegExp> = {
  intern:
    /\bintern(?:s|ships?)?\b|\bworking students?\b|\bwerkstudent(?:in)?\b|\bpraktik(?:um|ant)\w*|\bco-?ops?\b(?! ?erat)|\bstagiaire\b|\bpraktikplats\b|\btrainees?\b|[-–(] ?stage\b|\bstage de\b/i,
  junior:
    /\bjuniors?\b|\bjr\b|\bentry[- ]level\b|\bnew[- ]?grad(?:uate)?s?\b|\bgraduates? (?:software|engineer|developer|program|role)|\bgraduate\b(?! (?:degree|student|level|school))|\bassociate (?:software|engineer|developer|back|front|full|product)|\bapprentice\w*|\bearly[- ]career\b|\bberufseinsteiger\w*|\bdébutant\b/i,
  mid: /\bmid\b|\bmid[- ]?(?:level|career|senior|to)\b|\bmiddle\b(?! east)|\bintermediate\b|\bmedior\b|\bmid[-/]|\bmid(?:dle)?weight\b/i,
  senior: /\bseniors?\b|\bsrs?\b\.?|\bsnrs?\b|\bsénior\b|\bsenior-?\w*entwickler\w*/i,
  staff:
    /(?<!chief of )\bstaff\b(?! (?:augmentation|aug|of|member))|\bprincipals?\b|\bdistinguished\b|\barchitects?\b|\barchitekt(?:in)?\b|\bfellow\b/i,
  lead: /\bleads?\b(?! gen)|\bleaders?\b|\bheads?\b(?! ?(?:quarter|count))|\bdirectors?\b|\b[aes]?vps?\b|\bvice president\b|\bcto\b|\bchief\b|\bmanagers?\b|\bmanaging\b|\bleiter(?:in)?\b|\bteamlead\b|\bdirect(?:eur|rice)\b/i,
}

/** They manage things or relations, not people. */
const notOfPeople =
  /\b(?:products?|projects?|program(?:me)?s?|accounts?|office|community|release|care|case|treasury|success|marketing|content|media|brand|campaigns?|partner(?:ship)?s?|property|relations?|relationships?|category|growth|supply chain|channel|events?|delivery|solutions?|hiring|seo|interim) managers?\b/gi
const seniorStaff = /\b(?:senior|sr\.?) (?=staff\b|principal\b)/gi

/** Levels that titles name, lowest first. */
function readLevels(title: string): Seniority[] {
  const plain = title.replace(notOfPeople, ' ').replace(seniorStaff, ' ')
  return seniorities.filter((level) => wordsByLevel[level].test(plain))
}

const years =
  /(\d{1,2})\s*(?:\+|plus|or more)?\s*(?:(?:-|–|to)\s*(\d{1,2})\s*\+?\s*)?(?:yoe\b|(?:years?|yrs?)(?:['’]?)\s+(?:of\s+)?(?:[\p{L}+#./-]+,?\s+){0,6}?(?:experience|exp\b|developing|building|working|writing|programming|coding|in\b|with\b|as\b))|(\d{1,2})\s*(?:\+|(?:à|-|et) ?\d+)?\s*ans (?:minimum )?d['’](?:expérience|xp)/giu

const someYears = /\b(?:couple(?: of)?|few) years(?: of)?\s+(?:[a-z]+ ){0,2}experience/i

/** More years stand in for a degree: the level is the one with the degree. */
const insteadOfDegree = /\b(?:equates to|equivalent to|in lieu of|instead of)\b[^.\n]{0,30}$/i

const levelOfYears = (count: number): Seniority => (count < 2 ? 'junior' : count < 5 ? 'mid' : 'senior')

function readYears(text: string): Seniority[] {
  let most: number | null = null
  for (const match of findMatches(text, years)) {
    const [words, digits, , french] = match
    const count = Number(digits ?? french)
    const isInstead = insteadOfDegree.test(text.slice(Math.max(0, match.index - 40), match.index))
    if (count > 15 || isInstead || /old|ago/.test(words)) continue
    most = Math.max(most ?? 0, count)
  }
  if (most === null) return someYears.test(text) ? ['mid'] : []
  return [levelOfYears(most)]
}

// A header says elsewhere than in its title whom it is for: "Junior to Senior", "INTERNS".
const headerLevels: readonly Seniority[] = ['intern', 'junior', 'senior']

function readHeaderLevels(text: string): Seniority[] {
  const firstLine = text.slice(0, 250).split('\n', 1)[0] ?? ''
  const isSentence = /[.!?]$/.test(firstLine) && !firstLine.includes('|')
  if (isSentence || /no interns|\bI['’ ]a?m\b/i.test(firstLine)) return []
  return headerLevels.filter((level) => wordsByLevel[level].test(firstLine.replace(seniorStaff, ' ')))
}

// "Senior and principal positions are available", "Internships also available".
const leveledOpenings =
  /\b(?:senior|junior|principal|staff|entry[- ]level|mid[- ]level|graduate|intern)[a-z,/& -]{0,30} (?:positions?|opportunit\w+) (?:are |also )*(?:available|open)|\binternships?(?: and [a-z ]{3,30})? (?:are |is |also )*(?:available|possible|open)/gi

const findLeveledOpenings = (text: string): string[] =>
  /nternship|osition|pportunit/.test(text) ? (text.match(leveledOpenings) ?? []) : []

export interface SeniorityInput {
  title: string | null
  /** A source's own title names the one job there is; one read from the text may be the first of several. */
  isTitleGiven: boolean
  text: string
  /** Roles named in the text. */
  advertised: AdvertisedRoles
}

/**
 * Levels that a posting is for: those of its titles; else those of roles named in the text; else by the years of
 * experience asked for (0–2 junior, 2–5 mid, 5 and more senior). Empty when nothing is said.
 */
export function readSeniority({ title, isTitleGiven, text, advertised }: SeniorityInput): Seniority[] {
  const roles = title === null ? [] : [title]
  if (!isTitleGiven) roles.push(...advertised.listed, ...advertised.sought, ...findLeveledOpenings(text))
  const levels = new Set(readLevels(roles.join('\n')))
  if (!isTitleGiven) for (const level of readHeaderLevels(text)) levels.add(level)
  if (isTitleGiven && levels.size === 0) for (const level of readLevels(advertised.sought.join('\n'))) levels.add(level)
  return levels.size > 0 ? seniorities.filter((level) => levels.has(level)) : readYears(text)
}
