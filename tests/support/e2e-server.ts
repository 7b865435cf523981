// The whole program for the browser tests: a database that is thrown away, recorded or invented threads behind the replay
// server, the real worker, and once that has read everything the production build on PORT. Started by playwright.config.ts.
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { groupVacancies } from '@/lib/db/group-vacancies'
import { migrate } from '@/lib/db/migrate'
import { createPool } from '@/lib/db/pool'
import { sealMonths } from '@/lib/db/seal-months'
import { readEnv } from '@/lib/env'
import { buildWhenStale } from '@/lib/launch/build'
import { supervise } from '@/lib/launch/supervise'
import { workerArguments } from '@/lib/launch/worker-flags'
import { writeFixtureThreads } from './fixture-threads'
import { startReplayServer } from './replay-server'
import { seedBoards } from './seed-boards'

const Listing = z.object({ hits: z.array(z.object({ objectID: z.string() })) })
/** The newest threads, and one of each year before: enough for every comparison a page makes. */
const newestThreads = 14
const ingestPatienceMs = 400_000

/** The last months and the same month of every earlier year. */
async function chooseStories(folder: string): Promise<string[]> {
  const { hits } = Listing.parse(JSON.parse(await readFile(join(folder, 'search_by_date.json'), 'utf8')))
  return hits.filter((_, order) => order < newestThreads || order % 12 === 0).map((hit) => hit.objectID)
}

async function findThreads(folder: string): Promise<{ folder: string; onlyStories?: string[] }> {
  const recorded = readEnv().SKILLTIDE_SHARED_DATA
  if (recorded === undefined) {
    await writeFixtureThreads(folder)
    return { folder }
  }
  const threads = join(recorded, 'hn-algolia')
  return { folder: threads, onlyStories: await chooseStories(threads) }
}

async function waitForIngest(databaseUrl: string): Promise<void> {
  const pool = createPool(databaseUrl, 1)
  const deadline = Date.now() + ingestPatienceMs
  try {
    while (Date.now() < deadline) {
      const { rows } = await pool.query<{ status: string; error: string | null }>(
        "select status, error from run where source_id = 'hackernews' order by started_at desc limit 1",
      )
      const run = rows[0]
      if (run?.status === 'succeeded') return
      if (run && run.status !== 'running') throw new Error(`The ingest is ${run.status}: ${run.error ?? ''}`)
      await sleep(200)
    }
    throw new Error('The ingest did not end in time')
  } finally {
    await pool.end()
  }
}

/** Pages answer from the newest sealed version, which the worker makes some time after it has read the last thread. */
async function sealNewest(databaseUrl: string): Promise<void> {
  const pool = createPool(databaseUrl, 3)
  const now = () => new Date()
  const deadline = Date.now() + ingestPatienceMs
  try {
    while (Date.now() < deadline) {
      await groupVacancies(pool, { repostDays: readEnv().SKILLTIDE_REPOST_DAYS, now })
      await sealMonths(pool, { now })
      const { rows } = await pool.query<{ is_newest: boolean | null }>(
        'select (select max(id) from sealed_version) = (select max(id) from data_version) as is_newest',
      )
      if (rows[0]?.is_newest === true) return
      await sleep(200)
    }
    throw new Error('The figures were not sealed in time')
  } finally {
    await pool.end()
  }
}

const cleanups: (() => Promise<void>)[] = []
let isStopping = false
async function stop(exitCode: number): Promise<void> {
  if (isStopping) return
  isStopping = true
  for (const cleanup of cleanups.reverse()) await cleanup()
  process.exit(exitCode)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))

async function start(): Promise<void> {
  const { PORT } = readEnv()
  const folder = await mkdtemp(join(tmpdir(), 'skilltide-e2e-'))
  cleanups.push(() => rm(folder, { recursive: true, force: true }))
  await chmod(folder, 0o755)
  const database = await startEmbeddedPostgres({ dataDir: folder, durability: 'fast' })
  cleanups.push(() => database.stop())
  await migrate(database.url)
  const replay = await startReplayServer(await findThreads(join(folder, 'threads')))
  cleanups.push(() => replay.close())

  const env = { DATABASE_URL: database.url, SKILLTIDE_HN_URL: replay.url, SKILLTIDE_POLITENESS: 'off' }
  const common = { stopPatienceMs: 5000, env: { ...env, NEXT_TELEMETRY_DISABLED: '1' } }
  const logs = 'test-results/e2e-logs'
  const values = [...workerArguments, 'scrapers/worker.ts']
  const worker = supervise({ ...common, name: 'worker', values, logFile: `${logs}/worker.log` }, console.error)
  cleanups.push(() => worker.stop())
  await buildWhenStale()
  await waitForIngest(database.url)
  await seedBoards(database.url)
  await sealNewest(database.url)
  const next = ['node_modules/next/dist/bin/next', 'start', '--port', String(PORT)]
  const web = supervise({ ...common, name: 'web server', values: next, logFile: `${logs}/web.log` }, console.error)
  cleanups.push(() => web.stop())
}

start().catch(async (error: unknown) => {
  console.error(error)
  await stop(1)
})
