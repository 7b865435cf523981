import type { Command } from 'commander'
import pino from 'pino'
import { getPool } from '@/lib/db/pool'
import { readEnv } from '@/lib/env'
import { withDatabase } from '@/lib/launch/with-database'
import { exitCodeHelp } from '@/scrapers/cli/exit-codes'
import { stopSignal } from '@/scrapers/cli/options'
import { sources } from '@/scrapers/registry'
import { connectionsOfWorker, runWorker } from '@/scrapers/worker-loop'

const help = `
Any number of workers may run, on any machines that reach the same DATABASE_URL: they share the boards, and the limits of
each host. SIGTERM and Ctrl-C stop one in order; what a killed one was at is taken up by the others.

Examples:
  npm run -s skilltide -- worker
  npm run -s skilltide -- worker --until-idle      (for cron: reads what is due, then ends)
`

async function work({ untilIdle = false }: { untilIdle?: boolean }): Promise<void> {
  const env = readEnv()
  const log = pino({ level: env.SKILLTIDE_LOG_LEVEL, base: null }, pino.destination(2))
  await withDatabase(async (databaseUrl) => {
    const pool = getPool(connectionsOfWorker(env))
    const signal = stopSignal()
    const given = { pool, env: { ...env, DATABASE_URL: databaseUrl }, sources, log, signal, untilIdle }
    await runWorker({ ...given, now: () => new Date(), random: Math.random })
    await pool.end()
  })
}

export function defineWorker(command: Command): void {
  command
    .option('--until-idle', 'end when nothing is due any more')
    .addHelpText('after', help + exitCodeHelp)
    .action(work)
}
