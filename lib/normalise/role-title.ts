import { namesAgent, namesRole } from '@/lib/normalise/role-words'

/**
 * What a title advertises, by its words alone:
 * - `backend`: back end, server-side or API engineering;
 * - `fullStack`: full stack;
 * - `serverTech`: named after a technology or a craft that lives on servers (Rails, Django, PHP, Node.js,
 *   distributed systems): back end unless the text shows front-end work too;
 * - `language`: named after a language mostly used on servers (Python, Java, Go, C#);
 * - `manager`: engineering managers: back end where the text names no other field of theirs;
 * - `generic`: software engineer, web developer, founding engineer, platform engineer, "multiple roles": the text decides;
 * - `other`: any other job.
 */
export type TitleKind = 'backend' | 'fullStack' | 'serverTech' | 'language' | 'manager' | 'generic' | 'list' | 'other'

export interface TitleReading {
  kind: TitleKind
  /** The words that decided. */
  words: string
}

const backend =
  /\bback[\s-]{0,2}ends?(?![\p{L}]*[\s-]?for[\s-]?front)|\bbackend\p{L}*|\bback(?=\s?-?\s?(?:\/|&|\+|and|or)\s?-?\s?front)|(?<=front\s?(?:\/|&|\+|and|or)\s?)back\b|\bserver[\s-]?side\b|\bservers? (?:development |software )?(?:engineer|developer|programmer|team)\w*|\bapis? (?:software )?(?:engineer|developer|programmer|team|platform|architect|design)\w*|\b(?:engineer|developer)s?(?:,| -| –)? \(?apis?\b|\bserverseitig\p{L}*|\bdu côté serveur\b/iu
const fullStack = /\bfull[\s/-]{0,3}stack\w*|\bfull[\s-]cycle dev\w*|\bfront[- ]to[- ]back\b|\bpolyvalent\b/i
const serverTech =
  /\b(?:ruby[- ]on[- ]rails|rails|ror|django|flask|fastapi|php|laravel|symfony|node(?:\.?js)?|nest\.?js|spring(?:[- ]boot)?|asp\.net|j2ee|java ?ee|jvm|phoenix|elixir|erlang|drupal|magento|wordpress|distributed[- ]systems?|databases? (?:internals|kernel|engine)|core services|web services?|microservices?|services engineer|payments? engineer)\b/i
const language =
  /\b(?:python(?:ista)?|java(?!\s?script)|ruby(?:ist)?|golang|go(?= (?:engineer|developer|programmer|dev)s?)|scala|clojure(?!script)|kotlin|c#|\.net|dotnet|perl|haskell|f#|ocaml|rust|typescript|javascript|c\+\+|lisp|erlang)(?![\p{L}+#])/iu

const otherFields =
  /\bfront[\s-]{0,2}ends?\b|\bfront(?= ?-?(?:engineer|developer))|\bios\b|\bandroid\b|\bmobile\b|\breact[ -]native\b|\bflutter\b|\bswift\b|\bobjective[- ]?c\b|\b(?:ui|ux)\b|\bdesign(?:er|ers)?\b|\bdata\b|\bmachine[- ]learning\b|\bml\b|\bmlops\b|\ba\.?i\.?\b(?![- ](?:native|powered|first|assisted))|\biot\b|\bdeep learning\b|\bcomputer vision\b|\bnlp\b|\bscientists?\b|\bresearch(?:er|ers)?\b|\bdev[\s-]?(?:sec)?ops\b|\b(?:dev)?sec[\s-]?ops\b|\basic\b|\bsilicon\b|\bvlsi\b|\brtl\b|\banalog\b|\bsre\b|\bsite reliability\b|\breliability\b|\binfrastructure\b|\binfra\b|\bcloud\b|\bsystems? (?:admin\w*|engineer\w*)|\bsysadmins?\b|\bsys ?admin\w*|\bnetwork(?:ing)?\b|\bsecurity\b|\bpentest\w*|\bqa\b|\bquality\b|\btest(?:er|ers|ing)?\b|\bsdets?\b|\bautomation\b|\bembedded\b|\bfirmware\b|\bhardware\b|\belectrical\b|\belectronics?\b|\bmechanical\b|\bmechatronics?\b|\bfpga\b|\brobotics?\b|\bcontrols?\b|\brf\b|\bsales\b|\bmarketing\b|\bgrowth\b|\bsupport\b|\bsolutions?\b|\bcustomer\b|\bsuccess\b|\baccount\b|\brecruit\w*|\btalent\b|\bwriter\b|\banalysts?\b|\banalytics?\b|\bbusiness\b|\bproduct (?:manager|owner|lead|management|marketing|designer)s?\b|\bproject manager\b|\bprogram manager\b|\bmanagers?\b|\bdirectors?\b|\bvps?\b|\bvice president\b|\bhead\b|\bchief\b|\bct[o0]\b|\bcpo\b|\bceo\b|\bcoo\b|\bcfo\b|\badvocates?\b|\bevangelists?\b|\brelations\b|\bcommunity\b|\bgames?\b|\bgraphics\b|\bunity\b|\bunreal\b|\bgpu\b|(?<!database )\bkernel\b|\bcompilers?\b|\bdriver\b|\bblockchain\b|\bsolidity\b|\bsmart contracts?\b|\bprotocol\b|\bquant\w*\b|\btrad(?:er|ing)\b|\bdbas?\b|\bdatabase administrator\b|\bconsultants?\b|\bsalesforce\b|\bsap\b|\bshopify\b|\bforward[- ]deployed\b|\bfield\b|\bimplementation\b|\bsimulation\b|\bbiolog\w*|\bchem\w*|\bmanufacturing\b|\bprocess\b|\bmaterials?\b|\boptical\b|\bgeneral counsel\b|\blegal\b|\bfinance\b|\baccountant\b|\boperations\b|\bops\b|\bhr\b|\bcontent\b|\bseo\b|\beditor\b|\bteacher\b|\binstructor\b|\bmentor\b|\breact(?:\.?js)?\b|\bangular(?:\.?js)?\b|\bvue(?:\.?js)?\b|\bember\b|\bjavascript\b(?=.*\bui\b)|\bcss\b|\bhtml5?\b|\bwebgl\b|\bdesktop\b|\btechnicians?\b|\bqualitätssicherung\b|\bvertrieb\w*/i
const engineeringManager = /\b(?:engineering|development|software) managers?\b|\bmanagers? of engineering\b/i
const genericAgent =
  /\b(?:software|web|product|founding|platform|application|applications|founding|core|lead|senior|junior|principal|staff|tech|technical|general|development|early|first|experienced|talented|great|smart)?\s?(?:engineers?|engineering|developers?|devs?|programmers?|hackers?|coders?|generalists?|technologists?|swes?|sdes?|architects?|tech lead|team lead|leads?|technical (?:co-?)?founders?)\b|\bsoftware\b|\bmember of technical staff\b|entwickler(?:in)?\b|\bd[ée]veloppeu\w+|\bing[ée]nieure? (?:logiciel|d[ée]veloppement)|utvecklare\b|ontwikkelaar\b|\bdesarrollador\w*|\bprogramador\w*|\bingenier[oa] de software/i

const listOfRoles =
  /\b(?:multiple|various|several|many|all|different|varied|numerous|open|tech|technical|engineering|other|diverse)?\s?(?:engineering |tech |technical |software |developer |development |eng )?(?:roles?|positions?|openings?|jobs|vacancies)\b/i

/** A standing invitation to apply names no job. */
const speculative =
  /\bcandidatures? (?:spontanée|libre)s?\b|\binitiativbewerbung\b|\b(?:spontaneous|speculative|general|open) application\b|\btalent (?:community|pool|network)\b|\bfuture opportunit\w+/i

const backendHint = /back|serve|api/i

const firstWords = (pattern: RegExp, text: string): string => (text.match(pattern)?.[0] ?? '').trim()

/** "Cloud Architect/Developer" is one job under two names: a bare noun belongs to what stands before it. */
const bareNoun = /^(?:senior |lead )?(?:engineers?|developers?|programmers?|architects?|leads?)$/i

/** Cuts "iOS Engineer, Software Engineer (Web, API) and SRE" at commas, slashes and conjunctions outside brackets. */
export function splitTitles(title: string): string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (const match of title.matchAll(/[([{]|[)\]}]|[,;|•]|\s(?:&|and|or|und|et|och|y|\+|\/)\s|\/(?=\p{Lu})/giu)) {
    if (/[([{]/.test(match[0])) depth += 1
    else if (/[)\]}]/.test(match[0])) depth = Math.max(0, depth - 1)
    else if (depth === 0) {
      parts.push(title.slice(from, match.index))
      from = match.index + match[0].length
    }
  }
  parts.push(title.slice(from))
  return joinBareNouns(parts.map((part) => part.trim()).filter((part) => part !== ''))
}

function joinBareNouns(parts: readonly string[]): string[] {
  const joined: string[] = []
  for (const part of parts) {
    const before = joined.at(-1)
    if (before !== undefined && bareNoun.test(part)) joined[joined.length - 1] = `${before} / ${part}`
    else joined.push(part)
  }
  return joined
}

// "Engineers that have a passion for distributed systems" are engineers.
const relativeClause = / (?:that|who|which) /i

function readPart(whole: string): TitleReading | null {
  const part = whole.split(relativeClause)[0] ?? whole
  const manager = firstWords(engineeringManager, part)
  const other = firstWords(otherFields, part.replace(engineeringManager, ' '))
  if (manager !== '' && other === '') return { kind: 'manager', words: manager }
  const server = firstWords(serverTech, part)
  // "Rails / React developer" is cut before; "Senior React/Rails Engineer" is full-stack work in all but name.
  if (server !== '' && other === '') return { kind: 'serverTech', words: server }
  if (server !== '')
    return {
      kind: /front|react|angular|vue|html|css|javascript/i.test(other) ? 'generic' : 'other',
      words: `${server}, ${other}`,
    }
  const named = firstWords(language, part)
  if (named !== '' && other === '') return { kind: 'language', words: named }
  if (other !== '') return { kind: 'other', words: other }
  if (speculative.test(part)) return { kind: 'other', words: firstWords(speculative, part) }
  if (listOfRoles.test(part) && !namesAgent(part)) return { kind: 'list', words: firstWords(listOfRoles, part) }
  if (genericAgent.test(part)) return { kind: 'generic', words: firstWords(genericAgent, part) }
  return namesAgent(part) || namesRole(part) ? { kind: 'other', words: part.slice(0, 60) } : null
}

/** "Multiple roles (Software Engineer, Designer)" lists in brackets what it has. */
const openList = (title: string): string => {
  const [, lead = '', listed = ''] = title.match(/^([^(]{0,60})\(([^()]+)\)/) ?? []
  return listOfRoles.test(lead) && !namesAgent(lead) && namesAgent(listed) ? listed : title
}

const strongestFirst: readonly TitleKind[] = [
  'backend',
  'fullStack',
  'serverTech',
  'language',
  'generic',
  'manager',
  'list',
  'other',
]

/** Back end or full stack, where a title says so; null for any other. */
export function readOutright(title: string): TitleReading | null {
  const back = backendHint.test(title) ? firstWords(backend, title) : ''
  if (back !== '') return { kind: 'backend', words: back }
  const full = firstWords(fullStack, title)
  return full === '' ? null : { kind: 'fullStack', words: full }
}

/** The kind of the most backend-like role among those a title lists; null when it names no role. */
export function readTitle(title: string): TitleReading | null {
  const outright = readOutright(title)
  if (outright !== null) return outright
  const readings = splitTitles(openList(title))
    .map(readPart)
    .filter((reading) => reading !== null)
  for (const kind of strongestFirst) {
    const found = readings.find((reading) => reading.kind === kind)
    if (found !== undefined) return found
  }
  return null
}
