import { readCsv, sniffDelimiter } from '@/scrapers/sources/file/read-csv'
import { readLines } from '@/scrapers/read-lines'
import { readParquet } from '@/scrapers/sources/file/read-parquet'
import { openStream, sniffFile } from '@/scrapers/sources/file/sniff'
import type { ChunkLine } from '@/scrapers/sources/file/schema'

const maximumRowBytes = 4 * 1024 * 1024

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function readJsonLine(line: number, text: string): ChunkLine {
  try {
    const row: unknown = JSON.parse(text)
    return isRecord(row) ? { line, row } : { line, problem: 'expected a JSON object' }
  } catch {
    return { line, problem: 'expected one JSON object on the line' }
  }
}

async function* readJsonLines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<ChunkLine> {
  for await (const read of readLines(stream, maximumRowBytes)) {
    if ('problem' in read) yield read
    else if (read.text.trim() !== '') yield readJsonLine(read.line, read.text)
  }
}

/**
 * Rows of a file in any of its forms, in their order, in bounded memory.
 * @throws Error when the file cannot be opened or its bytes are damaged (a cut-off gzip), or when it is one JSON array.
 */
export async function* readRecords(path: string): AsyncGenerator<ChunkLine> {
  const { format, isGzipped, head } = await sniffFile(path)
  if (/^\s*\[\s*[{\]]/.test(head))
    throw new Error("it is one JSON array; expected one object a line, as jq -c '.[]' writes it")
  if (format === 'parquet') yield* readParquet(path, isGzipped)
  else if (format === 'jsonl') yield* readJsonLines(openStream(path, isGzipped))
  else yield* readCsv(openStream(path, isGzipped), { delimiter: sniffDelimiter(head), maximumBytes: maximumRowBytes })
}
