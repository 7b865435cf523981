import type { ExplainedReading, FoundSkill, NameDecision, PostingReading, PostingText } from '@/lib/domain/reading'
import type { NormalisedPosting } from '@/lib/domain/posting'
import type { SkillTag } from '@/lib/domain/skill'
import { type JudgedSignal, judgeSignals } from '@/lib/domain/startup'
import { readHeader } from '@/lib/normalise/header'
import { normalise, type NormaliseInput } from '@/lib/normalise/normalise'
import { readStartupSignals } from '@/lib/normalise/startup'
import { type Decision, explainTags } from '@/lib/tagger/explain'
import { type Tagging, tagWithChoices } from '@/lib/tagger/tag'
import { skillById } from '@/lib/tagger/taxonomy'

type OwnWords = Pick<NormaliseInput, 'text' | 'title' | 'company'>

/** The skills of a posting whose fields a source has given, and which of them are alternatives. */
export const tagFields = ({ text, title, company }: OwnWords): Tagging => tagWithChoices({ text, title, company })

/** What a posting says of its employer, and what of it makes that employer a startup in a year; null: some year. */
export function readSignals(posting: OwnWords, year: number | null): JudgedSignal[] {
  const signals = readStartupSignals(posting)
  const judged = judgeSignals(signals, year)
  return signals.map((signal, index) => ({ ...signal, counts: judged[index] ?? false }))
}

const given = (field: string | null | undefined): string | null =>
  field === null || field === undefined || field.trim() === '' ? null : field

/** Brings a bare text to the fields that a source would give: employer, places, remote and pay of its header line. */
function toFields({ text, title, company }: PostingText): NormaliseInput {
  const header = readHeader(text)
  // A given title leaves the first line alone, unless it is plainly a line of cells.
  const cells = /^[^\n]*\|/.test(text) ? header : null
  return {
    text,
    title: given(title),
    company: given(company) ?? header?.company ?? null,
    placeTexts: cells?.placeTexts ?? [],
    remoteText: cells?.remoteText ?? null,
    salaryText: cells?.salaryText ?? null,
  }
}

const describeSkill = ({ skill, level, spans, titleSpans }: SkillTag): FoundSkill => ({
  skill,
  name: skillById(skill)?.name ?? skill,
  family: skillById(skill)?.family ?? null,
  level,
  spans,
  ...(titleSpans.length > 0 ? { titleSpans } : {}),
})

const describeDecision = (decision: Decision): NameDecision => {
  const skill = decision.skill === null ? undefined : skillById(decision.skill)
  return { ...decision, name: skill?.name ?? decision.skill, family: skill?.family ?? null }
}

const toReading = (
  { id }: PostingText,
  { role, remote, countries, seniority }: NormalisedPosting,
  tags: SkillTag[],
): PostingReading => ({
  ...(id === undefined ? {} : { id }),
  role,
  remote,
  countries,
  seniority,
  skills: tags.map(describeSkill),
})

/** Reads one posting as ingest would: skills with level and evidence, role, remote, countries, seniority. Never throws. */
export function readPosting(posting: PostingText): PostingReading {
  const fields = toFields(posting)
  const { tags } = tagFields(fields)
  return toReading(posting, normalise(fields, tags), tags)
}

/** The same with everything a person may ask for: pay, language, and what became of every name, and why. */
export function explainPosting(posting: PostingText): ExplainedReading {
  const fields = toFields(posting)
  const { tags } = tagFields(fields)
  const normal = normalise(fields, tags)
  return {
    ...toReading(posting, normal, tags),
    title: normal.title,
    company: normal.company?.name ?? null,
    salary: normal.salary,
    language: normal.language,
    signals: readSignals(fields, null),
    decisions: explainTags(fields).map(describeDecision),
  }
}
