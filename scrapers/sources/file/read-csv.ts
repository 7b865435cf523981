import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { z } from 'zod'
import type { ChunkLine } from '@/scrapers/sources/file/schema'

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
  const parser = parse({
    bom: true,
    columns: true,
    delimiter: options.delimiter,
    info: true,
    max_record_size: options.maximumBytes,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      problems.push({ line: Number(error?.['lines'] ?? 0), problem: problemOf(error?.code) })
    },
  })
  const source = Readable.from(stream)
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let lastLine = 1
  for await (const value of parser) {
    yield* problems.splice(0)
    const { record, info } = CsvRow.parse(value)
    const line = lastLine + 1
    lastLine = info.lines
    const isBroken = Object.values(record).some((cell) => cell.includes('\uFFFD'))
    yield isBroken ? { line, problem: 'expected UTF-8, found bytes of another encoding' } : { line, row: record }
  }
  yield* problems.splice(0)
}

function problemOf(code: string | undefined): string {
  if (code === 'CSV_RECORD_INCONSISTENT_COLUMNS') return 'the row has more or fewer cells than the header'
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'a quotation mark is not closed'
  if (code === 'CSV_MAX_RECORD_SIZE') return 'the row is too long'
  return `the row cannot be read as CSV (${code ?? 'no reason given'})`
}
