import type { DatasetId } from '@/lib/query/datasets'
import { type Filters, printFilters } from '@/lib/query/filters'

/** Address of the file that holds exactly what a chart or table shows. */
export function csvHref(dataset: DatasetId, filters: Filters): string {
  const query = printFilters(filters)
  return query === '' ? `/api/${dataset}.csv` : `/api/${dataset}.csv?${query}`
}
