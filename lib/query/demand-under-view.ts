import type { DemandEngine, DemandResult, DemandRow } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { readViewRows } from '@/lib/query/views-report'

/**
 * The share of each series by period under the view of the query. Counts of postings and employers are of the population,
 * whatever the view.
 */
export async function readDemandUnderView(engine: DemandEngine, filters: Filters): Promise<DemandResult> {
  const { view } = filters
  const counted = await engine.demand(filters)
  if (view === 'raw') return counted
  const shares = await readViewRows(engine, filters)
  const rows = counted.rows.map((row, index): DemandRow => {
    const weighed = shares[index]
    if (weighed?.start !== row.start) throw new Error(`the view has no period ${row.start} of ${row.series}`)
    const { vacancies, ofVacancies, share, low, high, effectiveN, isThin } = weighed
    return { ...row, vacancies, ofVacancies, share, low, high, effectiveN, isThin }
  })
  return { ...counted, rows }
}
