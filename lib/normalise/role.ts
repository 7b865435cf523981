import { findMatches } from '@/lib/domain/find-matches'
import type { BackendRole } from '@/lib/domain/posting'
import type { ListedRole } from '@/lib/normalise/role-body'
import { Evidence, serverSkills } from '@/lib/normalise/role-evidence'
import {
  firstLineOf,
  frontEndEngineer,
  readRoles,
  type RoleInput,
  serverLanguages,
} from '@/lib/normalise/role-readings'
import { readTitle, type TitleReading } from '@/lib/normalise/role-title'

export interface RoleDecision {
  backend: BackendRole
  /** Plain words: what decided, with the words of the posting. */
  reason: string
}

const seekingWork =
  /^(?:\W*)(?:seeking (?:freelance |remote |contract )?(?:work|employment|job|position)|seeking freelance|looking for (?:a )?(?:work|job|new (?:role|opportunit|challenge))|available for (?:hire|work)|for hire)\b|^[^\n]{0,160}\bavailable for hire\b|^(?:hi,? )?i(?:['’]m| am) (?:a|an|currently) [^.\n]{0,80}(?<!\b(?:we|is|are|who|team|company)(?:['’]re)? (?:are |is )?(?:currently |also )?)\b(?:looking for|seeking|available)\b/i

// The template of those who seek work, of which an employer may use a line or two.
const seekersLine = /\b(?:location|remote|willing to relocate|technologies|r[ée]sum[ée](?:\/cv)?)\s*:/gi
const seekersOwnLine = /\bwilling to relocate\s*:|\br[ée]sum[ée]\/cv\s*:/i
const fewestSeekersLines = 3

/** A person offers to work, instead of an employer. */
function seeksWork(opening: string): boolean {
  if (seekingWork.test(opening)) return true
  if (!seekersOwnLine.test(opening)) return false
  return (
    new Set(Array.from(findMatches(opening, seekersLine), ([line]) => line.toLowerCase())).size >= fewestSeekersLines
  )
}

const quote = (words: string): string => `“${words.replace(/\s+/g, ' ').trim().slice(0, 60)}”`

interface Grounds {
  /** Signs in the whole text. */
  text: Evidence
  /** Signs in what is said of the role alone, where a list says something of each. */
  details: Evidence | null
  /** A full-stack engineer is sought besides: back-end work in the text may be that one's. */
  hasFullStack: () => boolean
  /** Front-end engineers are sought besides, so that a text of both ends need not ask one person for both. */
  hasFrontEnd: () => boolean
}

const bothEnds = /^front/i
const fullStackRole = /\bfull[\s-]?stack\b/i

/** Back-end work that the text gives whoever is sought. */
function findWorkInText({ kind }: TitleReading, text: Evidence): string | null {
  const { duty } = text
  if (duty !== null || kind === 'neighbour') return duty
  if (text.whole !== null || text.client !== null) return null
  return (text.backend !== null && !text.isOtherTrade ? text.backend : null) ?? text.api ?? text.apiDuty
}

/** Words that make a role back end which its title leaves open. */
function findBackendWork(reading: TitleReading, { text, details, hasFullStack }: Grounds): string | null {
  const given = details?.duty ?? (details?.client === null && details.whole === null ? details.apiDuty : null) ?? null
  if (given !== null) return given
  const found = findWorkInText(reading, text)
  return found !== null && hasFullStack() ? null : found
}

/**
 * A role that its title leaves open. Work that lives on servers makes it back end unless the text wants the whole
 * stack; a framework, a language or no technology at all only where the text speaks of back-end or API work.
 */
function decideByText(reading: TitleReading, grounds: Grounds, where: string): RoleDecision {
  const said = `${where} ${quote(reading.words)}`
  if (reading.kind === 'serverTech') {
    const { whole } = grounds.text
    if (whole === null || (bothEnds.test(whole) && grounds.hasFrontEnd()))
      return { backend: 'strict', reason: `${said}, server-side work` }
    return { backend: 'broad', reason: `${said}, text says ${quote(whole)}` }
  }
  const backEnd = findBackendWork(reading, grounds)
  if (backEnd !== null) return { backend: 'strict', reason: `${said}, text says ${quote(backEnd)}` }
  if (reading.kind === 'neighbour') return { backend: 'no', reason: `${said}, no back end named` }
  if (reading.kind === 'framework') return { backend: 'broad', reason: said }
  const frontEnd = reading.kind === 'generic' ? grounds.text.frontEnd : null
  if (frontEnd !== null) return { backend: 'no', reason: `${said}, text seeks ${quote(frontEnd)}` }
  const isOfServers = reading.kind !== 'language' || serverLanguages.test(reading.words)
  const server = isOfServers ? grounds.text.server : grounds.text.serverOutright
  if (server !== null) return { backend: 'broad', reason: `${said}, text shows ${quote(server)}` }
  const own = grounds.details ?? grounds.text
  if (reading.kind === 'language' && serverLanguages.test(reading.words) && !own.isOtherTrade)
    return { backend: 'broad', reason: said }
  return { backend: 'no', reason: `${said}, no server-side work in the text` }
}

function decideByReading(reading: TitleReading, grounds: () => Grounds, where: string): RoleDecision {
  if (reading.kind === 'backend') return { backend: 'strict', reason: `${where} ${quote(reading.words)}` }
  if (reading.kind === 'fullStack' || reading.kind === 'mixed')
    return { backend: 'broad', reason: `${where} ${quote(reading.words)}` }
  if (reading.kind === 'other') return { backend: 'no', reason: `${where} ${quote(reading.words)}` }
  return decideByText(reading, grounds(), where)
}

const engineeringWords =
  /\b(?:engineers?|engineering|developers?|programmers?|hackers?|coders?|devs?|technologists?|(?:software|web|wordpress) development)\b/i

/** Server-side technology in a header stands for whoever works with it: "Acme | Berlin | Rails/React". */
const technologyAlone: ReadonlySet<string> = new Set(['serverTech', 'framework', 'mixed', 'fullStack'])
const anotherTrade = /\b(?:support|sales|marketing|data|machine learning|research)\b/i
const longestHeader = 160

/** A part of a header that is a trade and no more: "Acme | Customer Success | Remote". */
const tradeAlone =
  /^(?:(?:technical|customer|product|web|field|people) )?(?:success|support|training(?: delivery)?|sales|marketing|design|recruiting|human resources|operations|data science|analytics|statistics|content)(?: (?:team|roles?))?$/i

const findTrade = (text: string): string | undefined =>
  firstLineOf(text)
    .split('|')
    .find((part) => tradeAlone.test(part.trim()))

function decideByHeader({ isTitleGiven, text }: RoleInput): RoleDecision | null {
  const header = firstLineOf(text).replace(/\S+\.\w+\/\S*/g, '')
  if (isTitleGiven || header.length > longestHeader || anotherTrade.test(header)) return null
  const reading = readTitle(header)
  if (reading === null || !technologyAlone.has(reading.kind)) return null
  return { backend: 'broad', reason: `header names ${quote(reading.words)}` }
}

const rank: Record<BackendRole, number> = { strict: 2, broad: 1, no: 0 }

/**
 * Whether a posting advertises backend work. The title decides; where it is generic or missing, the roles named in
 * the text, then the text's own signs of server-side and front-end work. One backend role among several is enough.
 */
export function classifyRole(posting: RoleInput): RoleDecision {
  const { title, text, skills, advertised } = posting
  if (seeksWork(text.slice(0, 1_500))) return { backend: 'no', reason: 'a person seeking work' }
  let whole: Evidence | undefined
  const isNamed = (role: RegExp) => (): boolean =>
    [title ?? firstLineOf(text), ...advertised.sought].some((words) => role.test(words)) ||
    advertised.listed.some((listed) => role.test(listed.title))
  const hasFrontEnd = isNamed(frontEndEngineer)
  const hasFullStack = isNamed(fullStackRole)
  const groundsOf = (role: ListedRole | null) => (): Grounds => ({
    text: (whole ??= new Evidence(text, skills)),
    details: role === null ? null : new Evidence(text.slice(role.start, role.end), []),
    hasFrontEnd,
    hasFullStack,
  })
  let best: RoleDecision | null = null
  for (const { reading, where, role } of readRoles(posting)) {
    const decision = decideByReading(reading, groundsOf(role), where)
    if (best === null || rank[decision.backend] > rank[best.backend]) best = decision
    if (best.backend === 'strict') return best
  }
  if (best !== null) return best
  const isEngineering = engineeringWords.test(text) || skills.filter((id) => serverSkills.has(id)).length > 1
  const trade = title === null ? findTrade(text) : undefined
  if (trade !== undefined) return { backend: 'no', reason: `header says ${quote(trade)}` }
  const open: RoleDecision =
    !isEngineering || (title !== null && posting.isTitleGiven)
      ? { backend: 'no', reason: 'no engineering role named' }
      : decideByText(
          { kind: 'generic', words: 'engineering' },
          { text: new Evidence(text, skills, true), details: null, hasFrontEnd, hasFullStack },
          'text speaks of',
        )
  return (open.backend === 'no' ? decideByHeader(posting) : null) ?? open
}
