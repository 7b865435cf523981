import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { inBackground } from '@/lib/db/background'
import { createTurns } from '@/lib/query/turns'

function workFor(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

/** How far a reader whose answer takes ten turns has got when the second of two pieces begins. */
async function stepsBetweenPieces(run: (work: () => Promise<void>) => Promise<void>): Promise<number> {
  let steps = 0
  let atSecond = 0
  const reader = (async () => {
    for (; steps < 10; steps += 1) await turn()
  })()
  await run(async () => {
    const takeTurns = createTurns()
    workFor(25)
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
    expect(await stepsBetweenPieces(inBackground)).toBe(10)
  })

  test('are none after a short piece', async () => {
    let turns = 0
    void turn().then(() => (turns += 1))
    await createTurns()()
    expect(turns).toBe(0)
  })
})
