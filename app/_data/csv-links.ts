import type { DatasetId } from '@/lib/query/datasets'
import { type Filters, printFilters } from '@/lib/query/filters'
import { parseSeries } from '@/lib/query/series'
import type { SeriesKey } from '@/lib/query/engine'

/** Address of the file that holds exactly what a chart or table shows. */
export function csvHref(dataset: DatasetId, filters: Filters): string {
  const query = printFilters(filters)
  return query === '' ? `/api/${dataset}.csv` : `/api/${dataset}.csv?${query}`
}

/** The filters with one series and no other. */
export function onlySeries(filters: Filters, series: SeriesKey): Filters {
  const parsed = parseSeries(series)
  return {
    ...filters,
    skills: parsed?.kind === 'skill' ? [parsed.skill] : [],
    families: parsed?.kind === 'family' ? [parsed.family] : [],
  }
}
