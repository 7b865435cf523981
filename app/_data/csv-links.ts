import type { DatasetId } from '@/lib/query/datasets'
import { addressOf, type Filters } from '@/lib/query/filters'

/** Address of the file that holds exactly what a chart or table shows. */
export const csvHref = (dataset: DatasetId, filters: Filters): string => addressOf(`/api/${dataset}.csv`, filters)
