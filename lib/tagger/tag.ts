import { type AnyOf, levels, type Level, type SkillTag } from '@/lib/domain/skill'
import type { Candidate } from '@/lib/tagger/candidate'
import { judge } from '@/lib/tagger/judge'
import type { TagInput } from '@/lib/tagger/explain'
import { currentNames, type Names } from '@/lib/tagger/names'

/** Moves with every change of matching or of a context rule. */
export const rulesVersion = '2026.11.4'

const stronger = (left: Level, right: Level): Level => (levels.indexOf(left) <= levels.indexOf(right) ? left : right)

/** Groups of which one member is enough, in reading order; a name said twice is no choice. */
function groupChoices(candidates: readonly Candidate[]): AnyOf[] {
  const groups = new Map<number, { level: Level; skills: Set<string> }>()
  for (const { anyOf, refusal, level, skill, partOf } of candidates) {
    // "Ruby" inside "Ruby on Rails" is no alternative to it.
    if (anyOf === null || refusal !== null || partOf !== null) continue
    const group = groups.get(anyOf)
    if (group === undefined) groups.set(anyOf, { level, skills: new Set([skill.id]) })
    else {
      group.level = stronger(group.level, level)
      group.skills.add(skill.id)
    }
  }
  return [...groups.values()]
    .filter(({ skills }) => skills.size > 1)
    .map(({ level, skills }) => ({ level, skills: [...skills].sort() }))
}

export interface Tagging {
  tags: SkillTag[]
  /** Groups of the title, then of the text. */
  anyOf: AnyOf[]
}

/**
 * Skills of a posting, each with its strongest level and all its evidence, in the order of first evidence (title
 * before text). Deterministic; never throws.
 */
export function tagWithChoices(input: TagInput, names: Names = currentNames): Tagging {
  const company = input.company ?? null
  const found = new Map<string, SkillTag>()
  const anyOf: AnyOf[] = []
  const collect = (text: string, isTitle: boolean): void => {
    const { candidates } = judge(text, { company, isTitle }, names)
    anyOf.push(...groupChoices(candidates))
    for (const candidate of candidates) {
      if (candidate.refusal !== null) continue
      let tagged = found.get(candidate.skill.id)
      if (!tagged) {
        tagged = { skill: candidate.skill.id, level: candidate.level, spans: [], titleSpans: [] }
        found.set(candidate.skill.id, tagged)
      }
      tagged.level = stronger(tagged.level, candidate.level)
      const span = { start: candidate.start, end: candidate.end, text: text.slice(candidate.start, candidate.end) }
      if (isTitle) tagged.titleSpans.push(span)
      else tagged.spans.push(span)
    }
  }
  if (input.title) collect(input.title, true)
  collect(input.text, false)
  return { tags: [...found.values()], anyOf }
}

/** The skills alone. */
export const tag = (input: TagInput, names: Names = currentNames): SkillTag[] => tagWithChoices(input, names).tags
