import { Option } from 'commander'
import { csvChunks } from '@/lib/export/csv'
import { textTable } from '@/lib/export/text-table'
import type { Cell, ColumnInfo } from '@/lib/query/columns'
import { displayCell } from '@/lib/query/display'

/** `--format`: a table for people, or what the endpoint answers. */
export const formatOption = (): Option =>
  new Option('--format <format>', 'how to print').choices(['table', 'csv', 'json']).default('table')

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

/** Writes all chunks, waiting while the reader of the pipe is busy. A reader that leaves ends it without an error. */
async function writeChunks(chunks: AsyncGenerator<string>): Promise<void> {
  for await (const chunk of chunks) {
    if (process.stdout.destroyed) return
    if (!process.stdout.write(chunk)) await new Promise((resolve) => process.stdout.once('drain', resolve))
  }
}

interface Printed {
  columns: readonly ColumnInfo[]
  rows: readonly Cell[][]
  /** The document of the endpoint. */
  document: () => unknown
  /** A cell of the table as people read it; by its column unless said. */
  display?: (column: ColumnInfo, cell: Cell, row: readonly Cell[]) => string
}

function tableOf({ columns, rows, display = displayCell }: Printed): string {
  const headings = columns.map(({ heading, kind }) => ({
    heading,
    isNumber: kind !== 'text' && kind !== 'month' && kind !== 'flag',
  }))
  return textTable(
    headings,
    rows.map((row) => columns.map((column, index) => display(column, row[index] ?? null, row))),
  )
}

/** Prints rows in the format asked for. */
export async function printRows(format: unknown, printed: Printed): Promise<void> {
  if (format === 'csv')
    return writeChunks(
      csvChunks(
        printed.columns.map(({ key }) => key),
        printed.rows,
      ),
    )
  if (format === 'json') return writeChunks(once(`${JSON.stringify(printed.document())}\n`))
  return writeChunks(once(`${tableOf(printed)}\n`))
}
