import pino from 'pino'
import { getPool } from '@/lib/db/pool'
import { readEnv } from '@/lib/env'
import { sources } from '@/scrapers/registry'
import { connectionsOfWorker, runWorker } from '@/scrapers/worker-loop'

/** Stops in order on Ctrl-C, on SIGTERM, and when the launcher that started us is gone. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController()
  const stop = () => stopping.abort(new Error('asked to stop'))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.once('disconnect', stop)
  return stopping.signal
}

async function main(): Promise<void> {
  const env = readEnv()
  const log = pino({ level: env.SKILLTIDE_LOG_LEVEL, base: null }, pino.destination(2))
  const pool = getPool(connectionsOfWorker(env))
  await runWorker({ pool, env, sources, log, signal: stopSignal(), now: () => new Date(), random: Math.random })
  await pool.end()
  log.info('worker stopped')
  if (process.connected) process.disconnect()
}

await main()
