import type { DatasetId } from '@/lib/query/datasets'
import { addressOf, type Filters } from '@/lib/query/filters'

/** Address of the file that holds exactly what a chart or table shows. */
export const csvHref = (dataset: DatasetId, filters: Filters): string => addressOf(`/api/${dataset}.csv`, filters)

/** Address of the file behind the column of what is required; null where a table has none, being of one level itself. */
export const requiredCsvHref = (filters: Filters): string | null =>
  filters.level === 'any' ? csvHref('skills', { ...filters, level: 'required' }) : null
