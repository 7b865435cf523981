import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Pool } from 'pg'
import { allSources } from '@/lib/domain/ingest'
import { keepWorkerBeat } from '@/lib/db/worker-beat'
import type { Env } from '@/lib/env'
import { syncDeclared } from '@/scrapers/prepare'
import { openProcessPool } from '@/scrapers/process-pool'
import type { ProcessPool } from '@/scrapers/process-pool'
import { configOf, sources } from '@/scrapers/registry'
import { recoverRuns } from '@/scrapers/run-lock'
import { keepFactsCurrent } from '@/scrapers/keep-facts-current'
import { runSource } from '@/scrapers/run'
import { listDueSources } from '@/scrapers/schedule'

export interface WorkerOptions {
  pool: Pool
  env: Env
  log: Logger
  signal: AbortSignal
  now: () => Date
  random: () => number
}

const lookAgainMs = 5_000
const databaseRetryMs = 1_000

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const isPause = (signal: AbortSignal, ms: number): Promise<void> =>
  wait(ms, undefined, { signal }).catch(() => undefined)

async function runDue(options: WorkerOptions, processors: ProcessPool): Promise<void> {
  const { pool, env, log, signal, now, random } = options
  for (const source of await listDueSources(pool, sources, now())) {
    if (signal.aborted) return
    log.info({ source: source.id }, 'run begins')
    const outcome = await runSource({
      pool,
      source,
      config: configOf(source, env),
      trigger: 'worker',
      now,
      random,
      contact: env.SKILLTIDE_CONTACT,
      isPolite: env.SKILLTIDE_POLITENESS === 'on',
      reroute: env.SKILLTIDE_REROUTE ?? null,
      signal,
      process: processors.process,
      onEvent: (event) => {
        if (event.kind === 'page')
          log.debug({ source: source.id, position: event.position, ...event.counts }, 'page stored')
        if (event.kind === 'trouble') log.warn({ source: source.id, ...event }, 'trouble')
      },
    })
    const { status, counts, error, errorKind } = outcome
    log.info({ source: source.id, status, ...counts, ...(error !== null && { error, errorKind }) }, 'run ends')
  }
}

/** Waits for the database, then brings reference rows up and closes what a killed worker left. */
async function prepare({ pool, log, signal, now }: WorkerOptions): Promise<boolean> {
  while (!signal.aborted) {
    try {
      await syncDeclared(pool)
      await recoverRuns(pool, [...sources.map((source) => source.id), allSources], now)
      return true
    } catch (error) {
      log.warn({ error: messageOf(error) }, 'the database does not answer, trying again')
      await isPause(signal, databaseRetryMs)
    }
  }
  return false
}

/**
 * Runs every source that is due, until the signal aborts. A lost database is waited for; whatever a run was doing then
 * is read again, and stored once. Facts that older rules made are made anew in the background.
 */
export async function runWorker(options: WorkerOptions): Promise<void> {
  const { pool, env, log, signal, now } = options
  if (!(await prepare(options))) return
  const processors = openProcessPool()
  const retagging = keepFactsCurrent({ ...options, databaseUrl: env.DATABASE_URL, processors })
  const endBeat = await keepWorkerBeat(pool, { now, onError: (error) => log.warn({ error }, 'no beat') })
  try {
    while (!signal.aborted) {
      try {
        await runDue(options, processors)
        await isPause(signal, lookAgainMs)
      } catch (error) {
        if (signal.aborted) break
        log.warn({ error: messageOf(error) }, 'the run was cut off, trying again')
        await isPause(signal, databaseRetryMs)
      }
    }
  } finally {
    await endBeat().catch((error: unknown) => log.warn({ error }, 'the last beat was not stored'))
    await processors.close()
    await retagging
  }
}
