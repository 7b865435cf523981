import type { Level } from '@/lib/domain/skill'
import { behind, matchBehind } from '@/lib/tagger/behind'
import { type Candidate, type Sentence, textAfter } from '@/lib/tagger/candidate'
import {
  abilityBefore,
  backReference,
  backdrop,
  describes,
  needAfter,
  needBefore,
  wishAfter,
  wishBefore,
} from '@/lib/tagger/level-cues'
import { distinct, isRoleItself, isTiedToRole, roleSkills } from '@/lib/tagger/level-roles'
import { rules, type Setting } from '@/lib/tagger/level-rules'
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
  backdrop: number[]
}

/** Cues up to the last name of a sentence: later ones bear on none that follows. */
function readCues(sentence: Sentence): Cues {
  const until = (sentence.candidates.at(-1)?.end ?? sentence.end) - sentence.start
  const text = sentence.lower.slice(0, until)
  return {
    wish: endsOf(wishBefore, text),
    need: endsOf(needBefore, text),
    ability: endsOf(abilityBefore, text),
    describes: endsOf(describes, text),
    backdrop: endsOf(backdrop, text),
  }
}

const clauseEnd = /[;()|•\n]|\.\s|, (?:but|while|although|with|and you|we|you)\b| but | [–—-] /u
const longestTail = 90
/** Brackets that hold a wish and little else. */
const wishOnly =
  /^(?:\s*(?:highly |very |is |a |an |big |huge ))*(?:advantage|advantageous|plus|preferred|optional|desirable|desired|bonus|beneficial|nice[- ]to[- ]have|not required|not necessary)/u
const jointWish =
  /,? and [^,]{1,30}? (?:(?:would be|are|is)? ?(?:all )?(?:a )?(?:big |huge )?plus(?:es)?|are (?:preferred|advantageous|beneficial|helpful|desirable))/u

/** The rest of the clause after a list, cut before the next list that a comma divides from it. */
function clauseAfter(sentence: Sentence, members: readonly Candidate[]): string {
  const last = members.at(-1)
  if (!last) return ''
  // The end of the brackets that a list stands in: "automation (e.g. Terraform) is a plus".
  let tail = textAfter(sentence, last.end, longestTail).replace(
    /^[,\s]*(?:etc\.?|and more|and similar|or similar|among others|\.{3}|…)?\s*\)\s*(?=\p{L})/u,
    ' ',
  )
  const inBrackets =
    /^[\s+\d.]*[([–—,-]\s*(?=(?:strongly |highly |is |a |big |huge )*(?:plus|preferred|bonus|required|nice|optional|must|desired|desirable|not required|ideal))/u.exec(
      tail,
    )
  if (inBrackets) tail = tail.slice(inBrackets[0].length)
  else
    tail = tail.replace(/\(([^)]{0,60})\)/g, (_, inside: string) =>
      needAfter.test(inside) || wishOnly.test(inside) ? `, ${inside} ` : ' ',
    )
  const stop = clauseEnd.exec(tail)
  if (stop) tail = tail.slice(0, stop.index)
  const next = sentence.candidates.find((candidate) => candidate.start >= last.end && candidate.list !== last.list)
  if (next) {
    const comma = tail.indexOf(',')
    // "Pandas, OO design, and SQL a plus" is one enumeration, "Experience with SQL, Git is a plus" is not.
    if (comma !== -1 && last.end + comma < next.start && !jointWish.test(tail)) tail = tail.slice(0, comma)
  }
  return tail
}

function levelFromTail(sentence: Sentence, members: readonly Candidate[]): Verdict | null {
  const tail = clauseAfter(sentence, members)
  if (!/\p{L}|\+/u.test(tail)) return null
  const wish = wishAfter.exec(tail)
  const need = needAfter.exec(tail)
  if (wish && (!need || wish.index <= need.index)) return { level: 'preferred', reason: `“${wish[0].trim()}” after it` }
  return need ? { level: 'required', reason: `“${need[0].trim()}” after it` } : null
}

const stackBefore = behind('stack[^.;]{0,12}')

function levelOfList(sentence: Sentence, members: readonly Candidate[], cues: Cues): Verdict {
  const first = members[0]
  const last = members.at(-1)
  if (!first || !last) return { level: 'mentioned', reason: 'no member' }
  if (isUnneeded(sentence, members)) return { level: 'mentioned', reason: 'said not to be needed' }
  const tail = levelFromTail(sentence, members)
  if (tail) return tail
  const at = first.start - sentence.start
  const semicolon = sentence.lower.lastIndexOf(';', at - 1)
  const floor = /^;[\s:-]*$/.test(sentence.lower.slice(semicolon, at)) ? -1 : semicolon
  const near = (ends: readonly number[]): number =>
    ends.findLast((end) => end <= at && end > floor && !isClosedOff(sentence.lower, end, at)) ?? -1
  const setting: Setting = {
    sentence,
    members,
    last,
    wish: near(cues.wish),
    need: near(cues.need),
    ability: near(cues.ability),
    description: near(cues.describes),
    backdrop: near(cues.backdrop),
    isOfTheStack: matchBehind(stackBefore, sentence.lower, at) !== null,
  }
  return rules.find((rule) => rule.holds(setting)) ?? { level: 'mentioned', reason: 'no rule' }
}

const legacy = behind(
  String.raw`(?:migrat\p{L}+ (?:away |off |over )*(?:from|of)|legacy|mov(?:e|ing) (?:away from|off)|port(?:ing)? from|transition\p{L}* (?:away )?from)\s+(?:\w+\s+){0,3}`,
)

/** Sets the level of every standing candidate of a sentence. */
export function setLevels(sentence: Sentence): void {
  const standing = sentence.candidates.filter((candidate) => candidate.refusal === null && candidate.partOf === null)
  if (standing.length === 0) return
  const cues = readCues(sentence)
  const lists = new Set(standing.map((candidate) => candidate.list))
  for (const list of lists) {
    const members = standing.filter((candidate) => candidate.list === list)
    const verdict = levelOfList(sentence, members, cues)
    for (const member of members) {
      const named = verdict.level === 'mentioned' && isRoleItself(sentence, member)
      member.level = named ? 'required' : verdict.level
      member.levelReason = named ? 'names the role' : verdict.reason
      if (
        verdict.level !== 'mentioned' &&
        matchBehind(legacy, sentence.lower, member.start - sentence.start) !== null
      ) {
        member.level = 'mentioned'
        member.levelReason = 'a legacy that is being left'
      }
    }
  }
}

const referenceReach = 220
const asksAfterReference =
  /(?:experience|knowledge|familiar|proficien|expertise|skill|understanding|able|can|handle|know|comfortable)/u

/** Raises what a list named when the sentence after it asks for the list: "Experience in these is preferred". */
export function setLevelsByReference(sentence: Sentence, lower: string): void {
  const named = sentence.candidates.filter(({ refusal, level }) => refusal === null && level === 'mentioned')
  if (named.length < 2) return
  const reference = backReference.exec(lower.slice(sentence.end, sentence.end + referenceReach).trimStart())?.[0]
  if (reference === undefined || !asksAfterReference.test(reference)) return
  const level = wishAfter.test(reference) ? 'preferred' : 'required'
  for (const candidate of named) {
    candidate.level = level
    candidate.levelReason = 'asked for in the sentence after it'
  }
}

/** Levels of a header line or a title: one or two technologies of a role are required, longer lists are mentioned. */
export function setHeaderLevels(sentence: Sentence, isTitle: boolean): void {
  const standing = sentence.candidates.filter((candidate) => candidate.refusal === null && candidate.partOf === null)
  const few = isTitle && distinct(standing) <= 2
  for (const list of new Set(standing.map((candidate) => candidate.list))) {
    const members = standing.filter((candidate) => candidate.list === list)
    const tied = few || isTiedToRole(sentence, members)
    for (const member of members) {
      const isRequired = tied || roleSkills.has(member.skill.id)
      member.level = isRequired ? 'required' : 'mentioned'
      member.levelReason = isRequired ? 'tied to the role in the title' : 'in the title line'
    }
  }
}
