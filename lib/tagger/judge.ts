import { refuseOwnAbbreviations } from '@/lib/tagger/abbreviations'
import { blockReason, evidenceFor, isPersonName } from '@/lib/tagger/ambiguity'
import { numberChoicesOf } from '@/lib/tagger/choices'
import type { Candidate, Sentence } from '@/lib/tagger/candidate'
import { employerRange } from '@/lib/tagger/employer'
import { layOut, lowerCase, type Stretch } from '@/lib/tagger/layout'
import { setHeaderLevels, setLevels, setLevelsByReference } from '@/lib/tagger/levels'
import { membersOf, numberLists } from '@/lib/tagger/lists'
import { maskReason } from '@/lib/tagger/masks'
import type { Hit, HitMode } from '@/lib/tagger/matcher'
import { currentNames, type Names } from '@/lib/tagger/names'
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
  const plain = toPlainText(original)
  const { candidates, decoyHits } = judgePlain(plain.text, options, names)
  const restore = (range: Range): void => {
    range.start = plain.startOf(range.start)
    range.end = plain.endOf(range.end)
  }
  candidates.forEach(restore)
  decoyHits.forEach(restore)
  return { candidates, decoyHits }
}

function judgePlain(text: string, options: JudgeOptions, names: Names): Judgement {
  const hits = names.matcher.match(text)
  const last = hits.at(-1)
  if (!last) return { candidates: [], decoyHits: [] }
  const lower = lowerCase(text)
  const employer = options.isTitle ? null : employerRange(text)
  const sentences = readSentences(text, lower, hits, options.isTitle, employer, names)
  refuseOwnAbbreviations(sentences)
  const products = productsIn(text, employer, options.company, names)
  const sureNames = sentences
    .flatMap((sentence) =>
      sentence.candidates.filter(isSure).map((candidate) => lower.slice(candidate.start, candidate.end)),
    )
    .join(' , ')
  const counters = { list: 0, anyOf: 0 }
  for (const sentence of sentences) {
    counters.list = numberLists(sentence, counters.list)
    refuseByNeighbours(text, sentence, employer, sureNames)
    for (const list of listsOf(sentence)) refuseByContext(sentence, membersOf(sentence, list))
    if (sentence.section === 'header') setHeaderLevels(sentence, options.isTitle)
    else setLevels(sentence)
    if (products.size > 0) refuseProducts(sentence, products)
    followWholes(sentence)
    counters.anyOf = numberChoices(sentence, counters.anyOf)
  }
  for (const sentence of sentences) setLevelsByReference(sentence, lower)
  return {
    candidates: sentences.flatMap((sentence) => sentence.candidates),
    decoyHits: hits.flatMap((hit) => {
      const reason = names.decoyReasons[hit.alias - names.owners.length]
      return reason === undefined ? [] : [{ start: hit.start, end: hit.end, reason }]
    }),
  }
}

/** A part stands or falls with its longer name. */
function followWholes(sentence: Sentence): void {
  for (const candidate of sentence.candidates) {
    if (!candidate.partOf) continue
    const { refusal, level, levelReason } = candidate.partOf
    Object.assign(candidate, { refusal, level, levelReason })
  }
}

const isSure = (candidate: Candidate): boolean => candidate.mode === 'any' || candidate.mode === 'exact'

/** Numbers of the lists of a sentence; they follow each other. */
function listsOf({ candidates }: Sentence): number[] {
  const first = candidates[0]?.list ?? 0
  const last = candidates.at(-1)?.list ?? 0
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

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

/** A first line of cells, or a short one that names the employer. */
const isHeaderLine = (line: string, employer: Range | null): boolean =>
  line.split('|').length > 2 ||
  (employer !== null && line.length < 200 && !/[.!?]\s+[A-Z]/.test(line.slice(employer.end)))

function stretchesOf(text: string, lower: string, until: number, isTitle: boolean, employer: Range | null): Stretch[] {
  if (isTitle) return [{ start: 0, end: text.length, section: 'header', lineStart: 0, lineEnd: text.length }]
  const stretches = layOut(text, lower, until)
  const first = stretches[0]
  if (first && isHeaderLine(text.slice(first.lineStart, first.lineEnd), employer)) {
    for (const stretch of stretches) if (stretch.lineStart === first.lineStart) stretch.section = 'header'
  }
  return stretches
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
  text: string,
  lower: string,
  hits: readonly Hit[],
  isTitle: boolean,
  employer: Range | null,
  names: Names,
): Sentence[] {
  const stretches = stretchesOf(text, lower, hits.at(-1)?.end ?? 0, isTitle, employer)
  const sentences: Sentence[] = []
  let index = 0
  let current: Sentence | null = null
  for (const hit of hits) {
    const skill = names.owners[hit.alias]
    if (!skill) continue
    if (!current || hit.start >= current.end) {
      while (index < stretches.length - 1 && (stretches[index]?.end ?? 0) <= hit.start) index++
      const stretch = stretches[index]
      if (!stretch) continue
      const range = boundRange(stretch.section === 'header' ? stretch : sentenceAround(lower, hit.start, stretch), hit)
      current = {
        start: range.start,
        end: Math.max(range.end, hit.end),
        text: text.slice(range.start, Math.max(range.end, hit.end)),
        lower: lower.slice(range.start, Math.max(range.end, hit.end)),
        section: stretch.section,
        line: { start: stretch.lineStart, end: stretch.lineEnd },
        candidates: [],
      }
      sentences.push(current)
    }
    const candidate = candidateOf(skill, hit.start, hit.end, hit.mode, null)
    current.candidates.push(candidate)
    for (const part of partsOf(candidate, lower, names)) current.candidates.push(part)
  }
  return sentences
}

const candidateOf = (skill: Skill, start: number, end: number, mode: HitMode, partOf: Candidate | null): Candidate => ({
  start,
  end,
  skill,
  mode,
  partOf,
  list: 0,
  refusal: null,
  evidence: '',
  level: 'mentioned',
  levelReason: '',
  anyOf: null,
})

/** Skills that a longer name names as well, as candidates of their own over their word of it. */
function partsOf(whole: Candidate, lower: string, { skillById }: Names): Candidate[] {
  return whole.skill.parts.flatMap((id): Candidate[] => {
    const part = skillById(id)
    const offset = part ? lower.slice(whole.start, whole.end).indexOf(part.name.toLowerCase()) : -1
    if (!part || offset === -1) return []
    const start = whole.start + offset
    return [candidateOf(part, start, start + part.name.length, 'any', whole)]
  })
}

/** Addresses, the employer's name, other meanings; then ambiguous words that nothing speaks for. */
function refuseByNeighbours(text: string, sentence: Sentence, employer: Range | null, sureNames: string): void {
  for (const candidate of sentence.candidates) {
    if (candidate.refusal !== null) continue
    if (employer && candidate.start >= employer.start && candidate.end <= employer.end)
      candidate.refusal = 'part of the employer’s name'
    else if (isPersonName(sentence, candidate)) candidate.refusal = 'a person’s name'
    else candidate.refusal = maskReason(text, candidate) ?? blockReason(sentence, candidate)
  }
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
    const asked = candidate.level !== 'mentioned' || sentence.section === 'stack'
    const amongOthers = membersOf(sentence, candidate.list).some((other) => !products.has(other.skill.id))
    if (!asked && !amongOthers) candidate.refusal = 'the employer’s own product'
  }
}

/** Numbers the choices of a sentence, list by list. */
const numberChoices = (sentence: Sentence, first: number): number =>
  listsOf(sentence).reduce((next, list) => numberChoicesOf(sentence, membersOf(sentence, list), next), first)
