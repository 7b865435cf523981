import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { inBackground } from '@/lib/db/background'
import { createTurns } from '@/lib/query/turns'

// Time passes when the test says so: a busy machine must not make a short piece a long one, nor a rest too short.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** How far a reader whose answer takes ten turns has got when the second of two pieces begins, the first of 25 ms. */
async function stepsBetweenPieces(
  run: (work: () => Promise<void>) => Promise<void>,
  onReaderDone: () => void = () => undefined,
): Promise<number> {
  let steps = 0
  let atSecond = 0
  const reader = (async () => {
    for (; steps < 10; steps += 1) await turn()
    onReaderDone()
  })()
  await run(async () => {
    const takeTurns = createTurns()
    vi.advanceTimersByTime(25)
    await takeTurns()
    atSecond = steps
  })
  await reader
  return atSecond
}

describe('breaks between the pieces of a long work', () => {
  test('let a reader take a turn', async () => {
    const steps = await stepsBetweenPieces((work) => work())
    expect(steps).toBeGreaterThan(0)
    expect(steps).toBeLessThan(10)
  })

  test('last as long as the piece before them in the background, so that an answer of many turns is done', async () => {
    const rests: number[] = []
    const fake = globalThis.setTimeout
    vi.stubGlobal('setTimeout', (task: () => void, ms: number) => (rests.push(ms), fake(task, ms)))
    expect(await stepsBetweenPieces(inBackground, () => vi.advanceTimersByTime(25))).toBe(10)
    expect(rests).toEqual([25])
    vi.unstubAllGlobals()
  })

  test('are none after a short piece', async () => {
    let turns = 0
    void turn().then(() => (turns += 1))
    await createTurns()()
    expect(turns).toBe(0)
  })
})
