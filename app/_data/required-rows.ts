import type { DemandEngine, SkillRow } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'

/** The rows of a table of skills at level `required`, which stand beside those at any level; null where one level is asked. */
export async function readRequired(engine: DemandEngine, filters: Filters): Promise<SkillRow[] | null> {
  if (filters.level !== 'any') return null
  return (await engine.skills({ ...filters, level: 'required' })).rows
}
