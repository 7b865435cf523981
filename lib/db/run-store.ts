import type { ClientBase, Pool } from 'pg'
import { z } from 'zod'
import { ask, prepared } from '@/lib/db/prepared'
import type { RunStatus } from '@/lib/domain/ingest'

export type RunTrigger = 'worker' | 'cli' | 'import' | 'replay' | 'retag'

export interface RunCounts {
  pagesDone: number
  seen: number
  inserted: number
  updated: number
  unchanged: number
  /** Gone from a complete listing: withdrawn or closed. */
  withdrawn: number
  /** Closed before, listed again. */
  reopened: number
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
  reopened: 0,
  rejected: 0,
  skipped: 0,
})

/** A part of a source that one process reads at a time: `all` of it, or one of its boards. */
export interface Scope {
  sourceId: string
  scope: string
}

export const wholeSource = 'all'

// Two keys of 32 bits each: source and scope are both hashed, so that thousands of boards do not meet by chance.
const lockKeys = `hashtext('skilltide/' || $1::text), hashtext($1 || '/' || $2::text)`
const tryLock = prepared(`select pg_try_advisory_lock(${lockKeys}) as locked`)
const unlock = prepared(`select pg_advisory_unlock(${lockKeys})`)

/**
 * Takes the lock of a source's scope for this connection, so that no two processes read it at once. It is freed when the
 * connection ends, also by kill -9. False when another process holds it.
 */
export async function lockScope(client: ClientBase, { sourceId, scope }: Scope): Promise<boolean> {
  const { rows } = await ask(client, tryLock, [sourceId, scope])
  return z.tuple([z.object({ locked: z.boolean() })]).parse(rows)[0].locked
}

export async function unlockScope(client: ClientBase, { sourceId, scope }: Scope): Promise<void> {
  await ask(client, unlock, [sourceId, scope])
}

const closeStale = prepared(`
  update run set status = 'interrupted', finished_at = $3, error = 'Its process ended before the run did.'
   where source_id = $1 and scope = $2 and status = 'running'`)

/** Marks the runs of a scope that nobody works on any more. Call it holding the scope's lock. */
export async function closeStaleRuns(client: ClientBase, { sourceId, scope }: Scope, at: Date): Promise<number> {
  const { rowCount } = await ask(client, closeStale, [sourceId, scope, at])
  return rowCount ?? 0
}

/** Scopes of some sources that have a run marked as running, whether anybody works on it or not. */
export async function listRunningScopes(database: ClientBase | Pool, sourceIds: readonly string[]): Promise<Scope[]> {
  const { rows } = await database.query(
    `select distinct source_id as "sourceId", scope from run where status = 'running' and source_id = any($1)`,
    [sourceIds],
  )
  return z.array(z.object({ sourceId: z.string(), scope: z.string() })).parse(rows)
}

// Not waiting for the disk: the first page of the run is committed after it.
const insertRun = prepared(`
  with hurry as materialized (select set_config('synchronous_commit', 'off', true))
  insert into run (id, source_id, scope, trigger, status, params, started_at, beat_at)
  select $1, $2, $3, $4, 'running', $5, $6, $6 from hurry`)

export async function beginRun(
  client: ClientBase,
  run: {
    id: string
    sourceId: string
    scope?: string
    trigger: RunTrigger
    params: Record<string, unknown>
    at: Date
  },
): Promise<void> {
  const { id, sourceId, scope = wholeSource, trigger, params, at } = run
  await ask(client, insertRun, [id, sourceId, scope, trigger, JSON.stringify(params), at])
}

const expect = prepared('update run set pages_total = $2, pages_fresh = $3 where id = $1')

export async function recordExpectation(
  client: ClientBase | Pool,
  runId: string,
  pages: { total: number; fresh: number },
): Promise<void> {
  await ask(client, expect, [runId, pages.total, pages.fresh])
}

/** Adds the counts of one page to its run. */
export async function recordPage(
  client: ClientBase,
  runId: string,
  page: RunCounts & { position: string; at: Date },
): Promise<void> {
  await client.query(
    `update run set pages_done = pages_done + $2, seen = seen + $3, inserted = inserted + $4, updated = updated + $5,
       unchanged = unchanged + $6, withdrawn = withdrawn + $7, reopened = reopened + $8, rejected = rejected + $9,
       skipped = skipped + $10, position = $11, beat_at = $12 where id = $1`,
    [
      runId,
      page.pagesDone,
      page.seen,
      page.inserted,
      page.updated,
      page.unchanged,
      page.withdrawn,
      page.reopened,
      page.rejected,
      page.skipped,
      page.position,
      page.at,
    ],
  )
}

const finish = prepared(`
  update run set status = $2, finished_at = $3, beat_at = $3, error_kind = $4, error = $5 where id = $1`)

export async function finishRun(
  client: ClientBase,
  run: { id: string; status: RunStatus; at: Date; errorKind: string | null; error: string | null },
): Promise<void> {
  await ask(client, finish, [run.id, run.status, run.at, run.errorKind, run.error])
}

const cursorOf = prepared('select value from cursor where source_id = $1 and scope = $2')

/** The persisted state of a source, unread; null before its first page. */
export async function readCursor(client: ClientBase, sourceId: string, scope: string): Promise<unknown> {
  const { rows } = await ask(client, cursorOf, [sourceId, scope])
  return z.array(z.object({ value: z.unknown() })).parse(rows)[0]?.value ?? null
}
