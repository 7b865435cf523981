import { families, type Family, type SkillId } from '@/lib/domain/skill'
import { parseSkill, type Skill, type SkillEntry } from '@/lib/tagger/skill'
import { aiCoding } from '@/lib/tagger/taxonomy/ai-coding'
import { changelog } from '@/lib/tagger/taxonomy/changelog'
import { ciCd } from '@/lib/tagger/taxonomy/ci-cd'
import { cloud } from '@/lib/tagger/taxonomy/cloud'
import { containers } from '@/lib/tagger/taxonomy/containers'
import { dataEngineering } from '@/lib/tagger/taxonomy/data-engineering'
import { databases } from '@/lib/tagger/taxonomy/databases'
import { frameworks } from '@/lib/tagger/taxonomy/frameworks'
import { iac } from '@/lib/tagger/taxonomy/iac'
import { languages } from '@/lib/tagger/taxonomy/languages'
import { machineLearning } from '@/lib/tagger/taxonomy/machine-learning'
import { messaging } from '@/lib/tagger/taxonomy/messaging'
import { mlops } from '@/lib/tagger/taxonomy/mlops'
import { observability } from '@/lib/tagger/taxonomy/observability'
import { practices } from '@/lib/tagger/taxonomy/practices'

/** Version of the data, from its changelog. */
export const taxonomyVersion: string = changelog[0].version

const entriesByFamily: Record<Family, SkillEntry[]> = {
  cloud,
  containers,
  'ci-cd': ciCd,
  iac,
  observability,
  mlops,
  'machine-learning': machineLearning,
  databases,
  'data-engineering': dataEngineering,
  messaging,
  languages,
  frameworks,
  practices,
  'ai-coding': aiCoding,
}

/** Every skill, family by family in the order of the product, checked against the schema at load. */
export const skills: readonly Skill[] = families.flatMap((family) =>
  entriesByFamily[family].map((entry) => parseSkill(family, entry)),
)

const byId = new Map<SkillId, Skill>(skills.map((skill) => [skill.id, skill]))

export const skillById = (id: SkillId): Skill | undefined => byId.get(id)

for (const skill of skills) {
  for (const parent of skill.implies) {
    if (!byId.has(parent)) throw new Error(`taxonomy: ${skill.id} implies ${parent}, which is no skill`)
  }
}
if (byId.size !== skills.length) throw new Error('taxonomy: two skills have the same id')
