import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import { readBoard } from '@/lib/db/board-store'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { countOf, snapshot } from '../support/ingest'

const crawlProcess = fileURLToPath(new URL('../support/toy-crawl-process.ts', import.meta.url))

const databases: TestDatabase[] = []
afterEach(async () => {
  for (const database of databases.splice(0)) await database.drop()
})

async function openDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase()
  databases.push(database)
  return database
}

const range = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, index) => `${from + index}`)

function start(databaseUrl: string, ids: string[], at: string, pages: number | null) {
  const given = JSON.stringify({ databaseUrl, ids, at, pages })
  const child = spawn(process.execPath, ['--import', 'tsx', crawlProcess, given], { stdio: 'inherit' })
  return { child, ended: once(child, 'exit') }
}

async function read(database: TestDatabase, ids: string[], at: string): Promise<void> {
  const [code] = await start(database.url, ids, at, null).ended
  expect(code).toBe(0)
}

const pagesOf = ({ pool }: TestDatabase) => countOf(pool, 'select coalesce(sum(pages_done), 0) from run')

/** How many sessions read a board: that of a dead process ends, and frees the board, once the server notices. */
const readersOf = ({ pool }: TestDatabase) =>
  countOf(
    pool,
    `select count(*) from pg_locks
      where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
  )

/** Reads some more pages and is killed before the next one. */
async function readAndDie(database: TestDatabase, ids: string[], at: string, pages: number): Promise<void> {
  const before = await pagesOf(database)
  const { child, ended } = start(database.url, ids, at, pages)
  try {
    await expect.poll(() => pagesOf(database)).toBe(before + pages)
  } finally {
    child.kill('SIGKILL')
    await ended
  }
  await expect.poll(() => readersOf(database)).toBe(0)
}

it('a listing that is killed between its pages, again and again, ends as an undisturbed one', async () => {
  const [calm, killed] = [await openDatabase(), await openDatabase()]
  await read(calm, range(0, 40), '2026-08-31')
  await read(calm, range(5, 60), '2026-09-02')

  await readAndDie(killed, range(0, 40), '2026-08-31', 3)
  await readAndDie(killed, range(0, 40), '2026-08-31', 10)
  expect(await readBoard(killed.pool, 'toys', 'acme')).toMatchObject({ baselineAt: null, succeededAt: null })
  await read(killed, range(0, 40), '2026-08-31')
  await readAndDie(killed, range(5, 60), '2026-09-02', 8)
  expect(await countOf(killed.pool, 'select count(*) from posting where closed_at is not null')).toBe(0)
  await read(killed, range(5, 60), '2026-09-02')

  const expected = await snapshot(calm.pool)
  expect(await snapshot(killed.pool)).toEqual(expected)
  expect(expected.facts).toHaveLength(60)
  expect(await countOf(killed.pool, `select count(*) from posting where arrival = 'stock'`)).toBe(40)
  expect(await countOf(killed.pool, 'select count(*) from posting where closed_at is not null')).toBe(5)
  expect(await countOf(killed.pool, `select count(*) from run where status = 'interrupted'`)).toBe(3)
})
