import type { ReactNode } from 'react'
import type { Family } from '@/lib/domain/skill'

/** One column: what stands above it and in each of its cells. */
export interface Column<Row> {
  /** Tells it from the others of the table. */
  id: string
  heading: ReactNode
  cell: (row: Row) => ReactNode
  /** Of the heading and of every cell. */
  className?: string
  /** Of the cells alone. */
  cellClassName?: string
}

export const intervalHeading = '95\u202f% interval'

/** Heading of a column that draws what the columns beside it say. */
export const barHeading = <span className="sr-only">Bar</span>

interface FigureTableProps<Row> {
  rows: readonly Row[]
  /** The first names the row. */
  columns: readonly [Column<Row>, ...Column<Row>[]]
  caption: string
  /** Whether the caption is seen; else it is only spoken. */
  showsCaption?: boolean
  /** Name of the box that scrolls sideways; the caption unless said. */
  label?: string
  keyOf: (row: Row) => string
  /** Family whose hue a row has. */
  familyOf?: (row: Row) => Family
  /** Of the row. */
  rowClassOf?: (row: Row) => string | undefined
  /** What is said under a row over the whole width; null: nothing. */
  remarkOf?: (row: Row) => ReactNode
  /** Heading of the rows from here to the next that has another; rows of one group lie together. */
  groupOf?: (row: Row) => string
}

const classes = (...names: (string | undefined)[]): string | undefined =>
  names.filter((name) => name !== undefined).join(' ') || undefined

function TableRow<Row>({ row, columns, familyOf, rowClassOf, remarkOf }: { row: Row } & FigureTableProps<Row>) {
  const [name, ...others] = columns
  const remark = remarkOf?.(row) ?? null
  return (
    <>
      <tr
        data-family={familyOf?.(row)}
        className={classes(rowClassOf?.(row), remark === null ? undefined : '[&>*]:border-b-0!')}
      >
        <th scope="row" className={classes('first', name.className, name.cellClassName)}>
          {name.cell(row)}
        </th>
        {others.map(({ id, cell, className, cellClassName }) => (
          <td key={id} className={classes(className, cellClassName)}>
            {cell(row)}
          </td>
        ))}
      </tr>
      {remark !== null && (
        <tr>
          <td colSpan={columns.length} className="max-w-0 pt-0! pb-3 whitespace-normal! text-quiet wrap-anywhere">
            <div className="in-sight">{remark}</div>
          </td>
        </tr>
      )}
    </>
  )
}

interface RowGroup<Row> {
  heading: string | null
  rows: Row[]
}

function groupRows<Row>(rows: readonly Row[], groupOf: ((row: Row) => string) | undefined): RowGroup<Row>[] {
  if (groupOf === undefined) return [{ heading: null, rows: [...rows] }]
  return [...new Set(rows.map(groupOf))].map((heading) => ({
    heading,
    rows: rows.filter((row) => groupOf(row) === heading),
  }))
}

/** A table of figures that scrolls in its own box, with the name of the row in sight. */
export function FigureTable<Row>(props: FigureTableProps<Row>) {
  const { rows, columns, caption, showsCaption = false, label = caption, keyOf, groupOf } = props
  const [name, ...others] = columns
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={label}>
      <table className="figure-table">
        <caption className={showsCaption ? 'pb-1 text-left text-quiet' : 'sr-only'}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className={classes('first', name.className)}>
              {name.heading}
            </th>
            {others.map(({ id, heading, className }) => (
              <th key={id} scope="col" className={className}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        {groupRows(rows, groupOf).map((group) => (
          <tbody key={group.heading ?? ''}>
            {group.heading !== null && (
              <tr>
                <th scope="rowgroup" colSpan={columns.length} className="pt-3">
                  {group.heading}
                </th>
              </tr>
            )}
            {group.rows.map((row) => (
              <TableRow key={keyOf(row)} row={row} {...props} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}
