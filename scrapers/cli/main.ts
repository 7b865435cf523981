import { CommanderError } from 'commander'
import { exitCodes } from '@/scrapers/cli/exit-codes'
import { buildProgram } from '@/scrapers/cli/program'

/** Commander has printed what was wrong; only the exit code is left to set. Help and version are no errors. */
async function codeOf(error: unknown): Promise<number> {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.ok
    return error.code.startsWith('commander.') ? exitCodes.badUsage : error.exitCode
  }
  // Only a failure needs what can explain it.
  const { explainFailure } = await import('@/scrapers/cli/explain-failure')
  process.stderr.write(`error: ${explainFailure(error)}\n`)
  return exitCodes.failed
}

// `… | head` closes our output before its end: that is no error of ours, and nothing is left to say.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(exitCodes.ok)
})

try {
  await buildProgram().parseAsync(process.argv)
} catch (error) {
  process.exitCode = await codeOf(error)
}
