import type { Pool } from 'pg'
import { z } from 'zod'
import { groupingRunId } from '@/lib/db/version-store'

/** Rows looked at by one statement. */
const batchSize = 5_000

// A change is told with all that lies between two versions that can be asked, and a retag by the version before it: rows are
// joined within these spans, into the newest of them. Counted from the newest, a row's span is the boundaries from it on.
const batchSql = (work: string): string => `
  with batch as materialized (
    select d.*, s.id is not null or coalesce(run.trigger = 'retag', false) as is_boundary,
           case when run.trigger in ('retag', 'replay') or d.run_id = $3 then d.run_id end as cause
      from data_version d left join run on run.id = d.run_id
           left join sealed_version s on s.id = d.id and s.dropped_at is null
     where d.id > $1 and d.at < $2 order by d.id limit ${batchSize}
  ), spanned as (
    select *, count(*) filter (where is_boundary) over (order by id desc) as span from batch
  ), told as materialized (
    select id, months, changed, max(id) over (
             partition by span, (at at time zone 'UTC')::date, cause, source_id, taxonomy_version, rules_version) as into_id
      from spanned
  ), gone as (${work})
  select max(id) as last, (select count(*) from gone) as gone from batch`

const join = batchSql(`
  delete from data_version d using told where d.id = told.id and told.id <> told.into_id returning d.id
  ), joined as (
    update data_version d set changed = sums.changed, months = array(
             select distinct month from told, unnest(told.months) as month where told.into_id = d.id order by month)
      from (select into_id, sum(changed)::int as changed from told group by into_id having count(*) > 1) sums
     where d.id = sums.into_id`)
const choose = batchSql('select id from told where id <> into_id')

const Batch = z.tuple([z.object({ last: z.int().nullable(), gone: z.int() })])

/**
 * Joins data versions made before an instant that cannot be asked, of one day, source and cause, into the newest of them,
 * a few at a time: what /changes tells stays as it is. With `isDryRun` it counts what would be joined.
 * @returns rows that went, or would go at least: what one batch leaves of a day, the next call joins.
 */
export async function joinVersions(
  pool: Pool,
  { before, isDryRun, signal }: { before: Date; isDryRun: boolean; signal: AbortSignal },
): Promise<number> {
  let gone = 0
  let after = 0
  while (!signal.aborted) {
    const { rows } = await pool.query(isDryRun ? choose : join, [after, before, groupingRunId])
    const [batch] = Batch.parse(rows)
    if (batch.last === null) break
    gone += batch.gone
    after = batch.last
  }
  return gone
}
