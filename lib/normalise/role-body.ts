import { findMatches } from '@/lib/domain/find-matches'
import { namesAgent, namesOtherJob } from '@/lib/normalise/role-words'

const fullStackField = /\bfull[\s-]?stack(?=\s*(?:[,|/)]|$))/i

/** A title in a list, and where what is said of it stands: up to the next one. */
export interface ListedRole {
  title: string
  start: number
  end: number
}

/** Roles that a text advertises outside its title, as written. */
export interface AdvertisedRoles {
  /** Short lines, and beginnings of lines, that read like titles. */
  listed: ListedRole[]
  /** What stands behind "hiring", "looking for" and the like. */
  sought: string[]
}

const seeking =
  /(?:\b(?:hiring(?! manager)|looking for|looking to (?:hire|add|fill)|seeking|searching for|in search of|recruiting|needs?|want(?:s|ed)?|prefer|apply to be|openings? (?:for|in)|suchen|cherchons|recherchons|recrutons|söker|buscamos)\b|\bif you(?:['’]re| are) an?\b|\bas an?\b(?<=(?:^|[.!?:] |\b(?:us|team|work|role|position) )as an?)):?[^\S\n]+((?:\.(?=net\b))?[^.!?\n]{2,160}(?:\.(?=\w)[^.!?\n]{0,80}){0,4})/gim
const openPositions =
  /\b(?:positions?|roles?|openings?|opportunities(?= include| are|:)|vacanc(?:y|ies)|job titles?|disciplines)(?: (?:for|available|open|include|are))*[^\S\n]*[:(–-]?[^\S\n]+\(?((?:\.(?=net\b))?[^.!?\n]{2,160}(?:\.(?=\w)[^.!?\n]{0,80}){0,4})/gi

// "Work closely with our backend engineers", "our backend developers use": people who are there already.
const colleagues =
  /\b(?:(?:with|alongside|help|enable|support|between|by|from|our)\s+(?:[a-z-]+,? +){0,3}|(?:(?<!\b(?:grow|expand|build)(?:ing)? (?:out )?(?:our|the) )team of|other|currently|than|covers|mentor(?:ing)?)\s+(?:[\w-]+,? +){0,5}|(?:we['’]re|we are|team is) (?:primarily|mostly|mainly|all)\s+|(?:have|need) to be an?\s+|(?:experience|years|background|learn|teach|teaching|i (?:run|am|was|work)|i['’]m an?)\b[^.\n]{0,45})$/i
const backendAgent =
  /\b(?:back[\s-]?end|server[\s-]?side)(?:[\s/&-]+(?:and |or )?(?!(?:but|our|for|that|is|are|to|with|who|the|in|by|of|on|as|from)\b)[a-z+#-]+(?:\.[a-z]+)?){0,3}?[\s-]+(?:engineers?|eng|developers?|devs?|programmers?|hackers?|roles?|positions?|leads?|architects?|coders?|specialists?|folks|peeps|people|hackers?|talent|engineering (?:roles?|positions?))\b|\b(?:join|for|lead|head up) (?:our|the) (?:[a-z-]+ ){0,2}back[\s-]?end (?:engineering )?team\b/gi
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

const fields = 'front[\\s-]?end|mobile|full[\\s-]?stack|ios|android|dev-?ops|web|data|design|infrastructure|security'
const between = '(?: \\([^)\\n]{1,25}\\))?(?:, (?:or |and )?| ?\\/ ?| or )'
/** One of the fields of a list: "mobile, frontend, backend, whatever you want to call yourself". */
const amongFields = new RegExp(
  `\\b(?:(?:${fields})${between}back[\\s-]?end(?:, | ?\\/ ?| or )\\p{L}|back[\\s-]?end${between}(?:${fields})(?:, | ?\\/ ?| or | and )\\p{L})`,
  'iu',
)
const backendWord = /\bback[\s-]?end/gi
/** Before or behind such a list: those who are in it are asked for. */
const asked =
  /\b(?:hiring|hire|looking|seeking|searching|need|join|opportunit\w+|apply|you are|you['’]re|whatever|(?:all )?types of|interested|open to|recruiting|priorit\w+|positions|roles|openings)\b/i

/** "Full-time django / python dev", "a Java Dev", "some PHP talent", wherever it stands. */
const technologyAgent =
  /(?<![\w.])(?:rails|django|laravel|symfony|php|node\.?js|ruby|python|java|scala|clojure|[cf]#|golang|erlang|elixir|perl|haskell|kotlin|(?:asp)?\.net)(?: ?[/&] ?[\w.#]+|[ -]based| ?\(\w+\))? (?:engineers?|developers?|devs?|programmers?|hackers?|gurus?|experts?|coders?|talent|person|people|folks|wizards?|ninjas?|rock ?stars?|enthusiasts?)\b/gi

const oneForAll = /\b(?:everything|preference|stronger|experience\b|entire|whole|across|both|stack:|stack -)/i

/** "Front-end and back-end development" is one person's; the last of a list of fields is not. */
const otherHalf =
  /(?:front(?:[\s-]?end)?(?: (?:work|development))?(?: &|,| and|\/| or| ?-?to-?)\s?-?|client and |(?:understanding|knowledge) of (?:\w+ )?)$/i
/** "We need help in areas such as C++, web front end and back end". */
const areaOfHelp =
  /\b(?:engineers?|developers?|talent|backgrounds?|people|hiring|help|roles|positions)\b[^.!?\n]{0,80}\bareas?\b[^.!?]{0,160}?\bback[\s-]?end/gi
const inList = /[,;:] $/
const namesBackendOrServer = /back[\s-]?end|server[\s-]?side|api team/i

// "An iOS developer who works with our backend engineers" seeks one person.
const relativeClause =
  /,? (?:who|that|which|to(?! (?:mid|senior|junior|lead|staff|principal)\b)|working|alongside|with|at|for|where) | [-–—]+ (?=[a-z])| \((?:we|you|our|i)\b|, (?:you|we|your|our|i)\b/i

const listMarker = /^(?:[-*+•·–—◦▪●○◉‣#>=]+|\(?\d{1,2}[.)])\s*/

/** "(Back End): https://…". */
const inBrackets = /^\(([^()]{2,40})\)$/

const trailingLink = /\s*[-–—:(]*\s*https?:\/\/\S+.*$/

// Lines of requirements and duties that mention engineers without advertising one.
const startsOtherwise =
  /^(?:\d+\+? years|experience|work|working|collaborat\w+|you|we|our|mentor|help|partner|strong|ability|lead(?:ing)? (?:a|the|and|our)|manage|managing|join|email|apply|contact|about|team of|a team|the|if|pair|communicate|build|support|enable|report|as|at|by|from|team|teams|interested|enjoy|passionate|excited|are|is|familiar\w*|knowledge|comfortable|understand\w*|love|proven|excellent|good|deep|solid|proficien\w+|able|willing|self|have|must|no|will|can|take|taking|previous|prior|demonstrated|background|bachelor\S*|degree|expert(?! \()|assist|perform|ensure|drive|participate|contribute|coordinate|guide|coach|advise|foster|ping|reach|send|shoot|message|choose|interns? (?:is|are)|developer tools|\d+[- ]min\w*|phone|interviews?)\b/i
// "Architect changes", "Lead a team": duties that begin like a title.
const duty =
  /^(?:Architect|Engineer|Program|Design|Lead|Code|Research|Test) (?!engineer|developer|scientist|designer|architect|programmer|manager|lead|analyst)[a-z]/
/** What one has behind oneself: "Web developer with 3+ years of experience". */
const behind = /\bwith (?:at least |over |around )?\d+ ?\+? years/i
const hasVerb = /\b(?:is|are|we|our|you|your|hiring|looking|seeking|will|has|have|am)\b/i

const namedWork =
  /^(?:(?:senior|sr\.?|junior|lead|staff|principal) )?(?:back[\s-]?end|full[\s/-]?stack|server|api|web|software|platform) (?:engineering|develop(?:ment)?|roles?|positions?)(?=\s*(?:$|[(:–—-]))/i
/** An entry of a list that is the field alone, or with its link: "- Backend / big data", "Back end (Scala) https://…". */
const namedField =
  /^(?:(?:mid\/)?(?:senior|sr\.?|junior|lead|staff|principal) )?(?:(?:full[\s-]?stack|front[\s-]?end)\s?\/\s?)?(?:back[\s-]?end|full[\s-]?stack)(?:\s?\/\s?[\w -]{2,25})?(?: \([^)]{2,40}\)?)?$|^(?:software )?engineering \((?:back[\s-]?end|full[\s-]?stack)\)$|^[\w+#.]{2,12} \(full[\s-]?stack\)$|^(?:(?:senior|sr\.?|junior|lead|staff|principal) )?(?:[\w.]{2,10}[ /])?full[\s-]?stack(?!.* (?:experience|expertise|skills|applications?|apps)$)(?: [\w.+#/ ]{2,25})?(?: \([^)]{2,40}\))?$/i
/** The same with what it is about: "- Back-end infrastructure: scalability, big data". */
const fieldWithMatter =
  /^(?:[\w.]{2,12} )?back[\s-]?end(?= (?:for|to|with)\s)|^back[\s-]?end (?:infrastructure|systems?|development|engineering)(?=:\s)/i
const beginning = /^(\p{Lu}[^:.!?–—\n]{3,69}?)\s*(?::|\s[-–—]+\s|\s\(|\s–\s)/u

/** "Sr. Systems Engineer. We are looking for …". */
const beforeSentence = /^((?:[SJ]r\. )?\p{Lu}[^:.!?–—\n]{3,60}?)\. (?:We|You|Looking|Must)\b/u
/** A list of titles in one sentence: "Go developer, C++ developer, designer." */
const listInSentence = /^([^.,!?:]{4,40}(?:, [^.,!?:]{4,40}){0,4})\.$/

// "- PHP developers for a web-based application, …".
const beforeClause = /^(\p{Lu}[^:.!?–—\n]{3,60}?),? (?:to|for|who|with|that|which|on) /u

// "Thanks, Ada (CTO)".
const signature =
  /^(?:thanks|cheers|best|regards|hi|hello)\b|^(?:VP|Head|Director)(?: of \w+)?(?:,| at| @)\s|^\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?,? [(-]?\s?(?:(?:talent|recruiting|people|tech) lead|recruiter|c[eto]o|(?:co-?)?founder|vp)\b/iu

const specialty = /^\s\([^()\n]{2,60}\)/

const ending = /[:\s=]+$/
const withoutEnding = (line: string): string => (/[:\s=]$/.test(line) ? line.replace(ending, '') : line)

/** "Engineer (backend): you own our services" says in brackets what engineer. */
function readBeginning(line: string): string {
  const [, title = ''] = line.match(beginning) ?? []
  const bracket = title === '' ? undefined : line.slice(title.length).match(specialty)?.[0]
  return bracket === undefined ? title : title + bracket
}

/** Titles that a sentence is, or that stand as one before the next. */
function readSentence(line: string): string | null {
  const [, list = ''] = line.endsWith('.') ? (line.match(listInSentence) ?? []) : []
  const isList = list !== '' && list.split(', ').every(namesAgent)
  const title = isList ? list : (line.match(beforeSentence)?.[1] ?? '')
  const isTitle = title !== '' && namesAgent(title) && !hasVerb.test(title) && !startsOtherwise.test(title)
  return isTitle && !signature.test(title) ? title : null
}

/** The title that a line of a list is or begins with; null for any other line. */
function readListed(line: string, isLinked: boolean): string | null {
  const unlinked = withoutEnding(line.includes('http') ? line.replace(trailingLink, '') : line)
  const unmarked = unlinked.replace(listMarker, '')
  const bare = unmarked.startsWith('(') ? unmarked.replace(inBrackets, '$1') : unmarked
  const isMarked = bare.length < unlinked.length
  const isShort = bare.length <= (isMarked ? 110 : unlinked.length < line.length ? 90 : 70) && !/[.!?]$/.test(bare)
  const sentence = bare.includes('.') ? readSentence(bare) : null
  if (sentence !== null) return sentence
  const title = isShort ? bare : readBeginning(bare) || (isMarked ? (bare.match(beforeClause)?.[1] ?? '') : '')
  if (title === '' || startsOtherwise.test(title) || duty.test(bare)) return null
  if (namesAgent(title)) {
    if (signature.test(title) || behind.test(bare)) return null
    return isShort || !hasVerb.test(title) ? title : null
  }
  if ((isLinked || (isMarked && !line.endsWith(':'))) && namedField.test(bare)) return bare
  return bare.match(namedWork)?.[0] ?? (isMarked ? (bare.match(fieldWithMatter)?.[0] ?? null) : null)
}

/** What is said of one role is not longer. */
const longestDetails = 1_500

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
  const listed: ListedRole[] = []
  const prose: string[] = []
  let start = 0
  const head = text.slice(0, 8_000)
  const namesServerWork = namesBackendOrServer.test(head)
  for (const line of head.split('\n')) {
    const titles = start > 0 ? readLine(line) : []
    const last = listed.at(-1)
    if (titles.length > 0 && last !== undefined) last.end = Math.min(last.end, start)
    for (const title of titles) listed.push({ title, start, end: start + longestDetails })
    if (titles.length === 0 || line.length > 110 || (namesServerWork && namesBackendOrServer.test(line)))
      prose.push(line)
    start += line.length + 1
  }
  return { listed: listed.slice(0, 40), sought: findSought(prose.join('\n'), namesServerWork).slice(0, 40) }
}

function findSought(prose: string, namesServerWork: boolean): string[] {
  const sought: string[] = []
  for (const [, role = ''] of findMatches(prose, seeking)) {
    const wanted = role.split(relativeClause, 1)[0] ?? ''
    if ((namesAgent(wanted) || namesOtherJob(wanted)) && !/^experience\b/i.test(wanted)) sought.push(wanted)
  }
  for (const match of findMatches(prose, needed)) {
    const before = prose.slice(Math.max(0, match.index - longestNeeded), match.index)
    const role = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('. ')) + 1)
    if (namesAgent(role)) sought.push(role)
  }
  for (const [, role = ''] of findMatches(prose, openPositions)) {
    const wanted = role.split(relativeClause, 1)[0] ?? ''
    if (namesAgent(wanted) || (namesServerWork && namesBackendOrServer.test(wanted)) || fullStackField.test(wanted))
      sought.push(wanted)
  }
  for (const match of sought.length > 0 ? [] : findMatches(prose, technologyAgent))
    if (!colleagues.test(prose.slice(Math.max(0, match.index - 50), match.index))) sought.push(match[0])
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
  const before = (match: RegExpExecArray): string => prose.slice(Math.max(0, match.index - 50), match.index)
  const agents = [...findMatches(prose, backendAgent)].filter((match) => !colleagues.test(before(match)))
  const work = [...findMatches(prose, backendWork)].filter((match) => {
    const isListed = !match[0].endsWith(')') || inList.test(before(match))
    return isListed && !otherHalf.test(before(match)) && !colleagues.test(before(match))
  })
  const aims = [...findMatches(prose, backendAim)].filter((match) => aimedAt.test(before(match)))
  const listed = [...findMatches(prose, backendWord)].filter(({ 0: word, index }) => {
    const end = index + word.length
    const sentence = sentenceAround(prose, index, end)
    const isAmongFields = amongFields.test(prose.slice(Math.max(0, index - 45), end + 60))
    return isAmongFields && asked.test(sentence) && !oneForAll.test(sentence)
  })
  const areas = /\bareas?\b/i.test(prose) ? (prose.match(areaOfHelp) ?? []).map((words) => words.slice(-8)) : []
  return [...agents, ...work, ...aims, ...listed].map(([words]) => words).concat(areas)
}
