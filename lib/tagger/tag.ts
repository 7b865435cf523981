import { levels, type Level, type SkillTag } from '@/lib/domain/skill'
import { judge } from '@/lib/tagger/judge'
import type { TagInput } from '@/lib/tagger/explain'
import { currentNames, type Names } from '@/lib/tagger/names'

/** Moves with every change of matching or of a context rule. */
export const rulesVersion = '2026.11.3'

const stronger = (left: Level, right: Level): Level => (levels.indexOf(left) <= levels.indexOf(right) ? left : right)

/**
 * Skills of a posting, each with its strongest level and all its evidence, in the order of first evidence (title
 * before text). Deterministic; never throws.
 */
export function tag(input: TagInput, names: Names = currentNames): SkillTag[] {
  const company = input.company ?? null
  const found = new Map<string, SkillTag>()
  const collect = (text: string, isTitle: boolean): void => {
    for (const candidate of judge(text, { company, isTitle }, names).candidates) {
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
  return [...found.values()]
}
