import { refuseOwnAbbreviations } from '@/lib/tagger/abbreviations'
import { blockReason, evidenceFor, isPersonName, type SureNames } from '@/lib/tagger/ambiguity'
import { mayBeBlocked } from '@/lib/tagger/block-letters'
import { bitsAhead, bitsBehind } from '@/lib/tagger/around'
import { numberChoicesOf } from '@/lib/tagger/choices'
import type { Candidate, Sentence } from '@/lib/tagger/candidate'
import { employerRange, isSaidToHire } from '@/lib/tagger/employer'
import { layOut, type Stretch } from '@/lib/tagger/layout'
import { setHeaderLevels, setLevels, setLevelsByReference } from '@/lib/tagger/levels'
import { isTiedToRole } from '@/lib/tagger/level-roles'
import { formLists, standing } from '@/lib/tagger/lists'
import { cueKind } from '@/lib/tagger/cue-kinds'
import { cuesAt, MarkedText } from '@/lib/tagger/marked-text'
import { maskReason } from '@/lib/tagger/masks'
import type { Hit, HitMode } from '@/lib/tagger/matcher'
import { currentNames, type Names } from '@/lib/tagger/names'
import type { Scan } from '@/lib/tagger/scan'
import { refuseByContext } from '@/lib/tagger/refusals'
import { toPlainText } from '@/lib/tagger/plain-text'
import { type Range, sentenceAround } from '@/lib/tagger/sentences'
import type { Skill } from '@/lib/tagger/skill'

/** A phrase that hides the name of a skill. */
export interface DecoyHit extends Range {
  reason: string
}

export interface Judgement {
  candidates: Candidate[]
  decoyHits: DecoyHit[]
}

export interface JudgeOptions {
  company: string | null
  /** The text is a title: no sections, no prose. */
  isTitle: boolean
}

/** Finds every name in a text and judges it: kept with a level, or refused with a reason. */
export function judge(original: string, options: JudgeOptions, names: Names = currentNames): Judgement {
  let scan = names.matcher.scan(original)
  if (!scan.isOdd) return judgePlain(original, scan, options, names)
  const plain = toPlainText(original)
  if (plain.text !== original) scan = names.matcher.scan(plain.text)
  const judgement = judgePlain(plain.text, scan, options, names)
  for (const range of [...judgement.candidates, ...judgement.decoyHits]) {
    range.start = plain.startOf(range.start)
    range.end = plain.endOf(range.end)
  }
  return judgement
}

function judgePlain(plain: string, scan: Scan, options: JudgeOptions, names: Names): Judgement {
  const hits = names.matcher.hitsOf(scan, plain)
  if (hits.length === 0) return { candidates: [], decoyHits: [] }
  const text = new MarkedText(plain, scan)
  const employer = options.isTitle ? null : employerRange(text)
  const sentences = readSentences(text, hits, options.isTitle, employer, names)
  refuseOwnAbbreviations(sentences)
  const products = withOwn(productsIn(plain, employer, options.company, names), sentences)
  const sureNames = sureNamesOf(sentences, text)
  const counters = { list: 0, anyOf: 0 }
  for (const sentence of sentences) {
    counters.list = formLists(sentence, counters.list)
    refuseByNeighbours(text, sentence, employer, sureNames)
    for (const list of sentence.lists) refuseByContext(sentence, standing(list), text)
    if (sentence.section === 'header') setHeaderLevels(sentence)
    else setLevels(sentence, text)
    if (products.size > 0) refuseProducts(sentence, products)
    followWholes(sentence)
    counters.anyOf = numberChoices(sentence, counters.anyOf)
  }
  for (const sentence of sentences) setLevelsByReference(sentence, text)
  return { candidates: candidatesOf(sentences), decoyHits: decoyHitsOf(hits, names) }
}

function candidatesOf(sentences: readonly Sentence[]): Candidate[] {
  const candidates: Candidate[] = []
  for (const sentence of sentences) for (const candidate of sentence.candidates) candidates.push(candidate)
  return candidates
}

function decoyHitsOf(hits: readonly Hit[], { owners, decoyReasons }: Names): DecoyHit[] {
  const decoyHits: DecoyHit[] = []
  for (const { start, end, alias } of hits) {
    if (alias >= owners.length) decoyHits.push({ start, end, reason: decoyReasons[alias - owners.length] ?? '' })
  }
  return decoyHits
}

/** The sure names of all sentences, gathered when an ambiguous one asks for them. Abbreviations have been refused by then. */
function sureNamesOf(sentences: readonly Sentence[], text: MarkedText): SureNames {
  let made: ReturnType<SureNames> | null = null
  return () => {
    if (made) return made
    const sure: string[] = []
    for (const { candidates } of sentences)
      for (const candidate of candidates) if (isSure(candidate)) sure.push(text.lower(candidate.start, candidate.end))
    made = { text: sure.join(' , '), count: Math.max(1, sure.length) }
    return made
  }
}

/** A part stands or falls with its longer name. */
function followWholes(sentence: Sentence): void {
  for (const candidate of sentence.candidates) {
    if (!candidate.partOf) continue
    candidate.refusal = candidate.partOf.refusal
    candidate.level = candidate.partOf.level
    candidate.levelReason = candidate.partOf.levelReason
  }
}

const isSure = (candidate: Candidate): boolean => candidate.mode === 'any' || candidate.mode === 'exact'

function productsIn(
  text: string,
  employer: Range | null,
  company: string | null,
  { productsOf }: Names,
): ReadonlySet<string> {
  const given = productsOf(company)
  const read = employer ? productsOf(text.slice(employer.start, employer.end)) : given
  return read.size === 0 || read === given ? given : new Set([...given, ...read])
}

/** Adds the products that the sentences say are the employer's, where no header names it. */
function withOwn(products: ReadonlySet<string>, sentences: readonly Sentence[]): ReadonlySet<string> {
  let own: Set<string> | null = null
  for (const sentence of sentences)
    for (const candidate of sentence.candidates)
      if (isSaidToHire(sentence, candidate)) own = (own ?? new Set(products)).add(candidate.skill.id)
  return own ?? products
}

const longestHeader = 200
/** A sentence ends and another begins. */
const prose = /[.!?]\s+(?=[A-Z])/

/** A first line of cells, or a short one that names the employer. */
function isHeaderLine(text: string, { lineStart, lineEnd }: Stretch, employer: Range | null): boolean {
  const bar = text.indexOf('|', lineStart)
  const second = bar === -1 ? -1 : text.indexOf('|', bar + 1)
  if (second !== -1 && second < lineEnd) return true
  if (employer === null || lineEnd - lineStart >= longestHeader) return false
  return !prose.test(text.slice(lineStart + employer.end, lineEnd))
}

function stretchesOf(marked: MarkedText, until: number, isTitle: boolean, employer: Range | null): Stretch[] {
  const { text } = marked
  if (isTitle) return [{ start: 0, end: text.length, section: 'header', lineStart: 0, lineEnd: text.length }]
  const stretches = layOut(marked, until)
  const first = stretches[0]
  if (first && isHeaderLine(text, first, employer)) markHeader(stretches, headerEnd(text, first))
  return stretches
}

const longestCells = 400

/** Where the header ends: with its line, or in a posting that is one long line with the first sentence after its cells. */
function headerEnd(text: string, { lineStart, lineEnd }: Stretch): number {
  if (lineEnd - lineStart <= longestCells) return lineEnd
  const cells = Math.max(text.lastIndexOf('|', lineEnd), lineStart)
  const stop = prose.exec(text.slice(cells, lineEnd))
  return stop === null ? lineEnd : cells + stop.index + stop[0].length
}

/** Makes all stretches before an offset the header; one that goes on behind it is cut. */
function markHeader(stretches: Stretch[], until: number): void {
  for (let index = 0; index < stretches.length; index++) {
    const stretch = stretches[index]
    if (!stretch || stretch.start >= until) return
    if (stretch.end > until) stretches.splice(index + 1, 0, { ...stretch, start: until })
    stretch.end = Math.min(stretch.end, until)
    stretch.section = 'header'
  }
}

/** Characters that rules look at as one sentence; rules compare the names of a sentence, so that no bound would be quadratic. */
const longestSentence = 2_000
/** Characters before a name that are kept where a sentence is cut. */
const keptBefore = 200

/** The range itself, or for an endless one the part around a hit. */
function boundRange(range: Range, hit: Range): Range {
  if (range.end - range.start <= longestSentence) return range
  const start = Math.max(range.start, hit.start - keptBefore)
  return { start, end: Math.min(range.end, start + longestSentence) }
}

/** Sentences that hold names, each with its names, first to last. */
function readSentences(
  text: MarkedText,
  hits: readonly Hit[],
  isTitle: boolean,
  employer: Range | null,
  names: Names,
): Sentence[] {
  const stretches = stretchesOf(text, hits.at(-1)?.end ?? 0, isTitle, employer)
  const sentences: Sentence[] = []
  let index = 0
  let mark = 0
  let current: Sentence | null = null
  for (const hit of hits) {
    const skill = hit.alias < names.owners.length ? names.owners[hit.alias] : undefined
    if (!skill) continue
    if (!current || hit.start >= current.end) {
      while (index < stretches.length - 1 && (stretches[index]?.end ?? 0) <= hit.start) index++
      const stretch = stretches[index]
      if (!stretch) continue
      current = sentenceOf(text, hit, stretch, mark)
      mark = current.endMark
      sentences.push(current)
    }
    const isBlocked = mayBeBlocked(names.blockLetters, hit, text.units)
    const candidate = candidateOf({ skill, hit, partOf: null, text, isBlocked })
    current.candidates.push(candidate)
    if (skill.parts.length > 0) current.candidates.push(...partsOf(candidate, text, names))
  }
  return sentences
}

/** The sentence around a hit, with its marks; `mark` is one at or before the hit. */
function sentenceOf(text: MarkedText, hit: Hit, stretch: Stretch, mark: number): Sentence {
  const { start, end: rangeEnd } = boundRange(
    stretch.section === 'header' ? stretch : sentenceAround(text, hit.start, stretch),
    hit,
  )
  const end = Math.max(rangeEnd, hit.end)
  let firstMark = mark
  while (firstMark > 0 && (text.marks[firstMark - 1] ?? 0) >= start) firstMark--
  while (firstMark < text.count && (text.marks[firstMark] ?? 0) < start) firstMark++
  let endMark = firstMark
  let cues = 0
  for (; endMark < text.count && (text.marks[endMark] ?? 0) < end; endMark++) {
    const kinds = cuesAt(text, endMark)
    text.bits[endMark] = kinds
    cues |= kinds
  }
  return {
    start,
    end,
    text: text.text.slice(start, end),
    lower: text.lower(start, end),
    section: stretch.section,
    line: { start: stretch.lineStart, end: stretch.lineEnd },
    candidates: [],
    lists: [],
    firstList: 0,
    firstMark,
    endMark,
    cues,
  }
}

interface Named {
  skill: Skill
  hit: Range & { mode: HitMode }
  partOf: Candidate | null
  text: MarkedText
  isBlocked: boolean
}

const candidateOf = ({ skill, hit, partOf, text, isBlocked }: Named): Candidate => ({
  start: hit.start,
  end: hit.end,
  skill,
  mode: hit.mode,
  partOf,
  behind: bitsBehind(text.units, hit.start),
  ahead: bitsAhead(text.units, hit.end),
  mayBeBlocked: isBlocked,
  list: 0,
  refusal: null,
  evidence: '',
  level: 'mentioned',
  levelReason: '',
  anyOf: null,
})

/** “RoR” names what “Ruby on Rails” names. */
const initialsOf = ({ name }: Skill): string =>
  Array.from(name.toLowerCase().split(' '), (word) => word.charAt(0)).join('')

/** Skills that a longer name, or its initials, names as well, as candidates of their own over their word of it. */
function partsOf(whole: Candidate, text: MarkedText, { skillById }: Names): Candidate[] {
  return whole.skill.parts.flatMap((id): Candidate[] => {
    const part = skillById(id)
    if (!part) return []
    const words = text.lower(whole.start, whole.end)
    const isInitials = words === initialsOf(whole.skill)
    const offset = isInitials ? 0 : words.indexOf(part.name.toLowerCase())
    if (offset === -1) return []
    const start = whole.start + offset
    const hit = { start, end: isInitials ? whole.end : start + part.name.length, mode: 'any' as const }
    return [candidateOf({ skill: part, hit, partOf: whole, text, isBlocked: true })]
  })
}

/** Addresses, the employer's name, other meanings; then ambiguous words that nothing speaks for. */
function refuseByNeighbours(text: MarkedText, sentence: Sentence, employer: Range | null, sureNames: SureNames): void {
  for (const candidate of sentence.candidates) {
    if (candidate.refusal !== null) continue
    if (employer && candidate.start >= employer.start && candidate.end <= employer.end)
      candidate.refusal = 'part of the employer’s name'
    else if (isPersonName(sentence, candidate)) candidate.refusal = 'a person’s name'
    else candidate.refusal = maskReason(text, candidate) ?? blockReason(sentence, candidate, text.units)
  }
  if (sentence.candidates.every(isSure)) return
  // Sure words first, so that a list is judged by those of its members that stand.
  for (const mode of ['likely', 'cued', 'folded'] as const) {
    for (const candidate of sentence.candidates) {
      if (candidate.mode !== mode || candidate.refusal !== null) continue
      const evidence = evidenceFor(sentence, candidate, sureNames)
      if (evidence === null)
        candidate.refusal = 'a word with another meaning, and nothing here speaks for the technology'
      else candidate.evidence = evidence
    }
  }
}

/** The employer's own products count only where they are asked for or stand among other technologies. */
function refuseProducts(sentence: Sentence, products: ReadonlySet<string>): void {
  for (const candidate of sentence.candidates) {
    if (candidate.refusal !== null || !products.has(candidate.skill.id)) continue
    const members = standing(sentence.lists[candidate.list - sentence.firstList] ?? [])
    const asked =
      sentence.section === 'header'
        ? isTiedToRole(sentence, members)
        : candidate.level !== 'mentioned' || sentence.section === 'stack'
    const amongOthers = members.some((other) => !products.has(other.skill.id))
    if (!asked && !amongOthers) candidate.refusal = 'the employer’s own product'
  }
}

/** Numbers the choices of a sentence, list by list. */
function numberChoices(sentence: Sentence, first: number): number {
  if ((sentence.cues & cueKind.choice) === 0) return first
  return sentence.lists.reduce((next, list) => numberChoicesOf(sentence, standing(list), next), first)
}
