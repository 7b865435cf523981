import { firmFields, foreignFields, frontEndFields, otherFields } from '@/lib/normalise/role-fields'
import { splitTitles } from '@/lib/normalise/role-split'
import { namesAgent, namesRole } from '@/lib/normalise/role-words'

/**
 * What a title advertises, by its words alone:
 * - `backend`: back end, server-side or API engineering;
 * - `fullStack`: full stack, by name or by technology of both ends (React/.NET);
 * - `framework`: named after server-side technology (Rails, Django, PHP, Node.js, services, payments);
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

const backend =
  /\bback[\s-]{0,2}ends?(?![\p{L}]*[\s-]?for[\s-]?front)|\bbackend\p{L}*|\bback(?=\s?-?\s?(?:\/|&|\+|and|or)\s?-?\s?front)|(?<=front\s?(?:\/|&|\+|and|or)\s?)back\b|\bserver[\s-]?side\b|\bservers?(?<!(?:linux|windows|sql) servers?) (?:development |software )?(?:engineer|developer|devs?\b|programmer|team)\w*|\bapis? (?:software |integrations? )?(?:engineer|developer|devs?\b|programmer|team|platform|architect|design)\w*|\b(?:engineer|developer)s?(?: i{1,3})?(?:,| -| –)? \(?(?:apis?|servers?(?! ?(?:less|admin)))\b|\bserver platform (?:engineer|developer)|\bserver-?(?:development|entwickl\p{L}*)|\bserverseitig\p{L}*|\bdu côté serveur\b/iu
const fullStack =
  /\bfull[\s/-]{0,3}stack\w*(?! of\b)|\bfull[\s-]cycle dev\w*|\bfront[- ]to[- ]back\b|\b(?:across|up and down) the (?:full |entire |whole )?stack\b|\bpolyvalent\b/i
const framework =
  /\b(?:ruby[- ]on[- ]rails|rails|ror|django|flask|fastapi|php|laravel|symfony|node(?:\.?js)?|nest\.?js|spring(?<!\b(?:by|in|this|next|early|late|for) spring)(?:[- ]boot)?|asp\.net|j2ee|java ?ee|phoenix(?= (?:web |framework|engineer|developer))|(?<=elixir[ ,]{0,2}(?:[/&+]|and)?\s?)phoenix|drupal|magento|wordpress)\b/i
const serverTech =
  /\b(?:distributed[- ](?:data )?(?:systems?|services?|computing)(?! (?:startup|company|firm)\b)|databases? (?:internals|kernel|engine)|core services|(?<!\bamazon )web services?|microservices?|(?<!\b(?:enterprise|professional|customer|client|field|support|technical|managed|it|cloud) )services engineer|payments? engineer)\b/i
const language =
  /(?<![\p{L}\p{N}])(?:python(?:istas?)?|java(?!\s?script)|ruby(?:ists?)?|golang|go(?= (?:engineer|developer|programmer|dev)s?)|(?<=[(/]\s?)go(?=\s?[,)/])|scala|clojure(?!script)|kotlin|c#|\.net|dotnet|perl|haskell|f#|ocaml|rust|typescript|javascript|c\+\+|lisp|erlang|elixir|jvm)(?![\p{L}#])/giu

/** Languages that say little of servers: another one in the title says more. */
const otherLanguage = /script$|^(?:c\+\+|lisp)$/i
/** Languages of browsers, which make a front-end engineer nothing else. */
const browserLanguage = /script$/i
const frontEndOutright = /\bfront[\s-]{0,2}end|\bUI\b/i

/** Server-side work under another name. */
const serverSystems =
  /\b(?:distributed[- ](?:data )?(?:systems?|services?|computing)(?! (?:startup|company|firm)\b)|(?<!\bamazon )web services?)\b/i
const engineeringManager = /\b(?:engineering|development|software) managers?\b|\bmanagers? of engineering\b/i
const genericAgent =
  /\b(?:software|web|product|founding|platform|application|applications|founding|core|lead|senior|junior|principal|staff|tech|technical|general|development|early|first|experienced|talented|great|smart)?\s?(?:engineers?|engineering|developp?ers?|devs?|programmers?|hackers?|coders?|generalists?|technologists?|swes?|sdes?|architects?|tech lead|team lead|leads?|technical (?:co-?)?founders?)\b|\bsoftware\b|\bweb development\b|\bmember of technical staff\b|entwickler(?:in)?\b|\bd[ée]veloppeu\w+|\bing[ée]nieure? (?:logiciel|d[ée]veloppement)|utvecklare\b|ontwikkelaar\b|\bdesarrollador\w*|\bprogramador\w*|\bingenier[oa] de software/i

const listOfRoles =
  /\b(?:multiple|various|several|many|all|different|varied|numerous|open|tech|technical|engineering|other|diverse)?\s?(?:engineering |tech |technical |software |developer |development |eng )?(?:roles?|positions?|openings?|jobs|vacancies)\b/i

/** A standing invitation to apply names no job. */
const speculative =
  /\bcandidatures? (?:spontanée|libre)s?\b|\binitiativbewerbung\b|\b(?:spontaneous|speculative|general|open) application\b|\btalent (?:community|pool|network)\b|\bfuture opportunit\w+/i

/** Who is sought besides, for a job that is not named. */
const internsOnly =
  /^\W*(?:(?:\w+[ -](?:or|and)|an?|paid|summer|full[ -]time) )*interns?(?:hips?)?\W*(?:\([^)]*\)?\W*)?$/i

const backendHint = /back|serve|api/i

const firstWords = (pattern: RegExp, text: string): string => (text.match(pattern)?.[0] ?? '').trim()

// "Engineers that have a passion for distributed systems" are engineers.
const relativeClause = / (?:that|who|which) /i

const softwareEngineer = /\bsoftware (?:design |development |systems )?(?:engineer|developer)|\b(?:swe|sde)s?\b/i

/** What a title names besides software; the product area of a software engineer is nothing of the kind. */
const findOtherField = (part: string): string =>
  firstWords(softwareEngineer.test(part) ? firmFields : otherFields, part)

function findLanguage(part: string): string {
  const languages = Array.from(part.matchAll(language), ([found]) => found.trim())
  return languages.find((found) => !otherLanguage.test(found)) ?? languages[0] ?? ''
}

function readTechnology(part: string, other: string): TitleReading | null {
  const server = firstWords(serverTech, part) || firstWords(framework, part)
  if (server !== '' && other === '') return { kind: 'framework', words: server }
  const named = server === '' ? findLanguage(part) : server
  if (named === '') return null
  if (other === '') return { kind: 'language', words: named }
  const words = `${named}, ${other}`
  if (browserLanguage.test(named) && frontEndOutright.test(part)) return { kind: 'other', words: other }
  if (foreignFields.test(part)) return { kind: 'other', words }
  if (server === '') return { kind: 'language', words: named }
  return frontEndFields.test(part) ? { kind: 'fullStack', words } : { kind: 'framework', words: named }
}

/** Testing server-side work is quality assurance. */
const quality = /\b(?:qa|quality|tests?|testing)\b/i

/** What one should know, or what there is: no job of its own. */
const besides = /^(?:ideally|preferably|knowledge|experience|familiar\w*|(?:our |the )?(?:tech )?stack)\b/i
const stackInBrackets =
  /\((?:(?:our|the|tech) (?:tech )?stack|we(?:['’]re an?| are an?| use))\b[^()]*\)|\([^()]*\b(?:background|preferred|a plus)\b[^()]*\)/i

/** Server-side work by which an engineer is named, neither a manager nor a tester. */
function readServerSystems(part: string): string {
  const server = firstWords(serverSystems, part)
  return namesAgent(part) && !engineeringManager.test(part) && !quality.test(part) ? server : ''
}

function readPart(whole: string): TitleReading | null {
  const clause = whole.split(relativeClause)[0] ?? whole
  const part = clause.includes('(') ? clause.replace(stackInBrackets, ' ') : clause
  if (besides.test(part)) return null
  const outright = namesAgent(part) ? readOutright(part) : null
  if (outright !== null) return outright
  const manager = firstWords(engineeringManager, part)
  const other = findOtherField(manager === '' ? part : part.replace(engineeringManager, ' '))
  if (manager !== '' && other === '') return { kind: serverTech.test(part) ? 'framework' : 'other', words: manager }
  const technology = readTechnology(part, other)
  if (technology !== null) return technology
  if (other !== '') return { kind: 'other', words: other }
  if (speculative.test(part)) return { kind: 'other', words: firstWords(speculative, part) }
  if (listOfRoles.test(part) && !namesAgent(part)) return { kind: 'list', words: firstWords(listOfRoles, part) }
  if (internsOnly.test(part)) return null
  if (genericAgent.test(part)) return { kind: 'generic', words: firstWords(genericAgent, part) }
  return namesAgent(part) || namesRole(part) ? { kind: 'other', words: part.slice(0, 60) } : null
}

/** "Multiple roles (Software Engineer, Designer)" lists in brackets what it has. */
const openList = (title: string): string => {
  const [, lead = '', listed = ''] = title.match(/^([^(]{0,60})\(([^()]+)\)/) ?? []
  return listOfRoles.test(lead) && !namesAgent(lead) && namesAgent(listed) ? listed : title
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

/** "Full-stack engineer (backend, frontend)" says in brackets what the stack is. */
const wholeStack =
  /\bfull[\s-]?stack\b[^(]*\((?![^()]*\bor\b)[^()]*(?:front\b[^()]*\bback|front[\s-]?end[^()]*back|back[\s-]?end[^()]*front)/i

/** Jobs beside the back end, which their titles may name: "Backend QA Engineer", "Recruiter (Backend)". */
const jobsBeside =
  /\b(?:(?:qa|quality(?: assurance)?|test(?:ing)?|automation|support|sales|triage|customer success) (?:engineer|analyst|specialist|lead|manager)|sdet|engineer in test|tester|advocate|evangelist|recruiter|product (?:manager|owner|designer)|technical writer)\b/i

/** Whether such a job is the one whose title names the back end, in its own part or in the one behind it. */
function isBesideBackend(title: string): boolean {
  const parts = splitTitles(title)
  const at = parts.findIndex((part) => backend.test(part))
  const part = parts[at]
  if (part === undefined) return jobsBeside.test(title)
  if (namesAgent(part) || part.replace(backend, '').trim() === '') return jobsBeside.test(part)
  return jobsBeside.test(parts[at - 1] ?? '')
}

/** Back end or full stack, where a title says so; null for any other. */
export function readOutright(title: string): TitleReading | null {
  const [own = title] = title.split(relativeClause, 1)
  const full = firstWords(fullStack, title)
  const named = backendHint.test(title) ? firstWords(backend, own) : ''
  const back = named !== '' && jobsBeside.test(title) && isBesideBackend(own) ? '' : named
  if (back !== '' && !(full !== '' && wholeStack.test(title))) return { kind: 'backend', words: back }
  if (full !== '') return { kind: 'fullStack', words: full }
  const server = readServerSystems(own)
  return server === '' ? null : { kind: 'backend', words: server }
}

function readWhole(title: string): TitleReading | null {
  const outright = readOutright(title)
  if (outright !== null) return outright
  const readings = splitTitles(openList(title))
    .map(readPart)
    .filter((reading) => reading !== null)
  for (const kind of titleKinds) {
    const found = readings.filter((reading) => reading.kind === kind)
    const [first] = found
    if (first !== undefined) return found.find(({ words }) => !otherLanguage.test(words)) ?? first
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
