import type { ClientBase, Pool } from 'pg'
import { z } from 'zod'
import type { RunStatus } from '@/lib/domain/ingest'

export type RunTrigger = 'worker' | 'cli' | 'import' | 'replay' | 'retag'

export interface RunCounts {
  pagesDone: number
  seen: number
  inserted: number
  updated: number
  unchanged: number
  withdrawn: number
  rejected: number
  skipped: number
}

export const noCounts = (): RunCounts => ({
  pagesDone: 0,
  seen: 0,
  inserted: 0,
  updated: 0,
  unchanged: 0,
  withdrawn: 0,
  rejected: 0,
  skipped: 0,
})

/**
 * Takes the lock of a source for this connection, so that no two processes crawl it at once. It is freed when the
 * connection ends, also by kill -9. False when another process holds it.
 */
export async function lockSource(client: ClientBase, sourceId: string): Promise<boolean> {
  const { rows } = await client.query(`select pg_try_advisory_lock(hashtext('skilltide'), hashtext($1)) as locked`, [
    sourceId,
  ])
  return z.tuple([z.object({ locked: z.boolean() })]).parse(rows)[0].locked
}

export async function unlockSource(client: ClientBase, sourceId: string): Promise<void> {
  await client.query(`select pg_advisory_unlock(hashtext('skilltide'), hashtext($1))`, [sourceId])
}

/** Marks the runs of a source that nobody works on any more. Call it holding the source's lock. */
export async function closeStaleRuns(client: ClientBase, sourceId: string, at: Date): Promise<number> {
  const { rowCount } = await client.query(
    `update run set status = 'interrupted', finished_at = $2, error = 'Its process ended before the run did.'
     where source_id = $1 and status = 'running'`,
    [sourceId, at],
  )
  return rowCount ?? 0
}

export async function beginRun(
  client: ClientBase,
  run: { id: string; sourceId: string; trigger: RunTrigger; params: Record<string, unknown>; at: Date },
): Promise<void> {
  await client.query(
    `insert into run (id, source_id, trigger, status, params, started_at, beat_at) values ($1, $2, $3, 'running', $4, $5, $5)`,
    [run.id, run.sourceId, run.trigger, JSON.stringify(run.params), run.at],
  )
}

export async function recordExpectation(
  client: ClientBase | Pool,
  runId: string,
  pages: { total: number; fresh: number },
): Promise<void> {
  await client.query('update run set pages_total = $2, pages_fresh = $3 where id = $1', [
    runId,
    pages.total,
    pages.fresh,
  ])
}

/** Adds the counts of one page to its run, in the page's own transaction. */
export async function recordPage(
  client: ClientBase,
  runId: string,
  page: RunCounts & { position: string; at: Date },
): Promise<void> {
  await client.query(
    `update run set pages_done = pages_done + $2, seen = seen + $3, inserted = inserted + $4, updated = updated + $5,
       unchanged = unchanged + $6, withdrawn = withdrawn + $7, rejected = rejected + $8, skipped = skipped + $9,
       position = $10, beat_at = $11 where id = $1`,
    [
      runId,
      page.pagesDone,
      page.seen,
      page.inserted,
      page.updated,
      page.unchanged,
      page.withdrawn,
      page.rejected,
      page.skipped,
      page.position,
      page.at,
    ],
  )
}

export async function finishRun(
  client: ClientBase,
  run: { id: string; status: RunStatus; at: Date; errorKind: string | null; error: string | null },
): Promise<void> {
  await client.query(
    'update run set status = $2, finished_at = $3, beat_at = $3, error_kind = $4, error = $5 where id = $1',
    [run.id, run.status, run.at, run.errorKind, run.error],
  )
}

const LastRun = z.object({
  status: z.string(),
  started_at: z.date(),
  finished_at: z.date().nullable(),
  error_kind: z.string().nullable(),
})

/** The last runs of a source that a schedule counts (imports and replays left out), newest first. */
export async function listLastRuns(
  pool: Pool,
  sourceId: string,
  count: number,
): Promise<{ status: string; startedAt: Date; finishedAt: Date | null; errorKind: string | null }[]> {
  const { rows } = await pool.query(
    `select status, started_at, finished_at, error_kind from run
     where source_id = $1 and trigger in ('worker', 'cli') and params->>'since' is null and params->>'until' is null
     order by started_at desc limit $2`,
    [sourceId, count],
  )
  return z
    .array(LastRun)
    .parse(rows)
    .map((row) => ({
      status: row.status,
      startedAt: row.started_at,
      finishedAt: row.finished_at,
      errorKind: row.error_kind,
    }))
}

/** The persisted state of a source, unread; null before its first page. */
export async function readCursor(client: ClientBase, sourceId: string, scope: string): Promise<unknown> {
  const { rows } = await client.query('select value from cursor where source_id = $1 and scope = $2', [sourceId, scope])
  return z.array(z.object({ value: z.unknown() })).parse(rows)[0]?.value ?? null
}

export async function moveCursor(
  client: ClientBase,
  cursor: { sourceId: string; scope: string; value: unknown; at: Date },
): Promise<void> {
  await client.query(
    `insert into cursor (source_id, scope, value, updated_at) values ($1, $2, $3, $4)
     on conflict (source_id, scope) do update set value = excluded.value, updated_at = excluded.updated_at`,
    [cursor.sourceId, cursor.scope, JSON.stringify(cursor.value), cursor.at],
  )
}
