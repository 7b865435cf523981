import type { Cell, ColumnInfo } from '@/lib/query/columns'
import type { Dataset, LoadedDataset } from '@/lib/query/datasets'
import type { Difference, DifferenceLine } from '@/lib/query/difference-columns'
import type { DataVersion, DemandEngine } from '@/lib/query/engine'
import { type Filters, printFilters } from '@/lib/query/filters'

/** Whether a text is the number of a data version. */
export const isVersion = (text: string | null): text is string => text !== null && /^[1-9]\d{0,8}$/u.test(text)

/** A dataset that is asked at two data versions, by their numbers. */
export interface ComparisonQuery {
  dataset: Dataset
  filters: Filters
  before: number
  after: number
}

export interface Comparison {
  dataset: Dataset
  filters: Filters
  before: DataVersion
  after: DataVersion
  rows: Difference[]
}

/** Numbers of a row that are compared; the others of a share follow from them, or tell how sure it is. */
const comparedKinds: readonly ColumnInfo['kind'][] = ['share', 'count', 'points', 'ratio']

const isName = ({ kind }: ColumnInfo): boolean => kind === 'text' || kind === 'month'

const keyOf = (columns: readonly ColumnInfo[], row: readonly Cell[]): string =>
  columns.flatMap((column, index) => (isName(column) ? [String(row[index] ?? '')] : [])).join(' ')

const numberAt = (row: readonly Cell[] | undefined, index: number): number | null => {
  const cell = row?.[index]
  return typeof cell === 'number' ? cell : null
}

/** The columns of a dataset whose numbers are compared: all but the data version. */
export const comparedColumns = ({ columns }: Pick<Dataset, 'columns'>): { column: ColumnInfo; index: number }[] =>
  columns.flatMap((column, index) =>
    comparedKinds.includes(column.kind) && column.key !== 'dataVersion' ? [{ column, index }] : [],
  )

/**
 * The same dataset at two data versions: every number that differs, in the order of the later version, rows that only the
 * earlier one has behind.
 */
export function compareDatasets(
  dataset: Pick<Dataset, 'columns'>,
  { before, after }: { before: Pick<LoadedDataset, 'rows'>; after: Pick<LoadedDataset, 'rows'> },
): Difference[] {
  const { columns } = dataset
  const rowsOf = (loaded: Pick<LoadedDataset, 'rows'>) => new Map(loaded.rows.map((row) => [keyOf(columns, row), row]))
  const [earlier, later] = [rowsOf(before), rowsOf(after)]
  return [...new Set([...later.keys(), ...earlier.keys()])].flatMap((row) =>
    comparedColumns(dataset).flatMap(({ column, index }): Difference[] => {
      const was = numberAt(earlier.get(row), index)
      const is = numberAt(later.get(row), index)
      if (was === is) return []
      const difference = was === null || is === null ? null : Number((is - was).toFixed(column.decimals ?? 0))
      return [{ row, column: column.key, before: was, after: is, difference }]
    }),
  )
}

/** Asks a dataset at two data versions, both of which can be asked. */
export async function compareVersions(
  engine: DemandEngine,
  { dataset, filters, before, after }: ComparisonQuery,
): Promise<Comparison> {
  const load = (asOf: number) => dataset.load(engine, { ...filters, asOf })
  const [earlier, later] = [await load(before), await load(after)]
  const rows = compareDatasets(dataset, { before: earlier, after: later })
  return { dataset, filters, before: earlier.dataVersion, after: later.dataVersion, rows }
}

/** The same as lines of a file. */
export const linesOf = ({ rows, before, after }: Comparison): DifferenceLine[] =>
  rows.map((row) => ({ ...row, versionBefore: before.id, versionAfter: after.id }))

/** What `/api/compare` answers. */
export const createComparisonDocument = ({ dataset, filters, before, after, rows }: Comparison) => ({
  dataset: dataset.id,
  query: printFilters(filters),
  before,
  after,
  rows,
})
