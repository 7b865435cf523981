import { cpus } from 'node:os'

/** Time over which an answer is worth something: a shorter look sees chance. */
const leastMs = 200
/** Part of one core, idle meanwhile, that makes further work worth starting. */
const leastIdle = 0.5

/** Milliseconds that the cores of this machine were idle, all together, since it was started. */
const readIdleMs = (): number => cpus().reduce((sum, { times }) => sum + times.idle, 0)

/**
 * Tells, each time it is called, whether this machine had a core to spare since the last time, or since the beginning:
 * whoever keeps the others busy.
 */
export function watchCores(idleMs = readIdleMs, nowMs = () => performance.now()): () => boolean {
  let last = { at: nowMs(), idle: idleMs() }
  let hasIdleCore = false
  return () => {
    const now = { at: nowMs(), idle: idleMs() }
    const passed = now.at - last.at
    if (passed >= leastMs) {
      hasIdleCore = now.idle - last.idle >= leastIdle * passed
      last = now
    }
    return hasIdleCore
  }
}
