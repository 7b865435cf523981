// The roles of a posting that count, in the order in which they are asked what they say.

import type { SkillId } from '@/lib/domain/skill'
import type { AdvertisedRoles } from '@/lib/normalise/role-body'
import { readOutright, readTitle, type TitleReading } from '@/lib/normalise/role-title'
import { namesAgent } from '@/lib/normalise/role-words'

export interface RoleInput {
  title: string | null
  /** A source's own title names the one job there is; one read from the text may be the first of several. */
  isTitleGiven: boolean
  text: string
  skills: readonly SkillId[]
  /** Roles named in the text. */
  advertised: AdvertisedRoles
}

/** Languages whose developers work on servers unless the text says otherwise. */
const serverLanguages =
  /python|java(?!script)|ruby|go|scala|clojure|c#|\.net|dotnet|perl|kotlin|rust|haskell|ocaml|f#|erlang|elixir|jvm/i

const frontEndEngineer = /\bfront[\s-]?end (?:\w+ )?(?:engineer|developer|dev|programmer)s?\b/i

const firstLineOf = (text: string): string => text.slice(0, 250).split('\n', 1)[0] ?? ''

/** "Acme | full stack | Remote": the field alone, or with what its work is called. */
const fullStackInHeader =
  /(?<=(?:\||[–—-]\s)\s?(?:[^|]{0,30}[\s/,&(])?)full[\s-]?stack(?=(?: (?:eng|devs?|engineers?|developers?|[\w.+#/]{2,30}(?=\s*\|)))?\s*(?:[|–—,/)]|\s-\s|$))/i

/** A header's own word for the work, wherever among its parts: "Acme - Berlin - Front-end/Back-end". */
const backendInHeader =
  /(?<=[|–—-]\s(?:[^|]{0,40}[\s/,&(])?)(?:back[\s-]?end|server[\s-]?side)(?! ?(?:as|for)\b|[- ]as[- ])(?=[^|.!?]{0,60}(?:[|–—]|\s-\s|$))/i

const openBracket = /\([^()]*$/
const toClosing = /^[^()|]{1,60}\)/

/** "Engineers (Go, Java": a title cut within a bracket goes on to its end. */
function extendTitle(title: string, header: string): string {
  const at = openBracket.test(title) ? header.indexOf(title) : -1
  return at === -1 ? title : title + (header.slice(at + title.length).match(toClosing)?.[0] ?? '')
}

/** What a text seeks besides its title: back end or full stack, or the developers of a technology. */
function readNamed(sought: string, isOutrightOnly: boolean): TitleReading | null {
  const reading = isOutrightOnly ? null : readTitle(sought)
  const isNamed = reading?.kind === 'framework' || (reading?.kind === 'language' && serverLanguages.test(reading.words))
  return isNamed ? reading : readOutright(sought)
}

export interface PlacedReading {
  reading: TitleReading
  where: string
}

function* readListed({ listed }: AdvertisedRoles, isTitleGiven: boolean, isOther = false): Generator<PlacedReading> {
  for (const title of listed) {
    const reading = isTitleGiven ? readOutright(title) : readTitle(title)
    if (reading === null || reading.kind === 'list' || (isOther && fieldOnly.test(reading.words))) continue
    yield { reading, where: 'text lists' }
  }
}

/** "Various engineering roles" are those that a list goes on to name. */
const fieldOnly = /^(?:engineering|software)$/i

/** “Distributed systems” among the fields of those sought: "Acme | Berlin | (Distributed Systems, Fullstack)". */
const fieldsInHeader = /\b(?:full[\s-]?stack|front[\s-]?end|dev-?ops|data|mobile|engineer\w*|senior)\b/i
const distributed = /\bdistributed systems\b/i

/** The work that a header names without a title. */
function* readHeaderWords(header: string): Generator<PlacedReading> {
  const back = /back|server/i.test(header) ? header.match(backendInHeader) : null
  if (back !== null) yield { reading: { kind: 'backend', words: back[0] }, where: 'header says' }
  const fields = distributed.test(header) ? header.split('|').find((part) => distributed.test(part)) : undefined
  if (fields !== undefined && fields !== header && fieldsInHeader.test(fields))
    yield { reading: { kind: 'backend', words: 'distributed systems' }, where: 'header says' }
  const full = /full/i.test(header) ? header.match(fullStackInHeader) : null
  if (full !== null) yield { reading: { kind: 'fullStack', words: full[0] }, where: 'header says' }
}

/** One engineer is sought, not several. */
const plural = /s$/i

const openKinds: ReadonlySet<string> = new Set(['generic', 'other', 'list'])

/** Front-end engineers, where a text seeks them alone: "Web Developer … we hire two front-end developers". */
function soughtFrontEnd({ listed, sought }: AdvertisedRoles): string | null {
  const front = sought.find((words) => frontEndEngineer.test(words) && readTitle(words)?.kind === 'other')
  if (front === undefined || listed.length > 0) return null
  return sought.every((words) => openKinds.has(readTitle(words)?.kind ?? 'other')) ? front : null
}

/** "To be an expert of C++", "of our users - 12 million researchers": no title, though a header was read so. */
const startsSentence = /^(?:you|we|our|to|of|for|with|within|in|from|by|that|who)\b/i

/** The roles that count, the title first: other jobs' titles leave the text only what it names outright. */
export function* readRoles({ title, isTitleGiven, advertised, text }: RoleInput): Generator<PlacedReading> {
  const header = isTitleGiven ? '' : firstLineOf(text)
  const isSentence = !isTitleGiven && title !== null && startsSentence.test(title)
  const byTitle = title === null || isSentence ? null : readTitle(extendTitle(title, header))
  const isOpen = byTitle === null || byTitle.kind === 'list'
  // "Engineers" as a header may be any of those the text goes on to name.
  const isOther = !isTitleGiven && byTitle?.kind === 'other'
  const isLoose = !isTitleGiven && byTitle?.kind === 'generic'
  const isLanguage = !isTitleGiven && (byTitle?.kind === 'language' || byTitle?.kind === 'framework')
  const isCovered = isLoose && fieldOnly.test(byTitle.words) && [...readListed(advertised, isTitleGiven)].length > 1
  const isOne = (isLoose || isLanguage) && !plural.test(byTitle.words) && !frontEndEngineer.test(title ?? '')
  const front = isOne ? soughtFrontEnd(advertised) : null
  if (front !== null) return yield { reading: { kind: 'other', words: front }, where: 'text seeks' }
  if (!isOpen && !isCovered) yield { reading: byTitle, where: 'title says' }
  yield* readHeaderWords(header)
  if (isTitleGiven && (byTitle?.kind === 'other' || byTitle?.kind === 'fullStack')) return
  yield* readListed(advertised, isTitleGiven, isOther)
  for (const sought of advertised.sought) {
    // "Front-end developer … the backend is Python": work beside a title that settles it is not sought.
    if ((byTitle?.kind === 'fullStack' || byTitle?.kind === 'other') && !namesAgent(sought)) continue
    const reading = isOpen || isLoose ? readTitle(sought) : readNamed(sought, !isOther && !isLanguage)
    if (reading !== null && reading.kind !== 'list') yield { reading, where: 'text seeks' }
  }
}
