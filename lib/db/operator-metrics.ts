import type { Pool } from 'pg'
import { z } from 'zod'
import { tallyBoards } from '@/lib/db/board-overview'
import { readIndexLag } from '@/lib/db/index-lag'
import { rememberByCost } from '@/lib/db/remember-by-cost'
import { beatLostAfterMs } from '@/lib/db/worker-beat'
import type { BoardTally } from '@/lib/domain/board'
import type { IndexLag } from '@/lib/domain/operator-views'

const dayMs = 24 * 60 * 60 * 1000

/** A count by labels, as a query gives it. */
const Counted = z.array(z.record(z.string(), z.union([z.string(), z.number()])).and(z.object({ count: z.number() })))
export type Counted = z.infer<typeof Counted>

/** What the metrics of an installation are made of. */
export interface OperatorFigures {
  /** By source, arrival (`flow`, `stock`) and state (`open`, `closed`, `withdrawn`). */
  postings: Counted
  /** By source and status, of the runs that began within a day. */
  runs: Counted
  /** By source. */
  rejects: Counted
  payloadBytes: Counted
  tallies: BoardTally[]
  /** End of the newest run of a source that came to its end. */
  lastSuccess: { source: string; at: Date }[]
  queue: { waiting: number; running: number; failed: number }
  closedHosts: number
  workersAlive: number
  index: IndexLag
}

type Stored = Pick<OperatorFigures, 'postings' | 'rejects' | 'payloadBytes'>

const postings = `
  select source_id as source, arrival,
         case when withdrawn_at is not null then 'withdrawn' when closed_at is not null then 'closed' else 'open' end as state,
         count(*) as count
    from posting group by 1, 2, 3 order by 1, 2, 3`
const rejects = 'select source_id as source, count(*) as count from reject group by 1 order by 1'
const payloadBytes = `
  select source_id as source, sum(octet_length(body)) as count from raw_payload group by 1 order by 1`
const runs = `
  select source_id as source, status, count(*) as count from run where started_at > $1 group by 1, 2 order by 1, 2`

async function count(pool: Pool, sql: string, values: unknown[] = []): Promise<Counted> {
  return Counted.parse((await pool.query(sql, values)).rows)
}

async function countStored(pool: Pool): Promise<Stored> {
  const [ofPostings, ofRejects, ofPayloads] = await Promise.all([
    count(pool, postings),
    count(pool, rejects),
    count(pool, payloadBytes),
  ])
  return { postings: ofPostings, rejects: ofRejects, payloadBytes: ofPayloads }
}

const storedOf = new WeakMap<Pool, () => Promise<Stored>>()

/** Counts of whole tables, which a scrape cannot read each time once years lie in them. */
function recallStored(pool: Pool): Promise<Stored> {
  const recall = storedOf.get(pool) ?? rememberByCost(() => countStored(pool))
  storedOf.set(pool, recall)
  return recall()
}

const successes = `
  select source.id as source, last.at from source cross join lateral (
    select finished_at as at from run where run.source_id = source.id and status = 'succeeded'
     order by started_at desc limit 1) as last where last.at is not null order by source.id`

/** The queue makes its tables when the first worker starts; before, nothing waits. */
async function readQueue(pool: Pool): Promise<OperatorFigures['queue']> {
  const { rows } = await pool.query(`select to_regclass('graphile_worker.jobs') is not null as exists`)
  const [{ exists }] = z.tuple([z.object({ exists: z.boolean() })]).parse(rows)
  if (!exists) return { waiting: 0, running: 0, failed: 0 }
  const result = await pool.query(
    `select count(*) filter (where locked_at is null and attempts < max_attempts) as waiting,
            count(*) filter (where locked_at is not null) as running,
            count(*) filter (where locked_at is null and attempts >= max_attempts) as failed
       from graphile_worker.jobs`,
  )
  return z.tuple([z.object({ waiting: z.number(), running: z.number(), failed: z.number() })]).parse(result.rows)[0]
}

const Single = z.object({ closed_hosts: z.number(), workers: z.number() })

const single = `
  select (select count(*) from host where closed_at is not null) as closed_hosts,
         (select count(*) from worker where stopped_at is null and beat_at > $1) as workers`

/** Reads everything that the metrics tell, in a handful of queries. What is counted of whole tables may be older than the rest. */
export async function readOperatorFigures(pool: Pool, now: Date): Promise<OperatorFigures> {
  const [stored, ofRuns, tallies, queue] = await Promise.all([
    recallStored(pool),
    count(pool, runs, [new Date(now.getTime() - dayMs)]),
    tallyBoards(pool),
    readQueue(pool),
  ])
  const lastSuccess = z.array(z.object({ source: z.string(), at: z.date() })).parse((await pool.query(successes)).rows)
  const { rows } = await pool.query(single, [new Date(now.getTime() - beatLostAfterMs)])
  const [one] = z.tuple([Single]).parse(rows)
  return {
    ...stored,
    runs: ofRuns,
    tallies,
    lastSuccess,
    queue,
    closedHosts: one.closed_hosts,
    workersAlive: one.workers,
    index: await readIndexLag(pool),
  }
}
