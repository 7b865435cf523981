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

export interface PlacedReading {
  reading: TitleReading
  where: string
}

const firstLineOf = (text: string): string => text.slice(0, 250).split('\n', 1)[0] ?? ''

/** The work that a header names without a title: "Acme | full stack | Remote", "Acme - Berlin - Front-end/Back-end". */
const workInHeader =
  /(?<=[|–—-]\s(?:[^|]{0,40}[\s/,&(])?)(?:(back[\s-]?end|server[\s-]?side)|full[\s-]?stack)(?! ?(?:as|for)\b)(?=[^|.!?]{0,60}(?:[|–—]|\s-\s|$))/i

function* readHeader(header: string): Generator<PlacedReading> {
  const [words, back] = /back|server|full/i.test(header) ? (header.match(workInHeader) ?? []) : []
  if (words !== undefined)
    yield { reading: { kind: back === undefined ? 'fullStack' : 'backend', words }, where: 'header says' }
}

/** A heading rather than a role. */
const fieldOnly = /^(?:engineering|software)$/i

/** The roles that count, the title first: other jobs' titles leave the text only what it names outright. */
export function* readRoles({ title, isTitleGiven, advertised, text }: RoleInput): Generator<PlacedReading> {
  const byTitle = title === null ? null : readTitle(title)
  const isSettled = byTitle?.kind === 'other' || byTitle?.kind === 'fullStack'
  if (byTitle !== null && byTitle.kind !== 'list') yield { reading: byTitle, where: 'title says' }
  if (!isTitleGiven) yield* readHeader(firstLineOf(text))
  if (isTitleGiven && isSettled) return
  for (const listed of advertised.listed) {
    const reading = isTitleGiven ? readOutright(listed) : readTitle(listed)
    if (reading === null || reading.kind === 'list' || (isSettled && fieldOnly.test(reading.words))) continue
    yield { reading, where: 'text lists' }
  }
  const isOpen = byTitle === null || byTitle.kind === 'list' || (!isTitleGiven && byTitle.kind === 'generic')
  for (const sought of advertised.sought) {
    // "Front-end developer … the backend is Python": work beside a title that settles it is not sought.
    if (isSettled && !namesAgent(sought)) continue
    const reading = isOpen ? readTitle(sought) : readOutright(sought)
    if (reading !== null && reading.kind !== 'list') yield { reading, where: 'text seeks' }
  }
}
