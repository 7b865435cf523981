import { AsyncLocalStorage } from 'node:async_hooks'
import { setRest } from '@/lib/query/turns'

const background = new AsyncLocalStorage<true>()

setRest((tookMs) => (background.getStore() === true ? tookMs : 0))

/**
 * Does work that no reader waits for: it rests after each piece for as long as that took. One turn between two pieces would
 * hold an answer up by a piece at each of its steps.
 */
export const inBackground = <T>(work: () => Promise<T>): Promise<T> => background.run(true, work)
