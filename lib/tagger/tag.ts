import { type AnyOf, levels, type Level, type SkillId, type SkillTag } from '@/lib/domain/skill'
import type { Candidate } from '@/lib/tagger/candidate'
import { judge } from '@/lib/tagger/judge'
import type { TagInput } from '@/lib/tagger/explain'
import { currentNames, type Names } from '@/lib/tagger/names'

const stronger = (left: Level, right: Level): Level => (levels.indexOf(left) <= levels.indexOf(right) ? left : right)

/** Groups of which one member is enough, in reading order; a name said twice is no choice. */
function groupChoices(candidates: readonly Candidate[]): AnyOf[] {
  if (!candidates.some(({ anyOf }) => anyOf !== null)) return []
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

/** The tag of a skill: a posting has so few that a walk takes less than a map. */
function tagOf(tags: readonly SkillTag[], id: SkillId): SkillTag | null {
  for (const tagged of tags) if (tagged.skill === id) return tagged
  return null
}

/** Adds what stands in a field to what was found before. */
function collect(tags: SkillTag[], text: string, candidates: readonly Candidate[], isTitle: boolean): void {
  for (const { refusal, skill, level, start, end } of candidates) {
    if (refusal !== null) continue
    const span = { start, end, text: text.slice(start, end) }
    const tagged = tagOf(tags, skill.id)
    if (tagged === null) {
      tags.push({ skill: skill.id, level, spans: isTitle ? [] : [span], titleSpans: isTitle ? [span] : [] })
      continue
    }
    if (tagged.level !== level) tagged.level = stronger(tagged.level, level)
    if (isTitle) tagged.titleSpans.push(span)
    else tagged.spans.push(span)
  }
}

/**
 * Skills of a posting, each with its strongest level and all its evidence, in the order of first evidence (title
 * before text). Deterministic; never throws.
 */
export function tagWithChoices(input: TagInput, names: Names = currentNames): Tagging {
  const company = input.company ?? null
  const title = input.title ?? ''
  const tags: SkillTag[] = []
  const inTitle = title === '' ? [] : judge(title, { company, isTitle: true }, names).candidates
  collect(tags, title, inTitle, true)
  const inText = judge(input.text, { company, isTitle: false }, names).candidates
  collect(tags, input.text, inText, false)
  return {
    tags,
    anyOf: inTitle.length === 0 ? groupChoices(inText) : [...groupChoices(inTitle), ...groupChoices(inText)],
  }
}

/** The skills alone. */
export const tag = (input: TagInput, names: Names = currentNames): SkillTag[] => tagWithChoices(input, names).tags
