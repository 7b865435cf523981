import { messageOf } from '@/lib/domain/message-of'
import type { Logger } from 'pino'

/** Tells of a fault when it begins and when it is over, not at each of the attempts between: an outage may last for a night. */
export interface FaultLog {
  /** An attempt failed. */
  failed(error: unknown): void
  /** An attempt succeeded. */
  works(): void
}

/** @param words what is said when the fault begins, and when it is over */
export function createFaultLog(log: Logger, words: { begins: string; ends: string }): FaultLog {
  let since: number | null = null
  return {
    failed(error) {
      if (since === null) log.warn({ error: messageOf(error) }, words.begins)
      since ??= performance.now()
    },
    works() {
      if (since !== null) log.info({ afterSeconds: Math.round((performance.now() - since) / 1_000) }, words.ends)
      since = null
    },
  }
}
