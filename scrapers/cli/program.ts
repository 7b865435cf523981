import { Command } from 'commander'
import { exitCodeHelp } from '@/scrapers/cli/exit-codes'
import { registerBoards } from '@/scrapers/cli/boards'
import { registerClaims } from '@/scrapers/cli/claims'
import { registerDemandIndex } from '@/scrapers/cli/demand-index'
import { registerDoctor } from '@/scrapers/cli/doctor'
import { registerHosts } from '@/scrapers/cli/hosts'
import { registerImport } from '@/scrapers/cli/import'
import { registerIngest } from '@/scrapers/cli/ingest'
import { registerPayloads } from '@/scrapers/cli/payloads'
import { registerQuery } from '@/scrapers/cli/query'
import { registerRejects } from '@/scrapers/cli/rejects'
import { registerReplay } from '@/scrapers/cli/replay'
import { registerRetag } from '@/scrapers/cli/retag'
import { registerStatus } from '@/scrapers/cli/status'
import { registerTag } from '@/scrapers/cli/tag'
import { registerTaxonomy } from '@/scrapers/cli/taxonomy'
import { registerVacancy } from '@/scrapers/cli/vacancy'
import { registerWorker } from '@/scrapers/cli/worker'

/** The command line with all its commands; apart from main.ts, so that the docs test can hold README.md against it. */
export function buildProgram(): Command {
  const program = new Command('skilltide')
    .description('Measures what backend job postings ask for. Results go to stdout, everything else to stderr.')
    // Errors come back here, so that an embedded server is stopped before the process ends.
    .exitOverride()
    .addHelpText('after', exitCodeHelp)
  registerIngest(program)
  registerImport(program)
  registerReplay(program)
  registerPayloads(program)
  registerRetag(program)
  registerTag(program)
  registerTaxonomy(program)
  registerQuery(program)
  registerClaims(program)
  registerStatus(program)
  registerBoards(program)
  registerRejects(program)
  registerHosts(program)
  registerDemandIndex(program)
  registerVacancy(program)
  registerDoctor(program)
  registerWorker(program)
  return program
}
