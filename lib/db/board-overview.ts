import type { Pool } from 'pg'
import { z } from 'zod'
import { BoardRow, boardOf } from '@/lib/db/board-row'
import { boardConditions } from '@/lib/domain/board'
import type { BoardCondition, BoardTally, BoardView } from '@/lib/domain/board'

const Row = BoardRow.extend({
  condition: z.enum(boardConditions),
  last_error: z.string().nullable(),
  last_error_kind: z.string().nullable(),
  last_run_at: z.date().nullable(),
}).transform((row): BoardView => {
  const { config: _, ...board } = boardOf(row)
  return {
    ...board,
    condition: row.condition,
    lastError: row.last_error,
    lastErrorKind: row.last_error_kind,
    lastRunAt: row.last_run_at,
  }
})

// The newest run of each board is one look into the index by source, scope and start. Replays say nothing of a board.
const standing = `
  select board.*, last.error as last_error, last.error_kind as last_error_kind, last.started_at as last_run_at,
         case when board.state <> 'active' then board.state
              when last.status = 'held' then 'held'
              when board.failing_since is not null then 'failing'
              when board.succeeded_at is null then 'waiting'
              else 'good' end as condition
    from board left join lateral (
      select status, error, error_kind, started_at from run
       where run.source_id = board.source_id and run.scope = board.slug and run.trigger in ('worker', 'cli')
       order by started_at desc limit 1) as last on true`

export interface BoardSearch {
  /** One source; all when it is not given. */
  sourceId?: string | undefined
  /** Boards that are to be found; all when it is not given. */
  conditions?: readonly BoardCondition[] | undefined
  /** Words in the name, own name or slug, in any case. */
  words?: string | undefined
}

const found = `
  with board_now as (${standing}
     where ($1::text is null or board.source_id = $1)
       and ($3 = '' or strpos(lower(board.name || ' ' || board.slug || ' ' || coalesce(board.own_name, '')), lower($3)) > 0)
  )
  select * from board_now where ($2::text[] is null or condition = any($2))`

const valuesOf = ({ sourceId, conditions, words }: BoardSearch) => [sourceId ?? null, conditions ?? null, words ?? '']

/** A page of boards for a reader: those to look at first, then by name. */
export async function findBoards(
  pool: Pool,
  search: BoardSearch & { limit: number; offset: number },
): Promise<BoardView[]> {
  const { rows } = await pool.query(
    `${found} order by array_position($4::text[], condition), lower(name), source_id, slug limit $5 offset $6`,
    [...valuesOf(search), boardConditions, search.limit, search.offset],
  )
  return z.array(Row).parse(rows)
}

/** A page of boards for a program: by source and slug, from after the last one of the page before. */
export async function listBoardViews(
  pool: Pool,
  search: BoardSearch & { limit: number; after?: { sourceId: string; slug: string } | undefined },
): Promise<BoardView[]> {
  const { rows } = await pool.query(
    `${found} and ($4::text is null or (source_id, slug) > ($4, $5)) order by source_id, slug limit $6`,
    [...valuesOf(search), search.after?.sourceId ?? null, search.after?.slug ?? null, search.limit],
  )
  return z.array(Row).parse(rows)
}

/** Null when there is no such board. */
export async function readBoardView(pool: Pool, sourceId: string, slug: string): Promise<BoardView | null> {
  const { rows } = await pool.query(`${standing} where board.source_id = $1 and board.slug = $2`, [sourceId, slug])
  return z.array(Row).parse(rows)[0] ?? null
}

const TallyRow = z.object({
  source_id: z.string(),
  is_of_boards: z.boolean(),
  conditions: z.partialRecord(z.enum(boardConditions), z.int()),
  open: z.number().nullable(),
  due_at: z.date().nullable(),
  oldest: z.date().nullable(),
  newest: z.date().nullable(),
})

const tally = `
  with board_now as (${standing}), counted as (
    select source_id, condition, count(*)::int as boards from board_now group by source_id, condition
  )
  select source_id, bool_or(slug <> 'all') as is_of_boards,
         (select jsonb_object_agg(condition, boards) from counted where counted.source_id = board_now.source_id) as conditions,
         sum(open_count) filter (where state <> 'removed') as open,
         case when bool_or(due_at is null and state = 'active') then null
              else min(due_at) filter (where state in ('active', 'parked')) end as due_at,
         case when bool_or(succeeded_at is null and state = 'active') then null
              else min(succeeded_at) filter (where state = 'active') end as oldest,
         max(succeeded_at) as newest
    from board_now group by source_id order by source_id`

/** What the boards of each source come to; sources of which nothing was ever added are left out. */
export async function tallyBoards(pool: Pool): Promise<BoardTally[]> {
  const { rows } = await pool.query(tally)
  return z
    .array(TallyRow)
    .parse(rows)
    .map((row) => ({
      sourceId: row.source_id,
      isOfBoards: row.is_of_boards,
      conditions: row.conditions,
      open: row.open,
      dueAt: row.due_at,
      oldestSuccessAt: row.oldest,
      newestSuccessAt: row.newest,
    }))
}
