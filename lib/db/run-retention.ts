import type { Pool } from 'pg'
import { z } from 'zod'
import { runsLookedAt, tellsUsual } from '@/lib/db/listed-counts'

/** Runs looked at by one statement: it stays short, so that ingest hardly waits. */
const batchSize = 1_000

// Retags and replays say why figures changed, a payload's run what board it is of, the first of a board when it was first
// read, and the last few of each ending how the board stands and what is usual of it.
const isPrunable = `
  run.trigger in ('worker', 'cli', 'import') and run.status <> 'running'
  and not exists (select from raw_payload where raw_payload.run_id = run.id)
  and exists (
    select from run older
     where older.source_id = run.source_id and older.scope = run.scope and older.started_at < run.started_at)
  and (select count(*) from (
    select from run newer
     where newer.source_id = run.source_id and newer.scope = run.scope and newer.started_at > run.started_at
       and newer.status = run.status and newer.trigger = run.trigger and ${tellsUsual('newer')} = ${tellsUsual('run')}
     limit ${runsLookedAt}) latest) = ${runsLookedAt}`

const batchSql = (work: string): string => `
  with batch as (
    select id, started_at from run where (started_at, id) > ($1, $2) and started_at < $3
     order by started_at, id limit ${batchSize}
  ), gone as (${work})
  select id, started_at as "startedAt", (select count(*) from gone) as gone from batch
   order by started_at desc, id desc limit 1`

const remove = batchSql(`delete from run using batch where run.id = batch.id and ${isPrunable} returning run.id`)
const choose = batchSql(`select run.id from run join batch on run.id = batch.id where ${isPrunable}`)

const Batch = z.array(z.object({ id: z.string(), startedAt: z.date(), gone: z.int() }))

/**
 * Deletes runs begun before an instant, a few at a time, but for those that something still needs (`isPrunable`).
 * With `isDryRun` it counts what would go.
 * @returns runs that went, or would go.
 */
export async function pruneRuns(
  pool: Pool,
  { before, isDryRun, signal }: { before: Date; isDryRun: boolean; signal: AbortSignal },
): Promise<number> {
  let gone = 0
  let last = { startedAt: new Date(0), id: '00000000-0000-0000-0000-000000000000' }
  while (!signal.aborted) {
    const { rows } = await pool.query(isDryRun ? choose : remove, [last.startedAt, last.id, before])
    const [batch] = Batch.parse(rows)
    if (batch === undefined) break
    gone += batch.gone
    last = batch
  }
  return gone
}
