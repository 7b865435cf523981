import { z } from 'zod'
import { expandRegion } from '@/lib/domain/european-union'
import type { RegionRow, SeriesKey } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { estimateShare } from '@/lib/query/statistics'
import { clusterColumns, toClusterSums } from '@/lib/db/demand/cluster-sums'
import { namesCondition, populationCondition, unitColumns } from '@/lib/db/demand/dimensions'
import { createStatement, type Snapshot } from '@/lib/db/demand/snapshot'

const Row = z.object({
  region: z.string(),
  ...clusterColumns,
})

/**
 * Share of a series by country. A line counts exactly what the region filter of its code counts: copies
 * of a vacancy are grouped inside each country, and the Union holds its member states.
 */
export async function readRegions(
  snapshot: Snapshot,
  query: { filters: Filters; series: SeriesKey },
): Promise<RegionRow[]> {
  const { filters, series } = query
  const statement = createStatement()
  const unit = unitColumns(filters.unit)
  const rows = await snapshot.rows(
    Row,
    `with fact as materialized (
       select month, vacancy_id, posting_id, day, employer_id, regions,
              ${namesCondition(series, filters.level, statement)} as y
         from posting_fact where ${populationCondition(filters, statement)}
     ), placed as (
       select region, month, vacancy_id, posting_id, day, employer_id, regions, y
         from fact, unnest(regions) as region where length(region) = 2 and region <> 'EU'
       union all
       select 'EU', month, vacancy_id, posting_id, day, employer_id, regions, y
         from fact where regions && ${statement.bind(expandRegion('EU'))}::text[]
     ), vacancy as (
       select distinct on (region, ${unit}) region, employer_id, y from placed order by region, ${unit}, posting_id
     ), employer as (
       select region, count(*)::float8 as n, count(*) filter (where y)::float8 as y
         from vacancy group by region, employer_id
     )
     select region, sum(n) as n, count(*)::int as m, sum(n * n) as nn,
            sum(y) as y, sum(y * y) as yy, sum(y * n) as yn
       from employer group by region order by sum(n) desc, region collate "C"`,
    statement.values,
  )
  return rows.map((row) => ({ region: row.region, ...estimateShare(toClusterSums(row)) }))
}
