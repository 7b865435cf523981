import type { ClientBase } from 'pg'
import { z } from 'zod'
import { ask, prepared } from '@/lib/db/prepared'
import type { Scope } from '@/lib/db/run-store'

/** Runs looked back on for what is usual. */
export const runsLookedAt = 5

/** SQL: whether a run in good order has a say in what is usual. @param run name of its row */
export const tellsUsual = (run: string): string =>
  `(${run}.params ? 'listed' or coalesce(${run}.params->>'acceptsLosses' = 'true', false))`

// A run that a person accepted with its losses says what is usual from then on; one older than the last few says nothing.
const medians = prepared(`
  with recent as (
    select started_at, params from run
     where source_id = $1 and scope = $2 and status = 'succeeded' and ${tellsUsual('run')}
     order by started_at desc limit ${runsLookedAt}
  )
  select each.key as listing, percentile_cont(0.5) within group (order by each.value::int) as median
    from recent, jsonb_each_text(recent.params->'listed') each
   where recent.started_at >= coalesce(
     (select max(started_at) from recent accepted where accepted.params->>'acceptsLosses' = 'true'), '-infinity')
   group by each.key`)

/** Records that each listing of a scope usually has: the median of its last five good runs. */
export async function readUsualCounts(client: ClientBase, { sourceId, scope }: Scope): Promise<Map<string, number>> {
  const { rows } = await ask(client, medians, [sourceId, scope])
  const parsed = z.array(z.object({ listing: z.string(), median: z.number() })).parse(rows)
  return new Map(parsed.map((row) => [row.listing, row.median]))
}

const keepListed = prepared(`update run set params = params || jsonb_build_object('listed', $2::jsonb) where id = $1`)

/** Keeps with a run how many records its listings had. */
export async function recordListedCounts(
  client: ClientBase,
  runId: string,
  counts: ReadonlyMap<string, number>,
): Promise<void> {
  await ask(client, keepListed, [runId, JSON.stringify(Object.fromEntries(counts))])
}

const openOfListings = prepared(`
  select count(*)::int as open from posting
   where source_id = $1 and listing = any($2) and closed_at is null and withdrawn_at is null`)

/** Postings of some listings of a source that are open. */
export async function countOpen(client: ClientBase, sourceId: string, listings: readonly string[]): Promise<number> {
  const { rows } = await ask(client, openOfListings, [sourceId, listings])
  return z.tuple([z.object({ open: z.int() })]).parse(rows)[0].open
}

/** When a scope was first read; null before any run of it. */
export async function readFirstRunAt(client: ClientBase, { sourceId, scope }: Scope): Promise<Date | null> {
  const { rows } = await client.query(
    `select min(started_at) as at from run where source_id = $1 and scope = $2 and trigger in ('worker', 'cli')`,
    [sourceId, scope],
  )
  return z.tuple([z.object({ at: z.date().nullable() })]).parse(rows)[0].at
}
