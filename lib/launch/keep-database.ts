import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from './database'

/** Pause before a server that does not start is tried again; each try takes up to a minute. */
const usualPauseMs = 30_000

export interface DatabaseKeeper {
  /** Called with the new address when the server comes back with another one. */
  onMoved(listener: (databaseUrl: string) => Promise<void>): void
  stop(): Promise<void>
}

/**
 * Starts an embedded server again when it dies, for as long as that takes: a full disk is emptied by a person, and the pages
 * and the worker wait for it as well.
 */
export function keepDatabase(first: Database, open: () => Promise<Database>, pauseMs = usualPauseMs): DatabaseKeeper {
  let current = first
  const stopping = new AbortController()
  const listeners: ((databaseUrl: string) => Promise<void>)[] = []
  const reopen = async (): Promise<Database | null> => {
    while (!stopping.signal.aborted) {
      try {
        return await open()
      } catch (error) {
        console.error(error instanceof Error ? error.message : error)
        await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    }
    return null
  }
  const keep = async () => {
    for (;;) {
      await current.lost
      if (stopping.signal.aborted) return
      console.log('The database server ended and starts again')
      const reopened = await reopen()
      if (reopened === null) return
      const hasMoved = reopened.url !== current.url
      current = reopened
      if (hasMoved) await Promise.all(listeners.map((listener) => listener(reopened.url)))
    }
  }
  keep().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.kill(process.pid, 'SIGTERM')
  })
  return {
    onMoved: (listener) => void listeners.push(listener),
    async stop() {
      stopping.abort()
      await current.stop()
    },
  }
}
