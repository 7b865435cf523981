import type { Pool } from 'pg'
import { z } from 'zod'
import { groupingRunId } from '@/lib/db/version-store'

/**
 * Longest rest of one round, and so much may be owed when what has ended is sealed. What was changed is on the pages after this
 * time at the latest, and after twice of it while a run goes on.
 */
const mostMs = 300_000

const State = z.tuple([z.object({ is_behind: z.boolean(), has_ended: z.boolean(), owed_ms: z.number() })])

// A batch of changes has ended when its source is no longer read: of a source of boards, when none of them is. Groupings run
// beside all readings, and end with what they have to group. The upper bounds say to the planner that these are few: with one
// bound it takes them for a third of the table and reads all of it, each second.
const stateSql = `
  select newest.id is not null and (newest.id is distinct from s.id or newest.id is distinct from g.version) as is_behind,
         exists (
           select from data_version d
            where d.id > coalesce(s.id, 0) and d.id <= newest.id
              and not exists (select from run where status = 'running' and (source_id = d.source_id or d.run_id = $1))
              and not (d.run_id = $1 and exists (
                select from data_version other
                 where other.id > coalesce(g.version, 0) and other.id <= newest.id and other.run_id <> $1))
         ) as has_ended,
         coalesce(extract(epoch from s.rests_until - clock_timestamp()) * 1000, 0)::float8 as owed_ms
    from (select max(id) as id from data_version) newest
    left join (select id, rests_until from sealed_version order by id desc limit 1) s on true
    left join vacancy_grouping g on g.id = 1`

/**
 * Whether it is time to group and seal, for all workers together: what a run has stored on its way waits until no rest is owed;
 * what has ended is sealed at once, on credit, which later rounds wait for (a virtual-scheduling leaky bucket, as ITU-T I.371
 * has it). So the share of sealing stays what it is, however many boards end.
 */
export async function isSealingDue(pool: Pool): Promise<boolean> {
  const [state] = State.parse((await pool.query(stateSql, [groupingRunId])).rows)
  // More than two rests are never owed, unless the clock was set back.
  const owedMs = state.owed_ms > 2 * mostMs ? 0 : state.owed_ms
  return state.is_behind && owedMs <= (state.has_ended ? mostMs : 0)
}

// After the rests that are owed already. Before anything is sealed there is nobody to rest for.
const addRest = `
  update sealed_version
     set rests_until = least(greatest(rests_until, clock_timestamp()), clock_timestamp() + $2 * interval '1 millisecond')
                       + least($1::float8, $2) * interval '1 millisecond'
   where id = (select max(id) from sealed_version)`

/** Adds to the rest that is owed. */
export async function oweRest(pool: Pool, ms: number): Promise<void> {
  await pool.query(addRest, [ms, mostMs])
}
