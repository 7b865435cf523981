import { namesAgent } from '@/lib/normalise/role-words'

const seeking =
  /\b(?:hiring|looking for|looking to hire|looking to add|seeking|searching for|in search of|recruiting|needs?|want(?:s|ed)?|openings? (?:for|in)|positions? (?:for|available|open|include)|roles? (?:for|available|open|include)|as an?|join (?:us|our team) as|suchen|cherchons|recherchons|recrutons|söker|buscamos)\b:?\s+([^.!?\n]{3,160})/gi

// "Work closely with our backend engineers", "our backend developers use": people who are there already.
const colleagues =
  /\b(?:with|alongside|help|enable|support|between|by|from|our|mentor(?:ing)?)\s+(?:[a-z-]+,? +){0,3}$/i
const backendAgent =
  /\b(?:back[\s-]?end|server[\s-]?side)(?:[\s/&-]+(?:and |or )?[a-z.+#-]+){0,3}?\s+(?:engineers?|developers?|devs?|programmers?|hackers?|roles?|positions?|leads?|architects?|coders?|specialists?|folks|people|hackers?|talent|engineering (?:roles?|positions?))\b/gi
const namesBackendOrServer = /back[\s-]?end|server[\s-]?side/i

// "An iOS developer who works with our backend engineers" seeks one person.
const relativeClause = /\s(?:who|that|which|to|working|alongside|with (?:our|the|a)|at|for) /i

const listMarker = /^(?:[-*+•·–—◦▪●○‣#>]+|\(?\d{1,2}[.)])\s*/

const trailingLink = /\s*[-–—:(]*\s*https?:\/\/\S+.*$/

const isListed = (line: string, bare: string): boolean =>
  bare.length <= 110 &&
  (line !== bare || bare.length <= 70) &&
  namesAgent(bare) &&
  !/[.!?]$/.test(bare) &&
  !startsOtherwise.test(bare)

// Lines of requirements and duties that mention engineers without advertising one.
const startsOtherwise =
  /^(?:\d+\+? years|experience|work|working|collaborat\w+|you|we|our|mentor|help|partner|strong|ability|lead(?:ing)? (?:a|the|and|our)|manage|managing|join|email|apply|contact|about|team of|a team|the|if|pair|communicate|build|support|enable|report)\b/i

/**
 * Roles that a text advertises outside its title, as written: short lines that read like titles, and what stands
 * behind "hiring" or "looking for".
 */
export function findAdvertisedRoles(text: string): { listed: string[]; sought: string[] } {
  const listed: string[] = []
  const sought: string[] = []
  const lines = text.slice(0, 8_000).split('\n')
  for (const [index, line] of lines.entries()) {
    if (line.length > 200) {
      readSentences(line, sought)
      continue
    }
    const unlinked = line.includes('http') ? line.replace(trailingLink, '') : line
    const bare = unlinked.replace(listMarker, '').replace(/[:\s]+$/, '')
    if (index > 0 && isListed(line, bare)) listed.push(bare)
    else readSentences(line, sought)
  }
  return { listed: listed.slice(0, 40), sought: sought.slice(0, 40) }
}

function readSentences(line: string, sought: string[]): void {
  if (!namesAgent(line) && !namesBackendOrServer.test(line)) return
  for (const [, role = ''] of line.matchAll(seeking)) {
    const wanted = role.split(relativeClause)[0] ?? ''
    if (namesAgent(wanted)) sought.push(wanted)
  }
  if (!namesBackendOrServer.test(line)) return
  for (const match of line.matchAll(backendAgent)) {
    const before = line.slice(Math.max(0, match.index - 50), match.index)
    if (!colleagues.test(before)) sought.push(match[0])
  }
}
