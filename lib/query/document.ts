import type { Cell, ColumnInfo } from '@/lib/query/columns'
import type { DatasetId, LoadedDataset } from '@/lib/query/datasets'
import type { DataVersion, Population } from '@/lib/query/engine'
import { addressOf, type Filters, printFilters } from '@/lib/query/filters'
import { pathOfSeries, seriesOf, withSeries } from '@/lib/query/series'

/** An answer as JSON: what was asked, of which data, over whom, and the rows of the CSV by key. */
export interface DatasetDocument {
  dataset: string
  /** Canonical query: the same question asked again. */
  query: string
  /** Path of the page that draws these figures. */
  page: string
  /** Address that gives these figures again for as long as their data version is kept. */
  permalink: string
  dataVersion: DataVersion
  population: Population
  rows: Record<string, Cell>[]
}

/** Rows as objects, by the keys of the columns. */
export const keyRows = (columns: readonly ColumnInfo[], rows: readonly Cell[][]): Record<string, Cell>[] =>
  rows.map((cells) => Object.fromEntries(columns.map((column, index) => [column.key, cells[index] ?? null])))

const ofAllSkills: readonly DatasetId[] = ['demand', 'skills', 'blur']
const isOfAllSkills = (dataset: DatasetId): boolean => ofAllSkills.includes(dataset)

/** Address of the page that draws a dataset for a query: the overview, or the page of its only series. */
export function pageOf(dataset: DatasetId, filters: Filters): string {
  const [only, ...others] = seriesOf(filters)
  const isOverview = isOfAllSkills(dataset) || only === undefined || others.length > 0
  if (dataset === 'movers') return addressOf('/movers', isOverview ? filters : withSeries(filters, []))
  return isOverview ? addressOf('/', filters) : addressOf(pathOfSeries(only), withSeries(filters, []))
}

/** Puts an answer together; endpoint and command print the same one. */
export const createDocument = (
  dataset: { id: DatasetId; columns: readonly ColumnInfo[] },
  filters: Filters,
  loaded: LoadedDataset,
): DatasetDocument => ({
  dataset: dataset.id,
  query: printFilters(filters),
  page: pageOf(dataset.id, filters),
  permalink: `/api/${dataset.id}?${printFilters({ ...filters, asOf: loaded.dataVersion.id })}`,
  dataVersion: loaded.dataVersion,
  population: loaded.population,
  rows: keyRows(dataset.columns, loaded.rows),
})
