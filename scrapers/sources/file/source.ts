import type { CrawlContext, Page, Source } from '@/scrapers/contract'
import { CrawlError, haltSource } from '@/scrapers/http/errors'
import { parseChunk } from '@/scrapers/sources/file/parse'
import { readRecords } from '@/scrapers/sources/file/read-records'
import { tellUnknownColumn } from '@/scrapers/sources/file/columns'
import { ChunkLine, FileConfig, FileCursor } from '@/scrapers/sources/file/schema'

const rowsPerChunk = 1_000
const bytesPerChunk = 8 * 1024 * 1024

/** Groups rows into chunks that one transaction stores. */
async function* chunked(records: AsyncIterable<ChunkLine>): AsyncGenerator<{ lines: string[]; last: number }> {
  let lines: string[] = []
  let size = 0
  let last = 0
  for await (const record of records) {
    const text = JSON.stringify(record)
    lines.push(text)
    size += text.length
    last = record.line
    if (lines.length >= rowsPerChunk || size >= bytesPerChunk) {
      yield { lines, last }
      lines = []
      size = 0
    }
  }
  if (lines.length > 0) yield { lines, last }
}

/** @throws HaltSource before anything is stored, when a column given by hand is not there */
function checkColumns(lines: readonly string[], { columns }: FileConfig): void {
  const rows = lines
    .map((line) => ChunkLine.parse(JSON.parse(line)))
    .flatMap((line) => ('row' in line ? [line.row] : []))
  const problem = tellUnknownColumn(rows, columns)
  if (problem !== null) throw haltSource('file', problem)
}

async function* crawl({ config, signal }: CrawlContext<null, FileConfig>): AsyncGenerator<Page<null>> {
  let index = 0
  try {
    for await (const { lines, last } of chunked(readRecords(config.path))) {
      signal.throwIfAborted()
      if (index === 0 && Object.keys(config.columns).length > 0) checkColumns(lines, config)
      yield {
        payload: {
          key: `file/${config.label}#${index}`,
          url: config.label,
          status: null,
          headers: {},
          body: new TextEncoder().encode(lines.join('\n')),
          context: { label: config.label, columns: config.columns },
        },
        // Rows that a later file of the same label lacks stay: an import adds, it never takes away.
        completes: [],
        position: `line ${last}`,
      }
      index += 1
    }
  } catch (error) {
    if (signal.aborted || !(error instanceof Error) || error instanceof CrawlError) throw error
    throw haltSource('file', `the file could not be read to its end: ${error.message}`, error)
  }
}

/** Postings of a file on this machine: JSON lines, CSV or Parquet, plain or gzipped. */
export const file: Source<null, FileConfig> = {
  id: 'file',
  name: 'Imported files',
  homepage: '',
  attribution: 'Postings imported from files by the operator of this site.',
  terms: 'What the operator may do with a file is for the operator to know.',
  history: 'complete',
  boards: null,
  parserVersion: 2,
  policy: { hosts: () => [], minimumDelayMs: 0, inFlight: 1 },
  cadenceHours: null,
  cursorSchema: FileCursor,
  configSchema: FileConfig,
  bounds: { maximumWithdrawnShare: 0, maximumRejectedShare: 1 },
  crawl,
  parse: parseChunk,
}
