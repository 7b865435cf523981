import { levels, type Level, type SkillId, type SkillTag } from '@/lib/domain/skill'
import type { Skill } from '@/lib/tagger/skill'
import { skills } from '@/lib/tagger/taxonomy'

/** Series by skill: itself, everything it implies at any depth, and the families of all of them. */
export type SeriesBySkill = ReadonlyMap<SkillId, readonly string[]>

/** Closes what the skills of a taxonomy imply. */
export function createClosure(from: readonly Skill[]): SeriesBySkill {
  const byId = new Map(from.map((skill) => [skill.id, skill]))
  const seriesOf = (id: SkillId): string[] => {
    const ids = new Set([id])
    for (const member of ids) for (const parent of byId.get(member)?.implies ?? []) ids.add(parent)
    const families = new Set<string>()
    for (const member of ids) {
      const family = byId.get(member)?.family
      if (family) families.add(`family:${family}`)
    }
    return [...[...ids].map((member) => `skill:${member}`), ...families]
  }
  return new Map(from.map((skill) => [skill.id, seriesOf(skill.id)]))
}

const currentClosure = createClosure(skills)

/**
 * Series in which a posting counts: its skills, what they imply and their families.
 * Each stands under its strongest level only; lists are sorted.
 */
export function closeTags(
  tags: readonly SkillTag[],
  seriesBySkill: SeriesBySkill = currentClosure,
): Record<Level, string[]> {
  const strongest = new Map<string, Level>()
  for (const level of levels) {
    for (const tag of tags) {
      if (tag.level !== level) continue
      for (const series of seriesBySkill.get(tag.skill) ?? []) {
        if (!strongest.has(series)) strongest.set(series, level)
      }
    }
  }
  const closed: Record<Level, string[]> = { required: [], preferred: [], mentioned: [] }
  for (const [series, level] of strongest) closed[level].push(series)
  for (const level of levels) closed[level].sort()
  return closed
}
