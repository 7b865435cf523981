import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readPayloadStats } from '@/lib/db/payload-retention'
import { pruneOldPayloads } from '@/scrapers/prune-old'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { countOf, emptyDatabase, runFor } from '../support/ingest'
import { toyBoards } from '../support/toy-board'
import type { ToyRecord } from '../support/toy-source'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(() => emptyDatabase(database.pool))
afterAll(() => database.drop())

const record = (id: string, text = `Acme ${id} | Engineer\nGo.`): ToyRecord => ({ id, text })

const run = (day: string, records: ToyRecord[]) =>
  runFor(database.pool, toyBoards({ acme: { records } }), {
    scope: 'acme',
    config: { board: 'acme', name: 'Acme' },
    now: () => new Date(`${day}T00:00:00Z`),
  })

const prune = (day: string, { retentionDays = 30, isDryRun = false } = {}) =>
  pruneOldPayloads({
    pool: database.pool,
    retentionDays,
    isDryRun,
    now: () => new Date(`${day}T00:00:00Z`),
    signal: new AbortController().signal,
  })

const daysKept = async () => {
  const { rows } = await database.pool.query(`select to_char(fetched_at, 'MM-DD') as day from raw_payload order by 1`)
  return rows.map((row: { day: string }) => row.day)
}

/** A board over a year: five answers, of which some are still of use. */
async function fill() {
  await run('2026-01-01', [record('1'), record('2'), record('3'), record('4')])
  await run('2026-02-01', [record('1'), record('3'), record('4')])
  await run('2026-03-01', [record('1', 'Acme | Engineer\nRust.'), record('3'), record('4')])
  await run('2026-04-01', [record('1', 'Acme | Engineer\nRust.'), record('4'), { id: '5', text: '', isBad: true }])
  await run('2026-05-01', [record('1', 'Acme | Engineer\nRust.'), record('4'), record('6')])
}

describe('pruning', () => {
  it('keeps the newest of a page, and what a posting, a version or a reject was made from', async () => {
    await fill()
    expect(await daysKept()).toEqual(['01-01', '02-01', '03-01', '04-01', '05-01'])
    // January is the last sight of posting 2, February holds the text that March edited, March is the last of posting 3.
    expect(await prune('2027-01-01', { isDryRun: true })).toMatchObject({ payloads: 1 })
    expect(await daysKept()).toHaveLength(5)
    const pruned = await prune('2027-01-01')
    expect(pruned.payloads).toBe(1)
    expect(pruned.bytes).toBeGreaterThan(0)
    expect(await daysKept()).toEqual(['01-01', '02-01', '03-01', '05-01'])
    expect(await prune('2027-01-01')).toEqual({ payloads: 0, bytes: 0 })
  })

  it('takes nothing that is young, and nothing at all when everything is to be kept', async () => {
    await fill()
    expect(await prune('2026-04-30')).toMatchObject({ payloads: 0 })
    expect(await prune('2027-01-01', { retentionDays: 0 })).toMatchObject({ payloads: 0 })
    expect(await daysKept()).toHaveLength(5)
  })
})

it('the figures of the payloads tell bytes before and after compression, and what came more than once', async () => {
  const records = Array.from({ length: 50 }, (_, index) => record(String(index)))
  await run('2026-01-01', records)
  await run('2026-01-02', records)
  const [stats] = await readPayloadStats(database.pool)
  expect(stats).toMatchObject({ sourceId: 'toys', payloads: 1, receivedAgain: 1, pages: 2 })
  expect(stats?.rawBytes).toBeGreaterThan(2 * (stats?.storedBytes ?? 0))
  expect(await countOf(database.pool, 'select count(*) from raw_payload')).toBe(1)
})
