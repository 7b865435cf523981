import type { ClientBase, Pool } from 'pg'
import { z } from 'zod'
import { BoardRow, boardOf } from '@/lib/db/board-row'
import { ask, prepared } from '@/lib/db/prepared'
import { boardStates } from '@/lib/domain/board'
import type { Board, BoardState } from '@/lib/domain/board'
import type { RunStatus } from '@/lib/domain/ingest'

type Database = ClientBase | Pool

export type BoardOrigin = 'curated' | 'cli' | 'import'

/** Boards by source and slug; of one source when it is given, and in some states only. */
export async function listBoards(
  database: Database,
  { sourceId = null, states = boardStates }: { sourceId?: string | null; states?: readonly BoardState[] } = {},
): Promise<Board[]> {
  const { rows } = await database.query(
    `select * from board where ($1::text is null or source_id = $1) and state = any($2) order by source_id, slug`,
    [sourceId, states],
  )
  return z.array(BoardRow).parse(rows).map(boardOf)
}

const oneBoard = prepared('select * from board where source_id = $1 and slug = $2')

/** Null when there is no such board. */
export async function readBoard(database: Database, sourceId: string, slug: string): Promise<Board | null> {
  const { rows } = await ask(database, oneBoard, [sourceId, slug])
  const [row] = z.array(BoardRow).parse(rows)
  return row === undefined ? null : boardOf(row)
}

export interface BoardToAdd {
  sourceId: string
  slug: string
  name: string
  config?: Record<string, unknown>
  origin: BoardOrigin
}

/**
 * Adds boards in one statement. One that is there takes the name and the settings given now; a removed one comes back,
 * a paused or parked one stays as it is. Its history is never touched.
 * @returns how many are new, and how many of the others were changed.
 */
export async function upsertBoards(
  database: Database,
  boards: readonly BoardToAdd[],
  at: Date,
): Promise<{ added: number; changed: number }> {
  const rows = boards.map(({ sourceId, slug, name, config = {}, origin }) => ({
    source_id: sourceId,
    slug,
    name,
    config,
    origin,
  }))
  const result = await database.query(
    `insert into board (source_id, slug, name, config, origin, added_at)
     select distinct on (source_id, slug) source_id, slug, name, config, origin, $2
       from json_to_recordset($1::json) as row(source_id text, slug text, name text, config jsonb, origin text)
      order by source_id, slug
     on conflict (source_id, slug) do update set name = excluded.name, config = excluded.config,
       state = case when board.state = 'removed' then 'active' else board.state end,
       state_reason = case when board.state = 'removed' then null else board.state_reason end,
       due_at = case when board.state = 'removed' then null else board.due_at end
     where (board.name, board.config) is distinct from (excluded.name, excluded.config) or board.state = 'removed'
     returning (xmax = 0) as is_new`,
    [JSON.stringify(rows), at],
  )
  const written = z.array(z.object({ is_new: z.boolean() })).parse(result.rows)
  const added = written.filter((row) => row.is_new).length
  return { added, changed: written.length - added }
}

const addBoard = prepared(`
  insert into board (source_id, slug, name, config, origin, added_at) values ($1, $2, $3, $4, $5, $6)
  on conflict do nothing`)

/** Adds a board unless it is there, in whatever state. */
export async function ensureBoard(database: Database, board: BoardToAdd, at: Date): Promise<void> {
  const { sourceId, slug, name, config = {}, origin } = board
  await ask(database, addBoard, [sourceId, slug, name, JSON.stringify(config), origin, at])
}

/** Sets the state with its reason; an active board is due at once and its row of failures is forgotten. False when there is no such board. */
export async function setBoardState(
  database: Database,
  board: { sourceId: string; slug: string; state: BoardState; reason: string | null },
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update board set state = $3, state_reason = $4,
       due_at = case when $3 = 'active' then null else due_at end,
       failures = case when $3 = 'active' then 0 else failures end,
       failing_since = case when $3 = 'active' then null else failing_since end
     where source_id = $1 and slug = $2`,
    [board.sourceId, board.slug, board.state, board.state === 'active' ? null : board.reason],
  )
  return (rowCount ?? 0) > 0
}

const keepOwnName = prepared(
  'update board set own_name = $3 where source_id = $1 and slug = $2 and own_name is distinct from $3',
)

/** Keeps the name that a board gives itself, to be shown beside the one that the operator gave. */
export async function setOwnName(database: Database, sourceId: string, slug: string, name: string): Promise<void> {
  await ask(database, keepOwnName, [sourceId, slug, name.slice(0, 300)])
}

const keepBaseline = prepared(
  'update board set baseline_at = $3 where source_id = $1 and slug = $2 and baseline_at is null',
)

/** Marks the first complete listing of a board; what comes after it is flow. Later calls change nothing. */
export async function setBaseline(database: Database, sourceId: string, slug: string, at: Date): Promise<void> {
  await ask(database, keepBaseline, [sourceId, slug, at])
}

const wentWell = prepared(`
  update board set failures = 0, failing_since = null,
    succeeded_at = case when $3 then $4 else succeeded_at end, open_count = coalesce($5, open_count)
  where source_id = $1 and slug = $2`)

const failed = prepared(`
  update board set failures = failures + 1, failing_since = coalesce(failing_since, $3)
  where source_id = $1 and slug = $2`)

/**
 * Keeps how a run of a board ended. Succeeded: its row of failures is over. Held: it answers, so that row is over as
 * well. Failed or halted: one more failure. Interrupted: nothing is known. When it is due next is the scheduler's.
 */
export async function recordBoardOutcome(
  database: Database,
  run: { sourceId: string; slug: string; status: RunStatus; at: Date; openCount: number | null },
): Promise<void> {
  const key = [run.sourceId, run.slug]
  if (run.status === 'succeeded' || run.status === 'held') {
    await ask(database, wentWell, [...key, run.status === 'succeeded', run.at, run.openCount])
  } else if (run.status === 'failed' || run.status === 'halted') {
    await ask(database, failed, [...key, run.at])
  }
}
