import { familyPhrases } from '@/lib/domain/skill'
import type { SeriesKey } from '@/lib/query/engine'
import { parseSeries } from '@/lib/query/series'
import { describeSet } from '@/lib/query/set-expression'

/**
 * Name of a series inside a sentence: "Kubernetes", "any cloud platform", "Docker and Kubernetes".
 * @param skillName name of a skill by its id, which this code does not know; undefined: the id will do
 */
export function nameSeries(key: SeriesKey, skillName: (id: string) => string | undefined): string {
  const parsed = parseSeries(key)
  if (parsed === null) return key
  if (parsed.kind === 'set') return describeSet(parsed.set, (inner) => nameSeries(inner, skillName))
  return parsed.kind === 'skill' ? (skillName(parsed.skill) ?? parsed.skill) : familyPhrases[parsed.family]
}

/** Whether the name takes its verb in the plural: that of a set which wants several things at once does. */
export function isPluralName(key: SeriesKey): boolean {
  const parsed = parseSeries(key)
  if (parsed?.kind !== 'set' || parsed.set.kind !== 'and') return false
  return parsed.set.of.filter((one) => one.kind !== 'not').length > 1
}
