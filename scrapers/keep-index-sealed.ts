import { messageOf } from '@/lib/domain/message-of'
import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from 'pg'
import pino from 'pino'
import type { Logger } from 'pino'
import { readEnv } from '@/lib/env'
import { groupVacancies } from '@/lib/db/group-vacancies'
import { pruneSealed, sealMonths } from '@/lib/db/seal-months'
import { isSealingDue, oweRest } from '@/lib/db/seal-rest'
import { createFaultLog } from '@/scrapers/fault-log'

/** Time between two looks whether something is to be sealed: a small query. */
const lookMs = 1_000
/**
 * A sealing rests so many times as long as it took: a sixteenth of the time of one core at most goes into sealing, and each
 * version of a large month is a chunk to keep, too.
 */
const restShare = 15
/** What grouping takes is the same in the end, however often: it only must not crowd out the ingest beside it. */
const groupingRestShare = 4
/** Sealing waits so long for grouping; what takes longer, a first reading or other rules, goes on beside. */
const groupingPatienceMs = 5_000
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

/** Groups vacancies. Never throws: what waits too long for a row gives in, and is done the next time. */
async function group({ pool, repostDays, log, signal, now }: SealOptions): Promise<'busy' | 'done'> {
  try {
    const grouping = await groupVacancies(pool, { repostDays, now, signal })
    if (grouping === 'busy') return 'busy'
    if (grouping !== null) log.debug(grouping, 'vacancies were grouped')
  } catch (error) {
    if (!signal.aborted) log.debug({ error: messageOf(error) }, 'grouping was cut off')
  }
  return 'done'
}

/** Groups and seals, one round at a time. */
class Sealer {
  private grouping: Promise<'busy' | 'done'> | null = null
  private prunedAt = -Infinity

  constructor(private readonly options: SealOptions) {}

  /** One round, with the rest that it owes. Nothing while another process groups, which seals as well. */
  async work(): Promise<void> {
    const { pool } = this.options
    const groupingAt = performance.now()
    this.grouping ??= group(this.options).finally(() => {
      this.grouping = null
    })
    const patience = wait(groupingPatienceMs, 'under way', { ref: false })
    if ((await Promise.race([this.grouping, patience])) === 'busy') return
    const startedAt = performance.now()
    await this.seal()
    const [grouped, sealed] = [startedAt - groupingAt, performance.now() - startedAt]
    await oweRest(pool, Math.max(sealed * restShare, grouped * groupingRestShare))
  }

  /** The last round of a process: all that it can do in short time, whatever is owed and whoever else is at it. */
  async end(): Promise<void> {
    await this.grouping
    await group({ ...this.options, signal: AbortSignal.timeout(lastGroupingMs) })
    await this.seal()
  }

  private async seal(): Promise<void> {
    const { pool, now, log } = this.options
    const startedAt = performance.now()
    const sealing = await sealMonths(pool, { now })
    if (sealing !== null)
      log.debug({ ...sealing, tookMs: Math.round(performance.now() - startedAt) }, 'the demand index was sealed')
  }

  /** Lets old versions go, once an hour. */
  async prune(): Promise<void> {
    const { pool, now, versionDays: days, log } = this.options
    if (days === forEver || performance.now() - this.prunedAt < pruneEveryMs) return
    const pruned = await pruneSealed(pool, { now, days })
    if (pruned !== null && pruned.versions > 0) log.info(pruned, 'old data versions were let go')
    this.prunedAt = performance.now()
  }
}

/**
 * Groups vacancies and brings the demand index up to the newest facts whenever that is due, until the signal aborts, and once
 * more then; old versions are let go every hour. Never throws: while nothing is sealed, pages are answered by SQL.
 */
export async function keepIndexSealed(options: SealOptions): Promise<void> {
  const { pool, log, signal } = options
  const sealer = new Sealer(options)
  let isFirst = true
  const faults = createFaultLog(log, { begins: 'sealing failed, trying again', ends: 'sealing works again' })
  while (!signal.aborted) {
    try {
      // What newer code seals otherwise is found by a round alone.
      if (isFirst || (await isSealingDue(pool))) await sealer.work()
      isFirst = false
      await sealer.prune()
      faults.works()
    } catch (error) {
      if (!signal.aborted) faults.failed(error)
    }
    await wait(lookMs, undefined, { signal }).catch(() => undefined)
  }
  await sealer.end().catch((error: unknown) => log.debug({ error: messageOf(error) }, 'the last sealing was cut off'))
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
