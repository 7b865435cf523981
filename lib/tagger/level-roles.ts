import type { SkillId } from '@/lib/domain/skill'
import { behind, precedes } from '@/lib/tagger/around'
import { type Candidate, type Sentence, textAfter, textBefore } from '@/lib/tagger/candidate'
import { followsRankedRole, followsRole, roleBefore, sideBefore } from '@/lib/tagger/level-cues'

/** Whether a list names at most so many skills. */
export function namesAtMost(most: number, members: readonly Candidate[]): boolean {
  if (members.length <= most) return true
  let found = 0
  for (let index = 0; index < members.length; index++) {
    const skill = members[index]?.skill
    let earlier = 0
    while (members[earlier]?.skill !== skill) earlier++
    if (earlier === index && ++found > most) return false
  }
  return true
}

/** Skills that are the name of a role themselves: "DevOps", "SRE". */
export const isRoleSkill = (id: SkillId): boolean =>
  id === 'devops' || id === 'sre' || id === 'devsecops' || id === 'mlops' || id === 'platform-engineering'

const closesName = /^\s*(?:$|[.,:;|)(\n/–—&+~>→-]|and |or |https?:)/u

const roleName = /(?:engineer|developer)s?$/
const roleEnds = 'rs'
const shortestRoleName = 8
const longestRoleName = 10
const apposition = behind(String.raw`[,:–—-]\s*`)
const ownBefore = behind(String.raw`\b(?:our|with|other)\s+\w*\s*\w*\s*`)
const mostItems = 3

/** How many things the brackets around a name list. */
const itemsInBrackets = (sentence: Sentence, first: Candidate): number =>
  (textAfter(sentence, first.start, 120).split(')')[0] ?? '').split(/[,/&]| \+ | and /).length

/** Whether a name opens brackets that hold more than a role is tied to. */
const opensLongBrackets = (sentence: Sentence, first: Candidate): boolean =>
  sentence.lower.charAt(first.start - sentence.start - 1) === '(' && itemsInBrackets(sentence, first) > mostItems

/** Whether a list says a role at its end: "Go engineers", "Site Reliability Engineer". */
const namesRoleAfter = (sentence: Sentence, last: Candidate): boolean =>
  followsRole(sentence, last) ||
  (last.end - last.start >= shortestRoleName &&
    roleEnds.includes(sentence.lower.charAt(last.end - sentence.start - 1)) &&
    roleName.test(textBefore(sentence, last.end, longestRoleName)))

/** One or two technologies tied to the role itself; three where they stand right before it. */
export function isTiedToRole(sentence: Sentence, members: readonly Candidate[]): boolean {
  const first = members[0]
  const last = members[members.length - 1]
  if (!first || !last) return false
  if (namesRoleAfter(sentence, last)) return namesAtMost(mostItems, members)
  const isRoleBefore =
    precedes(sentence, first, roleBefore) ||
    followsRankedRole(sentence, first) ||
    (sentence.section !== 'stack' && precedes(sentence, first, sideBefore))
  if (!isRoleBefore || !namesAtMost(2, members)) return false
  if (precedes(sentence, first, apposition) && !closesName.test(textAfter(sentence, last.end, 8))) return false
  return !precedes(sentence, first, ownBefore)
}

/** “backend engineer (Golang, Spark, Python)”: more than a role is tied to. */
export function listsBehindRole(sentence: Sentence, members: readonly Candidate[]): boolean {
  const [first, last] = [members[0], members[members.length - 1]]
  if (!first || !last || !precedes(sentence, first, roleBefore)) return false
  if (!opensLongBrackets(sentence, first))
    return precedes(sentence, first, apposition) && !namesAtMost(mostItems, members)
  return /^[^(]{0,24}\)/u.test(textAfter(sentence, last.end, 26))
}

const opensLine =
  /(?:(?:^|\n)[\s\d*•·.)(–—-]*(?:[a-h]\) )?(?:(?:senior|sr\.?|junior|jr\.?|lead|head of|principal|staff|mid|mid-?level)\s+(?:\/ )?){0,2}(?:\p{L}{2,}\s?[/&]\s?){0,2}|(?:openings?|positions?|roles?|hiring|looking|seeking)\b[^.;]{0,60}(?:,|and|&|for)\s*(?:an? )?|\b(?:hiring|seeking) (?:an? )?)$/u
const closesRole = /^(?:['’]?s)?\s*(?:$|[\n/()|,.&:–—-]|and |https?:)/u

const besideRoles =
  /(?:engineers?|developers?|devs?|managers?|scientists?|designers?|front-?end|back-?end|full-?stack|mobile|infrastructure|security|qa|operations|ops)['’]?s?(?: ?[,/&]| and| or) ?$/u

/** Colleagues: “you work with front-end, DevOps and testing”. */
const ofColleagues = /\b(?:with|alongside|our|between|by|from|(?<!customer )support\w*|help\w*)\b/u

/** "- DevOps / Infrastructure", “hiring front-end, back-end and DevOps”: a role named by its field, at the start of a line or among roles. */
export const isRoleItself = (sentence: Sentence, member: Candidate): boolean =>
  isRoleSkill(member.skill.id) &&
  sentence.section !== 'preferred' &&
  closesRole.test(textAfter(sentence, member.end, 8)) &&
  (opensLine.test(textBefore(sentence, member.start, 96)) ||
    (besideRoles.test(textBefore(sentence, member.start, 32)) &&
      !ofColleagues.test(textBefore(sentence, member.start, 80))))
