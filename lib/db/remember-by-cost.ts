import { setTimeout as wait } from 'node:timers/promises'

/** An answer is renewed after this many times as long as it took: a hundredth of one core's time at most goes into it. */
const restShare = 100
/** Time for which a newer answer is waited for before the last one is given. */
const patienceMs = 1_000

/**
 * Remembers the answer of work that takes longer the more is stored. While it is renewed, who would wait for longer than a
 * moment gets the last one; the first is waited for.
 * @param work throws what its caller is to get; an answer is then asked for anew
 */
export function rememberByCost<T>(work: () => Promise<T>): () => Promise<T> {
  let last: { value: T; until: number } | null = null
  let renewing: Promise<T> | null = null
  async function renew(): Promise<T> {
    const startedAt = performance.now()
    const value = await work()
    const endedAt = performance.now()
    last = { value, until: endedAt + (endedAt - startedAt) * restShare }
    return value
  }
  return async () => {
    if (last !== null && performance.now() < last.until) return last.value
    renewing ??= renew().finally(() => {
      renewing = null
    })
    if (last === null) return renewing
    // The error is of the caller that still waits.
    renewing.catch(() => undefined)
    return Promise.race([renewing, wait(patienceMs, last.value, { ref: false })])
  }
}
