import { behind, matchBehind } from '@/lib/tagger/behind'
import { type Candidate, type Sentence, textAfter, textBefore } from '@/lib/tagger/candidate'

const nameListCue = behind(
  String.raw`(?:(?:customers?|clients?(?![- ]side)|partners?|users|companies|brands|investors?|backers|competitors?|startups|enterprises|organi[sz]ations|employers|giants|exits|vcs|leaders|firms|workforces|advisors|angels|partnerships|businesses|founders)\b[^.;]{0,40}?(?:\binclud(?:e|es|ing)|\blike|\bsuch as|\bare|\brange from|:|\be\.g\.)|backed by|funded by|investments? from|investors|raised [^.]{0,40}from|trusted by|loved by|acquired by|acquisitions? by|sold to|experience (?:from|at)|(?:engineers?|alum(?:ni|s)?|veterans?|people|team|teams|founders?|folks|leaders?|employees|executives|developers|members|execs|backgrounds?|researchers|ctos?|folks|creators?|co-?founders?|veteran|hackers) (?:from|of|at)|(?:^|\s)ex[- ]|\(ex-|former(?:ly)?(?: (?:at|of|from))?|previously(?: (?:at|of|from|worked at|built))?|worked (?:at|for)|veterans? of|alternatives? to|competitors? (?:to|of)|compet(?:e|es|ing) with|similar to|reminiscent of|behind|come from|came from|comes from|hail from|hailing from|tenures? at|stints? at|years at|roles? at|careers? at|(?:think|imagine)|partner(?:s|ed|ships?|ing)? with|alliances? with|(?:partenariats?|alliances?)(?: stratégiques?)? avec|partenaires?|creators? of|makers? of|authors? of|inventors? of|(?:built|done|did|scaled) (?:the |it |this )?[a-z ]{0,20}at)\s*`,
)
const technologyNoun =
  /(?:framework|technolog|librar|tool|language|database|system|service|platform|stack|software|product|protocol|standard|solution)/u
const cueWindow = 140
const plainWord =
  /(?<![\p{L}])(?!(?:and|or|und|the|at|of|like|such|as|many|more|top|big|large|leading|major|great|well|known|companies|startups|including|other|others|from|von|fortune|among|amongst|our|co|for|e\.g|inc|to|both|previous|previously|in|capital|ventures|partners|google|facebook|worked)(?![\p{L}]))\p{Ll}[\p{L}'’-]{2,}/u

/**
 * Whether a name stands in a list of companies: customers, investors, former employers, rivals. Between the cue and
 * the name may stand nothing but other names.
 */
function inNameList(sentence: Sentence, candidate: Candidate): string | null {
  const from = Math.max(sentence.start, candidate.start - cueWindow)
  const lower = sentence.lower.slice(from - sentence.start, candidate.start - sentence.start)
  const original = sentence.text.slice(from - sentence.start, candidate.start - sentence.start)
  // The cue ends where the run of names before the candidate starts.
  let runStart = lower.length
  for (let at = lower.length; at > 0; at--) {
    const unit = lower.charCodeAt(at - 1)
    if (unit === 59 || unit === 10) break
    if (at === 1 || lower.charCodeAt(at - 2) === 32 || lower.charCodeAt(at - 2) === 40) {
      const word = original.slice(at - 1, runStart)
      if (plainWord.test(word.trimStart())) break
      runStart = at - 1
      const cue = matchBehind(nameListCue, lower, runStart)
      if (cue !== null) return technologyNoun.test(cue) ? null : cue.trim()
    }
  }
  const cue = matchBehind(nameListCue, lower, runStart) ?? matchBehind(nameListCue, lower, lower.length)
  return cue !== null && !technologyNoun.test(cue) ? cue.trim() : null
}

const eventAfter =
  /^[\s-]*(?:summit|conf(?:erence)?s?|meet-?ups?|user groups?|re:invent|hackathons?|days? 20|world tour|community day)(?![\p{L}])/u
const partnerAfter =
  /^[\s-]+(?:(?:advanced|premier|consulting|technology|certified|gold|silver|select|solutions?|competency|cloud)[\s-]+){0,3}partners?(?:hip)?(?![\p{L}])/u
const analogueBefore = behind(
  String.raw`(?:like (?:a|an|the)|as the|(?:is|are|be|build(?:ing)?|become|becoming) (?:the|a|an)|think|it's|call it)\s+["“‘'(]?`,
)
const analogueAfter = /^["”'’)]?\s*(?:of|for) /u
const ratherThan =
  /^[\s-]*(?:(?:competitor|alternative|killer|clone|replacement)s?|compatible|compatibility)(?![\p{L}])/u

const negationBefore = behind(
  String.raw`(?<![\p{L}])(?:no|not (?:using|use|a|an|on|in|in the|with)?|don['’]?t (?:use|do|run|have|want|like|believe in)|do not (?:use|do|run|have|want)|doesn['’]?t (?:use|run)|does not (?:use|run)|never (?:use|used|touch)?|without|instead of|rather than|aren['’]?t using|isn['’]?t|avoid(?:ing)?|zero|neither|nor|unlike|ditched|dropped|kein(?:e|en|em|er)?|ohne|statt|inga?|inget|utan|inte)\s+(?:(?:any|more|the|just|another|yet another|to|your|use|using|old|legacy|much|boring|crappy|messy)\s+){0,2}["“'(]?`,
)
const notNegated = behind(
  String.raw`(?:not (?:only|just|limited|afraid|necessarily|sure|yet|to)|no (?:stranger|problem|matter|doubt|longer)|if not|or not|whether|why not|not a)\b[^,;]{0,20}`,
)
const softening =
  /(?:experience|knowledge|expertise|skills?|background|familiarity|need|needed|required|necessary|requirement|prerequisite|expert|erfahrung|kenntnisse)/u
const needBefore = behind(
  String.raw`(?:don['’]?t (?:need|have to|require|expect)|do not (?:need|require)|no need|need not|not (?:need|require|expect)\w*|no (?:prior|previous|specific)?)\s*(?:\w+\s+){0,4}`,
)

/** Names whose refusal must not spread ("No Rails monolith on Heroku" says no to Rails alone) stop at their list. */
function negationOf(sentence: Sentence, members: readonly Candidate[]): string | null {
  const first = members[0]
  if (!first) return null
  const at = first.start - sentence.start
  const found = matchBehind(negationBefore, sentence.lower, at)
  if (found === null || matchBehind(notNegated, sentence.lower, at) !== null) return null
  return found.trim()
}

const mayRefuse = (lower: string): boolean =>
  lower.includes('not ') || lower.includes("n't") || lower.includes('n’t') || lower.includes('no ')

/** "You don't need Kubernetes experience": named without being asked for. */
export function isUnneeded(sentence: Sentence, members: readonly Candidate[]): boolean {
  const first = members[0]
  const last = members.at(-1)
  if (!first || !last || !mayRefuse(sentence.lower)) return false
  if (matchBehind(needBefore, sentence.lower, first.start - sentence.start) !== null) {
    const around = textBefore(sentence, first.start, 60) + textAfter(sentence, last.end, 40)
    if (softening.test(around)) return true
  }
  const after = textAfter(sentence, last.end, 60)
  return /^[^,;.(]{0,40}(?:is|are)?(?: not|n['’]t) (?:strictly |absolutely )?(?:required|necessary|needed|a requirement|essential|mandatory)/u.test(
    after,
  )
}

/** Refuses members of one list for what is said about the whole list or about each. */
export function refuseByContext(sentence: Sentence, members: readonly Candidate[]): void {
  if (members.length === 0) return
  const nameList = nameListReason(sentence, members)
  const unneeded = isUnneeded(sentence, members)
  const negation = unneeded ? null : negationOf(sentence, members)
  for (const member of members) {
    const after = textAfter(sentence, member.end, 40)
    if (nameList) member.refusal = `in a list of companies or people (“${nameList}”)`
    else if (negation) member.refusal = `refused by the posting (“${negation}”)`
    else if (eventAfter.test(after)) member.refusal = 'the name of an event'
    else if (partnerAfter.test(after)) member.refusal = 'a partnership of the employer'
    else if (
      /^ (?:[\p{L}.+#]+ )?vers /u.test(after) &&
      /(?<![\p{L}])de (?:[\p{L}.+#]+ )?$/u.test(textBefore(sentence, member.start, 30))
    )
      member.refusal = 'left behind by a migration'
    else if (ratherThan.test(after)) member.refusal = 'a rival of the product'
    else if (
      analogueAfter.test(after) &&
      matchBehind(analogueBefore, sentence.lower, member.start - sentence.start) !== null
    )
      member.refusal = 'a comparison, not a technology in use'
  }
}

/** Generic names ("containers", "SQL") are never companies; a list that holds some is a list of technologies. */
function nameListReason(sentence: Sentence, members: readonly Candidate[]): string | null {
  const first = members[0]
  if (
    !first ||
    members.some(
      (member) =>
        sentence.text.charAt(member.start - sentence.start) !== member.skill.name.charAt(0) &&
        /\p{Ll}/u.test(sentence.text.charAt(member.start - sentence.start)),
    )
  )
    return null
  if (first.skill.family === 'languages' && first.mode === 'any') return null
  // “backed by a Postgres database”: no company has an article.
  if (/(?<![\p{L}])(?:an?|our|your) $/u.test(textBefore(sentence, first.start, 6))) return null
  const cue = inNameList(sentence, first)
  // “Rails backed by Postgres”: what no company makes backs no company.
  return cue === 'backed by' && first.skill.makers.length === 0 && first.mode === 'any' ? null : cue
}
