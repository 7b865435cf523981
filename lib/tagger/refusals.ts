import type { SkillId } from '@/lib/domain/skill'
import { ahead, behind, bitsBehind, follows, matchBehind, precedes, testAt, wordsBefore } from '@/lib/tagger/around'
import { type Candidate, type Sentence, textAfter, textBefore } from '@/lib/tagger/candidate'
import { cueKind } from '@/lib/tagger/cue-kinds'
import { nameless } from '@/lib/tagger/employer'
import { followsRole } from '@/lib/tagger/level-cues'
import { holdsPlainWord } from '@/lib/tagger/plain-words'
import type { MarkedText } from '@/lib/tagger/marked-text'
import type { Range } from '@/lib/tagger/sentences'

const companies = String.raw`(?:customers?|clients?(?![- ]side)|partners?|users|companies|brands|investors?|backers|competitors?|startups|enterprises|organi[sz]ations|employers|giants|exits|vcs|leaders|firms|workforces|orgs|advisors|angels|partnerships|businesses|founders|teams in the (?:world|industry))\b`
/** Kinds of companies that a list of names may follow at some distance: “customers all over the world, including”. */
const companyWord = new RegExp(companies, 'u')
const companiesCue = behind(
  String.raw`${companies}[^.;]{0,40}?(?:\binclud(?:e|es|ing)|\blike|\bsuch as|\bare|\brange from|:|\be\.g\.)\s*`,
)
/** The longest such word, the distance, the words that end the cue and white space behind them. */
const companiesReach = 80
const nameListCue = behind(
  String.raw`(?:backed by|funded by|investments? (?:from|in)|investors?(?: in)?|(?:previously |formerly )co-?founded|raised [^.]{0,40}from|joined (?:us )?from|used (?:and loved )?by [^.;]{0,40}(?:including|like|such as)|names (?:you (?:may |already )?know )?like|(?:customers|clients|partners|investors) ?[–—-]|trusted by|loved by|\((?:co-?)?founder,|bought(?: out)?|acquired by|acquisitions? by|sold to|experience (?:from|at)|(?:engineers?|alum(?:ni|s)?|veterans?|people|team|teams|those|founders?|folks|leaders?|employees|executives|developers|members|execs|operators|backgrounds?|researchers|ctos?|folks|creators?|co-?founders?|veteran|hackers|pioneers) (?:from|of|at)|(?:^|\s)ex[- ]|\(ex-|former(?:ly)?(?: (?:at|of|from))?|previously(?: (?:at|of|from|worked at|built))?|worked (?:at|for)(?: the likes of)?|(?:hiring|hired) at|veterans? of|alternatives? to|competitors? (?:to|of)|compet(?:e|es|ing) with|similar to|reminiscent of|(?:compan(?:y|ies)|teams?|people|minds?|brains|group|folks|engineers?|developers?|creators?|organi[sz]ation|startup|firm|those|ones|force|power|investors?|architects?|guys|founders?|family|backers?|funds?|vcs?) behind|who (?:originally |first )?(?:co-)?(?:created|founded|invented)|join(?:s|ed|ing)? forces with|come from|came from|comes from|hail from|hailing from|tenures? at|stints? at|years at|roles? at|careers? at|(?:think|imagine)|partner(?:s|ed|ships?|ing)? with|alliances? with|(?:partenariats?|alliances?)(?: stratégiques?)?(?: avec| ?\()?|(?:customers|partners|investors|backers)(?: today| worldwide)? ?\(|(?:creators?|makers?|authors?|inventors?|architects)(?: and \p{L}+)? of(?: the)?|(?:built|done|did|scaled) (?:the |it |this )?[a-z ]{0,20}at|(?:\bvp|head|director)(?: of)?(?: [a-z]+){0,2} at)\s*`,
)
const partnersCue = /(?<=((?<!\p{L})partenaires?(?: \p{L}+){0,2}? ?\(?\s*))/uy
const technologyNoun =
  /(?:framework|technolog|librar|tool|language|database|system|service|platform|stack|software|product|protocol|standard|solution)/u
const cueWindow = 140
/** What stands before a name, as offsets of its sentence. */
interface Window extends Range {
  sentence: Sentence
  units: Uint16Array
  candidate: Candidate
}

/** The cue of a list of names that ends at an offset of the text and stands within the window. */
function nameListCueAt({ sentence, units, candidate, start, end }: Window, offset: number): string | null {
  const { lower } = sentence
  const place = offset - sentence.start
  const bits = offset === candidate.start ? candidate.behind : bitsBehind(units, offset)
  let cue: string | null = null
  if ((bits & companiesCue.bit) !== 0 && companyWord.test(lower.slice(Math.max(start, place - companiesReach), place)))
    cue = matchBehind(companiesCue.pattern, lower.slice(start, end), place - start)
  if (cue === null && (bits & nameListCue.bit) !== 0)
    cue = matchBehind(nameListCue.pattern, lower.slice(start, end), place - start)
  if (cue === null && (sentence.cues & cueKind.french) !== 0)
    cue = matchBehind(partnersCue, lower.slice(start, end), place - start)
  return cue
}

/**
 * Whether a name stands in a list of companies: customers, investors, former employers, rivals. Between the cue and
 * the name may stand nothing but other names.
 */
function inNameList(sentence: Sentence, candidate: Candidate, text: MarkedText): string | null {
  const { units } = text
  const at = candidate.start
  const from = Math.max(sentence.start, at - cueWindow)
  const window = { sentence, units, candidate, start: from - sentence.start, end: at - sentence.start }
  // The cue ends where the run of names before the candidate starts.
  let runStart = at
  let closed = 0
  let isTried = false
  for (let place = at; place > from; place--) {
    const unit = units[place - 1]
    if (unit === 59 || unit === 10) break
    // “Kinesis (similar to Kafka), Angular”: what closed brackets hold says nothing of what follows.
    if (unit === 41) closed++
    else if (unit === 40) closed = Math.max(0, closed - 1)
    const before = units[place - 2]
    if (place - 1 === from || before === 32 || before === 40) {
      if (holdsPlainWord(text, place - 1, runStart)) break
      runStart = place - 1
      isTried = closed === 0
      const cue = isTried ? nameListCueAt(window, runStart) : null
      if (cue !== null) return technologyNoun.test(cue) ? null : cue.trim()
    }
  }
  const cue = (isTried ? null : nameListCueAt(window, runStart)) ?? (runStart === at ? null : nameListCueAt(window, at))
  return cue !== null && !technologyNoun.test(cue) ? cue.trim() : null
}

const eventAfter = ahead(
  String.raw`[\s-]*(?:summit|conf(?:erence)?s?|meet-?ups?|user groups?|re[:-]?invent|hackathons?|days? 20|world tour|community day)(?![\p{L}])`,
)
const partnerAfter = ahead(
  String.raw`[\s-]+(?:(?:advanced|premier|consulting|technology|certified|gold|silver|select|solutions?|competency|cloud)[\s-]+){0,3}partners?(?:hip)?(?![\p{L}])`,
)
const peopleAfter = ahead(String.raw`[\s-]+(?:founders?|ceo|cto|coo|alum(?:ni|s)|veterans|ipo|mafia)(?![\p{L}])`)
const analogueBefore = behind(
  String.raw`(?:like (?:a|an|the)|as the|(?:is|are|be|build(?:ing)?|become|becoming|creating|making|developing) (?:the|a|an)|our (?:own |private )|building|think|it's|call it|what)\s+["“‘'(]?`,
)
const analogueAfter = ahead(String.raw`["”'’)]?\s*(?:of|for|did for|does for|is for|was for) `)
const ratherThan = ahead(
  String.raw`(?:[\s-]*(?:(?:competitor|alternative|killer|clone|replacement)s?|compatible|compatibility)|-like(?! (?:\p{L}+ )?(?:environments?|roles?|positions?|operating|os\b)))(?![\p{L}])`,
)

const negationBefore = behind(
  String.raw`(?<![\p{L}])(?:no|not (?:using|use|a|an|on|in|in the|with)?|don['’]?t (?:use|do|run|have|want|like|believe in)|do not (?:use|do|run|have|want)|doesn['’]?t (?:use|run)|does not (?:use|run)|never (?:use|used|touch)?|(?:wo|do)n['’]?t have to (?:bother with|deal with|touch)|without|instead of|rather than|aren['’]?t using|isn['’]?t|avoid(?:ing)?|zero|neither|nor|unlike|ditched|dropped|kein(?:e|en|em|er)?|ohne|statt|inga?|inget|utan|inte)\s+(?:(?:any|more|the|just|another|yet another|to|your|our|use|using|old|legacy|much|boring|crappy|messy)\s+){0,2}["“'(]?`,
)
const notNegated = behind(
  String.raw`(?:not (?:only|just|limited|afraid|necessarily|sure|yet|to)|no (?:stranger|problem|matter|doubt|longer)|if not|or not|whether|why not|not a)\b[^,;]{0,20}`,
)
const softening =
  /(?:experience|knowledge|expertise|skills?|background|familiarity|need|needed|required|necessary|requirement|prerequisite|expert|erfahrung|kenntnisse)/u
export const needBefore = behind(
  String.raw`(?:don['’]?t (?:need|have to|require|expect)|do not (?:need|require)|no need|need not|not (?:need|require|expect)\w*|no (?:prior|previous|specific)?)\s*(?:\w+\s+){0,4}`,
)

/** Names whose refusal must not spread ("No Rails monolith on Heroku" says no to Rails alone) stop at their list. */
function negationOf(sentence: Sentence, first: Candidate): string | null {
  const found = wordsBefore(sentence, first, negationBefore)
  return found === null || precedes(sentence, first, notNegated) ? null : found.trim()
}

/** “JavaScript (not jQuery)”: said of one member of a list alone. */
const leftOut = behind(String.raw`\((?:but |and )?(?:not|no) `)

const isLeftOut = (sentence: Sentence, member: Candidate): boolean =>
  precedes(sentence, member, leftOut) && !softening.test(textAfter(sentence, member.end, 24))

const unneededAfter =
  /^[^,;.(]{0,40}(?:is|are)?(?: not|n['’]t) (?:strictly |absolutely )?(?:required|necessary|needed|a (?:requirement|prerequisite)|essential|mandatory)/u
const wishes = 'plus|asset|bonus|advantage|preferred|helpful|welcome|nice|useful|beneficial|desirable|appreciated'
/** “Not required, but a plus”: a wish, which the rules of levels read. */
const wishedAfterAll = new RegExp(
  String.raw`^[^,;.(]{0,40} not (?:strictly |absolutely )?(?:required|necessary|needed|a requirement|essential|mandatory),? (?:but|though|yet|just) [^.;]{0,30}?\b(?:${wishes})(?![\p{L}])`,
  'u',
)

/** “Helpful but not required”: a wish as well. */
const wished = new RegExp(String.raw`\b(?:${wishes}|desired|ideal|great|good)\b`, 'u')

/** "You don't need Kubernetes experience": named without being asked for. */
export function isUnneeded(sentence: Sentence, members: readonly Candidate[]): boolean {
  if ((sentence.cues & cueKind.refusal) === 0) return false
  const first = members[0]
  const last = members[members.length - 1]
  if (!first || !last) return false
  if (precedes(sentence, first, needBefore)) {
    const around = textBefore(sentence, first.start, 60) + textAfter(sentence, last.end, 40)
    if (softening.test(around)) return true
  }
  const after = textAfter(sentence, last.end, 60)
  const denied = unneededAfter.exec(after)
  return denied !== null && !wished.test(denied[0]) && !wishedAfterAll.test(after)
}

/** Refuses members of one list for what is said about the whole list or about each. */
export function refuseByContext(sentence: Sentence, members: readonly Candidate[], text: MarkedText): void {
  const first = members[0]
  if (!first) return
  const nameList = nameListReason(sentence, members, text)
  const negation = isUnneeded(sentence, members) ? null : negationOf(sentence, first)
  const isFrench = (sentence.cues & cueKind.french) !== 0
  for (const member of members) {
    if (nameList) member.refusal = `in a list of companies or people (“${nameList}”)`
    else if (negation) member.refusal = `refused by the posting (“${negation}”)`
    else if (isLeftOut(sentence, member)) member.refusal = 'refused by the posting (“not”)'
    else if ((member.ahead & refusing) !== 0 || isFrench) member.refusal = reasonAhead(sentence, member)
  }
}

const fromBefore = /(?<![\p{L}])de (?:[\p{L}.+#]+ )?$/u
const toAfter = / (?:[\p{L}.+#]+ )?vers /uy
const refusing = eventAfter.bit | partnerAfter.bit | peopleAfter.bit | ratherThan.bit | analogueAfter.bit

/** “migration de Java vers Go” */
const isLeftBehind = (sentence: Sentence, member: Candidate): boolean =>
  testAt(toAfter, sentence.lower, member.end - sentence.start) &&
  fromBefore.test(textBefore(sentence, member.start, 30))

/** What the words behind a name make of it, or null. */
function reasonAhead(sentence: Sentence, member: Candidate): string | null {
  if (follows(sentence, member, eventAfter)) return 'the name of an event'
  if (follows(sentence, member, partnerAfter)) return 'a partnership of the employer'
  if (follows(sentence, member, peopleAfter) && !nameless.has(member.skill.family)) return 'people of a company'
  if ((sentence.cues & cueKind.french) !== 0 && isLeftBehind(sentence, member)) return 'left behind by a migration'
  if (follows(sentence, member, ratherThan)) return 'a rival of the product'
  if (follows(sentence, member, analogueAfter) && precedes(sentence, member, analogueBefore))
    return 'a comparison, not a technology in use'
  return null
}

/** “Okta, Lyft and 40 more are customers”: said behind a list. */
const nameListAfter =
  /^[^.;:()\n]{0,40}?\b(?:are|were|as) (?:all |both |already |just |some of |among |a few of |also )*(?:our |their |early |paying |happy |proud )*(?:customers|clients|investors|backers|partners|users|advisors)(?![\p{L}]| (?:experience|facing|success))/u
const backing = /^ (?:services?|infrastructure|cloud|databases?|storage|functions|clusters?)(?![\p{L}])/u

/** “think Heroku for hardware”, “think Datadog, but something developers love” */
const analogue = /^[^.;()\n]{0,40}\b(?:for|but|meets|of|in your|must|is|on)\b/u

const possessed = /(?<![\p{L}])(?:an?|our|your) $/u

const saidBehind = (sentence: Sentence, last: Candidate): string | null =>
  (sentence.cues & cueKind.company) !== 0 && nameListAfter.test(textAfter(sentence, last.end, 90)) ? 'customers' : null

const isVersionControl = (id: SkillId): boolean => id === 'git' || id === 'mercurial' || id === 'subversion'

/** Names that no company bears, so that a list that holds one is a list of technologies. */
const isNoCompany = ({ skill, mode }: Candidate): boolean =>
  (skill.family === 'languages' && mode === 'any') || isVersionControl(skill.id)

/** Generic names ("containers", "SQL") are never companies; a list that holds some is a list of technologies. */
function nameListReason(sentence: Sentence, members: readonly Candidate[], text: MarkedText): string | null {
  const first = members[0]
  const last = members[members.length - 1]
  if (!first || !last || members.some(isNoCompany)) return null
  const cue = inNameList(sentence, first, text) ?? saidBehind(sentence, last)
  if (cue === null) return null
  // “backed by a Postgres database”: no company has an article.
  if (possessed.test(textBefore(sentence, first.start, 6))) return null
  // “a team of 80+ React, Angular and Vue developers”: what people work with, not whom they come from.
  if (/(?:team|people|developers|engineers) of$/u.test(cue) && followsRole(sentence, last)) return null
  // “a fast proxy (think Nginx, HAProxy)”: an example, unless the product is that of something else.
  if (cue === 'think' && !analogue.test(textAfter(sentence, last.end, 60))) return null
  if (cue !== 'backed by' || sentence.candidates.some(({ refusal, end }) => refusal === null && end <= first.start))
    return cue === 'backed by' ? null : cue
  // “Rails backed by Postgres”, “services backed by AWS services”: what no company makes backs no company.
  const isMade = first.skill.makers.length > 0 || first.mode !== 'any'
  return isMade && !backing.test(textAfter(sentence, last.end, 24)) ? cue : null
}
