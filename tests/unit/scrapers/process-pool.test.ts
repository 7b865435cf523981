import { describe, expect, it } from 'vitest'
import { watchCores } from '@/scrapers/idle-cores'
import { chooseThread, openProcessPool } from '@/scrapers/process-pool'
import { greenhouse } from '@/scrapers/sources/greenhouse/source'

describe('the thread for a task', () => {
  const choose = (loads: number[], hasIdleCore: boolean) => {
    const threads = loads.map((load) => ({ load }))
    const start = () => ({ load: 0 })
    const chosen = chooseThread(threads, { most: 2, hasIdleCore: () => hasIdleCore, start })
    return { at: threads.indexOf(chosen), threads: threads.length }
  }

  it('is the first one, started then, whatever the machine is at', () =>
    expect(choose([], false)).toEqual({ at: 0, threads: 1 }))
  it('is the one that has nothing to do', () => expect(choose([0], true)).toEqual({ at: 0, threads: 1 }))
  it('is a second one when the first is busy and a core is idle', () =>
    expect(choose([1], true)).toEqual({ at: 1, threads: 2 }))
  it('is the busy one when no core is idle', () => expect(choose([3], false)).toEqual({ at: 0, threads: 1 }))
  it('is the less busy one when there are as many as may be', () =>
    expect(choose([3, 2], true)).toEqual({ at: 1, threads: 2 }))
})

describe('a thread that ends', () => {
  it('refuses what it was at, and another one takes its place', async () => {
    const pool = openProcessPool(1)
    const body = Buffer.from(JSON.stringify({ jobs: [] }))
    const payload = {
      key: 'board',
      url: 'https://example.com',
      status: 200,
      headers: {},
      body,
      context: { board: 'acme', company: 'Acme' },
    }
    // A status that is no whole number is more than the thread bears.
    await expect(pool.process(greenhouse, { ...payload, status: 200.5 })).rejects.toThrow(
      'the processing thread failed',
    )
    expect((await pool.process(greenhouse, payload)).postings).toEqual([])
    await pool.close()
  })
})

describe('a core to spare', () => {
  const watch = () => {
    const clock = { at: 0, idle: 0 }
    const hasIdleCore = watchCores(
      () => clock.idle,
      () => clock.at,
    )
    return (at: number, idle: number) => {
      Object.assign(clock, { at, idle })
      return hasIdleCore()
    }
  }

  it('is there when cores were idle for half of the time since the last look, all together', () => {
    const look = watch()
    expect(look(1_000, 500)).toBe(true)
    expect(look(2_000, 999)).toBe(false)
    expect(look(3_000, 2_999)).toBe(true)
  })
  it('is not seen in a look of some milliseconds, which leaves the answer as it was', () => {
    const look = watch()
    expect(look(100, 100)).toBe(false)
    expect(look(200, 200)).toBe(true)
    expect(look(300, 200)).toBe(true)
    expect(look(400, 200)).toBe(false)
  })
})
