import { describe, expect, it } from 'vitest'
import { watchCores } from '@/scrapers/idle-cores'
import { chooseThread } from '@/scrapers/process-pool'

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
