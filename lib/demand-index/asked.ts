import type { NamedSeries, SeriesKey } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { setOfSeries } from '@/lib/query/parse-set'
import { isSet } from '@/lib/query/series'
import type { SetExpression } from '@/lib/query/set-expression'
import type { Asked } from '@/lib/demand-index/employer-sums'

/**
 * What to count for a series at a level. In a set, a name without a level of its own takes the one given.
 * @param numberOf number of a skill's or family's code in the index; -1 where nothing has ever named it
 */
export function askFor(series: SeriesKey, level: Filters['level'], numberOf: (named: NamedSeries) => number): Asked {
  const askSet = (set: SetExpression): Asked => {
    if (set.kind === 'name') return { number: numberOf(set.series), level: set.level ?? level }
    return set.kind === 'not' ? { kind: 'not', of: askSet(set.of) } : { kind: set.kind, of: set.of.map(askSet) }
  }
  return isSet(series) ? askSet(setOfSeries(series)) : { number: numberOf(series), level }
}
