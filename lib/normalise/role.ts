import type { BackendRole } from '@/lib/domain/posting'
import type { SkillId } from '@/lib/domain/skill'
import type { AdvertisedRoles, ListedRole } from '@/lib/normalise/role-body'
import { Evidence, serverSkills } from '@/lib/normalise/role-evidence'
import { readOutright, readTitle, type TitleReading } from '@/lib/normalise/role-title'

export interface RoleDecision {
  backend: BackendRole
  /** Plain words: what decided, with the words of the posting. */
  reason: string
}

const seekingWork =
  /^(?:\W*)(?:seeking (?:freelance |remote |contract )?(?:work|employment|job|position)|seeking freelance|looking for (?:a )?(?:work|job|new (?:role|opportunit|challenge))|available for (?:hire|work)|for hire)\b|\bwilling to relocate\s*:|\br[ée]sum[ée]\/cv\s*:|^(?:hi,? )?i(?:['’]m| am) (?:a|an|currently) [^.\n]{0,80}\b(?:looking for|seeking|available)\b/i

const quote = (words: string): string => `“${words.replace(/\s+/g, ' ').trim().slice(0, 60)}”`

/** Languages whose developers work on servers unless the text says otherwise. */
const serverLanguages =
  /python|java(?!script)|ruby|go|scala|clojure|c#|\.net|dotnet|perl|kotlin|rust|haskell|ocaml|f#|erlang|elixir|jvm/i

interface Grounds {
  /** Signs in the whole text. */
  text: Evidence
  /** Signs in what is said of the role alone, where a list says something of each. */
  details: Evidence | null
  /** Front-end engineers are sought besides, so that a text of both ends need not ask one person for both. */
  hasFrontEnd: () => boolean
}

const bothEnds = /^front/i
const frontEndEngineer = /\bfront[\s-]?end (?:\w+ )?(?:engineer|developer|dev|programmer)s?\b/i

/** Words that make a role back end which its title leaves open. */
function findBackendWork(reading: TitleReading, { text, details }: Grounds): string | null {
  const given = details?.duty ?? (details?.client === null && details.whole === null ? details.apiDuty : null) ?? null
  if (given !== null) return given
  const duty = text.duty
  if (duty !== null || reading.kind === 'neighbour') return duty
  return text.whole === null && text.client === null ? (text.backend ?? text.api ?? text.apiDuty) : null
}

/**
 * A role that its title leaves open. A server-side framework makes it back end unless the text wants the whole
 * stack; a general language or no technology at all only where the text speaks of back-end or API work.
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
  const { server } = grounds.text
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

const engineeringWords = /\b(?:engineers?|engineering|developers?|programmers?|hackers?|coders?|devs|technologists?)\b/i

const rank: Record<BackendRole, number> = { strict: 2, broad: 1, no: 0 }

export interface RoleInput {
  title: string | null
  /** A source's own title names the one job there is; one read from the text may be the first of several. */
  isTitleGiven: boolean
  text: string
  skills: readonly SkillId[]
  /** Roles named in the text. */
  advertised: AdvertisedRoles
}

/**
 * Whether a posting advertises backend work. The title decides; where it is generic or missing, the roles named in
 * the text, then the text's own signs of server-side and front-end work. One backend role among several is enough.
 */
export function classifyRole(posting: RoleInput): RoleDecision {
  const { title, text, skills, advertised } = posting
  if (seekingWork.test(text.slice(0, 1_500))) return { backend: 'no', reason: 'a person seeking work' }
  let whole: Evidence | undefined
  const hasFrontEnd = (): boolean =>
    [title ?? firstLineOf(text), ...advertised.sought].some((words) => frontEndEngineer.test(words)) ||
    advertised.listed.some((role) => frontEndEngineer.test(role.title))
  const groundsOf = (role: ListedRole | null) => (): Grounds => ({
    text: (whole ??= new Evidence(text, skills)),
    details: role === null ? null : new Evidence(text.slice(role.start, role.end), []),
    hasFrontEnd,
  })
  let best: RoleDecision | null = null
  for (const { reading, where, role } of readRoles(posting)) {
    const decision = decideByReading(reading, groundsOf(role), where)
    if (best === null || rank[decision.backend] > rank[best.backend]) best = decision
    if (best.backend === 'strict') return best
  }
  if (best !== null) return best
  const isEngineering = engineeringWords.test(text) || skills.filter((id) => serverSkills.has(id)).length > 1
  if (!isEngineering || (title !== null && posting.isTitleGiven))
    return { backend: 'no', reason: 'no engineering role named' }
  return decideByText(
    { kind: 'generic', words: 'engineering' },
    { text: new Evidence(text, skills, true), details: null, hasFrontEnd },
    'text speaks of',
  )
}

const firstLineOf = (text: string): string => text.slice(0, 250).split('\n', 1)[0] ?? ''

/** A header's own word for the work, wherever among its parts: "Acme - Berlin - Front-end/Back-end". */
const backendInHeader =
  /(?<=[|–—-]\s(?:[^|]{0,40}[\s/,&(])?)(?:back[\s-]?end|server[\s-]?side)(?! ?(?:as|for)\b|[- ]as[- ])(?=[^|.!?]{0,60}(?:[|–—]|\s-\s|$))/i

const behindDash = /^\s+[-–—]\s+(\S{2,12}(?: \S{1,12})?)(?=\s+[-–—|]|$)/
const fieldBehindBar = /^\s*\|\s*(ios|android|mobile|front[\s-]?end|full[\s-]?stack|embedded|firmware)\s*(?:\||$)/i

const openBracket = /\([^()]*$/
const toClosing = /^[^()|]{1,60}\)/

/** "Senior Software Engineer - Frontend - React": what follows a title after a dash belongs to it. */
function extendTitle(title: string, header: string): string {
  const at = header.indexOf(title)
  if (at === -1) return title
  const rest = header.slice(at + title.length)
  const bracket = openBracket.test(title) ? rest.match(toClosing)?.[0] : undefined
  if (bracket !== undefined) return title + bracket
  const [, addition] = rest.match(behindDash) ?? rest.match(fieldBehindBar) ?? []
  return addition === undefined ? title : `${title} - ${addition}`
}

/** What a text seeks besides its title: back end or full stack, or the developers of a technology. */
function readNamed(sought: string, isOutrightOnly: boolean): TitleReading | null {
  const reading = isOutrightOnly ? null : readTitle(sought)
  const isNamed =
    reading?.kind === 'serverTech' || (reading?.kind === 'language' && serverLanguages.test(reading.words))
  return isNamed ? reading : readOutright(sought)
}

interface PlacedReading {
  reading: TitleReading
  where: string
  /** The list's entry that was read. */
  role: ListedRole | null
}

function* readListed({ listed }: AdvertisedRoles, isTitleGiven: boolean): Generator<PlacedReading> {
  for (const role of listed) {
    const reading = isTitleGiven ? readOutright(role.title) : readTitle(role.title)
    if (reading !== null && reading.kind !== 'list') yield { reading, where: 'text lists', role }
  }
}

/** "Various engineering roles" are those that a list goes on to name. */
const fieldOnly = /^(?:engineering|software)$/i

/** The roles that count, the title first: other jobs' titles leave the text only what it names outright. */
function* readRoles({ title, isTitleGiven, advertised, text }: RoleInput): Generator<PlacedReading> {
  const header = isTitleGiven ? '' : firstLineOf(text)
  const byTitle = title === null ? null : readTitle(extendTitle(title, header))
  const isOpen = byTitle === null || byTitle.kind === 'list'
  // "Engineers" as a header may be any of those the text goes on to name.
  const isOther = !isTitleGiven && (byTitle?.kind === 'other' || byTitle?.kind === 'neighbour')
  const isLoose = !isTitleGiven && byTitle?.kind === 'generic'
  const isCovered = isLoose && fieldOnly.test(byTitle.words) && [...readListed(advertised, isTitleGiven)].length > 1
  if (!isOpen && !isCovered) yield { reading: byTitle, where: 'title says', role: null }
  const named = /back|server/i.test(header) ? header.match(backendInHeader) : null
  if (named !== null) yield { reading: { kind: 'backend', words: named[0] }, where: 'header says', role: null }
  if (isTitleGiven && (byTitle?.kind === 'other' || byTitle?.kind === 'fullStack')) return
  yield* readListed(advertised, isTitleGiven)
  for (const sought of advertised.sought) {
    const reading = isOpen || isLoose ? readTitle(sought) : readNamed(sought, !isOther)
    if (reading !== null && reading.kind !== 'list') yield { reading, where: 'text seeks', role: null }
  }
}
