import { firmFields, foreignFields, frontEndFields, otherFields } from '@/lib/normalise/role-fields'
import { splitTitles } from '@/lib/normalise/role-split'
import { namesAgent, namesRole } from '@/lib/normalise/role-words'

/**
 * What a title advertises, by its words alone:
 * - `backend`: back end, server-side or API engineering;
 * - `fullStack`: full stack, by name or by technology of both ends (React/.NET);
 * - `framework`: named after server-side technology (Rails, Django, PHP, Node.js, services);
 * - `language`: named after a language (Python, Java, Go, C#), which may not be used on servers;
 * - `generic`: software engineer, web developer, founding engineer, platform engineer: the text decides;
 * - `list`: "multiple roles", which the text goes on to name;
 * - `other`: any other job.
 */
export type TitleKind = 'backend' | 'fullStack' | 'framework' | 'language' | 'generic' | 'list' | 'other'

export interface TitleReading {
  kind: TitleKind
  /** The words that decided. */
  words: string
}

/** The kinds, the most backend-like first. */
export const titleKinds: readonly TitleKind[] = [
  'backend',
  'fullStack',
  'framework',
  'language',
  'generic',
  'list',
  'other',
]

const developer = '(?:engineer|developer|devs?\\b|programmer|team)\\w*'
const backend = new RegExp(
  `\\bback[\\s-]{0,2}end\\p{L}*|\\bback(?=\\s?-?\\s?(?:\\/|&|\\+|and|or)\\s?-?\\s?front)|\\bserver[\\s-]?side\\b|` +
    `\\b(?<!(?:linux|windows|sql) )servers? (?:software )?${developer}|\\bapis? (?:software )?(?:${developer}|platform|architect)|` +
    `\\b(?:engineer|developer)s?(?: i{1,3})?(?:,| [-–])? \\(?(?:apis?|servers?)\\b`,
  'iu',
)
const fullStack = /\bfull[\s/-]{0,3}stack\w*(?! of\b)|\bacross the (?:full |entire |whole )?stack\b/i
const framework =
  /\b(?:rails|ror|django|flask|fastapi|php|laravel|symfony|node(?:\.?js)?|nest\.?js|spring boot|asp\.net|j2ee|java ?ee|drupal|magento|wordpress|core services|microservices?)\b/i
const language =
  /(?<![\p{L}\p{N}])(?:python(?:istas?)?|java|ruby(?:ists?)?|golang|go(?= (?:engineer|developer|programmer|dev)s?)|(?<=[(/]\s?)go(?=\s?[,)/])|scala|clojure|kotlin|c#|\.net|dotnet|perl|haskell|f#|ocaml|rust|typescript|javascript|c\+\+|lisp|erlang|elixir|jvm)(?![\p{L}#])/iu

/** Languages of browsers, which make a front-end engineer nothing else. */
const browserLanguage = /script$/i
const frontEndOutright = /\bfront[\s-]{0,2}end|\bUI\b/i

const genericAgent =
  /\b(?:(?:software|web|product|platform|application|founding|core|senior) )?(?:engineers?|engineering|developp?ers?|devs?|programmers?|hackers?|coders?|generalists?|technologists?|swes?|sdes?|architects?|leads?|technical (?:co-?)?founders?|software|web development|member of technical staff)\b|entwickler|utvecklare\b|ontwikkelaar\b|\bd[ée]veloppeu\w+|\bdesarrollador\w*|\bprogramador\w*/i

const listOfRoles = /\b(?:roles?|positions?|openings?|jobs|vacancies)\b/i

/** Interns of nothing named. */
const internsOnly = /^\W*interns?(?:hips?)?\W*$/i

const softwareEngineer = /\bsoftware (?:development )?(?:engineer|developer)|\b(?:swe|sde)s?\b/i

const firstWords = (pattern: RegExp, text: string): string => (text.match(pattern)?.[0] ?? '').trim()

/** What a title names besides software; the product area of a software engineer is nothing of the kind. */
const findOtherField = (part: string): string =>
  firstWords(softwareEngineer.test(part) ? firmFields : otherFields, part)

function readTechnology(part: string, other: string): TitleReading | null {
  const server = firstWords(framework, part)
  const named = server === '' ? firstWords(language, part) : server
  if (named === '') return null
  const kind = server === '' ? 'language' : 'framework'
  if (other === '') return { kind, words: named }
  if (browserLanguage.test(named) && frontEndOutright.test(part)) return { kind: 'other', words: other }
  const words = `${named}, ${other}`
  if (foreignFields.test(part)) return { kind: 'other', words }
  if (kind === 'framework' && frontEndFields.test(part)) return { kind: 'fullStack', words }
  return { kind, words: named }
}

/** Jobs beside the back end, which their titles may name: "Backend QA Engineer", "Recruiter (Backend)". */
const jobsBeside =
  /\b(?:(?:qa|quality(?: assurance)?|test(?:ing)?|automation|support|sales) (?:engineer|analyst|specialist|lead|manager)|sdet|engineer in test|tester|advocate|evangelist|recruiter|product (?:manager|owner|designer)|technical writer)\b/i

/** Back end or full stack, where a title says so; null for any other. */
export function readOutright(title: string): TitleReading | null {
  const back = firstWords(backend, title)
  if (back !== '') {
    const part = jobsBeside.test(title) ? splitTitles(title).find((one) => backend.test(one)) : undefined
    if (part === undefined || !jobsBeside.test(namesAgent(part) ? part : title)) return { kind: 'backend', words: back }
  }
  const full = firstWords(fullStack, title)
  return full === '' ? null : { kind: 'fullStack', words: full }
}

function readPart(part: string): TitleReading | null {
  const outright = namesAgent(part) ? readOutright(part) : null
  if (outright !== null) return outright
  const other = findOtherField(part)
  const technology = readTechnology(part, other)
  if (technology !== null) return technology
  if (other !== '') return { kind: 'other', words: other }
  if (listOfRoles.test(part) && !namesAgent(part)) return { kind: 'list', words: firstWords(listOfRoles, part) }
  if (internsOnly.test(part)) return null
  if (genericAgent.test(part)) return { kind: 'generic', words: firstWords(genericAgent, part) }
  return namesAgent(part) || namesRole(part) ? { kind: 'other', words: part.slice(0, 60) } : null
}

function readWhole(title: string): TitleReading | null {
  const outright = readOutright(title)
  if (outright !== null) return outright
  const readings = splitTitles(title)
    .map(readPart)
    .filter((reading) => reading !== null)
  for (const kind of titleKinds) {
    const found = readings.find((reading) => reading.kind === kind)
    if (found !== undefined) return found
  }
  return null
}

/** Readings by title, since the same titles come again and again; emptied when full. */
const known = new Map<string, TitleReading | null>()
const mostKnown = 1_024

/** The kind of the most backend-like role among those a title lists; null when it names no role. */
export function readTitle(title: string): TitleReading | null {
  const before = known.get(title)
  if (before !== undefined) return before
  const reading = readWhole(title)
  if (known.size >= mostKnown) known.clear()
  known.set(title, reading)
  return reading
}
