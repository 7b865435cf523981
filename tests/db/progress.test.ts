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
  const looks = () =>
    query.mock.calls.flatMap(([sql, values]: unknown[]) =>
      String(sql).includes('from run where') && Array.isArray(values) ? [values[0]] : [],
    )
  /** Until two more have begun: the first may have begun before what is to be seen, but is over when the second begins. */
  const untilSeen = async () => {
    const before = looks().length
    await expect.poll(() => looks().length).toBeGreaterThan(before + 1)
  }
  try {
    await begin('before', -5, 'succeeded')
    await begin('long', 1, 'running')
    for (let minute = 2; minute < 60; minute++) await begin(`short${minute}`, minute, 'succeeded')
    await expect.poll(() => toldOf('short59')).toBe(1)
    await untilSeen()
    await database.pool.query(`update run set status = 'succeeded' where source_id = 'long'`)
    await expect.poll(() => toldOf('long')).toBe(1)
    await untilSeen()
    await begin('late', 58, 'running')
    await untilSeen()
    await database.pool.query(`update run set status = 'succeeded' where source_id = 'late'`)
    await expect.poll(() => toldOf('late')).toBe(1)
    await untilSeen()
    expect(told).toHaveLength(60)
    expect(toldOf('before')).toBe(0)
    // A minute before the newest run, now that none is under way.
    expect(looks().at(-1)).toEqual(new Date(since.getTime() + 58 * 60_000))
  } finally {
    over.abort()
    await shown
    log.mockRestore()
    query.mockRestore()
  }
})

it('tells an end once, too, when the answer to an earlier look comes late', async () => {
  const told: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void told.push(line))
  await database.pool.query('truncate run cascade')
  await begin('slow', 1, 'running')
  let answer: () => void = () => undefined
  const late = new Promise<void>((resolve) => (answer = resolve))
  let looks = 0
  const slow = new Proxy(database.pool, {
    get: (target, key) =>
      key === 'query'
        ? async (sql: string, values: unknown[]) => {
            looks += 1
            const isFirst = looks === 1
            const rows = await target.query(sql, values)
            if (isFirst) await late
            return rows
          }
        : Reflect.get(target, key),
  })
  const over = new AbortController()
  const shown = showProgress(slow, since, over.signal)
  try {
    await expect.poll(() => looks).toBe(1)
    await database.pool.query(`update run set status = 'succeeded'`)
    // Time for three more looks, of which none may begin before the first is over.
    await wait(1_600)
    answer()
    const before = looks
    await expect.poll(() => looks).toBeGreaterThan(before + 2)
    expect(told).toHaveLength(1)
  } finally {
    over.abort()
    await shown
    log.mockRestore()
  }
})
