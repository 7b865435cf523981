import { z } from 'zod'
import { blurMeasures, changeMethods, comparisons, isChange } from '@/lib/domain/claim'
import { Month } from '@/lib/domain/month'
import { opsFamilies } from '@/lib/domain/skill'
import type { SeriesKey } from '@/lib/query/engine'
import { Filters } from '@/lib/query/filters'
import { setOfSeries } from '@/lib/query/parse-set'
import { isSet } from '@/lib/query/series'

const isSeriesKey = (value: unknown): value is SeriesKey =>
  typeof value === 'string' && /^(skill|family|set):./su.test(value)

/** What of a vacancy is counted. */
export const Measure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('series'), series: z.custom<SeriesKey>(isSeriesKey, { error: 'expected a series' }) }),
  z.object({ kind: z.literal('blur'), blur: z.enum(blurMeasures) }),
])
export type Measure = z.infer<typeof Measure>

/** A statement about vacancies that data can support or refute. */
export const Claim = z.object({
  measure: Measure,
  comparison: z.enum(comparisons),
  /** A share from 0 to 1, or a mean number of families; null for a change. */
  threshold: z.number().min(0).max(opsFamilies.length).nullable(),
  /** How a change is told; of no meaning for a share. */
  method: z.enum(changeMethods),
  /** The earlier of two periods; null: as many months as the later one, right before it. */
  before: z.object({ from: Month, to: Month }).nullable(),
  /** Population and level. `from` and `to` are the period; null: the usual one. Series and bucket are not used. */
  filters: Filters,
})
export type Claim = z.infer<typeof Claim>

/** A set of one is that one. */
function canonicalMeasure(measure: Measure): Measure {
  if (measure.kind !== 'series' || !isSet(measure.series)) return measure
  const set = setOfSeries(measure.series)
  return set.kind === 'name' && set.level === null ? { kind: 'series', series: set.series } : measure
}

/** The claim as it is written: what has no meaning for it takes its usual value, so that equal claims are equal. */
export function canonicalClaim(claim: Claim): Claim {
  const filters = {
    ...claim.filters,
    skills: [],
    families: [],
    sets: [],
    view: 'raw' as const,
    bucket: 'month' as const,
  }
  const measure = canonicalMeasure(claim.measure)
  if (!isChange(claim.comparison)) return { ...claim, measure, filters, method: 'trend', before: null }
  return { ...claim, measure, filters, threshold: null, before: claim.method === 'trend' ? null : claim.before }
}

/** The mean is a number of families; everything else is a share of vacancies. */
export const isMean = ({ measure }: Pick<Claim, 'measure'>): boolean =>
  measure.kind === 'blur' && measure.blur === 'mean'
