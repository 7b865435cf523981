import type { Level, SkillTag } from '@/lib/domain/skill'
import { closeTags, createClosure } from '@/lib/tagger/closure'
import type { TagInput } from '@/lib/tagger/explain'
import { createNames } from '@/lib/tagger/names'
import type { Skill } from '@/lib/tagger/skill'
import { tag } from '@/lib/tagger/tag'

export interface Tagger {
  tag: (input: TagInput) => SkillTag[]
  closeTags: (tags: readonly SkillTag[]) => Record<Level, string[]>
}

/**
 * The tagger of another taxonomy, with the rules of this code: to see what a change moves before it is made.
 * @throws Error when a name cannot be matched or a pattern is broken.
 */
export function createTagger(skills: readonly Skill[]): Tagger {
  const names = createNames(skills)
  const closure = createClosure(skills)
  return { tag: (input) => tag(input, names), closeTags: (tags) => closeTags(tags, closure) }
}
