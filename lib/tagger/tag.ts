import type { SkillTag } from '@/lib/domain/skill'
import { createMatcher } from '@/lib/tagger/matcher'
import { skills } from '@/lib/tagger/taxonomy'

/** Moves with every change of matching or context rules. */
export const rulesVersion = '2026.11.1'

const owners = skills.flatMap((skill) => skill.aliases.map(() => skill.id))
const matcher = createMatcher(skills.flatMap((skill) => skill.aliases))

export interface TagInput {
  text: string
  title?: string | null
  company?: string | null
}

/** Skills of a posting with level and evidence. Deterministic; never throws. */
export function tag(input: TagInput): SkillTag[] {
  const found = new Map<string, SkillTag>()
  const collect = (text: string, field: 'spans' | 'titleSpans') => {
    for (const hit of matcher.match(text)) {
      if (hit.mode === 'cued' || hit.mode === 'folded') continue
      const id = owners[hit.alias] ?? ''
      const known = found.get(id) ?? { skill: id, level: 'mentioned', spans: [], titleSpans: [] }
      known[field].push({ start: hit.start, end: hit.end, text: text.slice(hit.start, hit.end) })
      found.set(id, known)
    }
  }
  if (input.title) collect(input.title, 'titleSpans')
  collect(input.text, 'spans')
  return [...found.values()]
}
