import type { Level, SkillId, Span } from '@/lib/domain/skill'
import { type Judgement, judge } from '@/lib/tagger/judge'
import { currentNames, type Names } from '@/lib/tagger/names'

export interface TagInput {
  /** Plain text; offsets of spans count in it. */
  text: string
  title?: string | null
  /** Null or left out: read from the first line of the text. */
  company?: string | null
}

/** What became of one name in a posting. */
export interface Decision {
  /** Null for a phrase that only hides the name of a skill ("go to market"). */
  skill: SkillId | null
  field: 'title' | 'text'
  span: Span
  /** Null when refused. */
  level: Level | null
  /** Why it was refused, or why it has its level. */
  reason: string
  /** Why an ambiguous word was taken for the technology; null for a sure name. */
  evidence: string | null
  /** Number of an "A, B or C" group, counted through the field; null outside one. */
  anyOf: number | null
}

function decisionsOf({ candidates, decoyHits }: Judgement, text: string, field: 'title' | 'text'): Decision[] {
  const span = (start: number, end: number): Span => ({ start, end, text: text.slice(start, end) })
  const named = candidates.map((candidate): Decision => ({
    skill: candidate.skill.id,
    field,
    span: span(candidate.start, candidate.end),
    level: candidate.refusal === null ? candidate.level : null,
    reason: candidate.refusal ?? candidate.levelReason,
    evidence: candidate.evidence || null,
    anyOf: candidate.refusal === null ? candidate.anyOf : null,
  }))
  const hidden = decoyHits.map(({ start, end, reason }): Decision => ({
    skill: null,
    field,
    span: span(start, end),
    level: null,
    reason,
    evidence: null,
    anyOf: null,
  }))
  return [...named, ...hidden].sort((a, b) => a.span.start - b.span.start)
}

/** Every name found in a posting with what became of it and why: title first, then text, in reading order. */
export function explainTags(input: TagInput, names: Names = currentNames): Decision[] {
  const company = input.company ?? null
  const title = input.title ?? ''
  return [
    ...decisionsOf(judge(title, { company, isTitle: true }, names), title, 'title'),
    ...decisionsOf(judge(input.text, { company, isTitle: false }, names), input.text, 'text'),
  ]
}
