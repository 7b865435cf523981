import { stringify } from 'csv-stringify/sync'

export type CsvCell = string | number | boolean | null

/** First characters by which a spreadsheet takes a text for a formula (CWE-1236). */
const formulaStart = /^[=+\-@\t\r\n]/

/**
 * A text that spreadsheets show and do not run: an apostrophe stands before a leading = + - @, tab or
 * line break. Numbers are never touched: a negative one stays a number.
 */
export const guardFormula = (text: string): string => (formulaStart.test(text) ? `'${text}` : text)

const cellText = (cell: CsvCell): string => {
  if (cell === null) return ''
  return typeof cell === 'string' ? guardFormula(cell) : String(cell)
}

const print = (records: string[][]): string => stringify(records, { record_delimiter: '\r\n' })

const rowsPerChunk = 500

/**
 * CSV by RFC 4180 in chunks of text: header first, lines ended by CRLF, nothing but records, so that
 * every reader takes it. A failing row source fails the iteration: the file is never cut in silence.
 */
export async function* csvChunks(
  header: readonly string[],
  rows: Iterable<readonly CsvCell[]> | AsyncIterable<readonly CsvCell[]>,
): AsyncGenerator<string> {
  let batch: string[][] = [[...header]]
  for await (const row of rows) {
    batch.push(row.map(cellText))
    if (batch.length < rowsPerChunk) continue
    yield print(batch)
    batch = []
  }
  if (batch.length > 0) yield print(batch)
}

/** A web stream of UTF-8 bytes of the chunks; an error of theirs aborts the stream, and a reader that leaves ends them. */
export function streamChunks(chunks: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await chunks.next()
      if (next.done === true) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
    async cancel() {
      await chunks.return(undefined)
    },
  })
}
