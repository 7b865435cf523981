import type { Cell, ColumnInfo } from '@/lib/query/columns'
import { formatCount, formatShare } from '@/lib/query/numbers'

/** A cell of a file as people read it in a table: shares in percent, counts with thousands set apart. */
export function displayCell(column: ColumnInfo, cell: Cell): string {
  if (cell === null) return '–'
  if (typeof cell === 'boolean') return cell ? 'yes' : ''
  if (typeof cell === 'string') return cell
  switch (column.kind) {
    case 'share':
      return column.key === 'change'
        ? `${cell < 0 ? '−' : '+'}${Math.abs(cell * 100).toFixed(1)}`
        : formatShare(cell, 1_000)
    case 'ratio':
      return cell.toFixed(column.key === 'effectiveN' ? 0 : 2)
    default:
      return formatCount(cell)
  }
}
