import { messageOf } from '@/lib/domain/message-of'
import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { areFactsOld } from '@/lib/db/rules-age'
import { rulesVersion } from '@/lib/tagger/rules-version'
import { taxonomyVersion } from '@/lib/tagger/taxonomy'
import type { ProcessPool } from '@/scrapers/process-pool'
import { retag } from '@/scrapers/retag'

const tryAgainMs = 60_000

export interface KeepOptions {
  pool: Pool
  /** Undefined where there is no address to give to the threads: then nothing is done. */
  databaseUrl: string | undefined
  processors: ProcessPool
  log: Logger
  signal: AbortSignal
  now: () => Date
}

/**
 * Tags all postings again when older rules made their facts, beside whatever else is read; tries again until it is
 * done. Never throws: a worker whose facts stay old for a while still reads its sources.
 */
export async function keepFactsCurrent(options: KeepOptions): Promise<void> {
  const { pool, databaseUrl, processors, log, signal, now } = options
  const versions = { taxonomyVersion, rulesVersion }
  while (!signal.aborted && databaseUrl !== undefined) {
    try {
      if (!(await areFactsOld(pool, versions))) return
      log.info(versions, 'older rules made the facts: tagging all postings again')
      const work = processors.retag(databaseUrl)
      const { status, counts, changedFacts, error } = await retag({
        pool,
        work,
        versions,
        isDryRun: false,
        now,
        signal,
      })
      log.info({ status, ...counts, changedFacts, ...(error !== null && { error }) }, 'retag ends')
      if (status === 'succeeded') return
    } catch (error) {
      if (!signal.aborted) log.warn({ error: messageOf(error) }, 'retag cut off')
    }
    await wait(tryAgainMs, undefined, { signal }).catch(() => undefined)
  }
}
