import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { inBatches } from '@/scrapers/in-batches'

const small = { joins: (item: string) => item === item.toLowerCase(), most: 3, patienceMs: 10_000 }

async function gather(source: AsyncIterable<string>, batching = small): Promise<string[]> {
  const batches: string[] = []
  for await (const batch of inBatches(source, batching)) batches.push(batch.join(''))
  return batches
}

async function* give(...items: (string | Error)[]): AsyncGenerator<string> {
  for (const item of items) {
    if (item instanceof Error) throw item
    yield item
  }
}

describe('batches', () => {
  it('hold what comes soon one after another, in order, and no more than they may', async () => {
    expect(await gather(give('a', 'b', 'c', 'd', 'e'))).toEqual(['abc', 'de'])
    expect(await gather(give())).toEqual([])
  })

  it('leave what does not join alone', async () => {
    expect(await gather(give('a', 'b', 'X', 'Y', 'c'))).toEqual(['ab', 'X', 'Y', 'c'])
  })

  it('wait no longer than they may for an item that is late', async () => {
    let come: () => void = () => undefined
    const late = new Promise<void>((resolve) => (come = resolve))
    async function* source(): AsyncGenerator<string> {
      yield 'a'
      await late
      yield 'b'
    }
    const seen: string[][] = []
    for await (const batch of inBatches(source(), { ...small, patienceMs: 5 })) {
      seen.push(batch)
      // The second comes only once nobody waits for it any more.
      come()
    }
    expect(seen).toEqual([['a'], ['b']])
  })

  it('give what came before an error, then the error', async () => {
    const seen: string[][] = []
    const reading = async () => {
      for await (const batch of inBatches(give('a', 'b', new Error('broken')), small)) {
        seen.push(batch)
        // The error is there before anybody waits for it.
        await wait(5)
      }
    }
    await expect(reading()).rejects.toThrow('broken')
    expect(seen).toEqual([['a', 'b']])
  })

  it('close the source when the loop is left early', async () => {
    let isClosed = false
    async function* source(): AsyncGenerator<string> {
      try {
        yield* give('a', 'b', 'X', 'c')
      } finally {
        isClosed = true
      }
    }
    for await (const _ of inBatches(source(), small)) break
    expect(isClosed).toBe(true)
  })
})
