import type { Alias, Skill } from '@/lib/tagger/skill'

interface Difference<Value> {
  added: Value[]
  removed: Value[]
}

interface Move {
  from: string
  to: string
}

/** What became of a skill that both taxonomies have. */
export interface SkillDifference {
  id: string
  name: string
  renamed: Move | null
  family: Move | null
  /** Spellings, each with its case rule. */
  aliases: Difference<Alias>
  implies: Difference<string>
  /** Other fields that differ: words that decide an ambiguous name, the year, the link. */
  otherFields: string[]
}

export interface TaxonomyDifference {
  added: { id: string; name: string; family: string }[]
  removed: { id: string; name: string; family: string }[]
  changed: SkillDifference[]
}

function compareLists<Value>(before: readonly Value[], after: readonly Value[], keyOf: (value: Value) => string) {
  const old = new Set(before.map(keyOf))
  const now = new Set(after.map(keyOf))
  return {
    added: after.filter((value) => !old.has(keyOf(value))),
    removed: before.filter((value) => !now.has(keyOf(value))),
  }
}

const otherFields = ['since', 'link', 'cues', 'blocks', 'givenName', 'parts', 'makers'] as const
const move = (from: string, to: string): Move | null => (from === to ? null : { from, to })

function compareSkills(before: Skill, after: Skill): SkillDifference | null {
  const difference: SkillDifference = {
    id: after.id,
    name: after.name,
    renamed: move(before.name, after.name),
    family: move(before.family, after.family),
    aliases: compareLists(before.aliases, after.aliases, ({ text, mode }) => `${mode} ${text}`),
    implies: compareLists(before.implies, after.implies, (id) => id),
    otherFields: otherFields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field])),
  }
  const { renamed, family, aliases, implies } = difference
  const isSame =
    renamed === null &&
    family === null &&
    aliases.added.length + aliases.removed.length + implies.added.length + implies.removed.length === 0 &&
    difference.otherFields.length === 0
  return isSame ? null : difference
}

const brief = ({ id, name, family }: Skill) => ({ id, name, family })

/** Skills added, removed and changed from one taxonomy to another, each list by id. */
export function compareTaxonomies(before: readonly Skill[], after: readonly Skill[]): TaxonomyDifference {
  const old = new Map(before.map((skill) => [skill.id, skill]))
  const skills = compareLists(before, after, ({ id }) => id)
  const byId = (left: { id: string }, right: { id: string }) => (left.id < right.id ? -1 : 1)
  return {
    added: skills.added.map(brief).toSorted(byId),
    removed: skills.removed.map(brief).toSorted(byId),
    changed: after
      .flatMap((skill) => {
        const known = old.get(skill.id)
        return (known && compareSkills(known, skill)) ?? []
      })
      .toSorted(byId),
  }
}
