import { asQuestion } from '@/lib/query/asked-lately'
import type { CompanionRow, DataVersion, DemandEngine, Population, SeriesKey } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { estimateLift } from '@/lib/query/lift'

/** A companion with the 95 % interval of its lift; null where too few vacancies name both. */
export interface CompanionWithLift extends CompanionRow {
  liftLow: number | null
  liftHigh: number | null
}

/** Fewer vacancies that name both say nothing of a lift. */
export const leastBoth = 10
/** Companions that get an interval: what bounds the work of an answer. */
export const mostIntervals = 120

/** Skills named beside a series, with how sure their lift is. */
export const readCompanionLifts = asQuestion('companions with lifts', askCompanionLifts)

async function askCompanionLifts(
  engine: DemandEngine,
  filters: Filters,
  series: SeriesKey,
): Promise<{ dataVersion: DataVersion; population: Population; rows: CompanionWithLift[] }> {
  const { rows, ...head } = await engine.companions(filters, series)
  const told = rows.filter(({ share }) => share.vacancies >= leastBoth).slice(0, mostIntervals)
  const skills = told.map(({ skill }) => skill)
  const { sums } = await engine.lifts(filters, series, skills)
  const lifts = new Map(sums.map((one, index) => [skills[index], estimateLift(one)]))
  return {
    ...head,
    rows: rows.map(({ skill, share, base, lift }) => {
      const found = lifts.get(skill)
      return { skill, share, base, lift, liftLow: found?.low ?? null, liftHigh: found?.high ?? null }
    }),
  }
}
