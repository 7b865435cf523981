import { findMatches } from '@/lib/domain/find-matches'
import { seniorities, type Seniority } from '@/lib/domain/posting'
import type { AdvertisedRoles } from '@/lib/normalise/role-body'
import { isNoTitle, readHeaderLevels, readLevels } from '@/lib/normalise/seniority-levels'

const years =
  /(\d{1,2})\s*(?:\+|plus|or more)?\s*(?:(?:-|–|to)\s*(\d{1,2})\s*\+?\s*)?(?:yoe\b|(?:years?|yrs?)(?:['’]?)\s+(?:of\s+)?(?:[\p{L}+#./-]+,?\s+){0,6}?(?:experience|exp\b|developing|building|working|writing|programming|coding|in\b|with\b|as\b))|(\d{1,2})\s*(?:\+|(?:à|-|et) ?\d+)?\s*ans (?:minimum )?d['’](?:expérience|xp)/giu

/** "A minimum of three years professional experience", "at least 3+ years", "(3+ yrs)". */
const yearsInWords =
  /(?<!\b(?:over|past|last|than|our|these|almost) )\b(two|three|four|five|six|seven|eight|ten)\s*(?:\+|plus|or more)?\s*(?:(?:-|–|to) (?:\d{1,2}|[a-z]{3,5}) )?years?['’]?\s+(?:of\s+)?(?:[\p{L}+#./-]+,?\s+){0,4}?(?:experience|exp\b|developing|developer|development|programming|coding)|(?:\(|\b(?:minimum|min\.?|least|with) )(\d{1,2}) ?\+ ?(?:years?|yrs)\b(?=\)|,|\.|$| (?:required|preferred|minimum|min\b|java|python|ruby|php|rails|javascript|js|node|react|ios|android|c\+\+|\.net|sql|web|front|back|full|dev|ops))/iu
const numberWords = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

const countBefore = /(?:two|three|four|five|six|seven|eight|ten)\b|(?:\(|minimum |min\.? |least |with )\d{1,2} ?\+ ?$/i

/** Every place of each of some letters, one after the other: many times faster than the words that hold them. */
function* findStems(text: string, stems: readonly string[]): Generator<{ stem: string; at: number }> {
  for (const stem of stems)
    for (let at = text.indexOf(stem); at !== -1; at = text.indexOf(stem, at + stem.length)) yield { stem, at }
}

/** Counts that `years` does not read, each within a few words of "years" or "yrs". */
function* findCountsInWords(text: string): Generator<number> {
  for (const { at } of findStems(text, ['year', 'yrs'])) {
    // "5 years": a digit without a plus is for `years`.
    if (/\d/.test(text.charAt(at - 2)) || !countBefore.test(text.slice(Math.max(0, at - 16), at))) continue
    const [, word, digits] = text.slice(Math.max(0, at - 24), at + 90).match(yearsInWords) ?? []
    if (word !== undefined) yield numberWords.indexOf(word.toLowerCase())
    else if (digits !== undefined) yield Number(digits)
  }
}

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
  for (const count of findCountsInWords(text)) if (count <= 15) most = Math.max(most ?? 0, count)
  if (most === null) return someYears.test(text) ? ['mid'] : []
  return [levelOfYears(most)]
}

// "Senior and principal positions are available".
const leveledOpenings =
  /\b(?:senior|junior|principal|staff|entry[- ]level|mid[- ]level|graduate|intern)[a-z,/& -]{0,30} (?:positions?|opportunit\w+) (?:are |also )*(?:available|open)/gi

const beginner =
  '(?:(?:(?:entry[- ]level|juniors?|(?:recent|new) grads?|apprentices?)(?:,| or| and| &| ?\\/) ?)?(?:intern(?:ship)?s?|apprentice(?:ship)?s?|working students?)|(?:recent|new) (?:college |university )?grad(?:uate)?s?|grad(?:uate)?s)'
/** "Interns OK", "Internship applications welcome", "also hiring interns", "(including internships)". */
const beginnersWelcome = new RegExp(
  `\\b${beginner}(?: (?:and|or|&) [a-z -]{3,30})?(?: (?:applications?|applicants?|candidates?|positions?|roles?|opportunit\\w+))?,? ` +
    `(?:is |are |also |always |very |most )*(?:ok(?:ay)?|welcomed?|possible|available|open|considered|accepted|wanted|needed|hired)\\b|` +
    `\\b(?:hiring|hire|looking for|seeking|open to|open for|accepting|recruiting|need|including|offer(?:ing)?|take(?: on)?|taking(?: on)?|full[- ]?time(?:,| and| or| \\/)) ` +
    `(?:[a-z/&,+-]+ ){0,4}${beginner}\\b(?! (?:program|projects?|to (?:help|work)|who))`,
  'gi',
)

/** A line of a list for a beginner, who is no "engineer" there: "- Working student business intelligence". */
const beginnerLine =
  /^[-*•–#> \t\d.)]*(?!Please|Note|As |The |Your |Our |During|This|We|You|Past|Previous|Prior|For|If|Any)(?:[A-Z][\w&/-]* (?:[\w&/,+-]+ ){0,4})?(?:Intern(?:ship)?s?|INTERN(?:SHIP)?S?|Apprentice|Trainee|Working [Ss]tudents?|Werkstudent(?:in)?)(?=$|[\s,:(|–/-])(?! [Pp]ro[gj])[^.!?\n]{0,60}?(?:\(?https?:\S*)?$/

const refusedBefore = /\b(?:not|no|unable|never)\b[^.\n]{0,25}$|n['’]t\b[^.\n]{0,25}$/i
/** Letters of each word for a beginner. */
const beginnerStems = ['intern', 'Intern', 'INTERN', 'Working ', 'Apprentice', 'Trainee', 'Grad']
/** The word at a stem is another one: "internal". */
function isOtherWord(text: string, stem: string, at: number): boolean {
  if (stem === 'intern' || stem === 'Intern') return /[ae]/.test(text.charAt(at + 6))
  return stem === 'Working ' && !/^student/i.test(text.slice(at + 8, at + 16))
}

/** The lines in which a beginner's job may be named, at most 300 characters of each. */
function* findBeginnerLines(text: string): Generator<string> {
  let from = -1
  for (const { stem, at } of findStems(text, beginnerStems)) {
    if (isOtherWord(text, stem, at)) continue
    const start = Math.max(text.lastIndexOf('\n', at - 1) + 1, at - 150)
    if (start === from) continue
    from = start
    const end = text.indexOf('\n', at)
    yield text.slice(start, Math.min(end === -1 ? text.length : end, at + 150))
  }
}

/** What stands around "positions" and "opportunities" that are said to be open. */
function* findOpenPositions(text: string): Generator<string> {
  for (const { at } of findStems(text, ['position', 'Position', 'pportunit'])) {
    const after = text.slice(at, at + 40)
    if (/available|open/i.test(after)) yield text.slice(Math.max(0, at - 50), at) + after
  }
}

function findOpenings(text: string): string[] {
  const found = [...findOpenPositions(text)].flatMap((words) => words.match(leveledOpenings) ?? [])
  for (const line of findBeginnerLines(text)) {
    for (const { 0: words, index } of findMatches(line, beginnersWelcome))
      if (!refusedBefore.test(line.slice(Math.max(0, index - 40), index))) found.push(words)
    if (beginnerLine.test(line)) found.push(line)
  }
  return found
}

const oneLevel =
  '(?:junior|entry(?:[- ]level)?|mid(?:dle)?|mid-?weight|intermediate|senior|sr|staff|principal|lead)(?:[ -]?levels?)?'
/** "Junior, mid level and senior"; one that is a word of its own in other sentences only where another one follows. */
const leveledWords = new RegExp(
  `\\b(?:(?:junior|entry[- ]level|mid[ -]?(?:level|weight)|intermediate|senior|sr|principal)|(?:mid|entry)(?=[ ,/&-]{1,3}(?:and |or |to )?${oneLevel}))\\b` +
    `(?:(?: ?[,/&+–-] ?|,? (?:and|or|to|through) | ?levels? ){1,2}${oneLevel}\\b){0,4}`,
  'i',
)
const levelStems = ['senior', 'Senior', 'junior', 'Junior', 'vel', 'Sr', 'Principal']

const anyHiring = /hiring|hire |looking|seek|search|need|opening|position|hunt for|interested|recruit|this is/i

/** Those words, by the letters that each has. */
function* findLeveledWords(text: string): Generator<{ words: string; index: number }> {
  for (const { stem, at } of findStems(text, levelStems)) {
    if (stem === 'vel' && !/(?:mid|entry)[ -]?le$/i.test(text.slice(Math.max(0, at - 8), at))) continue
    const from = Math.max(text.lastIndexOf('\n', at - 1) + 1, at - 90)
    // Most are titles, with nothing before them in their line that could ask for them.
    if (at - from < 8 || !anyHiring.test(text.slice(Math.max(from, at - 90), at))) continue
    const start = Math.max(from, at - 32)
    const match = text.slice(start, at + 60).match(leveledWords)
    // In an address words follow a dash.
    if (match?.index !== undefined && text[start + match.index - 1] !== '-')
      yield { words: match[0], index: start + match.index }
  }
}
const hiringBefore =
  /\b(?:hir(?:e|ing)|looking|seek(?:ing)?|search(?:ing)?|needs?|openings?|positions?|hunt|interested in|recruiting|this is an?)\b[^.!?\n]*$/i
const othersBefore =
  /\b(?:with|our|mentor(?:ing)?|(?<!hir(?:e|ing) )from|by|help(?:ing)?|support(?:ing)?|coach(?:ing)?|manag(?:e|ing)|lead(?:ing)?|under|between|(?:report\w*|talk\w*|speak\w*|next|access) to|of the|grow(?:ing)?|become|becoming|as|report\w*|many|including the|hiring manager)\b[^,.!?\n]{0,25}$/i
const roleAfter =
  /^[^.!?\n]{0,50}?\b(?:engineers?|developers?|devs?|designers?|programmers?|scientists?|analysts?|architects?|folks|people|talent|positions?|roles?|openings?|levels?|bracket|side|end|staff)\b/i

/** Levels of those whom a sentence seeks: "we have openings for both junior and senior-level people". */
function findSoughtLevels(text: string): string[] {
  const found: string[] = []
  for (const { words, index } of findLeveledWords(text)) {
    const before = text.slice(Math.max(0, index - 80), index)
    if (
      !hiringBefore.test(before) ||
      othersBefore.test(before) ||
      refusedBefore.test(before) ||
      /:\/\/\S*$/.test(before)
    )
      continue
    const end = index + words.length
    if (roleAfter.test(text.slice(end, end + 80)) || /level|,/i.test(words)) found.push(words)
  }
  return found
}

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
  if (!isTitleGiven)
    roles.push(
      ...advertised.listed.filter((line) => !isNoTitle(line)),
      ...advertised.sought,
      ...findOpenings(text),
      ...findSoughtLevels(text),
    )
  const levels = new Set(readLevels(roles.join('\n')))
  if (!isTitleGiven) for (const level of readHeaderLevels(text)) levels.add(level)
  if (isTitleGiven && levels.size === 0) for (const level of readLevels(advertised.sought.join('\n'))) levels.add(level)
  return levels.size > 0 ? seniorities.filter((level) => levels.has(level)) : readYears(text)
}
