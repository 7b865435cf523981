import type pg from 'pg'
import { z } from 'zod'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import type { EmbeddedPostgres } from '@/lib/db/embedded'
import { createPool } from '@/lib/db/pool'

const progressQuery = `
  select count(*) filter (where status = 'succeeded') as succeeded, count(*) filter (where status not in ('succeeded', 'running')) as others,
         coalesce(sum(inserted), 0) as postings from run`
const Progress = z.tuple([z.object({ succeeded: z.number(), others: z.number(), postings: z.number() })])

/** Runs that ended, and postings stored: from the rows of runs, which are few. */
export const readProgress = async (pool: pg.Pool) => Progress.parse((await pool.query(progressQuery)).rows)[0]

const loadQuery = `
  select (select xact_commit from pg_stat_database where datname = current_database()) as transactions,
         (select coalesce(sum(calls), 0) from pg_stat_statements) as statements,
         pg_current_wal_lsn() - '0/0'::pg_lsn as wal, pg_database_size(current_database()) as size,
         (select count(*) from posting_fact) as facts,
         (select count(*) from board where succeeded_at is not null) as boards`
const Load = z.tuple([
  z.object({
    transactions: z.coerce.number(),
    statements: z.coerce.number(),
    wal: z.coerce.number(),
    size: z.coerce.number(),
    facts: z.number(),
    boards: z.number(),
  }),
])

export const readLoad = async (pool: pg.Pool) => Load.parse((await pool.query(loadQuery)).rows)[0]

const waitQuery = `
  select count(*)::int as waiting, coalesce(max(extract(epoch from clock_timestamp() - run_at)), 0)::float8 as longest
    from graphile_worker.jobs where locked_at is null`
const Waits = z.array(z.object({ waiting: z.int(), longest: z.number() }))

/** How long boards wait in the queue, sampled. */
export function watchQueue(pool: pg.Pool): { stop: () => { waiting: number; longestS: number } } {
  let waiting = 0
  let longestS = 0
  const look = async () => {
    const rows = await pool.query(waitQuery).then(
      (result) => result.rows,
      // The first worker makes the table.
      () => [],
    )
    for (const row of Waits.parse(rows)) {
      waiting = Math.max(waiting, row.waiting)
      longestS = Math.max(longestS, row.longest)
    }
  }
  const timer = setInterval(() => void look(), 500)
  return {
    stop: () => {
      clearInterval(timer)
      return { waiting, longestS }
    },
  }
}

const statementsQuery = `
  select calls, round(total_exec_time + total_plan_time) as ms, wal_bytes / 1024 as wal,
         left(regexp_replace(query, '\\s+', ' ', 'g'), 110) as query
    from pg_stat_statements order by total_exec_time + total_plan_time desc limit 30`
const Statements = z.array(
  z.object({ calls: z.coerce.number(), ms: z.coerce.number(), wal: z.coerce.number(), query: z.string() }),
)

/** The statements that took most time, one a line. */
export async function listStatements(pool: pg.Pool): Promise<string[]> {
  const rows = Statements.parse((await pool.query(statementsQuery)).rows)
  return rows.map(({ calls, ms, wal, query }) => {
    const each = (ms / calls).toFixed(3)
    return `${String(ms).padStart(7)} ms ${String(calls).padStart(7)} x ${each.padStart(8)} ms ${wal.toFixed(0).padStart(8)} KiB WAL  ${query}`
  })
}

/** A server of its own with the usual settings, that counts statements. */
export async function startDatabase(dataDir: string): Promise<EmbeddedPostgres> {
  const change = async (url: string, sql: string) => {
    const pool = createPool(url)
    await pool.query(sql)
    await pool.end()
  }
  const server = await startEmbeddedPostgres({ dataDir })
  await change(server.url, `alter system set shared_preload_libraries = 'pg_stat_statements'`)
  await server.stop()
  const counting = await startEmbeddedPostgres({ dataDir })
  await change(counting.url, 'create extension pg_stat_statements')
  return counting
}
