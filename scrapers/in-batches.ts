import { setTimeout as wait } from 'node:timers/promises'

export interface Batching<T> {
  /** Whether an item may stand in one batch with others. */
  joins: (item: T) => boolean
  /** Items of a batch. */
  most: number
  /** How long the first item of a batch waits for others. */
  patienceMs: number
}

/**
 * Gathers the items of an iterable that come soon one after another into batches; an item that does not join is a batch
 * of its own. Order is kept; an error comes after the items before it; leaving the loop early closes the source.
 */
export async function* inBatches<T>(
  source: AsyncIterable<T>,
  { joins, most, patienceMs }: Batching<T>,
): AsyncGenerator<T[]> {
  const items = source[Symbol.asyncIterator]()
  /** Asks ahead: what fails meanwhile is told by whoever waits for it, and must not count as unhandled until then. */
  const ask = (): Promise<IteratorResult<T>> => {
    const next = items.next()
    next.catch(() => undefined)
    return next
  }
  let pending = ask()
  let isOver = false

  /** The next item, unless it is late, does not join or never comes. */
  async function gather(batch: T[], signal: AbortSignal): Promise<void> {
    const late = wait(patienceMs, null, { signal }).catch(() => null)
    while (batch.length < most) {
      const next = await Promise.race([pending.catch(() => null), late])
      if (next === null || next.done === true || !joins(next.value)) return
      batch.push(next.value)
      pending = ask()
    }
  }

  try {
    for (;;) {
      const first = await pending
      if (first.done === true) {
        isOver = true
        return
      }
      const batch = [first.value]
      pending = ask()
      const over = new AbortController()
      if (joins(first.value)) await gather(batch, over.signal)
      over.abort()
      yield batch
    }
  } finally {
    if (!isOver) await items.return?.(undefined)
  }
}
