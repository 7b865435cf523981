import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import type { EmbeddedPostgres } from '@/lib/db/embedded'
import { migrate } from '@/lib/db/migrate'
import { createPool } from '@/lib/db/pool'
import { countPostings } from '@/lib/db/retag-store'
import { createStaging } from '@/lib/db/stage-page'
import { storePage } from '@/lib/db/ingest-store'
import { Month } from '@/lib/domain/month'
import { openProcessPool } from '@/scrapers/process-pool'
import { syncDeclared } from '@/scrapers/prepare'
import { findSource } from '@/scrapers/registry'
import { UseWatch } from '@/tests/bench/process-use'
import type { ProcessUse } from '@/tests/bench/process-use'
import { readServerTime } from '@/tests/bench/server-time'
import { sharedData } from '@/tests/support/shared-data'
import { workerArguments } from '@/lib/launch/worker-flags'

export const name = 'retag'

const defaultCount = 200_000
/** Of the machine that the target is for. */
const cores = 2
const say = (line: string) => process.stdout.write(`${line}\n`)
const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(0)
const whole = (value: number): string => Math.round(value).toLocaleString('en')

const Header = z.object({ title: z.string() })
const monthNames = 'January February March April May June July August September October November December'.split(' ')

function monthOfTitle(body: Buffer): Month {
  const [, name = '', year = ''] = /\((\w+) (\d{4})\)/.exec(Header.parse(JSON.parse(body.toString())).title) ?? []
  return Month.parse(`${year}-${String(monthNames.indexOf(name) + 1).padStart(2, '0')}`)
}

/** Stores the recorded threads, processed in the threads as ingest does, until there are enough postings or no more. */
async function fillReal(pool: pg.Pool, folder: string, count: number): Promise<void> {
  const source = findSource('hackernews')
  if (source === undefined) throw new Error('the source is gone')
  const processors = openProcessPool()
  const client = await pool.connect()
  const id = '00000000-0000-8000-8000-000000000000'
  try {
    await createStaging(client)
    let stored = 0
    const files = (await readdir(join(folder, 'hn-algolia/items'))).toSorted()
    // Every thread processes while the one before is stored.
    let ahead: Promise<void> = Promise.resolve()
    for (const file of files) {
      if (stored >= count) break
      const body = gunzipSync(await readFile(join(folder, 'hn-algolia/items', file)))
      const month = monthOfTitle(body)
      const { postings } = await processors.process(source, {
        key: file,
        url: file,
        status: 200,
        headers: {},
        body,
        context: { month },
      })
      stored += postings.length
      await ahead
      const at = new Date()
      ahead = storePage(client, {
        sourceId: source.id,
        scope: 'all',
        runId: id,
        parserVersion: 1,
        givesFields: false,
        rulesVersion: '0',
        taxonomyVersion: '0',
        at,
        position: '',
        sight: { kind: 'crawl', history: 'complete', firstAt: at, lastAt: at, arrival: 'flow' },
        payloads: [{ payloadId: id, payloadKey: file, postings: postings.slice(0, count), rejects: [], skipped: 0 }],
        absent: {
          kind: 'listings',
          listings: [],
          limits: { maximumShare: 0, usual: new Map(), acceptsLosses: false, isWindow: false },
        },
        cursor: null,
      }).then(() => undefined)
    }
    await ahead
  } finally {
    client.release()
    await processors.close()
  }
}

/** What hangs on a posting, and the column that names it. */
const keyByTable = {
  posting: 'id',
  posting_fact: 'posting_id',
  posting_place: 'posting_id',
  posting_signal: 'posting_id',
  posting_any_of: 'posting_id',
}

/** Copies of the real postings under other ids, texts and all, until there are `count`. */
async function grow(pool: pg.Pool, count: number): Promise<void> {
  const columns = async (table: string) =>
    z
      .array(z.object({ name: z.string() }))
      .parse(
        (
          await pool.query(
            `select quote_ident(attname) as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
            [table],
          )
        ).rows,
      )
      .map((row) => row.name)
  const tables = await Promise.all(
    Object.entries(keyByTable).map(async ([table, key]) => ({ table, key, names: await columns(table) })),
  )
  const copied = (id: string, copy: string) => `md5(${id}::text || ${copy})::uuid`
  const value = (column: string, key: string): string => {
    if (column === key) return copied(`t.${key}`, '$1')
    if (column === 'external_id') return `t.external_id || '-' || $1`
    // A posting that names no employer stands for one of its own.
    if (column === 'employer_id')
      return `case when t.employer_id = t.posting_id then ${copied('t.posting_id', '$1')} else t.employer_id end`
    return `t.${column}`
  }
  const real = Number((await pool.query('select count(*) as n from posting')).rows[0]?.n)
  await pool.query('create table real_id as select id from posting order by id')
  const client = await pool.connect()
  try {
    // Copies point where their originals do: what was checked once need not be checked again.
    await client.query(`set session_replication_role = replica; set synchronous_commit = off`)
    for (let have = real, copy = 1; have < count; have += real, copy++) {
      const ids = `(select id from real_id order by id limit ${Math.min(real, count - have)})`
      for (const { table, key, names } of tables)
        await client.query(
          `insert into ${table} (${names.join(', ')})
           select ${names.map((name) => value(name, key)).join(', ')} from ${table} t where t.${key} in ${ids}`,
          [String(copy)],
        )
    }
  } finally {
    client.release(true)
  }
  await pool.query('drop table real_id')
  await pool.query('vacuum (analyze)')
}

const Outcome = z.object({
  status: z.string(),
  counts: z.object({ seen: z.number(), updated: z.number() }),
  changedFacts: z.number().nullable(),
  error: z.string().nullable(),
  times: z.object({
    readMs: z.number(),
    deriveMs: z.number(),
    stageMs: z.number(),
    swapMs: z.number(),
    totalMs: z.number(),
  }),
})
const Message = z.tuple([Outcome]).rest(z.unknown())

/** Runs a retag in a process of its own. @throws Error when it ends without an outcome, or did not succeed. */
async function retagApart(url: string): Promise<{ outcome: z.infer<typeof Outcome>; use: ProcessUse }> {
  const child = fork('tests/bench/retag-process.ts', [url], { execArgv: [...workerArguments] })
  const watch = new UseWatch([child.pid ?? 0])
  try {
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`the retag ended without an outcome, exit code ${String(code)}`)
    })
    const [outcome] = Message.parse(await Promise.race([once(child, 'message'), ended]))
    const use = watch.read(child.pid ?? 0)
    ended.catch(() => undefined)
    if (outcome.status !== 'succeeded') throw new Error(`the retag ${outcome.status}: ${outcome.error ?? ''}`)
    return { outcome, use }
  } finally {
    watch.stop()
    if (child.connected) child.disconnect()
  }
}

/** What the rules of a scenario decide otherwise: facts are made to differ from what the rules of today decide. */
const scenarios: Record<string, { label: string; sql: string[] }> = {
  few: {
    label: 'one fact in a thousand differs',
    sql: [
      `update posting_fact set mentioned = '{1}' where get_byte(uuid_send(posting_id), 15) * 256 + get_byte(uuid_send(posting_id), 14) < 66`,
    ],
  },
  tenth: {
    label: 'a tenth differs',
    sql: [`update posting_fact set mentioned = '{1}' where get_byte(uuid_send(posting_id), 15) < 26`],
  },
  all: {
    label: 'all differ',
    sql: [`update posting_fact set mentioned = '{1}'`, `update posting set role_reason = 'old'`],
  },
}

async function measure(pool: pg.Pool, { url, pid }: EmbeddedPostgres, { label, sql }: (typeof scenarios)[string]) {
  for (const statement of sql) await pool.query(statement)
  // What the change left behind is none of the retag's work.
  await pool.query('vacuum (analyze) posting_fact')
  await pool.query('checkpoint')
  const load = loadavg()[0] ?? 0
  const before = readServerTime(pid) ?? 0
  const { outcome, use } = await retagApart(url)
  const serverMs = (readServerTime(pid) ?? 0) - before
  const { counts, times, changedFacts } = outcome
  const rate = (ms: number, rows = counts.seen) =>
    `${(ms / 1000).toFixed(1).padStart(8)} s ${whole(rows / (ms / 1000)).padStart(11)} postings/s`
  const each = (ms: number) => `${(ms / 1000).toFixed(1)} s, ${whole((ms * 1000) / counts.seen)} µs a posting`
  say(
    `${label}: ${whole(counts.seen)} postings, ${whole(counts.updated)} staged, ${whole(changedFacts ?? 0)} facts changed`,
  )
  say(`  in all                   ${rate(times.totalMs)}`)
  say(`  of it swapping           ${rate(times.swapMs)}`)
  say(`  of it staging (COPY)     ${rate(times.stageMs)}`)
  say(`  reading, over threads    ${rate(times.readMs)}`)
  say(`  deriving, over threads   ${rate(times.deriveMs)}`)
  say(`  processor time           ${each(use.processorMs)}, start and all threads together`)
  say(`  of Postgres              ${each(serverMs)}`)
  say(`  both on ${cores} idle cores     ${rate((use.processorMs + serverMs) / cores)}`)
  say(`  peak RSS                 ${whole(use.peakMiB)} MiB, threads together`)
  say(`  load of the machine      ${load.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after`)
}

/**
 * `npm run bench -- retag [count] [scenario…]`: real texts grown to `count` postings in a server of its own, thrown away
 * after, then tagged again once for each scenario. Copies lie far apart in the order of reading, so that nothing that is
 * remembered of one serves the next.
 */
export async function run([given, ...wanted]: string[]): Promise<void> {
  const count = given === undefined ? defaultCount : Number(given)
  if (!Number.isSafeInteger(count) || count < 1) throw new Error('the count is a whole number from 1')
  const chosen = (wanted.length > 0 ? wanted : ['few', 'tenth']).map((key) => {
    const scenario = scenarios[key]
    if (scenario === undefined)
      throw new Error(`no scenario is called ${key}; there are ${Object.keys(scenarios).join(', ')}`)
    return scenario
  })
  const shared = sharedData()
  if (shared === null) throw new Error('set SKILLTIDE_SHARED_DATA: the texts come from there')
  const folder = await mkdtemp(join(tmpdir(), 'skilltide-bench-'))
  // The server runs as another account when this runs as root, and must get into the folder.
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({ dataDir: folder })
  const pool = createPool(server.url)
  const cleanUp = async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  // A million postings take gigabytes: a run that is broken off must not leave them.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void cleanUp().finally(() => process.exit(1)))
  try {
    await migrate(server.url)
    await syncDeclared(pool)
    const startedAt = performance.now()
    await fillReal(pool, shared, count)
    say(`${whole(await countPostings(pool))} real postings stored in ${seconds(startedAt)} s`)
    await grow(pool, count)
    const { rows } = await pool.query(`select pg_size_pretty(pg_database_size(current_database())) as size`)
    say(`${whole(await countPostings(pool))} postings in ${seconds(startedAt)} s, ${String(rows[0]?.size)}`)
    for (const scenario of chosen) await measure(pool, server, scenario)
  } finally {
    await pool.end()
    await cleanUp()
  }
}
