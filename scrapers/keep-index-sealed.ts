import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from 'pg'
import pino from 'pino'
import type { Logger } from 'pino'
import { readEnv } from '@/lib/env'
import { groupVacancies } from '@/lib/db/group-vacancies'
import { pruneSealed, sealMonths } from '@/lib/db/seal-months'

/** Shortest and longest rest between two sealings. */
const restMs = { least: 1_500, most: 300_000 }
/** A sealing takes so small a part of the time; each version of a large month is a chunk to keep, too. */
const restShare = 15
/** What grouping takes is the same in the end, however often: it only must not crowd out the ingest beside it. */
const groupingRestShare = 4
/** Longest grouping before the end of a process; what is left is done by the next one. */
const lastGroupingMs = 5_000
const pruneEveryMs = 60 * 60 * 1000

/** Days for which data versions are kept beside a command, which lets none go: 0 is for ever. */
const forEver = 0

export interface SealOptions {
  pool: Pool
  /** Days for which data versions can be asked; 0 lets none go. */
  versionDays: number
  /** Days between two postings of one vacancy at most. */
  repostDays: number
  log: Logger
  now: () => Date
  signal: AbortSignal
}

/** Groups vacancies beside ingest. Never throws: what waits too long for a row gives in, and is done the next time. */
async function group({ pool, repostDays, log, signal, now }: SealOptions, isLast: boolean): Promise<void> {
  try {
    const grouping = await groupVacancies(pool, {
      repostDays,
      now,
      signal: isLast ? AbortSignal.timeout(lastGroupingMs) : signal,
    })
    if (grouping !== null) log.debug(grouping, 'vacancies were grouped')
  } catch (error) {
    if (!isLast) log.debug({ error: error instanceof Error ? error.message : String(error) }, 'grouping was cut off')
  }
}

/**
 * Groups vacancies, then brings the demand index up to the newest facts, again and again until the signal aborts, and once more then; old
 * versions are let go every hour. Never throws: while nothing is sealed, pages are answered by SQL.
 */
export async function keepIndexSealed(options: SealOptions): Promise<void> {
  const { pool, log, signal, now } = options
  let prunedAt = -Infinity
  for (;;) {
    const isLast = signal.aborted
    const groupingAt = performance.now()
    await group(options, isLast)
    const startedAt = performance.now()
    try {
      const sealing = await sealMonths(pool, { now })
      if (sealing !== null) log.debug(sealing, 'the demand index was sealed')
      if (options.versionDays !== forEver && startedAt - prunedAt > pruneEveryMs && !isLast) {
        const pruned = await pruneSealed(pool, { now, days: options.versionDays })
        if (pruned !== null && pruned.versions > 0) log.info(pruned, 'old data versions were let go')
        prunedAt = startedAt
      }
    } catch (error) {
      if (!isLast) log.warn({ error: error instanceof Error ? error.message : String(error) }, 'sealing failed')
    }
    if (isLast) return
    const wanted = Math.max(
      restMs.least,
      (performance.now() - startedAt) * restShare,
      (startedAt - groupingAt) * groupingRestShare,
    )
    await wait(Math.min(restMs.most, wanted), undefined, { signal }).catch(() => undefined)
  }
}

/** Seals beside the work of a command. Gives a function that seals what it did last, and ends. */
export function startSealing(pool: Pool): () => Promise<void> {
  const over = new AbortController()
  const log = pino({ level: readEnv().SKILLTIDE_LOG_LEVEL, base: null }, pino.destination(2))
  const repostDays = readEnv().SKILLTIDE_REPOST_DAYS
  const now = () => new Date()
  const sealing = keepIndexSealed({ pool, versionDays: forEver, repostDays, log, now, signal: over.signal })
  return () => {
    over.abort()
    return sealing
  }
}
