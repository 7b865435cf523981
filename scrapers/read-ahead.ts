type Item<T> = { value: T } | { error: unknown } | { end: true }

/**
 * Reads an iterable up to `ahead` items before they are asked for, so that the next page is fetched while one is stored.
 * Order is kept; an error comes after the items before it; leaving the loop early closes the source.
 */
export async function* readAhead<T>(source: AsyncIterable<T>, ahead: number): AsyncGenerator<T> {
  const queue: Item<T>[] = []
  let wakeReader: () => void = () => undefined
  let wakeWriter: () => void = () => undefined
  let isClosed = false

  const put = async (item: Item<T>): Promise<void> => {
    queue.push(item)
    wakeReader()
    while (queue.length >= ahead && !isClosed) await new Promise<void>((resolve) => (wakeWriter = resolve))
  }
  const fill = async (): Promise<void> => {
    try {
      for await (const value of source) {
        if (isClosed) return
        await put({ value })
        if (isClosed) return
      }
      await put({ end: true })
    } catch (error) {
      await put({ error })
    }
  }
  const filling = fill()
  try {
    for (;;) {
      const item = queue.shift()
      if (item === undefined) {
        await new Promise<void>((resolve) => (wakeReader = resolve))
        continue
      }
      wakeWriter()
      if ('end' in item) return
      if ('error' in item) throw item.error
      yield item.value
    }
  } finally {
    isClosed = true
    wakeWriter()
    await filling
  }
}
