import type { CompanionRow, DataVersion, DemandEngine, Population, SeriesKey } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { measureLift } from '@/lib/query/lift'

/** A companion with the 95 % interval of its lift; null where too few vacancies name both. */
export interface CompanionWithLift extends CompanionRow {
  liftLow: number | null
  liftHigh: number | null
}

/** Fewer vacancies that name both say nothing of a lift. */
const leastBoth = 10
/** Columns asked for at once, and companions that get an interval: what bounds the work of an answer. */
const columnsAtOnce = 40
const mostIntervals = 120

/** Skills named beside a series, with how sure their lift is. */
export async function readCompanionLifts(
  engine: DemandEngine,
  filters: Filters,
  series: SeriesKey,
): Promise<{ dataVersion: DataVersion; population: Population; rows: CompanionWithLift[] }> {
  const { rows, ...head } = await engine.companions(filters, series)
  const told = rows.filter(({ share }) => share.vacancies >= leastBoth).slice(0, mostIntervals)
  const intervals = new Map<string, { liftLow: number | null; liftHigh: number | null }>()
  for (let at = 0; at < told.length; at += columnsAtOnce) {
    const chunk = told.slice(at, at + columnsAtOnce)
    const asked = [series, ...chunk.map(({ skill }): SeriesKey => `skill:${skill}`)]
    const table = await engine.table({ ...filters, bucket: 'year' }, asked)
    const [own, ...others] = table.named
    for (const [index, { skill }] of chunk.entries()) {
      const other = others[index]
      if (own === undefined || other === undefined) continue
      const { low, high } = measureLift(table, own, other)
      intervals.set(skill, { liftLow: low, liftHigh: high })
    }
  }
  return {
    ...head,
    rows: rows.map((row) => ({ ...row, ...(intervals.get(row.skill) ?? { liftLow: null, liftHigh: null }) })),
  }
}
