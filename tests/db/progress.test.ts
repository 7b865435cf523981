import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { showProgress } from '@/lib/launch/progress'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { uuidFor } from '../support/facts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const since = new Date('2026-01-01T00:00:00Z')

const begin = (name: string, minute: number, status: string) =>
  database.pool.query(
    `insert into run (id, source_id, trigger, status, params, started_at, finished_at, beat_at)
     values ($1, $2, 'worker', $3, '{}', $4, $4, $4)`,
    [uuidFor(name), name, status, new Date(since.getTime() + minute * 60_000)],
  )

it('tells the end of every run once, also of a long one beside many, and reads no more than it must', async () => {
  const told: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void told.push(line))
  const query = vi.spyOn(database.pool, 'query')
  const over = new AbortController()
  const shown = showProgress(database.pool, since, over.signal)
  const toldOf = (name: string) => told.filter((line) => line.includes(` ${name}: 0 pages read`)).length
  const newestLook = () =>
    query.mock.calls.flatMap(([, values]: unknown[]) => (Array.isArray(values) ? values : [])).at(-1)
  try {
    await begin('before', -5, 'succeeded')
    await begin('long', 1, 'running')
    for (let minute = 2; minute < 60; minute++) await begin(`short${minute}`, minute, 'succeeded')
    await vi.waitFor(() => expect(toldOf('short59')).toBe(1), 5_000)
    await wait(1_200)
    await database.pool.query(`update run set status = 'succeeded' where source_id = 'long'`)
    await vi.waitFor(() => expect(toldOf('long')).toBe(1), 5_000)
    await wait(1_200)
    await begin('late', 58, 'running')
    await wait(1_200)
    await database.pool.query(`update run set status = 'succeeded' where source_id = 'late'`)
    await vi.waitFor(() => expect(toldOf('late')).toBe(1), 5_000)
    await wait(1_200)
    expect(told).toHaveLength(60)
    expect(toldOf('before')).toBe(0)
    // A minute before the newest run, now that none is under way.
    expect(newestLook()).toEqual(new Date(since.getTime() + 58 * 60_000))
  } finally {
    over.abort()
    await shown
    log.mockRestore()
    query.mockRestore()
  }
})
