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
  /** Name of the box that scrolls sideways; the caption unless said. */
  label?: string
  keyOf: (row: Row) => string
  /** Family whose hue a row has. */
  familyOf?: (row: Row) => Family
}

const classes = (...names: (string | undefined)[]): string | undefined =>
  names.filter((name) => name !== undefined).join(' ') || undefined

/** A table of figures that scrolls in its own box, with the name of the row in sight. */
export function FigureTable<Row>({ rows, columns, caption, label = caption, keyOf, familyOf }: FigureTableProps<Row>) {
  const [name, ...others] = columns
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={label}>
      <table className="figure-table">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="first">
              {name.heading}
            </th>
            {others.map(({ id, heading, className }) => (
              <th key={id} scope="col" className={className}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} data-family={familyOf?.(row)}>
              <th scope="row" className={classes('first', name.cellClassName)}>
                {name.cell(row)}
              </th>
              {others.map(({ id, cell, className, cellClassName }) => (
                <td key={id} className={classes(className, cellClassName)}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
