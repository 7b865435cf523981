import { findMatches } from '@/lib/domain/find-matches'
import type { BackendRole } from '@/lib/domain/posting'
import { type PlacedReading, readRoles, type RoleInput } from '@/lib/normalise/role-readings'
import { type OpenRole, scoreRole } from '@/lib/normalise/role-scorecard'
import { readSigns } from '@/lib/normalise/role-signs'
import { type TitleKind, titleKinds } from '@/lib/normalise/role-title'

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

const settled: ReadonlyMap<TitleKind, BackendRole> = new Map([
  ['backend', 'strict'],
  ['fullStack', 'broad'],
  ['framework', 'broad'],
])

const say = ({ where, reading }: PlacedReading): string => `${where} ${quote(reading.words)}`

/** What the roles that a posting names settle: back end, else full stack or server-side technology, else other jobs alone; null where they leave it open. */
function decideByNames(readings: readonly PlacedReading[]): RoleDecision | null {
  for (const [kind, backend] of settled) {
    const found = readings.find(({ reading }) => reading.kind === kind)
    if (found !== undefined) return { backend, reason: say(found) }
  }
  const [first] = readings
  const isOther = first !== undefined && readings.every(({ reading }) => reading.kind === 'other')
  return isOther ? { backend: 'no', reason: say(first) } : null
}

/** What the scorecard weighs of a posting, and the role that it is about; null where names settle it. */
export function readOpenRole(posting: RoleInput): { role: OpenRole; about: PlacedReading | undefined } | RoleDecision {
  const { title, isTitleGiven, text, skills } = posting
  if (seeksWork(text.slice(0, 1_500))) return { backend: 'no', reason: 'a person seeking work' }
  const readings = [...readRoles(posting)]
  const decided = decideByNames(readings)
  if (decided !== null) return decided
  if (readings.length === 0 && isTitleGiven && title !== null)
    return { backend: 'no', reason: 'no engineering role named' }
  const kinds = new Set(readings.map(({ reading }) => reading.kind))
  const strongest = titleKinds.find((kind) => kinds.has(kind)) ?? 'none'
  const about = readings.find(({ reading }) => reading.kind === strongest)
  return { role: { kinds, strongest, signs: readSigns(text, skills), skills }, about }
}

/**
 * Whether a posting advertises backend work. Roles that it names as back end or full stack decide, wherever it names them;
 * other roles, and none, leave it to what the text says and asks for. One backend role among several is enough.
 */
export function classifyRole(posting: RoleInput): RoleDecision {
  const open = readOpenRole(posting)
  if ('backend' in open) return open
  const { backend, words } = scoreRole(open.role)
  const where = open.about === undefined ? 'no role named' : say(open.about)
  const shown = words.map(quote).join(', ')
  const fallback = backend === 'no' ? 'no server-side work in the text' : 'work on software'
  return { backend, reason: `${where}, ${shown === '' ? fallback : `text shows ${shown}`}` }
}
