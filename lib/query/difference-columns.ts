import { type Column, numeric, worded } from '@/lib/query/columns'

/** One number of one row of a dataset, as two data versions give it. */
export interface Difference {
  /** What the row is of: its words and months, `kubernetes 2024-03`. */
  row: string
  column: string
  /** Null where the version has no such row, or the row no such figure. */
  before: number | null
  after: number | null
  /** after - before; null when either is. */
  difference: number | null
}

/** A difference as a line of a file, which carries both versions. */
export type DifferenceLine = Difference & { versionBefore: number; versionAfter: number }

const ofColumn = 'the unit of the column'

/** The columns of a comparison as a file. */
export const differenceColumns: Column<DifferenceLine>[] = [
  worded('text', 'row', ['Row', 'what the row is of: its words and months, kubernetes 2024-03'], ({ row }) => row),
  worded('text', 'column', ['Column', 'column of the compared dataset'], ({ column }) => column),
  numeric(
    'share',
    'before',
    ['Before', ofColumn, 'number at the earlier version; empty for none'],
    (row) => row.before,
  ),
  numeric('share', 'after', ['After', ofColumn, 'number at the later version; empty for none'], (row) => row.after),
  numeric(
    'share',
    'difference',
    ['Difference', ofColumn, 'after - before; empty when either is'],
    (row) => row.difference,
  ),
  numeric(
    'count',
    'versionBefore',
    ['Version before', 'number', 'the earlier data version'],
    (row) => row.versionBefore,
  ),
  numeric('count', 'versionAfter', ['Version after', 'number', 'the later data version'], (row) => row.versionAfter),
]
