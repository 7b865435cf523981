import pino from 'pino'
import { z } from 'zod'
import { createPool } from '@/lib/db/pool'
import { readEnv } from '@/lib/env'
import type { Source } from '@/scrapers/contract'
import { processInline } from '@/scrapers/process-inline'
import { findSource } from '@/scrapers/registry'
import { connectionsOfWorker, runWorker } from '@/scrapers/worker-loop'
import { protocols } from './world'

/**
 * A worker process for tests: it works until idle each time that it is told the time, and says so. Its sources are the
 * registry's, with a shorter delay between requests.
 */
const given = z
  .object({
    databaseUrl: z.string(),
    reroute: z.url(),
    minimumDelayMs: z.number(),
    patience: z.object({ timeoutMs: z.number(), backOffMs: z.number(), patienceMs: z.number() }),
  })
  .parse(JSON.parse(process.argv[2] ?? '{}'))

function hasten(id: string): Source {
  const source = findSource(id)
  if (source === undefined) throw new Error(`no source is called ${id}`)
  return { ...source, policy: { ...source.policy, minimumDelayMs: given.minimumDelayMs } }
}

const env = readEnv({
  DATABASE_URL: given.databaseUrl,
  SKILLTIDE_REROUTE: given.reroute,
  SKILLTIDE_CONTACT: 'test',
})
const pool = createPool(given.databaseUrl, connectionsOfWorker(env))
const log = pino({ level: 'warn', base: null }, pino.destination(2))
const stopping = new AbortController()

async function workAt(at: Date): Promise<void> {
  const beganAt = performance.now()
  const now = () => new Date(at.getTime() + performance.now() - beganAt)
  // Threads would have to load the taxonomy once more for each process.
  const processors = {
    process: processInline,
    retag: () => () => Promise.reject(new Error('no retag')),
    close: async () => undefined,
  }
  const { signal } = stopping
  const sources = protocols.map(hasten)
  const { patience } = given
  await runWorker({ pool, env, sources, log, signal, now, random: Math.random, processors, patience, untilIdle: true })
}

process.on('message', (message) => {
  const { at } = z.object({ at: z.coerce.date() }).parse(message)
  workAt(at).then(
    () => process.send?.({ idle: true }),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      process.exit(1)
    },
  )
})
process.once('disconnect', () => {
  stopping.abort(new Error('the test is over'))
  process.exit()
})
process.send?.({ ready: true })
