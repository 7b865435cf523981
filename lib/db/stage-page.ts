import type { ClientBase } from 'pg'
import { z } from 'zod'
import type { Sight } from '@/lib/db/page-to-store'
import { ask, prepared } from '@/lib/db/prepared'
import { stageColumns, stagedRows } from '@/lib/db/staging'
import type { StagedPosting } from '@/lib/db/staging'
import { unparsedHash } from '@/lib/db/withdraw-unparsed'

/** Connections that have their tables, with the bytes staged since these were last truncated. */
const stagedBytes = new WeakMap<ClientBase, number>()
/** Connections with the rows of their runs since that table was last truncated. */
const seenRows = new WeakMap<ClientBase, number>()
/** A table whose rows were deleted is read as if they were there: nothing vacuums a temporary one. */
const mostSeenRows = 5_000
const mostStagedBytes = 2 * 1024 * 1024

const columnsDdl = Object.entries(stageColumns)
  .map(([name, type]) => `"${name}" ${type}`)
  .join(', ')

// Rows as long as a block stay in one piece: cutting and compressing texts is for the table that keeps them.
const createTables = `
  create temp table stage_posting (${columnsDdl}) with (toast_tuple_target = 8160);
  create temp table run_seen (id uuid primary key, is_new boolean not null)`

const forgetSeen = prepared('delete from run_seen')

/**
 * Makes the staging tables of this connection. `run_seen` remembers the postings of the whole run: the first record
 * with an id wins, so that a repeat within one crawl cannot flip a posting back and forth; and which of them are new.
 */
export async function createStaging(client: ClientBase): Promise<void> {
  if (!stagedBytes.has(client)) {
    await client.query(createTables)
    stagedBytes.set(client, 0)
    return
  }
  const { rowCount } = await ask(client, forgetSeen)
  const rows = (seenRows.get(client) ?? 0) + (rowCount ?? 0)
  if (rows > mostSeenRows) await client.query('truncate run_seen')
  seenRows.set(client, rows > mostSeenRows ? 0 : rows)
}

// A posting is made from the bytes that showed it last. One that was withdrawn because its listing no longer held it
// stays so; one that an older parser did not find may come back. A lookup for each id, whatever the table's size is
// when the plan is made.
const lookUp = prepared(`
  with given as materialized (
    select g.id, p.payload_id is not null as is_known, case $3::text
             when 'crawl' then false
             else (p.payload_id is null and $3 = 'old-replay')
               or (p.payload_id is not null and (p.payload_id <> g.payload_id
                   or (p.withdrawn_at is not null and p.content_hash <> '${unparsedHash}'))) end as is_foreign
      from unnest($1::uuid[], $2::uuid[]) as g(id, payload_id)
      left join lateral (
        select payload_id, withdrawn_at, content_hash from posting where posting.id = g.id limit 1) p on true
  ), seen as (
    insert into run_seen (id, is_new) select id, not is_known from given where not is_foreign
    on conflict (id) do nothing returning id)
  select given.id, is_known, is_foreign, seen.id is null and not is_foreign as is_repeat
    from given left join seen on seen.id = given.id`)

const Looked = z.array(
  z.object({ id: z.string(), is_known: z.boolean(), is_foreign: z.boolean(), is_repeat: z.boolean() }),
)

/** Postings of a page, told apart. */
export interface Sorted {
  /** To be stored. */
  staged: StagedPosting[]
  /** How many of those are stored already. */
  known: number
  /** Records of an id that an earlier page of the run had. */
  repeats: StagedPosting[]
  /** Postings of a replay that these bytes do not decide: others showed them later, or they are not known. */
  foreign: number
}

/** Tells what is to be stored, and remembers it for the rest of the run. @param postings of different ids */
export async function sortPostings(
  client: ClientBase,
  postings: readonly StagedPosting[],
  kind: Sight['kind'],
): Promise<Sorted> {
  if (postings.length === 0) return { staged: [], known: 0, repeats: [], foreign: 0 }
  const values = [postings.map(({ id }) => id), postings.map(({ payloadId }) => payloadId), kind]
  const looked = new Map(Looked.parse((await ask(client, lookUp, values)).rows).map((row) => [row.id, row]))
  const isOf = (property: 'is_foreign' | 'is_repeat') => (posting: StagedPosting) =>
    looked.get(posting.id)?.[property] === true
  const staged = postings.filter((posting) => !isOf('is_foreign')(posting) && !isOf('is_repeat')(posting))
  return {
    staged,
    known: staged.filter(({ id }) => looked.get(id)?.is_known === true).length,
    repeats: postings.filter(isOf('is_repeat')),
    foreign: postings.filter(isOf('is_foreign')).length,
  }
}

// The planner takes the table for as large as its file, deleted rows and all, and would rather read another from end to
// end than look a page's rows up in it. Plans made so are good for tables of any size, and are kept.
const lookUpRows = 'set local enable_hashjoin = off; set local enable_mergejoin = off'

const fill = prepared(`with gone as (delete from stage_posting) insert into stage_posting ${stagedRows}`)

// For a source whose own dates are biased by what has survived.
const keepFirstSight = prepared(`
  update stage_posting s set month = p.month, day = (p.first_seen_at at time zone 'UTC')::date, arrival = p.arrival
    from posting p where p.id = s.id`)

/**
 * Puts the rows of one page, and no others, into the staging table, inside the caller's transaction. Postings of an open
 * source that are known keep the month, the day and the arrival of their first sight, which nothing moves.
 */
export async function stageRows(client: ClientBase, rows: string, { history }: Sight): Promise<void> {
  const bytes = stagedBytes.get(client) ?? 0
  // Emptying the files of a table takes some ten milliseconds; deleting the rows of a page takes none.
  if (bytes >= mostStagedBytes) await client.query('truncate stage_posting')
  stagedBytes.set(client, (bytes >= mostStagedBytes ? 0 : bytes) + rows.length)
  await client.query(lookUpRows)
  await ask(client, fill, [rows])
  if (history === 'open') await ask(client, keepFirstSight)
}
