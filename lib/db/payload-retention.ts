import type { Pool } from 'pg'
import { z } from 'zod'

/** Payloads deleted at once: each statement stays short, so that ingest hardly waits. */
const batchSize = 200

// The newest bytes of every key can be read again, and whatever was made from a payload can be traced to it.
const prunable = `
  with newest as (
    select distinct on (source_id, key) id from raw_payload order by source_id, key, last_seen_at desc
  ), used as (
    select payload_id as id from posting union select payload_id from posting_version union select payload_id from reject
  )
  select p.id, octet_length(p.body) as bytes from raw_payload p
   where p.last_seen_at < $1
     and not exists (select 1 from newest where newest.id = p.id)
     and not exists (select 1 from used where used.id = p.id)`

// Bytes that came again since they were chosen are of use again.
const remove = `delete from raw_payload where id = any($1) and last_seen_at < $2`

export interface Pruning {
  /** Payloads that went, or would go. */
  payloads: number
  /** Bytes that they take, compressed. */
  bytes: number
}

/**
 * Deletes payloads last received before an instant, a few at a time; kept are the newest of every key and those that a
 * posting, a kept version or a reject was made from. With `isDryRun` it says what would go.
 */
export async function prunePayloads(
  pool: Pool,
  { before, isDryRun, signal }: { before: Date; isDryRun: boolean; signal: AbortSignal },
): Promise<Pruning> {
  const { rows } = await pool.query(prunable, [before])
  const chosen = z.array(z.object({ id: z.string(), bytes: z.int() })).parse(rows)
  const bytesOf = (some: typeof chosen) => some.reduce((sum, row) => sum + row.bytes, 0)
  if (isDryRun) return { payloads: chosen.length, bytes: bytesOf(chosen) }
  const gone: Pruning = { payloads: 0, bytes: 0 }
  for (let start = 0; start < chosen.length && !signal.aborted; start += batchSize) {
    const batch = chosen.slice(start, start + batchSize)
    const { rowCount } = await pool.query(remove, [batch.map((row) => row.id), before])
    gone.payloads += rowCount ?? 0
    gone.bytes += bytesOf(batch)
  }
  return gone
}

export interface PayloadStats {
  sourceId: string
  payloads: number
  /** Payloads whose very bytes were received more than once; they are stored once. */
  receivedAgain: number
  /** Pages that runs received, in all: what exceeds `payloads` was a repeat, or is pruned. */
  pages: number
  /** Bytes as stored, and before compression. */
  storedBytes: number
  rawBytes: number
  oldest: Date
  newest: Date
}

const stats = `
  select p.source_id as "sourceId", count(*)::int as payloads,
         (count(*) filter (where p.last_seen_at > p.fetched_at))::int as "receivedAgain",
         coalesce((select sum(run.pages_done) from run where run.source_id = p.source_id
                     and run.trigger in ('worker', 'cli', 'import')), 0)::float8 as pages,
         sum(octet_length(p.body))::float8 as "storedBytes", sum(p.byte_count)::float8 as "rawBytes",
         min(p.fetched_at) as oldest, max(p.last_seen_at) as newest
    from raw_payload p group by p.source_id order by p.source_id`

const Stats = z.array(
  z.object({
    sourceId: z.string(),
    payloads: z.int(),
    receivedAgain: z.int(),
    pages: z.number(),
    storedBytes: z.number(),
    rawBytes: z.number(),
    oldest: z.date(),
    newest: z.date(),
  }),
)

/** What the stored payloads take, by source. */
export async function readPayloadStats(pool: Pool): Promise<PayloadStats[]> {
  return Stats.parse((await pool.query(stats)).rows)
}
