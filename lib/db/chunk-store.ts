import { createHash } from 'node:crypto'
import type { ClientBase, Pool } from 'pg'
import { z } from 'zod'
import { Month } from '@/lib/domain/month'
import { type Chunk, chunkVersion } from '@/lib/demand-index/chunk'
import { encodeChunk } from '@/lib/demand-index/chunk-bytes'

/** A month of a data version and the hash of its chunk. */
export interface MonthHash {
  month: Month
  hash: string
}

const MonthHashRow = z.object({ month: Month, hash: z.string() })

const monthHashes = `
  select to_char(month, 'YYYY-MM') as month, hash from month_chunk
   where from_version <= $1 and (until_version is null or until_version > $1) order by month`

/** Months of a sealed data version, oldest first. */
export async function listMonthHashes(database: ClientBase | Pool, version: number): Promise<MonthHash[]> {
  const { rows } = await database.query(monthHashes, [version])
  return rows.map((row: unknown) => MonthHashRow.parse(row))
}

const Bytes = z.array(z.object({ bytes: z.instanceof(Uint8Array) }))

/** Bytes that are read at once: they come as hexadecimal text, which the driver takes in within one turn of the event loop. */
const bytesAtOnce = 1 << 19

/** From a byte on, counted from 1. */
const readBytes = 'select substring(bytes from $2 for $3) as bytes from chunk where hash = $1'

/**
 * Bytes of a chunk, for `decodeChunk`.
 * @throws Error when there is none of that name.
 */
export async function readChunkBytes(database: ClientBase | Pool, hash: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for (let from = 1; ; from += bytesAtOnce) {
    const { rows } = await database.query(readBytes, [hash, from, bytesAtOnce])
    const [row] = Bytes.parse(rows)
    if (row === undefined) throw new Error(`there is no chunk ${hash}`)
    parts.push(row.bytes)
    if (row.bytes.length < bytesAtOnce) return Buffer.concat(parts)
  }
}

const insertChunk = `
  insert into chunk (hash, month, format, rows, bytes, sealed_at) values ($1, $2, $3, $4, $5, $6)
  on conflict (hash) do nothing`

/** Writes a chunk under the hash of its bytes, which it gives; one that is there already is left as it is. */
async function writeChunk(client: ClientBase, chunk: Chunk, at: Date): Promise<string> {
  const bytes = encodeChunk(chunk)
  const hash = createHash('sha256').update(bytes).digest('hex')
  await client.query(insertChunk, [hash, `${chunk.month}-01`, chunkVersion, chunk.rows, Buffer.from(bytes.buffer), at])
  return hash
}

const closeMonth = `
  update month_chunk set until_version = $2 where month = $1 and until_version is null and from_version < $2`

const openMonth = `
  insert into month_chunk (month, from_version, hash) values ($1, $2, $3)
  on conflict (month, from_version) do update set hash = excluded.hash, until_version = null`

/**
 * Makes a chunk the one of its month from a data version on; an empty one leaves the month out.
 * @returns whether the month changed.
 */
export async function placeChunk(
  client: ClientBase,
  chunk: Chunk,
  { version, at }: { version: number; at: Date },
): Promise<boolean> {
  const day = `${chunk.month}-01`
  const { rows } = await client.query(
    `select to_char(month, 'YYYY-MM') as month, hash from month_chunk where month = $1 and until_version is null`,
    [day],
  )
  const held = z.array(MonthHashRow).parse(rows)[0]
  if (chunk.rows === 0) {
    if (held === undefined) return false
    await client.query('delete from month_chunk where month = $1 and from_version = $2', [day, version])
    await client.query(closeMonth, [day, version])
    return true
  }
  const hash = await writeChunk(client, chunk, at)
  if (held?.hash === hash) return false
  await client.query(closeMonth, [day, version])
  await client.query(openMonth, [day, version, hash])
  return true
}
