import type { Cell, ColumnInfo } from '@/lib/query/columns'
import { formatCount, formatPoints, formatShare } from '@/lib/query/numbers'

// Columns line up: every share of a table has its decimal, whatever n it rests on.
const decimalShares = 1_000

/** A cell of a file as people read it in a table: shares in percent, counts with thousands set apart. */
export function displayCell(column: ColumnInfo, cell: Cell): string {
  if (cell === null) return '–'
  if (typeof cell === 'boolean') return cell ? 'yes' : ''
  if (typeof cell === 'string') return cell
  switch (column.kind) {
    case 'share':
      return formatShare(cell, decimalShares)
    case 'points':
      return formatPoints(cell, decimalShares)
    case 'ratio':
      return cell.toFixed(column.key === 'effectiveN' ? 0 : 2)
    default:
      return formatCount(cell)
  }
}
