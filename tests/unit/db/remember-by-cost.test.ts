import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { rememberByCost } from '@/lib/db/remember-by-cost'

// The clock of the test moves global timers only.
vi.mock('node:timers/promises', () => ({
  setTimeout: <T>(ms: number, value: T) => new Promise<T>((resolve) => setTimeout(() => resolve(value), ms)),
}))
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] }))
afterEach(() => vi.useRealTimers())

/** Work that counts its calls and takes a time. */
function workOf(ms: () => number) {
  let calls = 0
  return async () => {
    calls += 1
    const call = calls
    await new Promise((resolve) => setTimeout(resolve, ms()))
    return call
  }
}

/** What a promise comes to within some time; null when it needs longer. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), ms))
  const outcome = Promise.race([promise, late])
  await vi.advanceTimersByTimeAsync(ms)
  return outcome
}

it('an answer stands for a hundred times as long as it took; a quick one is then waited for', async () => {
  const recall = rememberByCost(workOf(() => 50))
  expect(await within(Promise.all([recall(), recall()]), 60)).toEqual([1, 1])
  await vi.advanceTimersByTimeAsync(4_900)
  expect(await within(recall(), 10)).toBe(1)
  await vi.advanceTimersByTimeAsync(100)
  expect(await within(recall(), 60)).toBe(2)
})

it('of a slow one the last is given after a second, while it is renewed once', async () => {
  let ms = 50
  const recall = rememberByCost(workOf(() => ms))
  await within(recall(), 60)
  await vi.advanceTimersByTimeAsync(6_000)
  ms = 20_000
  expect(await within(recall(), 900)).toBeNull()
  expect(await within(recall(), 1_100)).toBe(1)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(await within(recall(), 10)).toBe(2)
})

it('an error is told to who waits, and the work is tried again by the next', async () => {
  const work = vi.fn<() => Promise<number>>().mockRejectedValueOnce(new Error('away')).mockResolvedValue(7)
  const recall = rememberByCost(work)
  await expect(recall()).rejects.toThrow('away')
  await expect(recall()).resolves.toBe(7)
})
