import type { Command } from 'commander'
import pino from 'pino'
import { getPool } from '@/lib/db/pool'
import { readEnv } from '@/lib/env'
import { withDatabase } from '@/lib/launch/with-database'
import { exitCodeHelp } from '@/scrapers/cli/exit-codes'
import { stopSignal } from '@/scrapers/cli/options'
import { runWorker } from '@/scrapers/worker-loop'

export function registerWorker(program: Command): void {
  program
    .command('worker')
    .description('Reads every source when it is due, until it is stopped. npm start runs one; more may run beside it.')
    .addHelpText('after', `\nExamples:\n  npm run -s skilltide -- worker\n${exitCodeHelp}`)
    .action(async () => {
      const env = readEnv()
      const log = pino({ level: env.SKILLTIDE_LOG_LEVEL, base: null }, pino.destination(2))
      await withDatabase(async (databaseUrl) => {
        await runWorker({
          pool: getPool(),
          env: { ...env, DATABASE_URL: databaseUrl },
          log,
          signal: stopSignal(),
          now: () => new Date(),
          random: Math.random,
        })
        await getPool().end()
      })
    })
}
