import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { migrate } from '@/lib/db/migrate'
import { createPool } from '@/lib/db/pool'
import { createStaging } from '@/lib/db/stage-page'
import { storePage } from '@/lib/db/ingest-store'
import { Month } from '@/lib/domain/month'
import { openProcessPool } from '@/scrapers/process-pool'
import { syncDeclared } from '@/scrapers/prepare'
import { retag } from '@/scrapers/retag'
import type { RetagOutcome } from '@/scrapers/retag'
import { findSource } from '@/scrapers/registry'
import { readServerTime } from '@/tests/bench/server-time'
import { sharedData } from '@/tests/support/shared-data'

export const name = 'retag'

const defaultCount = 200_000
/** Of the machine that the target is for. */
const cores = 2
const say = (line: string) => process.stdout.write(`${line}\n`)
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
            `select quote_ident(attname) as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
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

interface Use {
  peakMiB: number
  processorMs: number
  serverMs: number | null
}

function print(label: string, { counts, changedFacts, times, status }: RetagOutcome, use: Use): void {
  const rate = (ms: number, rows = counts.seen) =>
    `${(ms / 1000).toFixed(1).padStart(8)} s ${whole(rows / (ms / 1000)).padStart(11)} postings/s`
  say(
    `${label}: ${status}, ${whole(counts.seen)} postings, ${whole(counts.updated)} staged, ${whole(changedFacts ?? 0)} facts changed`,
  )
  say(`  reading (over threads)   ${rate(times.readMs)}`)
  say(`  deriving (over threads)  ${rate(times.deriveMs)}`)
  say(`  staging (COPY)           ${rate(times.stageMs)}`)
  say(`  swapping                 ${rate(times.swapMs)}`)
  say(`  in all                   ${rate(times.totalMs)}   peak RSS ${whole(use.peakMiB)} MiB`)
  const each = (ms: number) => `${whole((ms * 1000) / counts.seen)} µs a posting`
  say(`  processor time of all threads: ${each(use.processorMs)}`)
  if (use.serverMs === null) return
  const bothCores = (use.processorMs + use.serverMs) / cores
  say(`  of the server: ${each(use.serverMs)}; of both on ${cores} idle cores: ${rate(bothCores).trim()}`)
}

async function measure(label: string, pool: pg.Pool, { url, pid }: { url: string; pid: number }): Promise<void> {
  const processors = openProcessPool()
  let peak = 0
  const before = process.cpuUsage()
  const serverBefore = readServerTime(pid)
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 100)
  try {
    const outcome = await retag({
      pool,
      work: processors.retag(url),
      versions: { taxonomyVersion: '0', rulesVersion: '0' },
      isDryRun: false,
      now: () => new Date(),
      signal: new AbortController().signal,
      onEvent: (event) => {
        if (event.kind === 'page' && event.counts.pagesDone % 100 === 0) process.stderr.write(`${event.counts.seen} `)
      },
    })
    const { user, system } = process.cpuUsage(before)
    const serverAfter = readServerTime(pid)
    print(label, outcome, {
      peakMiB: peak / 1024 ** 2,
      processorMs: (user + system) / 1000,
      serverMs: serverBefore === null || serverAfter === null ? null : serverAfter - serverBefore,
    })
    if (outcome.error !== null) say(`  ${outcome.error}`)
  } finally {
    clearInterval(timer)
    await processors.close()
  }
}

/** `npm run bench -- retag [count]`: real texts grown to `count` postings in a server of its own, thrown away after. */
export async function run([given]: string[]): Promise<void> {
  const count = given === undefined ? defaultCount : Number(given)
  if (!Number.isSafeInteger(count) || count < 1) throw new Error('the count is a whole number from 1')
  const shared = sharedData()
  if (shared === null) throw new Error('set SKILLTIDE_SHARED_DATA: the texts come from there')
  const folder = await mkdtemp(join(tmpdir(), 'skilltide-bench-'))
  // The server runs as another account when this runs as root, and must get into the folder.
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({ dataDir: folder })
  const pool = createPool(server.url)
  try {
    await migrate(server.url)
    await syncDeclared(pool)
    const startedAt = performance.now()
    await fillReal(pool, shared, count)
    await grow(pool, count)
    say(`filled in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
    await measure('nothing changed', pool, server)
    await pool.query(`update posting_fact set mentioned = '{1}' where get_byte(uuid_send(posting_id), 15) < 26`)
    await measure('a tenth changed', pool, server)
    await pool.query(`update posting_fact set mentioned = '{1}'`)
    await pool.query(`update posting set role_reason = 'old'`)
    await measure('all changed', pool, server)
  } finally {
    await pool.end()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
