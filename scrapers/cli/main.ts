import { Command, CommanderError } from 'commander'
import { getPool } from '@/lib/db/pool'
import { withDatabase } from '@/lib/launch/with-database'
import { registerDoctor } from '@/scrapers/cli/doctor'
import { exitCodeHelp, exitCodes } from '@/scrapers/cli/exit-codes'
import { registerImport } from '@/scrapers/cli/import'
import { registerIngest } from '@/scrapers/cli/ingest'
import { registerQuery } from '@/scrapers/cli/query'
import { registerReplay } from '@/scrapers/cli/replay'
import { registerStatus } from '@/scrapers/cli/status'
import { registerTag } from '@/scrapers/cli/tag'
import { registerWorker } from '@/scrapers/cli/worker'

function buildProgram(): Command {
  const program = new Command('skilltide')
    .description('Measures what backend job postings ask for. Results go to stdout, everything else to stderr.')
    // Errors come back here, so that an embedded server is stopped before the process ends.
    .exitOverride()
    .addHelpText('after', exitCodeHelp)
  registerIngest(program)
  registerImport(program)
  registerReplay(program)
  registerTag(program)
  registerQuery(program)
  registerStatus(program)
  registerDoctor(program)
  registerWorker(program)
  return program
}

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

try {
  await runProgram(buildProgram(), process.argv)
} catch (error) {
  process.exitCode = codeOf(error)
}
