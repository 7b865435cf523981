import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { ClientBase, Pool } from 'pg'
import { z } from 'zod'
import { sha256, uuidOf } from '@/lib/db/ids'
import { ask, prepared } from '@/lib/db/prepared'

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

export interface PackedPayload {
  id: string
  hash: string
  zipped: Buffer
}

/** A payload made ready to be stored; compressing happens off the main thread. */
export async function packPayload(sourceId: string, payload: PayloadToStore): Promise<PackedPayload> {
  const hash = sha256(payload.body)
  return { id: uuidOf(sourceId, payload.key, hash), hash, zipped: await zip(payload.body, { level: gzipLevel }) }
}

// All bodies are one parameter, sent as bytes, of which each row takes its part. Not waiting for the disk: what is made
// from a payload is committed after it, so a crash loses it with that or not at all, and it is asked for again.
const insertPayloads = prepared(`
  with hurry as materialized (select set_config('synchronous_commit', 'off', true))
  insert into raw_payload (id, source_id, key, sha256, url, status, headers, body, byte_count, context, fetched_at, last_seen_at, run_id)
  select id, $3, key, sha256, url, status, headers, substring($2::bytea from start + 1 for length), byte_count, context, $4, $4, $5
    from hurry, json_to_recordset($1::json) as row(id uuid, key text, sha256 text, url text, status int, headers jsonb,
           start int, length int, byte_count int, context jsonb)
  on conflict (id) do update set last_seen_at = excluded.last_seen_at, context = excluded.context`)

/**
 * Keeps bytes as received, in a transaction of its own, before anything reads them: a bug in a parser loses none. The
 * same bytes under the same key are stored once.
 */
export async function storePayloads(
  client: ClientBase,
  input: {
    sourceId: string
    runId: string
    at: Date
    payloads: readonly { payload: PayloadToStore; packed: PackedPayload }[]
  },
): Promise<void> {
  const byId = new Map(input.payloads.map((each) => [each.packed.id, each]))
  let start = 0
  const rows = [...byId.values()].map(({ payload, packed }) => {
    const length = packed.zipped.byteLength
    const row = {
      id: packed.id,
      key: payload.key,
      sha256: packed.hash,
      url: payload.url,
      status: payload.status,
      headers: keepHeaders(payload.headers),
      start,
      length,
      byte_count: payload.body.byteLength,
      context: payload.context,
    }
    start += length
    return row
  })
  const bodies = Buffer.concat([...byId.values()].map(({ packed }) => packed.zipped))
  await ask(client, insertPayloads, [JSON.stringify(rows), bodies, input.sourceId, input.at, input.runId])
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

const newestOfKey = prepared(
  `select ${payloadColumns} from raw_payload where source_id = $1 and key = $2 order by last_seen_at desc limit 1`,
)

/** The newest bytes stored under a key; null when there are none. */
export async function latestPayload(pool: Pool, sourceId: string, key: string): Promise<StoredPayload | null> {
  const { rows } = await ask(pool, newestOfKey, [sourceId, key])
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
