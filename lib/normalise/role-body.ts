import { findMatches } from '@/lib/domain/find-matches'
import { namesAgent } from '@/lib/normalise/role-words'

const hasFullStack = /full[\s-]?stack/i
/** Roles that a text advertises outside its title, as written. */
export interface AdvertisedRoles {
  /** Short lines, and beginnings of lines, that read like titles. */
  listed: string[]
  /** What stands behind "hiring", "looking for" and the like. */
  sought: string[]
}

const seeking =
  /(?:\b(?:hiring(?! manager)|looking for|looking to (?:hire|add|fill)|seeking|searching for|in search of|recruiting|needs?(?<!(?:n['’]t|not) need)|want(?:s|ed)?|prefer|apply to be|openings? (?:for|in)|suchen|cherchons|recherchons|recrutons|söker|buscamos)\b|\bif you(?:['’]re| are) an?\b|\bas an?\b(?<=(?:^|[.!?:] |\b(?:us|team|work|role|position) )as an?)):?[^\S\n]+((?:\.(?=net\b))?[^.!?\n]{2,160}(?:\.(?=\w)[^.!?\n]{0,80}){0,4})/gim
const openPositions =
  /\b(?:positions?|roles?|openings?|opportunities(?= include| are|:)|vacanc(?:y|ies)|job titles?|disciplines)(?: (?:for|available|open|include|are))*[^\S\n]*[:(–-]?[^\S\n]+\(?((?:\.(?=net\b))?[^.!?\n]{2,160}(?:\.(?=\w)[^.!?\n]{0,80}){0,4})/gi

// "Work closely with our backend engineers", "our backend developers use": people who are there already.
const colleagues =
  /\b(?:(?:with|alongside|help|enable|support|between|by|from|our)\s+(?:[a-z/-]+,? +){0,4}|(?:(?<!\b(?:grow|expand|build)(?:ing)? (?:out )?(?:our|the) )team of|other|currently|than|covers|mentor(?:ing)?|(?:compos|compris)ed (?:of|by)|consist(?:s|ing)? of|made up of|pigeonholed as)\s+(?:[\w&-]+,? +){0,5}|(?:we['’]re|we are|team is) (?:primarily|mostly|mainly|all)\s+|(?:have|need) to be an?\s+|rather than (?:being )?(?:an? )?(?:front(?:[\s-]?end)?)?[/ ]?|(?:experience|years|background|learn|teach|teaching|i (?:run|am|was|work)|one of the|i['’]m an?)\b[^.\n]{0,45})$/i
const backendPeople =
  '(?:engineers?|eng|developers?|devs?|programmers?|hackers?|roles?|positions?|leads?|architects?|coders?|specialists?|folks|peeps|people|hackers?|talent|engineering (?:roles?|positions?))\\b'
// Dashes go to what parts two words, but for one: in a line of them each way to cut it into words would be tried. Words end
// for the same reason: of one that is all dashes and letters every cut is tried.
const backendAgent = new RegExp(
  `\\b(?:back[\\s-]?end|server[\\s-]?side)(?: \\([^()\\n]{2,30}\\))?` +
    `(?:[\\s/&-]+(?:and |or )?(?!--|(?:but|our|for|that|is|are|to|with|who|the|in|by|of|on|as|from)\\b)` +
    `(?:[a-z+#-]{1,40}\\.[a-z]+|-?[a-z+#](?:[a-z+#-]{0,40}[a-z+#])?|-(?=[\\s-]+${backendPeople}))){0,3}?[\\s-]+${backendPeople}|` +
    `\\b(?:join(?:ing)?|for|lead|head up|fill out) (?:our|the) (?:[a-z-]+ ){0,2}back[\\s-]?end (?:engineering |development )?team\\b`,
  'gi',
)
const fullStackAgent =
  /\bfull[\s-]?stack(?: [a-z]+| ?\/ ?[a-z]+){0,2} (?:engineers?|developers?|devs?|programmers?|hackers?)\b(?! (?:program|with (?:at least )?\d|boot))(?<!['’"“]full[\s-]?stack[a-z ]{0,20})/gi
// "Job title: Ruby developers and PHP developers needed".
const needed = /\b(?:needed|wanted)\b/gi
const longestNeeded = 90

/** Work instead of a person: "back-end development". */
const backendWork =
  /\b(?:back[\s-]?end|server[\s-]side) (?:[a-z.+#]+ )?(?:development|engineering|work|devops|problems|challenges)\b|\bback[\s-]?end \([^()\n]{2,60}\)|\bon the back[\s-]?end,? we(?:['’]re| are)? (?:looking|need|hiring|seeking)|\b(?:help|individuals|people|someone|talent|folks) (?:out )?(?:on|with|for) (?:the |our )?back[\s-]?end\b/gi
/** The same by what stands before: "with a backend focus", "grow our API team", "frontend, backend, or both". */
const backendAim = /\b(?:back[\s-]?end(?: focus(?:s?ed)?|,? or both)|(?:api|server) team)\b/gi
const aimedAt =
  /\b(?:with an? (?:strong )?|mostly |primarily |mainly |(?:grow(?:ing)?|join|expand(?:ing)?|build(?:ing)? out) (?:our|the) (?:[a-z]+ ){0,2}|front[\s-]?end,\s?)$/i

const fieldOfWork =
  'front[\\s-]?end|mobile(?: apps?)?|full[\\s-]?stack|ios|android|dev-?ops|web|data(?: science| engineering)?|big data|design|infra(?:structure)?|security|' +
  'machine learning|ml|qa|ops|firmware|algorithms|databases?|ui|ux|sre|generalists?|analytics|embedded|hardware|platform|middleware|tools|test|product|systems'
const backField = 'back[\\s-]?ends?|server[\\s-]?side'
const cutOfFields = /\s*(?:--+|\s[-–—]+\s|[,;:/&()|+*•]|\b(?:and|or)\b)\s*/i
/** An item of such a list: the field, perhaps with a word before it and two of what it is about. */
const itemOf = (field: string): RegExp =>
  new RegExp(
    `^(?!(?:the|our|an?|your|its|on|of|with|as|some|coding|both|basic)\\b)(?:[\\w.#+-]+ )?(?:${field})(?: (?!work|development|skills|code|features|is|are|experience|knowledge|and|in|at|for|who|roles?|positions?)[\\w/#+.-]+){0,2}(?: (?:in|at|for|who|roles?|positions?)\\b.*)?$`,
    'i',
  )
/** The first item, behind what asks for it: "we are hiring for mobile". */
const firstItemOf = (field: string): RegExp =>
  new RegExp(
    `\\b(?:hiring|hire|looking for|seeking|needs?|wanted|help|recruiting|experienced|open to|(?:engineers|developers)(?= for\\b))(?: (?:for|in|on))?(?: (?!(?:the|our|an?)\\b)[\\w-]+){0,2} (?:${field})$`,
    'i',
  )
const [fieldItem, backItem, firstField, firstBack] = [
  itemOf(fieldOfWork),
  itemOf(backField),
  firstItemOf(fieldOfWork),
  firstItemOf(backField),
] as const
const fewestFields = 3
/** "Looking for frontend or backend". */
const fewestSought = 2
const levelOrTime =
  /^(?:(?:senior|junior|mid|lead|staff|principal|all levels?|intermediate|full[\s-]?time|interns?)\s*)+$/i

/** “Back end” among the fields of a list: "mobile, frontend, backend, whatever you want to call yourself". */
function listsBackend(sentence: string): boolean {
  let run = 0
  let isSought = false
  let hasBack = false
  let isListed = false
  let isAll = true
  for (const item of sentence.replace(/[.!?\s]+$/, '').split(cutOfFields)) {
    if (item === '') continue
    const isBack = backItem.test(item)
    if (isBack || fieldItem.test(item)) {
      run += 1
      hasBack ||= isBack
    } else {
      isAll &&= levelOrTime.test(item)
      hasBack = firstBack.test(item)
      isSought = hasBack || firstField.test(item)
      run = isSought ? 1 : 0
    }
    isListed ||= hasBack && run >= (isSought ? fewestSought : fewestFields)
  }
  return (isListed && asked.test(sentence)) || (isAll && hasBack && run > 1)
}

const backendWord = /\b(?:back[\s-]?end|server[\s-]?side)/gi
/** In such a list's sentence: those who are in it are asked for. */
const asked =
  /\b(?:hiring|hire|looking|seeking|searching|needs?|wanted|join|opportunit\w+|apply|you are|you['’]re|whatever|(?:all )?types of|interested|open to|recruiting|priorit\w+|positions|roles|openings|engineers|developers|devs|hackers|specialists|speciali[sz]ations?|special(?:i?ty|t?ies)|talent|help)\b/i

/** "Full-time django / python dev", "a Java Dev", "some PHP talent", wherever it stands. */
const technologyAgent =
  /(?<![\w.])(?:rails|django|laravel|symfony|php|node\.?js|ruby|python|java|scala|clojure|[cf]#|golang|erlang|elixir|perl|haskell|kotlin|(?:asp)?\.net)(?: ?[/&] ?[\w.#]+|[ -]based| ?\(\w+\))? (?:engineers?|developers?|devs?|programmers?|hackers?|gurus?|experts?|coders?|talent|person|people|folks|wizards?|ninjas?|rock ?stars?|enthusiasts?)\b/gi

const inList = /[,;:] $/
const namesBackendOrServer = /back[\s-]?end|server[\s-]?side|api team/i

// "An iOS developer who works with our backend engineers" seeks one person.
const relativeClause =
  /,? (?:who|that|which|to(?! (?:mid|senior|junior|lead|staff|principal)\b)|working|alongside|with|at|for|where) | [-–—]+ (?=[a-z])| \((?:we|you|our|i)\b|, (?:you|we|your|our|i)\b/i

const listMarker = /^(?:[-*+•·–—◦▪●○◉‣#>=]+|\(?\d{1,2}[.)])\s*/

const trailingLink = /\s*[-–—:(]*\s*https?:\/\/\S+.*$/

// Lines of requirements and duties that mention engineers without advertising one.
const startsOtherwise =
  /^(?:\d+\+? years|experience|work|working|collaborat\w+|you|we|our|mentor|help|partner|strong(?! (?:[\w-]+ ){0,2}(?:engineer|developer|programmer)s?\b)|ability|lead(?:ing)? (?:a|the|and|our)|manage|managing|join|email|apply|contact|about|past|team of|a team|the|if|pair|communicate|build|support|enable|report|as|at|by|from|team|teams|interested|enjoy|passionate|excited|are|is|familiar\w*|knowledge|comfortable|understand\w*|love|proven|excellent|good|deep|solid|proficien\w+|able|willing|self|have|must|no|will|can|take|taking|previous|prior|demonstrated|background|bachelor\S*|degree|expert(?! \()|assist|perform|ensure|happy|perhaps|know|teaching|coding|mentoring|solving|improving|drive|participate|contribute|coordinate|guide|coach|advise|foster|ping|reach|send|shoot|message|choose|interns? (?:is|are)|developer tools|\d+[- ]min\w*|phone|interviews?)\b/i
const hasVerb = /\b(?:is|are|we|our|you|your|hiring|looking|seeking|will|has|have|am)\b/i

const namedWork =
  /^(?:(?:senior|sr\.?|junior|lead|staff|principal) )?(?:back[\s-]?end|full[\s/-]?stack|server|api|web|software|platform) (?:engineering|develop(?:ment)?|roles?|positions?)(?=\s*(?:$|[(:–—-]))/i
/** An entry of a list that is the field alone, or with its link: "- Backend / big data", "Back end (Scala) https://…". */
const namedField =
  /^(?:(?:mid\/)?(?:senior|sr\.?|junior|lead|staff|principal) )?(?:(?:full[\s-]?stack|front[\s-]?end)\s?\/\s?)?(?:back[\s-]?end|full[\s-]?stack)(?:\s?\/\s?[\w -]{2,25})?(?: \([^)]{2,40}\)?)?$|^(?:software )?engineering \([^()]{0,30}(?:back[\s-]?end|full[\s-]?stack)[^()]{0,30}\)$|^[\w.+#]{2,12} back[\s-]?end(?: \([^)]{2,40}\)?)?$|^[\w+#.]{2,12} \(full[\s-]?stack\)$|^(?:(?:senior|sr\.?|junior|lead|staff|principal) )?(?:[\w.]{2,10}[ /])?full[\s-]?stack(?!.* (?:experience|expertise|skills|applications?|apps)$)(?: [\w.+#/ ]{2,25})?(?: \([^)]{2,40}\))?$/i
/** The same with what it is about: "- Back-end infrastructure: scalability, big data". */
const fieldWithMatter =
  /^(?:[\w.]{2,12} )?back[\s-]?end(?= (?:for|to|with)\s)|^back[\s-]?end (?:infrastructure|systems?|development|engineering)(?=:\s)/i
const beginning = /^(\p{Lu}[^:.!?–—\n]{3,69}?)\s*(?::|\s[-–—]+\s|\s\(|\s–\s)/u

// "- PHP developers for a web-based application, …".
const beforeClause = /^(\p{Lu}[^:.!?–—\n]{3,60}?),? (?:to|for|who|with|that|which|on) /u

const ending = /[:\s=]+$/
const withoutEnding = (line: string): string => (/[:\s=]$/.test(line) ? line.replace(ending, '') : line)

/** The title that a line of a list is or begins with; null for any other line. */
function readListed(line: string, isLinked: boolean): string | null {
  const unlinked = withoutEnding(line.includes('http') ? line.replace(trailingLink, '') : line)
  const bare = unlinked.replace(listMarker, '')
  const isMarked = bare.length < unlinked.length
  const isShort = bare.length <= (isMarked ? 110 : unlinked.length < line.length ? 90 : 70) && !/[.!?]$/.test(bare)
  const begins = bare.match(beginning) ?? (isMarked ? bare.match(beforeClause) : null)
  const title = isShort ? bare : (begins?.[1] ?? '')
  if (title === '' || startsOtherwise.test(title)) return null
  if (namesAgent(title)) return isShort || !hasVerb.test(title) ? title : null
  if ((isLinked || (isMarked && !line.endsWith(':'))) && namedField.test(bare)) return bare
  return bare.match(namedWork)?.[0] ?? (isMarked ? (bare.match(fieldWithMatter)?.[0] ?? null) : null)
}

/** Titles in one line, each behind the address of the one before: "Designer https://… Engineer (API) https://…". */
const betweenLinks = /https?:\/\/\S+/

function readLine(line: string): string[] {
  if (!line.includes('http')) {
    const role = readListed(line.trim(), false)
    return role === null ? [] : [role]
  }
  const parts = line.split(betweenLinks).filter((part) => part.trim() !== '')
  const isOne = parts.length < 2 || parts.some((part) => part.length > 110)
  return (isOne ? [line] : parts).flatMap((part) => readListed(part.trim(), true) ?? [])
}

/** Reads the roles that a text advertises outside its title. */
export function findAdvertisedRoles(text: string): AdvertisedRoles {
  const head = text.slice(0, 8_000)
  const [, ...lines] = head.split('\n')
  const listed = lines.flatMap(readLine)
  return { listed: listed.slice(0, 40), sought: findSought(head, namesBackendOrServer.test(head)).slice(0, 40) }
}

const wordsBefore = (prose: string, { index }: RegExpExecArray): string => prose.slice(Math.max(0, index - 50), index)

function findSought(prose: string, namesServerWork: boolean): string[] {
  const sought: string[] = []
  for (const [, role = ''] of findMatches(prose, seeking)) {
    const wanted = role.split(relativeClause, 1)[0] ?? ''
    if (namesAgent(wanted)) sought.push(wanted)
  }
  for (const match of findMatches(prose, needed)) {
    const before = prose.slice(Math.max(0, match.index - longestNeeded), match.index)
    const role = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('. ')) + 1)
    if (namesAgent(role)) sought.push(role)
  }
  for (const [, role = ''] of findMatches(prose, openPositions)) {
    const wanted = role.split(relativeClause, 1)[0] ?? ''
    const isSentence = /^(?:you|we|our)\b/i.test(wanted)
    if (namesAgent(wanted) || (namesServerWork && !isSentence && namesBackendOrServer.test(wanted))) sought.push(wanted)
  }
  for (const match of sought.length > 0 ? [] : findMatches(prose, technologyAgent))
    if (!colleagues.test(wordsBefore(prose, match))) sought.push(match[0])
  for (const match of hasFullStack.test(prose) ? findMatches(prose, fullStackAgent) : [])
    if (!colleagues.test(wordsBefore(prose, match))) sought.push(match[0])
  if (!namesServerWork) return sought
  return sought.concat(findBackendSought(prose))
}

/** The line around a span, as far as it is near and has no full stop. */
function sentenceAround(prose: string, from: number, to: number): string {
  const before = prose.slice(Math.max(0, from - 120), from)
  const after = prose.slice(to, to + 90)
  const start = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('. '))
  const end = after.search(/\n|\. /)
  return before.slice(start + 1) + prose.slice(from, to) + (end === -1 ? after : after.slice(0, end))
}

/** Back-end work sought by name, as in "backend engineers" and "back-end development", if not of those there already. */
function findBackendSought(prose: string): string[] {
  const before = (match: RegExpExecArray): string => wordsBefore(prose, match)
  const agents = [...findMatches(prose, backendAgent)].filter((match) => !colleagues.test(before(match)))
  const work = [...findMatches(prose, backendWork)].filter((match) => {
    const isListed = !match[0].endsWith(')') || inList.test(before(match))
    return isListed && !colleagues.test(before(match))
  })
  const aims = [...findMatches(prose, backendAim)].filter((match) => aimedAt.test(before(match)))
  const listed = [...findMatches(prose, backendWord)].filter(({ 0: word, index }) => {
    const end = index + word.length
    return listsBackend(sentenceAround(prose, index, end))
  })
  return [...agents, ...work, ...aims, ...listed].map(([words]) => words)
}
