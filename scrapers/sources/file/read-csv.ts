import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { z } from 'zod'
import { ChunkLine } from '@/scrapers/sources/file/schema'

const delimiters = [',', ';', '\t'] as const
const CsvRow = z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.int() }) })

/** The separator that the header line holds most of. */
export function sniffDelimiter(head: string): string {
  const header = head.split('\n')[0] ?? ''
  const counted = delimiters.map((mark) => ({ mark, count: header.split(mark).length }))
  return counted.sort((a, b) => b.count - a.count)[0]?.mark ?? ','
}

/** Rows of a CSV with a header line. Rows that cannot be read are told with their line; the others go on. */
export async function* readCsv(
  stream: AsyncIterable<Uint8Array>,
  options: { delimiter: string; maximumBytes: number },
): AsyncGenerator<ChunkLine> {
  const problems: ChunkLine[] = []
  // csv-parse counts a CRLF within a cell as two lines; the surplus so far is taken off again.
  let surplus = 0
  const parser = parse({
    bom: true,
    columns: true,
    delimiter: options.delimiter,
    info: true,
    max_record_size: options.maximumBytes,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_record: (value: unknown): ChunkLine => {
      const { record, info } = CsvRow.parse(value)
      const cells = Object.values(record)
      surplus += countAll(cells, /\r\n/g)
      // The parser tells the line on which a row ends; a person looks for the one on which it starts.
      const line = info.lines - surplus - countAll(cells, /\r\n|\r|\n/g)
      const isBroken = cells.some((cell) => cell.includes('\uFFFD'))
      return isBroken ? { line, problem: 'expected UTF-8, found bytes of another encoding' } : { line, row: record }
    },
    on_skip: (error) => {
      problems.push({ line: Number(error?.['lines'] ?? 0) - surplus, problem: problemOf(error?.code) })
    },
  })
  const source = Readable.from(stream)
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  for await (const value of parser) {
    yield* problems.splice(0)
    yield ChunkLine.parse(value)
  }
  yield* problems.splice(0)
}

const countAll = (cells: string[], pattern: RegExp): number =>
  cells.reduce((sum, cell) => sum + (cell.match(pattern)?.length ?? 0), 0)

function problemOf(code: string | undefined): string {
  if (code === 'CSV_RECORD_INCONSISTENT_COLUMNS') return 'the row has more or fewer cells than the header'
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'a quotation mark is not closed'
  if (code === 'CSV_MAX_RECORD_SIZE') return 'the row is too long'
  return `the row cannot be read as CSV (${code ?? 'no reason given'})`
}
