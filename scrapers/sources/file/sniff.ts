import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'

export type FileFormat = 'jsonl' | 'csv' | 'parquet'

export interface SniffedFile {
  format: FileFormat
  isGzipped: boolean
  /** The first bytes, unpacked: the header line of a CSV. */
  head: string
}

const headBytes = 64 * 1024

async function firstBytes(path: string, count: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(count), 0, count, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** The bytes of a file as a stream, unpacked when it is gzipped. */
export function openStream(path: string, isGzipped: boolean): AsyncIterable<Uint8Array> {
  const file = createReadStream(path)
  if (!isGzipped) return file
  const gunzip = createGunzip()
  file.on('error', (error) => gunzip.destroy(error))
  return file.pipe(gunzip)
}

async function unpackedHead(path: string): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of openStream(path, true)) {
    parts.push(part)
    size += part.byteLength
    if (size >= headBytes) break
  }
  return Buffer.concat(parts).subarray(0, headBytes)
}

/** Tells a file's form by its bytes, not by its name. */
export async function sniffFile(path: string): Promise<SniffedFile> {
  const start = await firstBytes(path, headBytes)
  const isGzipped = start[0] === 0x1f && start[1] === 0x8b
  const head = isGzipped ? await unpackedHead(path) : start
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') return { format: 'parquet', isGzipped, head: '' }
  const text = head.toString('utf8').replace(/^\uFEFF/, '')
  return { format: text.trimStart().startsWith('{') ? 'jsonl' : 'csv', isGzipped, head: text }
}
