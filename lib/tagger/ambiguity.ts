import { type Candidate, type Sentence, textAfter } from '@/lib/tagger/candidate'
import { behind, matchBehind } from '@/lib/tagger/behind'
import { roleAfter } from '@/lib/tagger/level-cues'
import type { Skill } from '@/lib/tagger/skill'

const reach = 32

const union = (parts: readonly string[]): string => parts.join('|')
const boundedAfter = (part: string): string => (/[a-z)?+*\]]$/.test(part) ? `(?:${part})(?![\\p{L}])` : part)

interface Compiled {
  /** Whether any of its names is a word with another meaning. */
  hasAmbiguousName: boolean
  before: RegExp | null
  after: RegExp | null
  cues: RegExp | null
}

function compile(skill: Skill): Compiled {
  const { before, after } = skill.blocks
  return {
    hasAmbiguousName: skill.aliases.some(({ mode }) => mode === 'likely' || mode === 'cued'),
    before: before.length ? behind(`(?:^|[^\\p{L}\\p{N}])(?:${union(before)})[\\s-]*["“']?`) : null,
    after: after.length ? new RegExp(`^[\\s-]*(?:${union(after.map(boundedAfter))})`, 'u') : null,
    cues: skill.cues.length ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${union(skill.cues)})(?![\\p{L}\\p{N}])`, 'u') : null,
  }
}

const compiled = new WeakMap<Skill, Compiled>()

function compiledOf(skill: Skill): Compiled {
  const known = compiled.get(skill) ?? compile(skill)
  compiled.set(skill, known)
  return known
}

/** Compiles the patterns of skills, so that a broken one in a data file is found at load and not in a posting. */
export function compilePatterns(skills: readonly Skill[]): void {
  for (const skill of skills) compiledOf(skill)
}

const isAmbiguous = (candidate: Candidate): boolean =>
  candidate.mode === 'likely' || candidate.mode === 'cued' || candidate.mode === 'folded'

const article = /^\W*(?:an?|the|to)\s*$/u

/** Why the words next to a name give it another meaning, or null. Blocks of a skill bear on its ambiguous names, if it has any. */
export function blockReason(sentence: Sentence, candidate: Candidate): string | null {
  const { skill } = candidate
  const { hasAmbiguousName, before, after } = compiledOf(skill)
  if (!isAmbiguous(candidate) && hasAmbiguousName) return null
  const at = candidate.start - sentence.start
  const left = before && matchBehind(before, sentence.lower, at)
  // “a Flask service”: an article says little where the capital letter speaks for the name.
  const isArticle = candidate.mode === 'likely' && left !== null && article.test(left)
  if (left && !isArticle) return `“${left.trim()}” before it gives it another meaning`
  const right = after?.exec(textAfter(sentence, candidate.end, reach))
  // “using Go to build”: what stands before decides.
  if (right && (candidate.mode === 'folded' || !matchBehind(certainLeft, sentence.lower, at)))
    return `“${right[0].trim()}” after it gives it another meaning`
  return null
}

const givenName =
  /^\s+(?!(?:Developer|Engineer|Programmer|Dev|Backend|Frontend|Full|Software|Senior|Web|On|Expert|Specialist|Architect|Lead|Consultant|Hacker|And|Or|DB|Database|Experience|Code|Back|Front|Application|Programming|Contractor|Ninja|Development|Role|Team|Shop|Data|CLI)s?\b)[A-Z][\p{Ll}]+(?![\p{L}\p{N}+#.])/u

/** "Ray Fitzgerald": a given name before a capitalised word that is no technology. */
export function isPersonName(sentence: Sentence, candidate: Candidate): boolean {
  if (!candidate.skill.givenName || !isAmbiguous(candidate)) return false
  const after = sentence.text.slice(candidate.end - sentence.start, candidate.end - sentence.start + reach)
  if (!givenName.test(after)) return false
  return !sentence.candidates.some((other) => other.start > candidate.end && other.start <= candidate.end + 2)
}

const commonRight =
  /^[\s-]*(?:developers?|engineers?|programmers?|programming|devs?|code|codebases?|backend|back-end|microservices?|clusters?|framework|language|lang|library|scripts?|scripting|experience|knowledge|skills|expertise|developer|or similar|or equivalent|hackers?|ninjas?|gurus?|stack|workflows|charts?|modules?|applications?|apps|services|servers?|development|knowhow|based|db|dbs|databases?|nodes|frameworks?|libraries|mvc|pipelines?|queries|manifests|\(or)(?![\p{L}])/u
const commonLeft = behind(
  String.raw`(?:experience(?:d)? (?:with|in|of|using|coding in|programming in|writing)|experience:|proficien\w+ (?:in|with|at)|knowledge of|fluen\w+ in|expert\w* (?:in|with)|familiar\w* with|skill\w* (?:in|with)|using|written in|writing|built (?:in|with|on|using)|cod(?:e|ing) in|program\w* (?:in|with)|develop\w* (?:in|with)|work\w* (?:in|with)|stack(?: is|:| includes| of)?|language(?:s)?(?: is|:| such as| like|,)?|background in|comfortable (?:in|with)|services in|backend (?:in|is)|based on|powered by|runs on|deploy\w* (?:to|with|on|via|using)|tools (?:like|such as)|technologies (?:like|such as)|frameworks? (?:like|such as)|managed (?:by|with)|via|competent in|engineer,|developer,|engineers? (?:in|with)|developers? (?:in|with)|we use|we're using|mostly|primarily|mainly|our|of|strong|modern|idiomatic|pure|learn(?:ing)?|love|know|use|in|with|some|and\/or)\s+(?:a (?:bit|little) of )?["“'(]?`,
)
const certainLeft = behind(
  String.raw`(?:experience(?:d)? (?:with|in|using|coding in|programming in|writing)|using|utili[sz]ing|we use|skills in|(?:pipelines|services|systems|apps|applications|tools|backend|back-end|microservices|code|apis?|servers?|software) in|proficien\w+ (?:in|with|at)|fluen\w+ in|expertise (?:in|with)|familiar\w* with|written in|built (?:in|with|on|using)|cod(?:e|ing) in|program\w* (?:in|with)|background in|comfortable (?:in|with)|tools (?:like|such as)|technologies (?:like|such as)|frameworks? (?:like|such as)|languages? (?:like|such as)|(?:frameworks?|languages?|databases?|libraries|tools|technologies|tooling):)\s+["“'(]?`,
)
const version = /^\s?v?\d{1,2}(?:\.\d+)*\+?(?![\d%$k])/u
const roleBefore = behind(
  String.raw`(?:engineers?|developers?|devs?|programmers?|backend|architect)\s*(?:[([,:–—-]|in)\s*`,
)
const namesRole =
  /^[\s-]*(?:developers?|engineers?|programmers?|programming|devs?|language|framework|person|people|folks|gurus?|shops?|experts?|hackers?|codebase|backend|back-end|mvc)(?![\p{L}])/u
/** An experience asked for: a word of another meaning has none. */
const asksFor =
  /^[\s-]*(?:experience|knowledge|skills|expertise|development|programming|or similar|or equivalent)(?![\p{L}])/u
const namesLanguage = /^ is (?:our|the|a) (?:[\p{L}-]+ ){0,3}language(?![\p{L}])/u
/** What follows a single letter that is asked for. */
const endsTheAsk = /^\s*(?:$|[,.;)/]|(?:is |are )?(?:required|preferred|needed|a plus|a must)|or |and |programming)/u
const namesSide = /^\s+(?:on|for|in) (?:the |our )?(?:back|front|server)/
const closes = /^\s*(?:[()\],.;:/|\n]|$)/

const isStrong = (candidate: Candidate): boolean =>
  candidate.refusal === null && (candidate.mode === 'any' || candidate.mode === 'exact' || candidate.mode === 'likely')

const isShort = (candidate: Candidate): boolean => candidate.end - candidate.start <= 1

/** “(TS)”: one or two capitals may be the initials of anything. */
const isInitials = (sentence: Sentence, candidate: Candidate): boolean =>
  /^[A-Z]{1,2}$/.test(sentence.text.slice(candidate.start - sentence.start, candidate.end - sentence.start))

/** Whether a name opens its sentence, where a capital letter says nothing. */
function opensSentence(sentence: Sentence, candidate: Candidate): boolean {
  return !/[\p{L}\p{N}]/u.test(sentence.lower.slice(0, candidate.start - sentence.start))
}

/** “ruby + rails”: one implies the other. */
const areKin = (one: Skill, other: Skill): boolean => one.implies.includes(other.id) || other.implies.includes(one.id)

/** A cell or a bullet that holds the name and nothing else. */
function standsAlone(sentence: Sentence, candidate: Candidate): boolean {
  const before = sentence.lower.slice(0, candidate.start - sentence.start)
  const after = sentence.lower.slice(candidate.end - sentence.start)
  return /(?:^|[|•])\s*[-*•–·]?\s*$/.test(before) && /^\s*(?:$|[|•\n])/.test(after)
}

/**
 * The sign in favour of an ambiguous word, or null when there is none.
 * `sureNames`: the sure names of the whole text in lower case, among which a cue counts for a capitalised word.
 */
export function evidenceFor(sentence: Sentence, candidate: Candidate, sureNames: string): string | null {
  const mates = sentence.candidates.filter(
    (other) => other !== candidate && other.list === candidate.list && other.refusal === null,
  )
  const strongMate = mates.find((mate) => isStrong(mate) && mate.skill !== candidate.skill)
  const after = textAfter(sentence, candidate.end, reach)
  const at = candidate.start - sentence.start
  const follows = (pattern: RegExp): boolean => matchBehind(pattern, sentence.lower, at) !== null
  const right = commonRight.test(after)
  if (candidate.mode === 'folded') {
    const sure = mates.filter((mate) => isStrong(mate) || (mate.refusal === null && mate.evidence !== '')).length
    const goesOn = mates.some((mate) => mate.start > candidate.end)
    if (strongMate && (sure > 1 || goesOn || right || closes.test(after)))
      return `in a list with ${strongMate.skill.name}`
    if (sentence.section === 'stack' && !isShort(candidate) && sentence.candidates.filter(isStrong).length > 1)
      return 'under a heading of skills'
    if (
      candidate.end - candidate.start > 2 &&
      sentence.section !== 'header' &&
      standsAlone(sentence, candidate) &&
      sureNames.split(' , ').length > 2
    )
      return 'alone in its cell'
    if (!isShort(candidate) && follows(certainLeft) && (closes.test(after) || asksFor.test(after)))
      return 'the words before it'
    return !isShort(candidate) && (namesRole.test(after) || namesSide.test(after) || asksFor.test(after))
      ? 'the words after it'
      : null
  }
  const kin = strongMate ?? mates.find((mate) => areKin(mate.skill, candidate.skill))
  if (kin) return `in a list with ${kin.skill.name}`
  const { cues } = compiledOf(candidate.skill)
  const cue = cues?.exec(sentence.lower)
  const opens = opensSentence(sentence, candidate)
  if (cue && !(isShort(candidate) && opens)) return `“${cue[0]}” in the sentence`
  if (candidate.mode === 'likely') {
    if (
      !opens ||
      right ||
      closes.test(after) ||
      sentence.candidates.some((other) => other !== candidate && isStrong(other))
    )
      return 'nothing speaks against it'
    return /^\s+[a-z]/.test(after) && !/^\s+(?:and|or|is|for|on|with|in)\s/.test(after)
      ? null
      : 'nothing speaks against it'
  }
  if (mates.length >= 2 && mates.every((mate) => mate.skill.family === candidate.skill.family))
    return 'in a list of its kind'
  if (mates.length === 1 && mates[0]?.skill.family === candidate.skill.family && !candidate.skill.givenName)
    return 'beside one of its kind'
  if ((right && !opens) || asksFor.test(after) || namesLanguage.test(textAfter(sentence, candidate.end, 60)))
    return 'the word after it'
  if (namesRole.test(after) || roleAfter.test(textAfter(sentence, candidate.end, 60))) return 'names a role'
  if (follows(roleBefore) && closes.test(after)) return 'names a role'
  if (follows(certainLeft) && (!isShort(candidate) || endsTheAsk.test(after))) return 'the words before it'
  const isLanguage = candidate.skill.family === 'languages'
  if (
    standsAlone(sentence, candidate) &&
    (isLanguage || (sentence.section !== 'header' && sureNames.split(' , ').length > 2))
  )
    return 'alone in its cell'
  const isCapital = /^\p{Lu}/u.test(sentence.text.charAt(candidate.start - sentence.start))
  if (candidate.skill.givenName && isCapital) return null
  if (version.test(after) && !isShort(candidate)) return 'a version after it'
  if (follows(commonLeft) && (closes.test(after) || right || /^\s+(?:for|and|on|with|as|to|or|in)\s/.test(after)))
    return 'the words before it'
  if (
    !opens &&
    sentence.section !== 'about' &&
    sentence.candidates.some((other) => other !== candidate && isStrong(other))
  )
    return 'beside other technologies'
  const distantCue = (opens && !standsAlone(sentence, candidate)) || isShort(candidate) ? null : cues?.exec(sureNames)
  if (distantCue) return `“${distantCue[0]}” elsewhere in the posting`
  if (
    (sentence.section === 'required' || sentence.section === 'preferred' || sentence.section === 'stack') &&
    (!opens || closes.test(after)) &&
    !isInitials(sentence, candidate)
  )
    return 'under a heading of skills'
  return null
}
