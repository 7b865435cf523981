// The built server over a database that holds the chunks: endpoints and pages over HTTP, and versions swapped under readers.
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Pool } from 'pg'
import { z } from 'zod'
import { placeChunk } from '@/lib/db/chunk-store'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { inTransaction } from '@/lib/db/ingest-store'
import { migrate } from '@/lib/db/migrate'
import { createPool } from '@/lib/db/pool'
import { type Chunk, flagBits } from '@/lib/demand-index/chunk'
import { decodeChunk } from '@/lib/demand-index/chunk-bytes'
import { inheritEnvironment } from '@/lib/env'
import { buildWhenStale } from '@/lib/launch/build'
import { webArguments, webEnvironment } from '@/lib/launch/web-flags'
import { rulesVersion } from '@/lib/tagger/rules-version'
import { skills, taxonomyVersion } from '@/lib/tagger/taxonomy'
import { plainFact, replaceFacts, uuidFor, writeSkills } from '@/tests/support/facts'
import { pagePaths, pageQueries } from './page-queries'
import { UseWatch } from './process-use'
import { isLarge, measure, note, quantile, record } from './timings'

const [folder = '', size = ''] = process.argv.slice(2)
/** Swaps of the newest month. */
const rounds = isLarge(size) ? 3 : 10
const at = new Date()

/** Months that a swap replaces. */
const swappedMonths = 12
const streamMs = 12_000

const readChunk = (file: string, of: 'chunks' | 'changed' = 'chunks'): Chunk =>
  decodeChunk(new Uint8Array(readFileSync(join(folder, of, file))))
const files = readdirSync(join(folder, 'chunks')).toSorted()

/** Makes a data version of some chunks and publishes it, as sealing does: in one transaction, months that stay stay. */
async function publish(pool: Pool, chunks: Iterable<Chunk>): Promise<number> {
  const client = await pool.connect()
  try {
    return await inTransaction(client, async () => {
      const { rows } = await client.query(
        `insert into data_version (at, run_id, source_id, months, changed, taxonomy_version, rules_version)
         values ($1, $2, 'hackernews', '{}', 1, $3, $4) returning id`,
        [new Date(), randomUUID(), taxonomyVersion, rulesVersion],
      )
      const [{ id: version }] = z.tuple([z.object({ id: z.int() })]).parse(rows)
      for (const chunk of chunks) await placeChunk(client, chunk, { version, at })
      await client.query('insert into sealed_version (id, sealed_at) values ($1, $2)', [version, new Date()])
      return version
    })
  } finally {
    client.release()
  }
}

/** The last months with one word more in their first row, or as they were. */
const variants = (isChanged: boolean): Chunk[] =>
  files.slice(-swappedMonths).map((file) => {
    const chunk = readChunk(file)
    const words = chunk.words.slice()
    words[0] = (words[0] ?? 0) + (isChanged ? 1 : 0)
    return { ...chunk, words }
  })

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = z.object({ port: z.int() }).parse(server.address())
  server.close()
  return port
}

async function ask(url: string): Promise<Response> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${(await answer.text()).slice(0, 500)}`)
  return answer
}

/** Waits until the server answers from a data version, by a question that leaves no population of a page behind. */
async function waitForVersion(base: string, version: number): Promise<void> {
  for (;;) {
    const answer = await ask(`${base}/api/demand?skill=go&from=2011-04&to=2011-04`)
    await answer.arrayBuffer()
    if (Number(answer.headers.get('x-skilltide-data-version')) === version) return
    await sleep(100)
  }
}

async function waitForServer(base: string, child: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + 300_000; Date.now() < deadline; await sleep(100)) {
    if (child.exitCode !== null) throw new Error(`the web server ended with ${child.exitCode}`)
    const isUp = await fetch(`${base}/api/dictionary`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isUp) return
  }
  throw new Error('the web server did not come up')
}

/** Longest stall of the server's event loop since it was last asked, in milliseconds. */
async function readStall(base: string): Promise<number> {
  const text = await (await ask(`${base}/metrics`)).text()
  return Number(/^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(text)?.[1] ?? 'NaN') * 1000
}

/** Two readers ask one thing after another, while something else is done; times of their answers. */
async function stream(base: string, paths: readonly string[], meanwhile: () => Promise<void>): Promise<number[]> {
  const urls = paths.map((path) => `${base}${path}`)
  const readers = fork(fileURLToPath(new URL('queries-readers.ts', import.meta.url)), urls, {
    execArgv: ['--import', 'tsx'],
  })
  const times = once(readers, 'message').then(([told]) => z.array(z.number()).parse(told))
  const ended = once(readers, 'exit')
  await meanwhile()
  readers.send('stop')
  await ended
  return times
}

async function measureSwaps(pool: Pool, base: string): Promise<void> {
  // What every page asks first; each month of its range is another answer, so none comes out of memory.
  const urls = Array.from(
    { length: 96 },
    (_, month) =>
      `/api/demand?family=cloud&family=containers&from=${2012 + Math.floor(month / 12)}-0${(month % 9) + 1}`,
  )
  await stream(base, urls, () => sleep(2_000))
  await readStall(base)
  const calm = await stream(base, urls, () => sleep(streamMs))
  const calmStall = await readStall(base)
  let swaps = 0
  const busy = await stream(base, urls, async () => {
    for (const deadline = Date.now() + streamMs; Date.now() < deadline; swaps += 1) {
      const version = await publish(pool, variants(swaps % 2 === 0))
      await waitForVersion(base, version)
      await sleep(500)
    }
  })
  const busyStall = await readStall(base)
  record(folder, { who: 'http', label: 'readers, no swap', median: quantile(calm, 0.5), p95: quantile(calm, 0.95) })
  record(folder, { who: 'http', label: 'readers, swaps', median: quantile(busy, 0.5), p95: quantile(busy, 0.95) })
  note(folder, `versions swapped, ${swappedMonths} months each`, swaps)
  note(folder, 'longest answer without a swap, ms', Math.max(...calm))
  note(folder, 'longest answer with swaps, ms', Math.max(...busy))
  note(folder, 'longest stall of the server without a swap, ms', calmStall)
  note(folder, 'longest stall of the server with swaps, ms', busyStall)
}

interface Asked {
  label: string
  path: string
}

async function readText(url: string): Promise<string> {
  return (await ask(url)).text()
}

async function timeOf(url: string): Promise<number> {
  const start = performance.now()
  await readText(url)
  return performance.now() - start
}

const addTo = (times: Map<string, number[]>, label: string, time: number) =>
  times.set(label, [...(times.get(label) ?? []), time])

/** The newest month with other postings in each round, one of which says then, or no longer, that its employer is a startup. */
function newestIn(round: number): Chunk {
  const chunk = readChunk(files.at(-1) ?? '', round % 2 === 0 ? 'changed' : 'chunks')
  const flags = chunk.flags.slice()
  const row = (round * 7_919) % chunk.rows
  flags[row] = (flags[row] ?? 0) ^ flagBits.startup
  return { ...chunk, flags }
}

/** What a skill's page asks, of skills that nobody has asked for: no two of them of one, since one leaves months behind for others. */
function createUnasked(): () => Asked[] {
  const ids = [
    'redis',
    'postgresql',
    'terraform',
    'kafka',
    'python',
    'go',
    'ansible',
    'graphql',
    'rust',
    'jenkins',
    'mongodb',
  ]
  let next = 0
  const nextId = () => ids[next++ % ids.length] ?? ''
  return () => [
    { label: 'skill: views, changes and their parts', path: `/api/composition?skill=${nextId()}` },
    { label: 'skill: companions with lifts', path: `/api/companions?skill=${nextId()}` },
    { label: 'page of a skill', path: `/skills/${nextId()}` },
  ]
}

/**
 * Every label in some rounds: a swap of the newest month, as ingest makes it, then each asked once. Those of a round that
 * come later find what earlier ones left, so each round begins with another.
 */
async function measureRounds(pool: Pool, web: { base: string; use: () => number }, asked: readonly Asked[]) {
  const listUnasked = createUnasked()
  const swapped = new Map<string, number[]>()
  const unasked = new Map<string, number[]>()
  const [shownAfter, processor]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    const before = web.use()
    const start = performance.now()
    await waitForVersion(web.base, await publish(pool, [newestIn(round)]))
    shownAfter.push(performance.now() - start)
    processor.push(web.use() - before)
    const first = Math.floor((round * asked.length) / rounds)
    for (const { label, path } of [...asked.slice(first), ...asked.slice(0, first)])
      addTo(swapped, label, await timeOf(`${web.base}${path}`))
    for (const { label, path } of listUnasked()) addTo(unasked, label, await timeOf(`${web.base}${path}`))
  }
  const recordAll = (who: string, times: ReadonlyMap<string, readonly number[]>) => {
    for (const [label, own] of times)
      record(folder, { who, label, median: quantile(own, 0.5), p95: quantile(own, 0.95) })
  }
  recordAll('http, swap', swapped)
  recordAll('http, unasked', unasked)
  note(folder, 'swaps of the newest month, each label asked once after each', rounds)
  note(folder, 'such a version is shown after, median, ms', quantile(shownAfter, 0.5))
  note(folder, 'processor time of the server for it, median, ms', quantile(processor, 0.5))
}

async function measureServer(pool: Pool, web: { base: string; use: () => number }): Promise<void> {
  const asked = [
    ...pageQueries.flatMap(({ label, path }) => (path === null ? [] : [{ label, path }])),
    ...pagePaths.map((path) => ({ label: `page ${path}`, path })),
  ]
  for (const { path } of asked) await readText(`${web.base}${path}`)
  for (const { label, path } of asked)
    record(folder, { who: 'http', label, ...(await measure(20, () => readText(`${web.base}${path}`), 1)) })
  await measureRounds(pool, web, asked)
}

/** What the server remembers, and what it let go of for want of room, by the names of its memories. */
async function noteMemory(base: string): Promise<void> {
  const metrics = await readText(`${base}/metrics`)
  const sums = (metric: string) =>
    [...metrics.matchAll(new RegExp(`^skilltide_memory_${metric}\\{name="(.+)"\\} (\\d+)$`, 'gm'))].map(
      ([, name, bytes]) => ({ name, mebibytes: Number(bytes) / 2 ** 20 }),
    )
  const dropped = new Map(sums('dropped_bytes_total').map(({ name, mebibytes }) => [name, mebibytes]))
  for (const { name, mebibytes } of sums('bytes').toSorted((a, b) => b.mebibytes - a.mebibytes))
    if (mebibytes >= 1)
      note(folder, `remembered, ${name} (let go ${(dropped.get(name) ?? 0).toFixed(0)}), MiB`, mebibytes)
}

await buildWhenStale()
const dataDir = join(folder, 'web-server')
await mkdir(dataDir)
// The server runs as another account when this runs as root, and must get into the folder.
await chmod(folder, 0o755)
const server = await startEmbeddedPostgres({ dataDir, durability: 'fast' })
const pool = createPool(server.url)
let web: ChildProcess | undefined
try {
  await migrate(server.url)
  await writeSkills(pool, skills)
  // Pages offer what facts hold: the first and the last month are told by a fact each.
  const ends = [files[0], files.at(-1)].flatMap((file) => (file === undefined ? [] : [readChunk(file).month]))
  await replaceFacts(
    pool,
    ends.map((month) => ({ ...plainFact, month, postingId: uuidFor(month) })),
  )
  for (const file of files) await publish(pool, [readChunk(file)])
  const port = await findPort()
  web = spawn(process.execPath, [...webArguments, 'start', '--port', String(port)], {
    env: inheritEnvironment({
      ...webEnvironment,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      DATABASE_URL: server.url,
    }),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const base = `http://127.0.0.1:${port}`
  await waitForServer(base, web)
  const use = new UseWatch(web.pid === undefined ? [] : [web.pid])
  const started = performance.now()
  await waitForVersion(base, await publish(pool, []))
  note(folder, 'index loaded from the database, ms', performance.now() - started)
  const { pid = 0 } = web
  await measureServer(pool, { base, use: () => use.read(pid).processorMs })
  await noteMemory(base)
  await measureSwaps(pool, base)
  note(folder, 'memory of the built server at most, MiB', use.read(pid).peakMiB)
  use.stop()
} finally {
  web?.kill()
  await pool.end()
  await server.stop()
}
