import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { ClientBase, Pool } from 'pg'
import { z } from 'zod'
import { sha256, uuidOf } from '@/lib/db/ids'

const zip = promisify(gzip)
const unzip = promisify(gunzip)

/** Enough to be small; a higher level costs more time than an ingest can spare. */
const gzipLevel = 4

export interface PayloadToStore {
  key: string
  url: string
  status: number | null
  headers: Record<string, string>
  body: Uint8Array
  context: Record<string, unknown>
}

export interface StoredPayload extends PayloadToStore {
  id: string
  sourceId: string
  /** When these bytes were first received, and when last. */
  fetchedAt: Date
  lastSeenAt: Date
}

const keptHeaders = ['content-type', 'etag', 'last-modified', 'date']

const keepHeaders = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => keptHeaders.includes(name)))

/** A payload made ready to be stored; compressing happens off the main thread. */
export async function packPayload(
  sourceId: string,
  payload: PayloadToStore,
): Promise<{ id: string; hash: string; zipped: Buffer }> {
  const hash = sha256(payload.body)
  return { id: uuidOf(sourceId, payload.key, hash), hash, zipped: await zip(payload.body, { level: gzipLevel }) }
}

/**
 * Keeps the bytes as received, in a transaction of its own, before anything reads them: a bug in a parser loses none.
 * The same bytes under the same key are stored once.
 */
export async function storePayload(
  client: ClientBase,
  input: {
    sourceId: string
    runId: string
    at: Date
    payload: PayloadToStore
    packed: { id: string; hash: string; zipped: Buffer }
  },
): Promise<void> {
  const { payload, packed } = input
  await client.query(
    `insert into raw_payload (id, source_id, key, sha256, url, status, headers, body, byte_count, context, fetched_at, last_seen_at, run_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)
     on conflict (id) do update set last_seen_at = excluded.last_seen_at, context = excluded.context`,
    [
      packed.id,
      input.sourceId,
      payload.key,
      packed.hash,
      payload.url,
      payload.status,
      JSON.stringify(keepHeaders(payload.headers)),
      packed.zipped,
      payload.body.byteLength,
      JSON.stringify(payload.context),
      input.at,
      input.runId,
    ],
  )
}

const PayloadRow = z.object({
  id: z.string(),
  source_id: z.string(),
  key: z.string(),
  url: z.string(),
  status: z.int().nullable(),
  headers: z.record(z.string(), z.string()),
  context: z.record(z.string(), z.unknown()),
  body: z.instanceof(Uint8Array),
  fetched_at: z.date(),
  last_seen_at: z.date(),
})

async function unpackRow(row: unknown): Promise<StoredPayload> {
  const { source_id: sourceId, fetched_at: fetchedAt, last_seen_at: lastSeenAt, ...rest } = PayloadRow.parse(row)
  return { ...rest, sourceId, fetchedAt, lastSeenAt, body: await unzip(rest.body) }
}

const payloadColumns = 'id, source_id, key, url, status, headers, context, body, fetched_at, last_seen_at'

/** The newest bytes stored under a key; null when there are none. */
export async function latestPayload(pool: Pool, sourceId: string, key: string): Promise<StoredPayload | null> {
  const { rows } = await pool.query(
    `select ${payloadColumns} from raw_payload where source_id = $1 and key = $2 order by last_seen_at desc limit 1`,
    [sourceId, key],
  )
  return rows.length === 0 ? null : unpackRow(rows[0])
}

export interface PayloadToReplay {
  id: string
  /** Part of the source that it was read for: `all`, or a board. */
  scope: string
  /** Whether no newer bytes of its key are stored. */
  isNewest: boolean
}

const toReplay = `
  with newest as (
    select distinct on (key) id from raw_payload where source_id = $1 order by key, last_seen_at desc
  ), used as (
    select distinct payload_id as id from posting where source_id = $1 and withdrawn_at is null
  )
  select p.id, coalesce(run.scope, 'all') as scope, newest.id is not null as "isNewest"
    from raw_payload p left join run on run.id = p.run_id
         left join newest on newest.id = p.id left join used on used.id = p.id
   where p.source_id = $1 and (newest.id is not null or used.id is not null)
     and ($2::text is null or coalesce(run.scope, 'all') = $2)
   order by scope, p.fetched_at, p.key`

/**
 * What a replay of a source reads, or of one scope of it: the newest payload of every key, and older ones that a
 * posting was last seen in (a closed one); scope by scope, in the order in which they first arrived.
 */
export async function listPayloadsToReplay(
  pool: Pool,
  sourceId: string,
  scope: string | null = null,
): Promise<PayloadToReplay[]> {
  const { rows } = await pool.query(toReplay, [sourceId, scope])
  return z.array(z.object({ id: z.string(), scope: z.string(), isNewest: z.boolean() })).parse(rows)
}

/** Null when the payload is gone. */
export async function findPayload(pool: Pool, id: string): Promise<StoredPayload | null> {
  const { rows } = await pool.query(`select ${payloadColumns} from raw_payload where id = $1`, [id])
  return rows.length === 0 ? null : unpackRow(rows[0])
}

/** @throws Error when the payload is gone. */
export async function readPayload(pool: Pool, id: string): Promise<StoredPayload> {
  const payload = await findPayload(pool, id)
  if (payload === null) throw new Error(`payload ${id} is gone`)
  return payload
}
