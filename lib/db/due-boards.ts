import type { Pool, PoolClient } from 'pg'
import { z } from 'zod'
import { ask, prepared } from '@/lib/db/prepared'
import type { BoardState } from '@/lib/domain/board'

/** Any number that no other advisory lock of one key uses. */
const scheduleLockKey = 7_346_283

/** Runs `work` unless another process does the same now; null then. */
export async function withScheduleLock<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T | null> {
  const client = await pool.connect()
  let isReusable = false
  try {
    await client.query('begin')
    const { rows } = await client.query('select pg_try_advisory_xact_lock($1) as locked', [scheduleLockKey])
    const [{ locked }] = z.tuple([z.object({ locked: z.boolean() })]).parse(rows)
    const result = locked ? await work(client) : null
    await client.query('commit')
    isReusable = true
    return result
  } finally {
    // Ending the session ends the transaction and frees the lock, whatever state the connection is in.
    client.release(!isReusable)
  }
}

const Row = z.object({
  source_id: z.string(),
  slug: z.string(),
  name: z.string(),
  config: z.record(z.string(), z.unknown()),
})

export interface DueBoard {
  sourceId: string
  slug: string
  name: string
  config: Record<string, unknown>
}

/**
 * Boards that are due, the longest due of each source first.
 * @param options.perSource most boards of one source.
 * @param options.except keys `<source id>/<slug>` that are left out.
 */
export async function listDueBoards(
  database: Pool | PoolClient,
  options: { sourceIds: readonly string[]; now: Date; perSource: number; except: readonly string[] },
): Promise<DueBoard[]> {
  const { rows } = await database.query(
    `select due.* from unnest($1::text[]) as source(id) cross join lateral (
       select source_id, slug, name, config from board
       where source_id = source.id and state in ('active', 'parked') and (due_at is null or due_at <= $2)
         and source_id || '/' || slug <> all($4)
       order by due_at nulls first, slug limit $3) as due`,
    [options.sourceIds, options.now, options.perSource, options.except],
  )
  return z
    .array(Row)
    .parse(rows)
    .map(({ source_id: sourceId, slug, name, config }) => ({ sourceId, slug, name, config }))
}

const keep = prepared(`
  update board set due_at = $3, state = $4, state_reason = $5
   where source_id = $1 and slug = $2 and state in ('active', 'parked')`)

/** Keeps when a board is read next, and its state with the reason in words. A board that a person paused or removed meanwhile stays so. */
export async function keepDue(
  pool: Pool,
  board: { sourceId: string; slug: string; dueAt: Date | null; state: BoardState; reason: string | null },
): Promise<void> {
  await ask(pool, keep, [board.sourceId, board.slug, board.dueAt, board.state, board.reason])
}

/** Whether anything at all was read in good order since: when nothing was, the fault may be our network's. */
export async function hasSuccessSince(pool: Pool, since: Date): Promise<boolean> {
  const { rows } = await pool.query('select exists (select from board where succeeded_at > $1) as found', [since])
  return z.tuple([z.object({ found: z.boolean() })]).parse(rows)[0].found
}
