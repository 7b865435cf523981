import type { Level } from '@/lib/domain/skill'
import { behind, precedes } from '@/lib/tagger/around'
import { type Candidate, type Sentence, textAfter } from '@/lib/tagger/candidate'
import { cuesAt, type MarkedText } from '@/lib/tagger/marked-text'
import { cueKind } from '@/lib/tagger/cue-kinds'
import { cuesBefore, readCues } from '@/lib/tagger/cues-before'
import { backReference, findWishAfter, needAfter, saysWish } from '@/lib/tagger/level-cues'
import { isRoleItself, namesAtMost, isRoleSkill } from '@/lib/tagger/level-roles'
import { rules, type Setting } from '@/lib/tagger/level-rules'
import { isUnneeded } from '@/lib/tagger/refusals'

interface Verdict {
  level: Level
  reason: string
}

const clauseEnd = /[;()|•\n]|\.\s|, (?:but|while|where|although|with|and you|we|you)\b| but | [–—-] /u
const longestTail = 90
const [lineBreak, openBracket, closeBracket, semicolon, bar] = [10, 40, 41, 59, 124]
const jointWish =
  / are (?:also |all )?(?:a )?(?:big |huge |major |real |definite )?(?:plus(?:es)?|bonus(?:es)?)(?![\p{L}])|,? and [^,]{1,30}? (?:(?:would be|are|is)? ?(?:all )?(?:a )?(?:big |huge )?plus(?:es)?|(?:are )?(?:preferred|advantageous|beneficial|helpful|desirable))(?! (?:if|to|when|for))/u

/** The end of the brackets that a list stands in: "automation (e.g. Terraform) is a plus". */
const bracketsEnd = /^([^()]{0,48})\)\s*(?=\p{L})/u

/** The rest of the clause after a list, cut before the next list that a comma divides from it. */
function clauseAfter(sentence: Sentence, members: readonly Candidate[]): string {
  const last = members[members.length - 1]
  if (!last) return ''
  let tail = textAfter(sentence, last.end, longestTail)
  const closed = bracketsEnd.exec(tail)
  if (closed !== null && !saysWish(closed[1] ?? '') && !needAfter.test(closed[1] ?? ''))
    tail = ` ${tail.slice(closed[0].length)}`
  tail = tail.replace(/\(([^)]{0,60})\)/g, (_, inside: string) =>
    needAfter.test(inside) || saysWish(inside) ? `, ${inside} ` : ' ',
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

/** Where a clause ends for certain, if no brackets come first: they may be taken out of it. */
function clauseEndAfter(units: Uint16Array, from: number, until: number): number {
  for (let at = from; at < until; at++) {
    const unit = units[at]
    if (unit === openBracket || unit === closeBracket) return until
    if (unit === semicolon || unit === bar || unit === lineBreak) return at
  }
  return until
}

/** Whether a wish or a need may be said in the clause behind an offset. */
function isAskedAfter(sentence: Sentence, from: number, { units, marks, bits }: MarkedText): boolean {
  if ((sentence.cues & cueKind.after) === 0) return false
  const until = clauseEndAfter(units, from, Math.min(from + longestTail, sentence.end))
  for (let mark = sentence.endMark - 1; mark >= sentence.firstMark; mark--) {
    const at = marks[mark] ?? 0
    if (at < from) return false
    if (at < until && ((bits[mark] ?? 0) & cueKind.after) !== 0) return true
  }
  return false
}

/** The last letter of a word that a wish follows. */
const cutWord = /^[^a\s] (?=\p{L})/u

function levelFromTail(sentence: Sentence, members: readonly Candidate[], text: MarkedText): Verdict | null {
  const end = members[members.length - 1]?.end ?? 0
  if (!isAskedAfter(sentence, end, text)) return null
  const tail = clauseAfter(sentence, members)
  const wish = findWishAfter(tail)
  const need = needAfter.exec(tail)
  if (wish && (!need || wish.index <= need.index))
    return { level: 'preferred', reason: `“${wish[0].trim().replace(cutWord, '')}” after it` }
  return need ? { level: 'required', reason: `“${need[0].trim()}” after it` } : null
}

const named: Verdict = { level: 'mentioned', reason: 'no rule' }
const unneeded: Verdict = { level: 'mentioned', reason: 'said not to be needed' }
const afterSemicolon = /^;[\s:-]*$/

/** Where the nearest semicolon, or “ o ” for a bullet, before an offset stands that divides, or -1. */
function dividerBefore(lower: string, at: number): number {
  // Most sentences hold none, and a search forwards is the cheaper one.
  const bullet = lower.includes(' o ') ? lower.lastIndexOf(' o ', at - 1) : -1
  if (!lower.includes(';')) return bullet
  const divider = lower.lastIndexOf(';', at - 1)
  return divider === -1 || afterSemicolon.test(lower.slice(divider, at)) ? bullet : Math.max(bullet, divider)
}

function levelOfList(sentence: Sentence, members: readonly Candidate[], text: MarkedText): Verdict {
  const first = members[0]
  const last = members[members.length - 1]
  if (!first || !last) return named
  if (isUnneeded(sentence, members)) return unneeded
  const tail = levelFromTail(sentence, members, text)
  if (tail) return tail
  const { lower } = sentence
  const at = first.start - sentence.start
  const floor = dividerBefore(lower, at)
  const { wish, need, ability, description, backdrop } = cuesBefore
  const setting: Setting = {
    sentence,
    members,
    first,
    last,
    wish: wish.nearest(lower, at, floor),
    need: need.nearest(lower, at, floor),
    ability: ability.nearest(lower, at, floor),
    description: description.nearest(lower, at, floor),
    backdrop: backdrop.nearest(lower, at, floor),
  }
  for (const rule of rules) if (rule.holds(setting)) return rule
  return named
}

export const legacy = behind(
  String.raw`(?<![\p{L}])(?:migrat\p{L}+ (?:away |off |over )*(?:from|of)|legacy|mov(?:e|ing) (?:away from|off)|port(?:ing)? from|transition\p{L}* (?:away )?from)\s+(?:\w+\s+){0,3}`,
)

/** Sets the level of every standing candidate of a sentence. */
export function setLevels(sentence: Sentence, text: MarkedText): void {
  let isRead = false
  for (const list of sentence.lists) {
    const members = standingOf(list)
    if (members.length === 0) continue
    if (!isRead) readCues(sentence, text)
    isRead = true
    const verdict = levelOfList(sentence, members, text)
    for (const member of members) setLevel(sentence, member, verdict)
  }
}

function setLevel(sentence: Sentence, member: Candidate, verdict: Verdict): void {
  const isNamed = verdict.level === 'mentioned'
  const isRole = isNamed && isRoleItself(sentence, member)
  member.level = isRole ? 'required' : verdict.level
  member.levelReason = isRole ? 'names the role' : verdict.reason
  if (verdict.level === 'mentioned' || (sentence.cues & cueKind.legacy) === 0) return
  if (!precedes(sentence, member, legacy)) return
  member.level = 'mentioned'
  member.levelReason = 'a legacy that is being left'
}

const standsByItself = ({ refusal, partOf }: Candidate): boolean => refusal === null && partOf === null

/** Members of a list that stand by themselves: mostly all. */
const standingOf = (list: readonly Candidate[]): readonly Candidate[] =>
  list.every(standsByItself) ? list : list.filter(standsByItself)

const referenceReach = 220
const asksAfterReference =
  /(?:experience|knowledge|familiar|proficien|expertise|skill|understanding|able|can|handle|know|comfortable)/u

/** “We don’t need you to be familiar with any of these”, unless it is wished for all the same. */
const deniesReference =
  /^(?!.*(?:prefer|plus|bonus|help|nice|great|desir|advantag|benef|ideal|welcome|useful|asset|valu)).*(?:(?:n['’]t|not (?:strictly |absolutely )?|no )(?: ?(?:need|expect|requir|necess|essential|mandator))|do(?:n['’]t| not) have|\b(?:fine|ok|okay)\b|\bread (?:more )?about\b)/su

/** “Ideally, you are comfortable with these” */
const wishesFor = /\b(?:ideally|prefer|would (?:love|like))/u

/** “these”, “those”, “this”, “the above”; “our stack” */
const [letterT, letterO] = [116, 111]

/** Whether words that refer back may stand within reach behind a sentence. */
function isReferredTo(sentence: Sentence, text: MarkedText): boolean {
  const { units, marks, count } = text
  for (let mark = sentence.endMark; mark < count; mark++) {
    const at = marks[mark] ?? 0
    if (at > sentence.end + referenceReach) return false
    const letter = (units[at] ?? 0) | 32
    if ((letter === letterT || letter === letterO) && (cuesAt(text, mark) & cueKind.reference) !== 0) return true
  }
  return false
}

/** Raises what a list named when the sentence after it asks for the list: "Experience in these is preferred". */
export function setLevelsByReference(sentence: Sentence, text: MarkedText): void {
  if (sentence.candidates.length < 2) return
  const raised = sentence.candidates.filter(({ refusal, level }) => refusal === null && level === 'mentioned')
  if (raised.length < 2 || !isReferredTo(sentence, text)) return
  const next = text.lower(sentence.end, sentence.end + referenceReach).trimStart()
  const reference = backReference.exec(next)?.[0]
  if (reference === undefined || !asksAfterReference.test(reference) || deniesReference.test(reference)) return
  const level = saysWish(reference) || wishesFor.test(reference) ? 'preferred' : 'required'
  for (const candidate of raised) {
    candidate.level = level
    candidate.levelReason = 'asked for in the sentence after it'
  }
}

/** Levels of a header line or a title: one or two technologies are required, as those of a role are; longer lists are mentioned. */
export function setHeaderLevels(sentence: Sentence): void {
  for (const list of sentence.lists) {
    const members = standingOf(list)
    const tied = namesAtMost(2, members)
    for (const member of members) {
      const isRequired = tied || isRoleSkill(member.skill.id)
      member.level = isRequired ? 'required' : 'mentioned'
      member.levelReason = isRequired ? 'tied to the role in the title' : 'in the title line'
    }
  }
}
