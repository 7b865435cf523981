import { fork, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { z } from 'zod'
import { upsertBoards } from '@/lib/db/board-store'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import type { EmbeddedPostgres } from '@/lib/db/embedded'
import { migrate } from '@/lib/db/migrate'
import { createPool } from '@/lib/db/pool'
import { inheritEnvironment } from '@/lib/env'
import { UseWatch } from '@/tests/bench/process-use'
import { makeWorld } from '@/tests/support/fault-server/world'
import type { Protocol, WorldOptions } from '@/tests/support/fault-server/world'

export const name = 'boards'

const defaultCount = 2_000
/** Boards read with the usual distance between requests, to show what limits a worker. */
const politeCount = 40
/** Of the machine that the target is for. */
const cores = 2
const workerCount = 2
const say = (line: string) => process.stdout.write(`${line}\n`)
const whole = (value: number): string => Math.round(value).toLocaleString('en')

/** Of a hundred boards, as in the curated list; sites read job by job are the larger ones. */
const shares: Record<Protocol, number> = {
  greenhouse: 52,
  ashby: 26,
  lever: 15,
  recruitee: 2,
  smartrecruiters: 2,
  workday: 3,
}
const jobs = {
  greenhouse: { usual: 20 },
  ashby: { usual: 20 },
  lever: { usual: 20 },
  recruitee: { usual: 20 },
  smartrecruiters: { usual: 40 },
  workday: { usual: 60 },
}

function worldOf(count: number): WorldOptions {
  const boardsOf = (protocol: Protocol) => Math.max(1, Math.round((count * shares[protocol]) / 100))
  const boards = {
    greenhouse: boardsOf('greenhouse'),
    lever: boardsOf('lever'),
    ashby: boardsOf('ashby'),
    recruitee: boardsOf('recruitee'),
    smartrecruiters: boardsOf('smartrecruiters'),
    workday: boardsOf('workday'),
  }
  return { seed: 5, boards, jobs }
}

const Told = z.object({ url: z.string() })
const Seen = z.object({ report: z.record(z.string(), z.object({ requests: z.number(), mostInFlight: z.number() })) })
const Message = z.tuple([z.unknown()]).rest(z.unknown())

async function startServer(options: WorldOptions): Promise<{ child: ChildProcess; url: string }> {
  const child = fork('tests/support/fault-server/server-process.ts', [JSON.stringify(options)], {
    execArgv: ['--import', 'tsx'],
  })
  const [told] = Message.parse(await once(child, 'message'))
  return { child, url: Told.parse(told).url }
}

/** A worker as an operator starts it. */
function startWorker(env: Record<string, string>): ChildProcess {
  const { BENCH_WORKER_FLAGS = '' } = inheritEnvironment({})
  const flags = BENCH_WORKER_FLAGS.split(' ').filter(Boolean)
  return spawn(process.execPath, [...flags, '--import', 'tsx', 'scrapers/cli/main.ts', 'worker', '--until-idle'], {
    env: inheritEnvironment(env),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

const loadQuery = `
  select (select xact_commit from pg_stat_database where datname = current_database()) as transactions,
         pg_current_wal_lsn() - '0/0'::pg_lsn as wal, pg_database_size(current_database()) as size,
         (select count(*) from posting) as postings, (select count(*) from raw_payload) as payloads,
         (select count(*) from run where status = 'succeeded') as succeeded,
         (select count(*) from run where status <> 'succeeded') as others`
const LoadRow = z.object({
  transactions: z.coerce.number(),
  wal: z.coerce.number(),
  size: z.coerce.number(),
  postings: z.number(),
  payloads: z.number(),
  succeeded: z.number(),
  others: z.number(),
})
const readLoad = async (pool: pg.Pool) => z.tuple([LoadRow]).parse((await pool.query(loadQuery)).rows)[0]

const waitQuery = `
  select count(*)::int as waiting, coalesce(max(extract(epoch from clock_timestamp() - run_at)), 0)::float8 as longest
    from graphile_worker.jobs where locked_at is null`

/** How long boards wait in the queue, sampled. */
function watchQueue(pool: pg.Pool): { stop: () => { waiting: number; longestS: number } } {
  let waiting = 0
  let longestS = 0
  const look = async () => {
    const rows = await pool.query(waitQuery).then(
      (result) => result.rows,
      // The first worker makes the table.
      () => [],
    )
    for (const row of z.array(z.object({ waiting: z.int(), longest: z.number() })).parse(rows)) {
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
  select calls, round(total_exec_time) as ms, round((total_exec_time / calls)::numeric, 3) as each, wal_bytes / 1024 as wal, left(regexp_replace(query, '\\s+', ' ', 'g'), 100) as query
    from pg_stat_statements order by total_exec_time desc limit 30`

/** Only when it was asked for: counting takes a little time itself. */
async function sayStatements(pool: pg.Pool, postings: number): Promise<void> {
  const { rows } = await pool.query(`select from pg_extension where extname = 'pg_stat_statements'`)
  if (rows.length === 0) return
  const Row = z.object({
    calls: z.coerce.number(),
    ms: z.coerce.number(),
    each: z.coerce.number(),
    wal: z.coerce.number(),
    query: z.string(),
  })
  const total = z
    .tuple([z.object({ calls: z.coerce.number() })])
    .parse((await pool.query('select sum(calls) as calls from pg_stat_statements')).rows)[0]
  say(`  statements               ${(total.calls / postings).toFixed(2)} a posting`)
  for (const row of z.array(Row).parse((await pool.query(statementsQuery)).rows))
    say(
      `    ${String(row.ms).padStart(7)} ms ${String(row.calls).padStart(7)} x ${String(row.each).padStart(8)} ms ${whole(row.wal).padStart(8)} KiB WAL  ${row.query}`,
    )
}

interface Database {
  url: string
  pid: number
  pool: pg.Pool
}

/** Share of the boards after which the programs are warm: every thread loaded, its code compiled. */
const warmShare = 0.25

interface Mark {
  at: number
  postings: number
  workerMs: number[]
  databaseMs: number
  serverMs: number
}

/** What was done and taken so far. */
async function mark(pool: pg.Pool, processes: Processes): Promise<Mark> {
  const { watch, pids, databasePid, serverPid } = processes
  return {
    at: performance.now(),
    postings: (await readLoad(pool)).postings,
    workerMs: pids.map((pid) => watch.read(pid).processorMs),
    databaseMs: watch.read(databasePid).processorMs,
    serverMs: watch.read(serverPid).processorMs,
  }
}

interface Processes {
  watch: UseWatch
  pids: readonly number[]
  databasePid: number
  serverPid: number
}

/** The mark from which the workers are warm. */
async function markWhenWarm(pool: pg.Pool, boards: number, processes: Processes): Promise<Mark> {
  for (;;) {
    const { succeeded } = await readLoad(pool)
    if (succeeded >= boards * warmShare) return mark(pool, processes)
    await wait(50)
  }
}

async function measure(label: string, database: Database, options: WorldOptions, isPolite: boolean): Promise<void> {
  const { pool } = database
  const { employers } = makeWorld(options)
  const server = await startServer(options)
  await pool.query('truncate board, run, raw_payload, posting, company, host, host_lease, cursor, data_version cascade')
  const boards = employers.map(({ protocol, slug, name: shown }) => ({
    sourceId: protocol,
    slug,
    name: shown,
    origin: 'cli' as const,
  }))
  await upsertBoards(pool, boards, new Date())
  await pool.query('vacuum analyze')
  await pool.query('select pg_stat_statements_reset()').catch(() => undefined)
  const before = await readLoad(pool)
  const queue = watchQueue(pool)
  const load = loadavg()[0] ?? 0
  const firstAt = performance.now()
  const workers = Array.from({ length: workerCount }, () =>
    startWorker({
      DATABASE_URL: database.url,
      SKILLTIDE_REROUTE: server.url,
      SKILLTIDE_POLITENESS: isPolite ? 'on' : 'off',
      SKILLTIDE_CONTACT: 'benchmark',
      SKILLTIDE_LOG_LEVEL: 'warn',
    }),
  )
  const pids = workers.map(({ pid = 0 }) => pid)
  const [databasePid, serverPid] = [database.pid, server.child.pid ?? 0]
  const watch = new UseWatch([...pids, databasePid, serverPid])
  const processes: Processes = { watch, pids, databasePid, serverPid }
  const ended = Promise.all(workers.map((child) => once(child, 'exit')))
  const warm = await markWhenWarm(pool, employers.length, processes)
  await ended
  const end = await mark(pool, processes)
  const after = await readLoad(pool)
  const { waiting, longestS } = queue.stop()
  watch.stop()
  server.child.send('report')
  const [told] = Message.parse(await once(server.child, 'message'))
  const { report } = Seen.parse(told)
  const requests = Object.values(report).reduce((sum, host) => sum + host.requests, 0)
  const { postings } = after
  const since = end.postings - warm.postings
  const workerMs = end.workerMs.map((ms, index) => ms - (warm.workerMs[index] ?? 0))
  const databaseMs = end.databaseMs - warm.databaseMs
  const serverMs = end.serverMs - warm.serverMs
  const own = workerMs.reduce((sum, ms) => sum + ms, 0) + databaseMs
  const each = (ms: number) => `${(ms / since).toFixed(3)} s per 1,000 postings`
  const onCores = (ms: number) => `${whole((since * cores * 1000) / ms)} postings/s`
  const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1)
  say(
    `${label}: ${whole(employers.length)} boards, ${whole(postings)} postings stored and tagged, ${after.succeeded} runs succeeded, ${after.others} did not`,
  )
  say(
    `  from start to end        ${seconds(firstAt, end.at)} s; load of the machine ${load.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after`,
  )
  say(
    `  warm, ${whole(since)} postings     ${seconds(warm.at, end.at)} s, ${whole((since * 1000) / (end.at - warm.at))} postings/s`,
  )
  for (const [index, ms] of workerMs.entries())
    say(
      `  worker ${index + 1}                 ${each(ms)}; ${((warm.workerMs[index] ?? 0) / 1000).toFixed(1)} s before it was warm; peak ${whole(watch.read(pids[index] ?? 0).peakMiB)} MiB`,
    )
  say(`  Postgres                 ${each(databaseMs)}`)
  say(
    `  answering server         ${each(serverMs)}, ${whole(requests)} requests (not ours: ${((100 * serverMs) / (own + serverMs)).toFixed(0)} % of all)`,
  )
  say(
    `  workers and Postgres     ${each(own)}: on ${cores} idle cores ${onCores(own)}, ${onCores(own + serverMs)} with the server on them too`,
  )
  const transactions = after.transactions - before.transactions
  say(
    `  transactions             ${whole(transactions)}, ${(transactions / postings).toFixed(2)} a posting, ${(transactions / requests).toFixed(1)} a request`,
  )
  say(
    `  written ahead (WAL)      ${whole((after.wal - before.wal) / 1024 ** 2)} MiB, ${((after.wal - before.wal) / 1024 / postings).toFixed(1)} KiB a posting; database ${whole((after.size - before.size) / 1024 ** 2)} MiB larger`,
  )
  say(`  queue                    at most ${waiting} boards waited, the longest ${longestS.toFixed(1)} s`)
  await sayStatements(pool, postings)
  server.child.disconnect()
}

/** A server of its own; with `countsStatements`, one that keeps what each statement took. */
async function startDatabase(dataDir: string, countsStatements: boolean): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir })
  if (!countsStatements) return server
  const change = async (url: string, sql: string) => {
    const pool = createPool(url)
    await pool.query(sql)
    await pool.end()
  }
  await change(server.url, `alter system set shared_preload_libraries = 'pg_stat_statements'`)
  await server.stop()
  const counting = await startEmbeddedPostgres({ dataDir })
  await change(counting.url, 'create extension pg_stat_statements')
  return counting
}

/** `npm run bench -- boards [count] [statements]`: two worker processes read generated boards from a local server, then some politely. */
export async function run([given, ...options]: string[]): Promise<void> {
  const count = given === undefined ? defaultCount : Number(given)
  if (!Number.isSafeInteger(count) || count < 1) throw new Error('the count is a whole number from 1')
  const folder = await mkdtemp(join(tmpdir(), 'skilltide-bench-'))
  // The server runs as another account when this runs as root, and must get into the folder.
  await chmod(folder, 0o755)
  const server = await startDatabase(folder, options.includes('statements'))
  const pool = createPool(server.url)
  try {
    await migrate(server.url)
    await measure('Not polite', { ...server, pool }, worldOf(count), false)
    if (given === undefined || count > politeCount)
      await measure('Polite', { ...server, pool }, worldOf(politeCount), true)
  } finally {
    await pool.end()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
