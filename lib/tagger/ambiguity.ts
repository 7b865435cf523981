import { type Candidate, type Sentence, textAfter, textBefore } from '@/lib/tagger/candidate'
import { builtWith, isEveryday, isNeverSmall, lowerCaseCompany } from '@/lib/tagger/lower-case'
import { createPatternIndex, type PatternIndex } from '@/lib/tagger/pattern-index'
import { words } from '@/lib/tagger/pattern-openings'
import { ahead, behind, follows, matchBehind, precedes } from '@/lib/tagger/around'
import { followsRole } from '@/lib/tagger/level-cues'
import type { Skill } from '@/lib/tagger/skill'

const reach = 32

const union = (parts: readonly string[]): string => parts.join('|')
const endsInWord = (part: string): boolean => /[a-z)?+*\]]$/.test(part)

/**
 * Parts of which those that end in a word end with it. Neighbours share one look ahead, which letters of all scripts make
 * kilobytes of: with one each the patterns of all skills took ten megabytes of machine code.
 */
function boundedAfter(parts: readonly string[]): string {
  const runs: string[][] = []
  for (const part of parts) {
    const run = runs.at(-1)
    if (run?.[0] !== undefined && endsInWord(run[0]) === endsInWord(part)) run.push(part)
    else runs.push([part])
  }
  return union(runs.map((run) => (endsInWord(run[0] ?? '') ? `(?:${union(run)})(?![\\p{L}])` : union(run))))
}

/** A pattern next to a name, tried only where the letters beside the name allow it. */
interface Beside {
  index: PatternIndex
  pattern: RegExp
}

interface Compiled {
  /** Whether any of its names is a word with another meaning. */
  hasAmbiguousName: boolean
  before: Beside | null
  after: Beside | null
  cues: RegExp | null
}

const indexOf = (source: string, step: 1 | -1): PatternIndex =>
  createPatternIndex([{ bit: 1, source }], { depth: 4, alphabet: words, step })

function compileBefore(parts: readonly string[]): Beside | null {
  if (parts.length === 0) return null
  const source = `(?:^|[^\\p{L}\\p{N}])(?:${union(parts)})[\\s-]*["“']?`
  return { index: indexOf(source, -1), pattern: new RegExp(`(?<=(${source}))`, 'uy') }
}

function compileAfter(parts: readonly string[]): Beside | null {
  if (parts.length === 0) return null
  const source = `[\\s-]*(?:${boundedAfter(parts)})`
  return { index: indexOf(source, 1), pattern: new RegExp(source, 'uy') }
}

function compile(skill: Skill): Compiled {
  return {
    hasAmbiguousName: skill.aliases.some(({ mode }) => mode === 'likely' || mode === 'cued'),
    before: compileBefore(skill.blocks.before),
    after: compileAfter(skill.blocks.after),
    cues: skill.cues.length ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${union(skill.cues)})(?![\\p{L}\\p{N}])`, 'u') : null,
  }
}

const compiled = new WeakMap<Skill, Compiled>()

/** Patterns of a skill, compiled once. */
export function compiledOf(skill: Skill): Compiled {
  let known = compiled.get(skill)
  if (known === undefined) {
    known = compile(skill)
    compiled.set(skill, known)
  }
  return known
}

/** Compiles the patterns of skills, so that a broken one in a data file is found at load and not in a posting. */
export function compilePatterns(skills: readonly Skill[]): void {
  for (const skill of skills) compiledOf(skill)
}

const isAmbiguous = (candidate: Candidate): boolean =>
  candidate.mode === 'likely' || candidate.mode === 'cued' || candidate.mode === 'folded'

const capital = /^\p{Lu}/u
const small = /^\p{Ll}/u
const wordCharacter = /[\p{L}\p{N}]/u
const article = /^\W*(?:an?|the|to)\s*$/u
/** Words that join a name to its sentence: they say little of a capitalised name that stands in a list of technologies. */
const joining = /^\W*(?:and|or|to|for|with|in|is|are|as|the|if|using)\W*$/u
/** Words behind a name that mean little where a skill is asked for before it. */
const yielding =
  /^\W*(?:and|or|to|for|with|is|are|as|in|on|at|the|an?|that|which|where|here|check|we|you|your|our|if|when|so|but|from|of|deep|using|\/ ?(?:mac|win|windows|osx|unix))\W*$/u

/** A capitalised name beside a sure one in the same list. */
const isListed = (sentence: Sentence, candidate: Candidate): boolean =>
  candidate.mode !== 'folded' &&
  capital.test(sentence.text.charAt(candidate.start - sentence.start)) &&
  sentence.text.charAt(candidate.start - sentence.start - 1) !== '\n' &&
  sentence.candidates.some(
    (other) =>
      other !== candidate &&
      other.list === candidate.list &&
      other.refusal === null &&
      (other.mode === 'any' || other.mode === 'exact') &&
      other.skill !== candidate.skill,
  )

/** Words that join a listed name to its sentence, and nothing else. */
const isJoining = (found: string, sentence: Sentence, candidate: Candidate): boolean =>
  joining.test(found) && isListed(sentence, candidate)

/** Why the words next to a name give it another meaning, or null. Blocks of a skill bear on its ambiguous names, if it has any. */
export function blockReason(sentence: Sentence, candidate: Candidate, units: Uint16Array): string | null {
  if (!candidate.mayBeBlocked) return null
  const { hasAmbiguousName, before, after } = compiledOf(candidate.skill)
  if (hasAmbiguousName && !isAmbiguous(candidate)) return null
  const left =
    before !== null && before.index.at(units, candidate.start) !== 0
      ? matchBehind(before.pattern, sentence.lower, candidate.start - sentence.start)
      : null
  // “a Flask service”: an article says little where the capital letter speaks for the name.
  const isArticle = candidate.mode === 'likely' && left !== null && article.test(left)
  if (left && !left.includes('\n') && !isArticle && !isJoining(left, sentence, candidate))
    return `“${left.trim()}” before it gives it another meaning`
  if (after === null || after.index.at(units, candidate.end) === 0) return null
  after.pattern.lastIndex = candidate.end - sentence.start
  const right = after.pattern.exec(sentence.lower)
  if (!right || right[0].includes('\n') || isJoining(right[0], sentence, candidate)) return null
  // “using Go to build”: what stands before decides.
  if (candidate.mode === 'folded' || !yielding.test(right[0]) || !precedes(sentence, candidate, certainLeft))
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

const commonRight = ahead(
  String.raw`[\s-]*(?:developers?|engineers?|programmers?|programming|devs?|code|codebases?|backend|back-end|microservices?|clusters?|framework|language|lang|library|scripts?|scripting|experience|knowledge|skills|expertise|developer|or similar|or equivalent|hackers?|ninjas?|gurus?|stack|workflows|charts?|modules?|applications?|apps|services|servers?|development|knowhow|based|db|dbs|databases?|nodes|frameworks?|libraries|mvc|pipelines?|queries|manifests|\(or)(?![\p{L}])`,
)
const commonLeft = behind(
  String.raw`(?:experience(?:d)? (?:with|in|of|using|coding in|programming in|writing)|experience:|proficien\w+ (?:in|with|at)|knowledge of|fluen\w+ in|expert\w* (?:in|with)|familiar\w* with|skill\w* (?:in|with)|using|written in|writing|built (?:in|with|on|using)|cod(?:e|ing) in|program\w* (?:in|with)|develop\w* (?:in|with)|work\w* (?:in|with)|stack(?: is|:| includes| of)?|language(?:s)?(?: is|:| such as| like|,)?|background in|comfortable (?:in|with)|services in|backend (?:in|is)|based on|powered by|runs on|deploy\w* (?:to|with|on|via|using)|tools (?:like|such as)|technologies (?:like|such as)|frameworks? (?:like|such as)|managed (?:by|with)|via|competent in|engineer,|developer,|engineers? (?:in|with)|developers? (?:in|with)|we use|we're using|mostly|primarily|mainly|our|of|strong|modern|idiomatic|pure|learn(?:ing)?|love|know|use|in|with|some|and\/or)\s+(?:a (?:bit|little) of )?["“'(]?`,
)
const certainLeft = behind(
  String.raw`(?:experience(?:d)? (?:with|in|using|coding in|programming in|writing)|loves|enjoys|(?:front-?\s?end|back-?\s?end|stack|api|server|tech(?:nology)?|language|code) is(?: (?:all|mostly|mainly|pure|in|written in|built in|either))?|(?:to|you|we|i) (?:(?:work|code|program|develop|build) in|write)|using|utili[sz]ing|we use|skills in|(?:pipelines|services|systems|apps|applications|tools|backend|back-end|microservices|code|apis?|servers?|software) in|proficien\w+ (?:in|with|at)|fluen\w+ in|expertise (?:in|with)|familiar\w* with|written in|built (?:in|with|on|using)|cod(?:e|ing) in|program\w* (?:in|with)|background in|comfortable (?:in|with)|tools (?:like|such as)|technologies (?:like|such as)|frameworks? (?:like|such as)|languages? (?:like|such as)|(?:frameworks?|languages?|databases?|libraries|tools|technologies|tooling):)\s+["“'(]?`,
)
const version = ahead(String.raw`\s?v?\d{1,2}(?:\.\d+)*\+?(?![\d%$k])`)
const roleBefore = behind(
  String.raw`(?:engineers?|developers?|devs?|programmers?|backend|architect)\s*(?:[([,:–—-]|in)\s*`,
)
/** “front end (react), backend (go)”: what a side of the work is done with. */
const sideOpens = behind(String.raw`(?:back[\s-]?end|front[\s-]?end|full[\s-]?stack|server|api|mobile) ?\(`)
const namesRole = ahead(
  String.raw`[\s-]*(?:developers?|engineers?|programmers?|programming|devs?|language|framework|person|people|folks|gurus?|shops?|experts?|hackers?|codebase|backend|back-end|mvc)(?![\p{L}])`,
)
/** An experience asked for: a word of another meaning has none. */
const asksFor = ahead(
  String.raw`[\s-]*(?:experience|knowledge|skills|expertise|development|programming|or similar|or equivalent)(?![\p{L}])`,
)
const namesLanguage = ahead(String.raw` is (?:our|the|a) (?:[\p{L}-]+ ){0,3}language(?![\p{L}])`)
/** What is needed, used or known, right before a name that ends its clause: “You need Go.” */
const objectLeft = behind(
  String.raw`(?:\b(?:you|we|they|who|i|i['’]ve|you['’]ve|we['’]ve|you['’]ll|we['’]ll|team|developers|engineers|have|has|will|must|should|can|to) (?:(?:must|should|already|also|really|primarily|mostly|mainly|currently|now|have|will|just|recently|either|only|can|all|still) ){0,2}(?:need|needs|require|requires|know|knows|write|writes|wrote|use|uses|used|run|runs|like|likes|love|loves|choose|chose|chosen|pick|picked|adopt|adopted|teach|learn|learned|learnt|speak|understand)|must have|(?:moved|moving|switched|switching|migrated|migrating|ported) (?:everything |it |them |our \w+ )?to|(?:bonus|plus|required|must-have|needed|stack)(?: points)?:)\s+["“'(]?`,
)
/** The same of what no person is the object of, for names that persons bear: “we use Ray”. */
const toolLeft = behind(
  String.raw`(?:\b(?:you|we|who|i|have|has|will|must|should|can|to) (?:(?:already|also|primarily|mostly|mainly|currently|now|have|will|recently) ){0,2}(?:need|needs|write|writes|wrote|use|uses|used|run|runs|require|requires)|years (?:of|with)|knowledge of|(?:ported|migrated|migrating) to)\s+`,
)
/** Where such a clause ends. */
const clauseEnds = ahead(
  String.raw`\s*(?:$|[()\],.;:/|\n])| (?:in production|in anger|every day|daily|for (?:our|the|all|most|everything))(?![\p{L}])`,
)
/** Said of a name that opens its sentence: “Go is a must.” */
const askedBehind = ahead(
  String.raw`["”']? (?:is|would be|will be)(?: (?:an?|absolutely|strictly|definitely|strongly|highly|also|big|huge|major|strong|definite|distinct)){0,3} (?:must|plus|bonus|required|preferred|needed|desirable|desired|asset|advantage|requirement|nice to have|mandatory|essential)(?![\p{L}]| to\b)`,
)
/** What follows a single letter that is asked for. */
const endsTheAsk = ahead(
  String.raw`\s*(?:$|[,.;)/]|(?:is |are )?(?:required|preferred|needed|a plus|a must)|or |and |programming)`,
)
const namesSide = ahead(String.raw`\s+(?:on|for|in) (?:the |our )?(?:back|front|server)`)
/** The same for a word in another case, which needs less where its neighbours vouch for it. */
const pauses = /^(?:\s*(?:[()\],.;:/|\n–—]|$)|\s[-+&]\s|\s(?:and|or|with|on|for|as)\s)/
const pausesInList = /^(?:\s*(?:[()\],.;:/|\n–—]|$)|\s[-+&]\s)/
const slashed = /\/\s*$/
const closes = ahead(String.raw`\s*(?:[()\],.;:/|\n]|$)`)

/** “Rust P2P Networking Engineers” */
const roleInWords = /^ (?:[\p{L}\p{N}/-]+ ){1,3}(?:engineers?|developers?|programmers?)(?!\p{L})/u

const isStrong = (candidate: Candidate): boolean =>
  candidate.refusal === null && (candidate.mode === 'any' || candidate.mode === 'exact' || candidate.mode === 'likely')

const isShort = (candidate: Candidate): boolean => candidate.end - candidate.start <= 1

/** “(TS)”: one or two capitals may be the initials of anything. */
const isInitials = (sentence: Sentence, candidate: Candidate): boolean =>
  /^[A-Z]{1,2}$/.test(sentence.text.slice(candidate.start - sentence.start, candidate.end - sentence.start))

/** Whether a name opens its sentence, where a capital letter says nothing. */
function opensSentence(sentence: Sentence, candidate: Candidate): boolean {
  return !wordCharacter.test(sentence.lower.slice(0, candidate.start - sentence.start))
}

/** “ruby + rails”: one implies the other. */
const areKin = (one: Skill, other: Skill): boolean => one.implies.includes(other.id) || other.implies.includes(one.id)

/** A cell or a bullet that holds the name and nothing else. */
function standsAlone(sentence: Sentence, candidate: Candidate): boolean {
  const before = sentence.lower.slice(0, candidate.start - sentence.start)
  const after = sentence.lower.slice(candidate.end - sentence.start)
  return /(?:^|[|•])\s*[-*+•·–—◦▪●○‣∙■□◆►▶➤➢→✓✔\uf0b7]*\s*$/.test(before) && /^\s*[.,;]?\s*(?:$|[|•\n])/.test(after)
}

const hasStrong = (sentence: Sentence, candidate: Candidate): boolean =>
  sentence.candidates.some((other) => other !== candidate && isStrong(other))

/** What the rules of one ambiguous word look at. */
interface Setting {
  sentence: Sentence
  candidate: Candidate
  /** The standing others of its list. */
  mates: readonly Candidate[]
  strongMate: Candidate | undefined
  sureNames: SureNames
}

/** The sure names of a whole text, in lower case: among them a cue counts for a capitalised word. Made when asked for. */
export type SureNames = () => { text: string; count: number }

/** The sign in favour of an ambiguous word, or null when there is none. */
export function evidenceFor(sentence: Sentence, candidate: Candidate, sureNames: SureNames): string | null {
  const mates = (sentence.lists[candidate.list - sentence.firstList] ?? []).filter(
    (other) => other !== candidate && other.refusal === null,
  )
  const strongMate = mates.find((mate) => isStrong(mate) && mate.skill !== candidate.skill)
  const setting = { sentence, candidate, mates, strongMate, sureNames }
  return candidate.mode === 'folded' ? evidenceForFolded(setting) : evidenceForCased(setting)
}

/** “rails / go / elixir”: a name that something spoke for, with a stroke on both sides of the word behind it. */
const slashedTo = (sentence: Sentence, candidate: Candidate, mates: readonly Candidate[]): Candidate | undefined =>
  slashed.test(textBefore(sentence, candidate.start, 3)) && /^\s*[/)]/.test(textAfter(sentence, candidate.end, 3))
    ? mates.find((mate) => mate.evidence !== '' && mate.end <= candidate.start && mate.skill !== candidate.skill)
    : undefined

function evidenceForFolded({ sentence, candidate, mates, strongMate, sureNames }: Setting): string | null {
  if (isNeverSmall(candidate)) return null
  const after = textAfter(sentence, candidate.end, reach)
  if (strongMate) {
    const sure = mates.filter((mate) => isStrong(mate) || (mate.refusal === null && mate.evidence !== '')).length
    const goesOn = mates.some((mate) => mate.start > candidate.end)
    const isSlashed =
      !isShort(candidate) && (after.startsWith('/') || slashed.test(textBefore(sentence, candidate.start, 3)))
    if (sure > 1 || goesOn || follows(sentence, candidate, commonRight) || isSlashed || pausesInList.test(after))
      return `in a list with ${strongMate.skill.name}`
  }
  const slashedMate = isShort(candidate) ? undefined : slashedTo(sentence, candidate, mates)
  if (slashedMate) return `in a list with ${slashedMate.skill.name}`
  if (sentence.section === 'stack' && !isShort(candidate) && sentence.candidates.filter(isStrong).length > 1)
    return 'under a heading of skills'
  if (
    candidate.end - candidate.start > 2 &&
    sentence.section !== 'header' &&
    standsAlone(sentence, candidate) &&
    sureNames().count > 2
  )
    return 'alone in its cell'
  if (isShort(candidate)) return null
  const company = lowerCaseCompany(sentence, candidate, mates)
  if (company) return `in a list with ${company.skill.name}`
  if (candidate.skill.family === 'frameworks' && !isEveryday(candidate) && builtWith.test(after))
    return 'the words after it'
  const asks = follows(sentence, candidate, asksFor)
  if (precedes(sentence, candidate, certainLeft) && (asks || pauses.test(after))) return 'the words before it'
  const closed = follows(sentence, candidate, closes)
  if (closed && precedes(sentence, candidate, isEveryday(candidate) ? sideOpens : roleBefore)) return 'names a role'
  return asks || follows(sentence, candidate, namesRole) || follows(sentence, candidate, namesSide)
    ? 'the words after it'
    : null
}

function evidenceForCased({ sentence, candidate, mates, strongMate, sureNames }: Setting): string | null {
  const kin = strongMate ?? mates.find((mate) => areKin(mate.skill, candidate.skill))
  if (kin) return `in a list with ${kin.skill.name}`
  const { cues } = compiledOf(candidate.skill)
  const opens = opensSentence(sentence, candidate)
  const cue = isShort(candidate) && opens ? null : cues?.exec(sentence.lower)
  if (cue) return `“${cue[0]}” in the sentence`
  const closed = follows(sentence, candidate, closes)
  const right = follows(sentence, candidate, commonRight)
  if (candidate.mode === 'likely') {
    if (!opens || right || closed || followsRole(sentence, candidate) || hasStrong(sentence, candidate))
      return 'nothing speaks against it'
    const after = textAfter(sentence, candidate.end, reach)
    if (roleInWords.test(after)) return 'names a role'
    return /^\s+[a-z]/.test(after) && !/^\s+(?:and|or|is|for|on|with|in)\s/.test(after)
      ? null
      : 'nothing speaks against it'
  }
  if (mates.length >= 2 && mates.every((mate) => mate.skill.family === candidate.skill.family))
    return 'in a list of its kind'
  if (mates.length === 1 && mates[0]?.skill.family === candidate.skill.family && !candidate.skill.givenName)
    return 'beside one of its kind'
  if ((right && !opens) || follows(sentence, candidate, asksFor) || follows(sentence, candidate, namesLanguage))
    return 'the word after it'
  if (follows(sentence, candidate, askedBehind)) return 'the words after it'
  if (follows(sentence, candidate, namesRole) || followsRole(sentence, candidate)) return 'names a role'
  if (closed && precedes(sentence, candidate, roleBefore)) return 'names a role'
  if (precedes(sentence, candidate, certainLeft) && (!isShort(candidate) || follows(sentence, candidate, endsTheAsk)))
    return 'the words before it'
  const isSmall = small.test(sentence.text.charAt(candidate.start - sentence.start))
  const company = isSmall ? lowerCaseCompany(sentence, candidate, mates) : null
  if (company) return `in a list with ${company.skill.name}`
  const isLanguage = candidate.skill.family === 'languages'
  const isAlone = standsAlone(sentence, candidate)
  if (isAlone && (isLanguage || (sentence.section !== 'header' && sentence.line.start > 0 && sureNames().count > 2)))
    return 'alone in its cell'
  const isCapital = capital.test(sentence.text.charAt(candidate.start - sentence.start))
  const clauseEnded = isCapital && follows(sentence, candidate, clauseEnds)
  if (candidate.skill.givenName && isCapital)
    return clauseEnded && precedes(sentence, candidate, toolLeft) ? 'the words before it' : null
  if (!isShort(candidate) && follows(sentence, candidate, version)) return 'a version after it'
  if (clauseEnded && precedes(sentence, candidate, objectLeft)) return 'the words before it'
  if (
    precedes(sentence, candidate, commonLeft) &&
    (closed || right || /^\s+(?:for|and|on|with|as|to|or|in)\s/.test(textAfter(sentence, candidate.end, reach)))
  )
    return 'the words before it'
  if (!opens && sentence.section !== 'about' && hasStrong(sentence, candidate)) return 'beside other technologies'
  const distantCue = (opens && !isAlone) || isShort(candidate) ? null : cues?.exec(sureNames().text)
  if (distantCue) return `“${distantCue[0]}” elsewhere in the posting`
  if (
    (sentence.section === 'required' || sentence.section === 'preferred' || sentence.section === 'stack') &&
    (!opens || closed) &&
    !isInitials(sentence, candidate)
  )
    return 'under a heading of skills'
  return null
}
