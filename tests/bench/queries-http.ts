// The built server over a database that holds the chunks: endpoints and pages over HTTP, and versions swapped under readers.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { z } from 'zod'
import { placeChunk } from '@/lib/db/chunk-store'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { inTransaction } from '@/lib/db/ingest-store'
import { migrate } from '@/lib/db/migrate'
import { createPool } from '@/lib/db/pool'
import type { Chunk } from '@/lib/demand-index/chunk'
import { decodeChunk } from '@/lib/demand-index/chunk-bytes'
import { inheritEnvironment } from '@/lib/env'
import { buildWhenStale } from '@/lib/launch/build'
import { webArguments, webEnvironment } from '@/lib/launch/web-flags'
import { rulesVersion } from '@/lib/tagger/rules-version'
import { skills, taxonomyVersion } from '@/lib/tagger/taxonomy'
import { plainFact, replaceFacts, uuidFor, writeSkills } from '@/tests/support/facts'
import { pagePaths, pageQueries } from './page-queries'
import { UseWatch } from './process-use'
import { measure, note, quantile, record } from './timings'

const [folder = ''] = process.argv.slice(2)
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
    await sleep(20)
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
async function stream(base: string, urls: readonly string[], meanwhile: () => Promise<void>): Promise<number[]> {
  const times: number[] = []
  let isOver = false
  const read = async (first: number) => {
    for (let next = first; !isOver; next += 1) {
      const start = performance.now()
      await (await ask(`${base}${urls[next % urls.length] ?? ''}`)).arrayBuffer()
      times.push(performance.now() - start)
    }
  }
  const readers = Promise.all([read(0), read(Math.floor(urls.length / 2))])
  await meanwhile()
  isOver = true
  await readers
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

async function measureServer(pool: Pool, base: string): Promise<void> {
  const paths = [
    ...pageQueries.flatMap(({ label, path }) => (path === null ? [] : [{ label, path }])),
    ...pagePaths.map((path) => ({ label: `page ${path}`, path })),
  ]
  const newest = files.at(-1) ?? ''
  let swaps = 0
  for (const { label, path } of paths) {
    const cold: number[] = []
    await (await ask(`${base}${path}`)).arrayBuffer()
    for (let turn = 0; turn < 3; turn += 1) {
      // Another newest month, as ingest makes it: what follows from the others is remembered.
      swaps += 1
      await waitForVersion(base, await publish(pool, [readChunk(newest, swaps % 2 === 1 ? 'changed' : 'chunks')]))
      const start = performance.now()
      await (await ask(`${base}${path}`)).arrayBuffer()
      cold.push(performance.now() - start)
    }
    record(folder, { who: 'http, swap', label, median: quantile(cold, 0.5), p95: quantile(cold, 0.95) })
    const warm = await measure(20, async () => (await ask(`${base}${path}`)).arrayBuffer(), 1)
    record(folder, { who: 'http', label, ...warm })
  }
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
  await measureServer(pool, base)
  await measureSwaps(pool, base)
  note(folder, 'memory of the built server at most, MiB', use.read(web.pid ?? 0).peakMiB)
  use.stop()
} finally {
  web?.kill()
  await pool.end()
  await server.stop()
}
