import type { DemandEngine, DemandResult } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { withSeries } from '@/lib/query/series'

/** The population of a query and its data version: demand for no series, and for few periods, of which nothing is wanted. */
export const askPopulation = (engine: DemandEngine, filters: Filters): Promise<DemandResult> =>
  engine.demand({ ...withSeries(filters, []), bucket: 'year' })
