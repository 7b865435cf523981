import type { Level } from '@/lib/domain/skill'
import { type Candidate, type Sentence, textAfter, textBefore } from '@/lib/tagger/candidate'
import {
  abilityAfter,
  abilityBefore,
  describes,
  needAfter,
  needBefore,
  othersBefore,
  roleAfter,
  roleBefore,
  wishAfter,
  wishBefore,
} from '@/lib/tagger/level-cues'
import { isUnneeded } from '@/lib/tagger/refusals'

interface Verdict {
  level: Level
  reason: string
}

/** Ends of all cues of a kind in a sentence, first to last. */
function endsOf(pattern: RegExp, text: string): number[] {
  const ends: number[] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) ends.push(match.index + match[0].length)
  return ends
}

/** Whether brackets around a cue are closed before an offset: "(Go is a bonus), Postgres" wishes for Go alone. */
function isClosedOff(lower: string, cueEnd: number, at: number): boolean {
  const close = lower.indexOf(')', cueEnd)
  return close !== -1 && close < at && lower.lastIndexOf('(', cueEnd) > lower.lastIndexOf(')', cueEnd - 1)
}

interface Cues {
  wish: number[]
  need: number[]
  ability: number[]
  describes: number[]
}

const readCues = (sentence: Sentence): Cues => ({
  wish: endsOf(wishBefore, sentence.lower),
  need: endsOf(needBefore, sentence.lower),
  ability: endsOf(abilityBefore, sentence.lower),
  describes: endsOf(describes, sentence.lower),
})

const clauseEnd = /[;()|•\n]|\.\s|, (?:but|while|although|with|and you|we|you)\b| but | [–—-] /u
const longestTail = 90

/** The rest of the clause after a list, cut before the next list that a comma divides from it. */
function clauseAfter(sentence: Sentence, members: readonly Candidate[]): string {
  const last = members.at(-1)
  if (!last) return ''
  let tail = textAfter(sentence, last.end, longestTail)
  const inBrackets =
    /^[\s+\d.]*[([–—,-]\s*(?=(?:strongly |highly |is |a |big |huge )*(?:plus|preferred|bonus|required|nice|optional|must|desired|desirable|not required|ideal))/u.exec(
      tail,
    )
  if (inBrackets) tail = tail.slice(inBrackets[0].length)
  else tail = tail.replace(/\([^)]{0,60}\)/g, ' ')
  const stop = clauseEnd.exec(tail)
  if (stop) tail = tail.slice(0, stop.index)
  const next = sentence.candidates.find((candidate) => candidate.start >= last.end && candidate.list !== last.list)
  if (next) {
    const comma = tail.indexOf(',')
    if (comma !== -1 && last.end + comma < next.start) tail = tail.slice(0, comma)
  }
  return tail
}

function levelFromTail(sentence: Sentence, members: readonly Candidate[]): Verdict | null {
  const tail = clauseAfter(sentence, members)
  const wish = wishAfter.exec(tail)
  const need = needAfter.exec(tail)
  if (wish && (!need || wish.index <= need.index)) return { level: 'preferred', reason: `“${wish[0].trim()}” after it` }
  return need ? { level: 'required', reason: `“${need[0].trim()}” after it` } : null
}

const distinct = (members: readonly Candidate[]): number => new Set(members.map((member) => member.skill.id)).size

/** One or two technologies tied to the role itself. */
function isTiedToRole(sentence: Sentence, members: readonly Candidate[]): boolean {
  const first = members[0]
  const last = members.at(-1)
  if (!first || !last || distinct(members) > 2) return false
  const before = textBefore(sentence, first.start, 48)
  const namesRole = /(?:engineers?|developers?)$/u.test(sentence.lower.slice(0, last.end - sentence.start))
  if (namesRole || roleAfter.test(textAfter(sentence, last.end, 60))) return !othersBefore.test(before)
  return roleBefore.test(before) && !/\b(?:our|with|other)\s+\w*\s*\w*\s*$/u.test(before)
}

function levelOfList(sentence: Sentence, members: readonly Candidate[], cues: Cues): Verdict {
  const first = members[0]
  if (!first) return { level: 'mentioned', reason: 'no member' }
  if (isUnneeded(sentence, members)) return { level: 'mentioned', reason: 'said not to be needed' }
  const tail = levelFromTail(sentence, members)
  if (tail) return tail
  const at = first.start - sentence.start
  const semicolon = sentence.lower.lastIndexOf(';', at - 1)
  const near = (ends: readonly number[]): number => {
    return ends.findLast((end) => end <= at && end > semicolon && !isClosedOff(sentence.lower, end, at)) ?? -1
  }
  const ofTheStack = /stack[^.;]{0,12}$/u.test(textBefore(sentence, first.start, 24))
  const wish = near(cues.wish)
  const need = near(cues.need)
  const ability = near(cues.ability)
  const description = near(cues.describes)
  if (wish !== -1 && wish >= need) return { level: 'preferred', reason: 'a wish said before it' }
  if (need !== -1 && need >= description) return { level: 'required', reason: 'a need said before it' }
  if (sentence.section === 'preferred') return { level: 'preferred', reason: 'under a heading of wishes' }
  if (isTiedToRole(sentence, members)) return { level: 'required', reason: 'tied to the role' }
  const last = members.at(-1)
  const experience = last && abilityAfter.test(textAfter(sentence, last.end, 48))
  const own = sentence.section === 'about' || sentence.section === 'benefits'
  if (experience && description === -1 && !own) return { level: 'required', reason: 'an experience asked for' }
  if (ability !== -1 && (ability > description || (ofTheStack && description - ability < abilityReach)) && !own)
    return { level: 'required', reason: 'an ability said before it' }
  if (sentence.section === 'required' && description === -1)
    return { level: 'required', reason: 'under a heading of needs' }
  if (description !== -1) return { level: 'mentioned', reason: 'describes the work' }
  return { level: 'mentioned', reason: 'named without being asked for' }
}

/** "Familiarity with parts of our stack: React": the ability is about the stack described. */
const abilityReach = 40

const legacy =
  /(?:migrat\p{L}+ (?:away |off |over )*(?:from|of)|legacy|mov(?:e|ing) (?:away from|off)|port(?:ing)? from|transition\p{L}* (?:away )?from)\s+(?:\w+\s+){0,3}$/u

/** Sets the level of every standing candidate of a sentence. */
export function setLevels(sentence: Sentence): void {
  const standing = sentence.candidates.filter((candidate) => candidate.refusal === null)
  if (standing.length === 0) return
  const cues = readCues(sentence)
  const lists = new Set(standing.map((candidate) => candidate.list))
  for (const list of lists) {
    const members = standing.filter((candidate) => candidate.list === list)
    const verdict = levelOfList(sentence, members, cues)
    for (const member of members) {
      member.level = verdict.level
      member.levelReason = verdict.reason
      if (verdict.level !== 'mentioned' && legacy.test(textBefore(sentence, member.start, 60))) {
        member.level = 'mentioned'
        member.levelReason = 'a legacy that is being left'
      }
    }
  }
}

/** Levels of a header line or a title: one or two technologies of a role are required, longer lists are mentioned. */
export function setHeaderLevels(sentence: Sentence, isTitle: boolean): void {
  const standing = sentence.candidates.filter((candidate) => candidate.refusal === null)
  const few = isTitle && distinct(standing) <= 2
  for (const list of new Set(standing.map((candidate) => candidate.list))) {
    const members = standing.filter((candidate) => candidate.list === list)
    const tied = few || isTiedToRole(sentence, members)
    for (const member of members) {
      member.level = tied ? 'required' : 'mentioned'
      member.levelReason = tied ? 'tied to the role in the title' : 'in the title line'
    }
  }
}
