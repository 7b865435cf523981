import { type Command, CommanderError } from 'commander'
import { getPool } from '@/lib/db/pool'
import { withDatabase } from '@/lib/launch/with-database'
import { exitCodes } from '@/scrapers/cli/exit-codes'
import { buildProgram } from '@/scrapers/cli/program'

/** `query` reads the pool of the process and leaves opening and closing it to us. */
async function runProgram(program: Command, argv: string[]): Promise<void> {
  const asksForHelp = argv.includes('--help') || argv.includes('-h')
  if (argv[2] !== 'query' || asksForHelp) {
    await program.parseAsync(argv)
    return
  }
  await withDatabase(async () => {
    try {
      await program.parseAsync(argv)
    } finally {
      await getPool().end()
    }
  })
}

/** Commander has printed what was wrong; only the exit code is left to set. Help and version are no errors. */
function codeOf(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.ok
    return error.code.startsWith('commander.') ? exitCodes.badUsage : error.exitCode
  }
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`)
  return exitCodes.failed
}

// `… | head` closes our output before its end: that is no error of ours, and nothing is left to say.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(exitCodes.ok)
})

try {
  await runProgram(buildProgram(), process.argv)
} catch (error) {
  process.exitCode = codeOf(error)
}
