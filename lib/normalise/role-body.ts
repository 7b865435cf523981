import { namesAgent } from '@/lib/normalise/role-words'

/** Roles that a text advertises outside its title, as written. */
export interface AdvertisedRoles {
  /** Short lines, and beginnings of lines, that read like titles. */
  listed: string[]
  /** What stands behind "hiring", "looking for" and the like. */
  sought: string[]
}

const seeking =
  /(?:\b(?:hiring(?! manager)|looking for|looking to (?:hire|add|fill)|seeking|searching for|in search of|recruiting|needs?|want(?:s|ed)?|prefer|apply to be|openings? (?:for|in)|suchen|cherchons|recherchons|recrutons|söker|buscamos)\b|\b(?<=^|[.!?:] |\b(?:us|team|work|role|position) )as an?\b):?[^\S\n]+([^.!?\n]{3,160})/gim
const openPositions =
  /\b(?:positions?|roles?|openings?)(?: (?:for|available|open|include|are))*[^\S\n]*[:(–-]?[^\S\n]+\(?([^.!?\n]{3,160})/gi

// "Work closely with our backend engineers", "our backend developers use": people who are there already.
const colleagues =
  /\b(?:with|alongside|help|enable|support|between|by|from|our|mentor(?:ing)?)\s+(?:[a-z-]+,? +){0,3}$/i
const backendAgent =
  /\b(?:back[\s-]?end|server[\s-]?side)(?:[\s/&-]+(?:and |or )?[a-z.+#-]+){0,3}?\s+(?:engineers?|developers?|devs?|programmers?|hackers?|roles?|positions?|leads?|architects?|coders?|specialists?|folks|people|hackers?|talent|engineering (?:roles?|positions?))\b|\bjoin (?:our|the) (?:[a-z-]+ ){0,2}back[\s-]?end team\b/gi
const namesBackendOrServer = /back[\s-]?end|server[\s-]?side/i

// "An iOS developer who works with our backend engineers" seeks one person.
const relativeClause = /,? (?:who|that|which|to|working|alongside|with|at|for|where) |, (?:you|we|your|our|i)\b/i

const listMarker = /^(?:[-*+•·–—◦▪●○◉‣#>=]+|\(?\d{1,2}[.)])\s*/

const trailingLink = /\s*[-–—:(]*\s*https?:\/\/\S+.*$/

// Lines of requirements and duties that mention engineers without advertising one.
const startsOtherwise =
  /^(?:\d+\+? years|experience|work|working|collaborat\w+|you|we|our|mentor|help|partner|strong|ability|lead(?:ing)? (?:a|the|and|our)|manage|managing|join|email|apply|contact|about|team of|a team|the|if|pair|communicate|build|support|enable|report|as|at|by|from|team|teams)\b/i
const hasVerb = /\b(?:is|are|we|our|you|your|hiring|looking|seeking|will|has|have|am)\b/i

const namedWork =
  /^(?:(?:senior|sr\.?|junior|lead|staff|principal) )?back[\s-]?end (?:engineering|development|roles?|positions?)(?=\s*(?:$|[(:–—-]))/i
const beginning = /^(\p{Lu}[^:.!?–—\n]{3,69}?)\s*(?::|\s[-–—]+\s|\s\(|\s–\s)/u

// "Thanks, Ada (CTO)".
const signature =
  /^(?:thanks|cheers|best|regards|hi|hello)\b|^\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?,? [(-]?\s?(?:(?:talent|recruiting|people|tech) lead|recruiter|c[eto]o|(?:co-?)?founder|vp)\b/iu

const ending = /[:\s=]+$/
const withoutEnding = (line: string): string => (/[:\s=]$/.test(line) ? line.replace(ending, '') : line)

/** The title that a line of a list is or begins with; null for any other line. */
function readListed(line: string): string | null {
  const unlinked = withoutEnding(line.includes('http') ? line.replace(trailingLink, '') : line)
  const bare = unlinked.replace(listMarker, '')
  const isMarked = bare.length < unlinked.length
  const isShort = bare.length <= (isMarked ? 110 : 70) && !/[.!?]$/.test(bare)
  const title = isShort ? bare : (bare.match(beginning)?.[1] ?? '')
  if (title === '' || startsOtherwise.test(title) || signature.test(title)) return null
  if (namesAgent(title)) return isShort || !hasVerb.test(title) ? title : null
  return bare.match(namedWork)?.[0] ?? null
}

/** Reads the roles that a text advertises outside its title. */
export function findAdvertisedRoles(text: string): AdvertisedRoles {
  const listed: string[] = []
  const prose: string[] = []
  for (const [index, line] of text.slice(0, 8_000).split('\n').entries()) {
    const role = index > 0 ? readListed(line) : null
    if (role !== null) listed.push(role)
    if (role === null || line.length > 110) prose.push(line)
  }
  return { listed: listed.slice(0, 40), sought: findSought(prose.join('\n')).slice(0, 40) }
}

function findSought(prose: string): string[] {
  const sought: string[] = []
  const namesServerWork = namesBackendOrServer.test(prose)
  for (const [, role = ''] of prose.matchAll(seeking)) {
    const wanted = role.split(relativeClause, 1)[0] ?? ''
    if (namesAgent(wanted)) sought.push(wanted)
  }
  for (const [, role = ''] of prose.matchAll(openPositions)) {
    const wanted = role.split(relativeClause, 1)[0] ?? ''
    if (namesAgent(wanted) || (namesServerWork && namesBackendOrServer.test(wanted))) sought.push(wanted)
  }
  if (!namesServerWork) return sought
  for (const match of prose.matchAll(backendAgent)) {
    const before = prose.slice(Math.max(0, match.index - 50), match.index)
    if (!colleagues.test(before)) sought.push(match[0])
  }
  return sought
}
