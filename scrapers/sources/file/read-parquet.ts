import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import type { ChunkLine } from '@/scrapers/sources/file/schema'
import { openStream } from '@/scrapers/sources/file/sniff'

/** JSON has no big integers; ids beyond 2^53 keep all their digits as text. */
function toJson(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return new TextDecoder().decode(value)
  return Array.isArray(value) ? value.map(toJson) : value
}

/** Rows of a Parquet file, one row group in memory at a time; `line` is the row number, from 1. */
async function* readPlain(path: string): AsyncGenerator<ChunkLine> {
  const file = await asyncBufferFromFile(path)
  const metadata = await parquetMetadataAsync(file)
  let rowStart = 0
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows)
    const rows = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd })
    for (const [index, row] of rows.entries()) {
      const cells = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toJson(value)]))
      yield { line: rowStart + index + 1, row: cells }
    }
    rowStart = rowEnd
  }
}

/** Parquet is read by position, so a gzipped one is unpacked to a temporary file first. */
export async function* readParquet(path: string, isGzipped: boolean): AsyncGenerator<ChunkLine> {
  if (!isGzipped) return yield* readPlain(path)
  const folder = await mkdtemp(join(tmpdir(), 'skilltide-import-'))
  try {
    const plain = join(folder, 'file.parquet')
    await pipeline(openStream(path, true), createWriteStream(plain))
    yield* readPlain(plain)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
