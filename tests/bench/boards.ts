import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { upsertBoards } from '@/lib/db/board-store'
import { migrate } from '@/lib/db/migrate'
import { createPool } from '@/lib/db/pool'
import { syncDeclared } from '@/scrapers/prepare'
import { findSource } from '@/scrapers/registry'
import { listStatements, readLoad, readProgress, startDatabase, watchQueue } from '@/tests/bench/boards-load'
import { realSpread, startServer, startWorker, worldOf } from '@/tests/bench/boards-world'
import { UseWatch } from '@/tests/bench/process-use'
import { makeWorld } from '@/tests/support/fault-server/world'
import type { Employer } from '@/tests/support/fault-server/world'
import { sharedData } from '@/tests/support/shared-data'

export const name = 'boards'

const defaultCount = 2_000
/** Boards read with the usual distance between requests, to show what limits a worker. */
const politeCount = 40
/** Of the machine that the target is for. */
const cores = 2
const workerCount = 2
/** Share of the boards after which the programs are warm: every thread loaded, its code compiled. */
const warmShare = 0.25
/** No run ending for so long is a failure. */
const patienceMs = 180_000

const say = (line: string) => process.stdout.write(`${line}\n`)
const whole = (value: number): string => Math.round(value).toLocaleString('en')
const seconds = (ms: number): string => (ms / 1000).toFixed(1)

interface Database {
  url: string
  pid: number
  pool: pg.Pool
}

interface Mark {
  at: number
  postings: number
  /** Processor time so far. */
  workerMs: number[]
  databaseMs: number
  serverMs: number
}

interface Processes {
  watch: UseWatch
  workers: readonly number[]
  database: number
  server: number
}

/** What was done and taken so far. */
async function mark(pool: pg.Pool, { watch, workers, database, server }: Processes): Promise<Mark> {
  return {
    at: performance.now(),
    postings: (await readProgress(pool)).postings,
    workerMs: workers.map((pid) => watch.read(pid).processorMs),
    databaseMs: watch.read(database).processorMs,
    serverMs: watch.read(server).processorMs,
  }
}

/**
 * Waits until a share of the boards is read.
 * @throws Error when no run ends for minutes.
 */
async function untilRead(pool: pg.Pool, boards: number): Promise<void> {
  let last = { ended: -1, at: performance.now() }
  for (;;) {
    const { succeeded, others } = await readProgress(pool)
    if (succeeded >= boards) return
    const ended = succeeded + others
    if (ended !== last.ended) last = { ended, at: performance.now() }
    if (performance.now() - last.at > patienceMs)
      throw new Error(
        `${succeeded} boards were read, ${others} runs failed, and none ended for ${seconds(patienceMs)} s`,
      )
    await wait(250)
  }
}

/** An empty database with these boards, and no other source to be read. */
async function prepareBoards(pool: pg.Pool, employers: readonly Employer[]): Promise<void> {
  await pool.query('truncate board, run, raw_payload, posting, company, host, host_lease, cursor, data_version cascade')
  await syncDeclared(pool)
  await pool.query(`update board set state = 'paused', state_reason = 'not measured'`)
  const boards = employers.map(({ protocol, slug, name: shown }) => ({
    sourceId: protocol,
    slug,
    name: shown,
    origin: 'cli' as const,
  }))
  await upsertBoards(pool, boards, new Date())
  await pool.query('vacuum analyze')
  await pool.query('select pg_stat_statements_reset()')
}

/** How much of the time between its first and its last request each host's own delays take, for hosts asked often. */
function sayDelays(employers: readonly Employer[], report: Record<string, { starts: number[] }>): void {
  const shares = new Map<string, { share: number; demandMs: number; requests: number }>()
  for (const { protocol, slug, name: shown } of employers) {
    const policy = findSource(protocol)?.policy
    const [host = ''] = policy?.hosts({ board: slug, name: shown }) ?? []
    const starts = report[host]?.starts ?? []
    if (policy === undefined || starts.length < 10) continue
    const demandMs = (starts.length - 1) * policy.minimumDelayMs
    const tookMs = Math.max(...starts) - Math.min(...starts)
    shares.set(host, { share: demandMs / tookMs, demandMs, requests: starts.length })
  }
  const [longest] = [...shares].toSorted(([, a], [, b]) => b.demandMs - a.demandMs)
  if (longest === undefined) return
  const [host, { share, demandMs, requests }] = longest
  const all = [...shares.values()].map((each) => each.share)
  const least = Math.min(...all)
  say(
    `  politeness               ${shares.size} hosts were asked ten times or more: their delays alone take ${(100 * least).toFixed(0)} to ${(100 * Math.max(...all)).toFixed(0)} % of the time that their boards took`,
  )
  say(
    `  slowest host             ${host}: ${requests} requests need ${seconds(demandMs)} s by its delay, ${(100 * share).toFixed(0)} % of what they took`,
  )
}

interface Measurement {
  label: string
  count: number
  isPolite: boolean
  listsStatements: boolean
  /** Folder of recorded threads, of whose comments jobs are made; null for made-up texts. */
  recorded: string | null
}

async function measure(measurement: Measurement, database: Database): Promise<void> {
  const { label, count, isPolite, listsStatements, recorded } = measurement
  const { pool } = database
  // Politely, a large board would take as long as its host wants, whatever we do.
  const world = worldOf(count, isPolite ? 0 : realSpread)
  const { employers } = makeWorld(world)
  const server = await startServer(world, recorded)
  await prepareBoards(pool, employers)
  const before = await readLoad(pool)
  const queue = watchQueue(pool)
  const load = loadavg()[0] ?? 0
  const children = Array.from({ length: workerCount }, () =>
    startWorker({
      DATABASE_URL: database.url,
      SKILLTIDE_REROUTE: server.url,
      SKILLTIDE_POLITENESS: isPolite ? 'on' : 'off',
      SKILLTIDE_CONTACT: 'benchmark',
      SKILLTIDE_LOG_LEVEL: 'warn',
    }),
  )
  const workers = children.map(({ pid = 0 }) => pid)
  const watch = new UseWatch([...workers, database.pid, server.pid])
  const processes: Processes = { watch, workers, database: database.pid, server: server.pid }
  const ended = Promise.all(children.map((child) => once(child, 'exit')))
  try {
    const first = await mark(pool, processes)
    await untilRead(pool, employers.length * warmShare)
    const warm = await mark(pool, processes)
    await untilRead(pool, employers.length)
    const end = await mark(pool, processes)
    const after = await readLoad(pool)
    const report = await server.report()
    await ended
    const last = await mark(pool, processes)
    const { others } = await readProgress(pool)
    const requests = Object.values(report).reduce((sum, host) => sum + host.requests, 0)
    const took = end.at - first.at
    const since = end.postings - warm.postings
    const workerMs = end.workerMs.map((ms, index) => ms - (warm.workerMs[index] ?? 0))
    const databaseMs = end.databaseMs - warm.databaseMs
    const serverMs = end.serverMs - warm.serverMs
    const own = workerMs.reduce((sum, ms) => sum + ms, 0) + databaseMs
    const each = (ms: number) => `${(ms / since).toFixed(3)} s per 1,000 postings`
    const onCores = (ms: number) => `${whole((since * cores * 1000) / ms)} postings/s`
    const rate = (postings: number, ms: number) => `${whole((postings * 1000) / ms)} postings/s`
    say(
      `${label}: ${after.boards} of ${whole(employers.length)} boards read, ${whole(after.facts)} postings stored and tagged (${recorded === null ? 'made-up' : 'recorded'} texts); ${others} runs failed`,
    )
    say(
      `  from start to end        ${seconds(took)} s, ${rate(end.postings, took)}, the start of two processes included`,
    )
    say(
      `  warm                     ${whole(since)} postings in ${seconds(end.at - warm.at)} s, ${rate(since, end.at - warm.at)}`,
    )
    say(
      `  machine                  load ${load.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after; all of this took ${((100 * (own + serverMs)) / (cores * (end.at - warm.at))).toFixed(0)} % of ${cores} cores`,
    )
    for (const [index, ms] of workerMs.entries())
      say(
        `  worker ${index + 1}                 ${each(ms)}; ${seconds((warm.workerMs[index] ?? 0) - (first.workerMs[index] ?? 0))} s before it was warm; peak ${whole(watch.read(workers[index] ?? 0).peakMiB)} MiB`,
      )
    say(`  Postgres                 ${each(databaseMs)}`)
    say(
      `  answering server         ${each(serverMs)}, ${whole(requests)} requests (not ours: ${((100 * serverMs) / (own + serverMs)).toFixed(0)} % of all)`,
    )
    say(
      `  workers and Postgres     ${each(own)}: on ${cores} idle cores ${onCores(own)}, ${onCores(own + serverMs)} with the server on them too`,
    )
    say(
      `  statements               ${((after.statements - before.statements) / after.facts).toFixed(2)} a posting; transactions ${((after.transactions - before.transactions) / after.facts).toFixed(2)} a posting`,
    )
    say(
      `  written ahead (WAL)      ${whole((after.wal - before.wal) / 1024 ** 2)} MiB, ${((after.wal - before.wal) / 1024 / after.facts).toFixed(1)} KiB a posting; database ${whole((after.size - before.size) / 1024 ** 2)} MiB larger`,
    )
    const { waiting, longestS } = queue.stop()
    say(`  queue                    at most ${waiting} boards waited, the longest ${longestS.toFixed(1)} s`)
    say(`  orderly end              ${seconds(last.at - end.at)} s after the last board`)
    if (isPolite) sayDelays(employers, report)
    if (listsStatements) for (const line of await listStatements(pool)) say(`    ${line}`)
  } finally {
    for (const child of children) child.kill('SIGKILL')
    queue.stop()
    watch.stop()
    server.close()
  }
}

function recordedThreads(): string {
  const folder = sharedData()
  if (folder === null) throw new Error('set SKILLTIDE_SHARED_DATA to the folder of recorded data')
  return join(folder, 'hn-algolia/items')
}

/**
 * `npm run bench -- boards [count] [statements] [recorded]`: two worker processes read generated boards from a local
 * server, then some politely. `statements` lists what took most of the database's time; with `recorded`, jobs say what
 * recorded advertisements say, several together: they name twice as many skills as usual. Fails when a board is not read.
 */
export async function run([given, ...options]: string[]): Promise<void> {
  const count = given === undefined ? defaultCount : Number(given)
  if (!Number.isSafeInteger(count) || count < 1) throw new Error('the count is a whole number from 1')
  const folder = await mkdtemp(join(tmpdir(), 'skilltide-bench-'))
  // The server runs as another account when this runs as root, and must get into the folder.
  await chmod(folder, 0o755)
  const server = await startDatabase(folder)
  const pool = createPool(server.url)
  const shared = {
    listsStatements: options.includes('statements'),
    recorded: options.includes('recorded') ? recordedThreads() : null,
  }
  const database = { ...server, pool }
  try {
    await migrate(server.url)
    await measure({ ...shared, label: 'Not polite', count, isPolite: false }, database)
    if (given === undefined || count > politeCount)
      await measure(
        { ...shared, label: 'Polite', count: politeCount, isPolite: true, listsStatements: false },
        database,
      )
  } finally {
    await pool.end()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
