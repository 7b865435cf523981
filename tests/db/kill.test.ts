import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import type { EmbeddedPostgres } from '@/lib/db/embedded'
import { groupVacancies } from '@/lib/db/group-vacancies'
import { migrate } from '@/lib/db/migrate'
import { createPool } from '@/lib/db/pool'
import { inheritEnvironment } from '@/lib/env'
import { hackernews } from '@/scrapers/sources/hackernews/source'
import { createTestDatabase } from '../support/database'
import { countOf, runFor, snapshot } from '../support/ingest'
import { startReplayServer } from '../support/replay-server'
import type { ReplayServer } from '../support/replay-server'
import { describeWithSharedData } from '../support/shared-data'

/** Four threads of different ages, some 900 comments. */
const threads = ['40224213', '2161360', '2270790', '2057704']
const patienceMs = 200_000

type Pool = ReturnType<typeof createPool>

const cleanUps: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

async function replayServer(folder: string): Promise<ReplayServer> {
  const server = await startReplayServer({ folder: join(folder, 'hn-algolia'), onlyStories: threads })
  cleanUps.push(() => server.close())
  return server
}

function startWorker(
  databaseUrl: string,
  server: ReplayServer,
  tell: (line: string) => void = () => undefined,
): ChildProcess {
  const worker = spawn(process.execPath, ['--import', 'tsx', 'scrapers/worker.ts'], {
    env: inheritEnvironment({
      DATABASE_URL: databaseUrl,
      SKILLTIDE_HN_URL: server.url,
      // The other sources ask it too, and find nothing there.
      SKILLTIDE_REROUTE: new URL(server.url).origin,
      SKILLTIDE_POLITENESS: 'off',
      SKILLTIDE_LOG_LEVEL: 'info',
    }),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  createInterface({ input: worker.stderr }).on('line', tell)
  cleanUps.push(() => kill(worker))
  return worker
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await holds().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`waited too long for: ${what}`)
    await wait(5)
  }
}

const isDone = (pool: Pool) => async () =>
  (await countOf(pool, `select count(*) from run where status = 'succeeded' and source_id = 'hackernews'`)) > 0

const pagesStored = async (pool: Pool) => countOf(pool, 'select coalesce(sum(pages_done), 0) from run')

/** What is stored once every posting has its vacancy, which is found beside ingest, some time after it. */
async function groupedSnapshot(pool: Pool) {
  const newest = 'select count(*) from vacancy_grouping where version = (select max(id) from data_version)'
  await until('the grouping', async () => {
    await groupVacancies(pool, { repostDays: 65, now: () => new Date() })
    return (await countOf(pool, newest)) === 1
  })
  return snapshot(pool)
}

/** What an undisturbed run stores. */
async function undisturbed(server: ReplayServer) {
  const database = await createTestDatabase()
  cleanUps.push(() => database.drop())
  const outcome = await runFor(database.pool, hackernews, { config: { baseUrl: server.url }, now: () => new Date() })
  expect(outcome.status).toBe('succeeded')
  return groupedSnapshot(database.pool)
}

async function ownServer(): Promise<{ start: () => Promise<EmbeddedPostgres> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'skilltide-kill-'))
  cleanUps.push(() => rm(dataDir, { recursive: true, force: true }))
  return {
    start: async () => {
      const server = await startEmbeddedPostgres({ dataDir })
      cleanUps.push(() => server.stop())
      return server
    },
  }
}

describeWithSharedData('a kill', (folder) => {
  it('of the worker in the middle of a thread loses no row and doubles none', async () => {
    const server = await replayServer(folder)
    const expected = await undisturbed(server)
    const database = await createTestDatabase()
    cleanUps.push(() => database.drop())

    for (const pages of [1, 2]) {
      const worker = startWorker(database.url, server)
      await until(`${pages} pages`, async () => (await pagesStored(database.pool)) >= pages)
      await kill(worker)
    }
    expect(
      await countOf(database.pool, `select count(*) from run where status = 'succeeded' and source_id = 'hackernews'`),
    ).toBe(0)
    const last = startWorker(database.url, server)
    await until('the last run', isDone(database.pool))
    await kill(last)

    expect(await groupedSnapshot(database.pool)).toEqual(expected)
    expect(
      await countOf(
        database.pool,
        `select count(*) from run where status = 'interrupted' and source_id = 'hackernews'`,
      ),
    ).toBeGreaterThan(0)
    expect(
      await countOf(database.pool, `select count(*) from run where status = 'running' and source_id = 'hackernews'`),
    ).toBe(0)
  })

  it('of Postgres in the middle of a write is survived by the same worker, which ends with the same rows', async () => {
    const server = await replayServer(folder)
    const expected = await undisturbed(server)
    const own = await ownServer()
    const first = await own.start()
    await migrate(first.url)
    const watcher = createPool(first.url)
    const told: string[] = []
    const worker = startWorker(first.url, server, (line) => told.push(line))
    await until('a page', async () => (await pagesStored(watcher)) >= 1)
    await until(
      'an open write',
      async () => (await countOf(watcher, `select count(*) from pg_stat_activity where backend_xid is not null`)) > 0,
    )
    process.kill(first.pid, 'SIGKILL')
    await first.lost
    await watcher.end()
    await wait(4_000)

    const second = await own.start()
    expect(second.url).toBe(first.url)
    const pool = createPool(second.url)
    cleanUps.push(() => pool.end())
    await until('the run after the crash', isDone(pool))
    // Each fault is told when it begins and when it is over, however long the server was away.
    const faults = ['reading was cut off, trying again', 'reading goes on', 'sealing works again']
    const counts = () => faults.map((words) => told.filter((line) => line.includes(`"${words}"`)).length)
    await until('the end of each fault', async () => !counts().includes(0))
    expect(worker.exitCode).toBeNull()
    await kill(worker)
    expect(await groupedSnapshot(pool)).toEqual(expected)
    expect(counts()).toEqual([1, 1, 1])
  })
})
