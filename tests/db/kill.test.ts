import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import type { PoolClient } from 'pg'
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

/** Four threads of different ages, some 900 comments, in the order in which they are read. */
const threads = ['40224213', '2270790', '2161360', '2057704'] as const
const patienceMs = 200_000

type Pool = ReturnType<typeof createPool>

const cleanUps: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

/** @param hold a thread for which it gives a promise is not answered before that is kept */
async function replayServer(
  folder: string,
  hold: (thread: string) => Promise<void> | undefined = () => undefined,
): Promise<ReplayServer> {
  const server = await startReplayServer({
    folder: join(folder, 'hn-algolia'),
    onlyStories: threads,
    hold: async (path) => hold(path.split('/').at(-1) ?? ''),
  })
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

/** How many sessions read a source or group: those of a dead process end once the server notices. */
const sessionsAtWork = (pool: Pool) =>
  countOf(
    pool,
    `select count(*) from pg_locks
      where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
  )

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

/** From now on whoever has written postings stands still before the commit, for as long as the returned session lives. */
async function holdWrites(pool: Pool): Promise<PoolClient> {
  const holder = await pool.connect()
  holder.on('error', () => undefined)
  await holder.query('select pg_advisory_lock(1)')
  await holder.query(`
    create function dawdle() returns trigger language plpgsql as 'begin
      while not pg_try_advisory_xact_lock_shared(1) loop perform pg_sleep(0.02); end loop;
      return null;
    end';
    create trigger dawdle after insert on posting execute function dawdle()`)
  return holder
}

describeWithSharedData('a kill', (folder) => {
  it('of the worker in the middle of a thread loses no row and doubles none', async () => {
    let heldBack: string | null = null
    const server = await replayServer(folder, (thread) =>
      thread === heldBack ? new Promise(() => undefined) : undefined,
    )
    const expected = await undisturbed(server)
    const database = await createTestDatabase()
    cleanUps.push(() => database.drop())

    // It is killed once it has stored one more thread, at the next one or at any point of it, and never gets to the one after.
    for (const thread of [threads[2], threads[3]]) {
      heldBack = thread
      const before = await pagesStored(database.pool)
      const worker = startWorker(database.url, server)
      await until('a page', async () => (await pagesStored(database.pool)) > before)
      await kill(worker)
      await until('the end of its sessions', async () => (await sessionsAtWork(database.pool)) === 0)
      // Its turns at hosts are free at once, instead of in fifteen seconds.
      await database.pool.query('delete from host_lease')
    }
    heldBack = null
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
    const expected = await undisturbed(await replayServer(folder))
    let letGo: () => void = () => undefined
    const isLetGo = new Promise<void>((resolve) => (letGo = resolve))
    const server = await replayServer(folder, (thread) => (thread === threads[3] ? isLetGo : undefined))
    const own = await ownServer()
    const first = await own.start()
    await migrate(first.url)
    const watcher = createPool(first.url)
    const told: string[] = []
    const worker = startWorker(first.url, server, (line) => told.push(line))
    await until('a page', async () => (await pagesStored(watcher)) >= 1)
    const holder = await holdWrites(watcher)
    letGo()
    await until(
      'an open write',
      async () =>
        (await countOf(
          watcher,
          `select count(*) from pg_stat_activity where backend_xid is not null and wait_event = 'PgSleep'`,
        )) > 0,
    )
    process.kill(first.pid, 'SIGKILL')
    await first.lost
    holder.release(true)
    await watcher.end()
    const isTold = (words: string) => told.some((line) => line.includes(`"${words}"`))
    for (const words of ['reading was cut off, trying again', 'sealing failed, trying again'])
      await until(words, async () => isTold(words))

    const second = await own.start()
    expect(second.url).toBe(first.url)
    const pool = createPool(second.url)
    cleanUps.push(() => pool.end())
    await until('the run after the crash', isDone(pool))
    // Each fault is told when it begins and when it is over, however long the server was away.
    const faults = [
      'reading was cut off, trying again',
      'sealing failed, trying again',
      'reading goes on',
      'sealing works again',
    ]
    const counts = () => faults.map((words) => told.filter((line) => line.includes(`"${words}"`)).length)
    await until('the end of each fault', async () => !counts().includes(0))
    expect(worker.exitCode).toBeNull()
    await kill(worker)
    expect(await groupedSnapshot(pool)).toEqual(expected)
    expect(counts()).toEqual([1, 1, 1, 1])
  })
})
