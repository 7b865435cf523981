import { Command } from 'commander'
import { exitCodeHelp } from '@/scrapers/cli/exit-codes'

interface Entry {
  name: string
  description: string
  /** Imports what the command needs and gives the function that adds its arguments, options and action. */
  load: () => Promise<(command: Command) => void>
}

/**
 * Every command. Of its modules only those of the command asked for are loaded: taxonomy, tagger, GeoNames and sources
 * take seconds together, and most commands need none of them.
 */
const entries: readonly Entry[] = [
  {
    name: 'ingest',
    description: 'Reads the sources now: what is new, what changed, what is gone.',
    load: async () => (await import('@/scrapers/cli/ingest')).defineIngest,
  },
  {
    name: 'import',
    description:
      'Reads postings from a file: JSON lines, CSV or Parquet, plain or gzipped. Importing it again changes nothing.',
    load: async () => (await import('@/scrapers/cli/import')).defineImport,
  },
  {
    name: 'replay',
    description:
      'Reads the stored payloads again, without network, after a change of a parser, the taxonomy or a rule.',
    load: async () => (await import('@/scrapers/cli/replay')).defineReplay,
  },
  {
    name: 'payloads',
    description: 'The responses kept as they were received, for replay: what they take, and what is no longer kept.',
    load: async () => (await import('@/scrapers/cli/payloads')).definePayloads,
  },
  {
    name: 'history',
    description: 'What is kept of old runs and data versions.',
    load: async () => (await import('@/scrapers/cli/history')).defineHistory,
  },
  {
    name: 'retag',
    description:
      'Derives role, seniority, places and skills of all stored postings again after a change of the taxonomy or a rule, and swaps all figures at once.',
    load: async () => (await import('@/scrapers/cli/retag')).defineRetag,
  },
  {
    name: 'tag',
    description: 'Tags postings: JSONL in, JSONL out, with levels, role, places and evidence',
    load: async () => (await import('@/scrapers/cli/tag')).defineTag,
  },
  {
    name: 'taxonomy',
    description: 'Shows the taxonomy, writes it down, and tells what a change of it would move.',
    load: async () => (await import('@/scrapers/cli/taxonomy')).defineTaxonomy,
  },
  {
    name: 'query',
    description: 'Answers a demand query: the rows of /api/<dataset>, as a table, CSV or JSON',
    load: async () => (await import('@/scrapers/cli/query')).defineQuery,
  },
  {
    name: 'compare',
    description: 'Compares a dataset at two data versions, number by number, where they differ',
    load: async () => (await import('@/scrapers/cli/compare')).defineCompare,
  },
  {
    name: 'claims',
    description: 'Checks the claims of the article: verdict, figure and interval under every view and for every source',
    load: async () => (await import('@/scrapers/cli/claims')).defineClaims,
  },
  {
    name: 'status',
    description: 'Shows what is stored: sources, postings, months, the last runs.',
    load: async () => (await import('@/scrapers/cli/status')).defineStatus,
  },
  {
    name: 'boards',
    description: 'The boards that are read: which employers, how they fare, what to do about them.',
    load: async () => (await import('@/scrapers/cli/boards')).defineBoards,
  },
  {
    name: 'rejects',
    description: 'The records that could not become postings, with the reasons, and what was received.',
    load: async () => (await import('@/scrapers/cli/rejects')).defineRejects,
  },
  {
    name: 'hosts',
    description: 'Shows the hosts that are asked, and closes one to every worker.',
    load: async () => (await import('@/scrapers/cli/hosts')).defineHosts,
  },
  {
    name: 'index',
    description: 'The demand index, from which pages answer: what it holds, sealing it, and holding it against SQL.',
    load: async () => (await import('@/scrapers/cli/demand-index')).defineDemandIndex,
  },
  {
    name: 'vacancy',
    description:
      'Prints the postings that are one vacancy with a posting, and why; of two postings, why they are one or two.',
    load: async () => (await import('@/scrapers/cli/vacancy')).defineVacancy,
  },
  {
    name: 'doctor',
    description: 'Checks what the program needs: database, migrations, disk, and whether each source can be reached.',
    load: async () => (await import('@/scrapers/cli/doctor')).defineDoctor,
  },
  {
    name: 'worker',
    description: 'Reads every source when it is due, until it is stopped. npm start runs one; more may run beside it.',
    load: async () => (await import('@/scrapers/cli/worker')).defineWorker,
  },
]

/** Completes a command of the table, which has only its name and description until then. */
async function complete(command: Command): Promise<void> {
  const entry = entries.find(({ name }) => name === command.name())
  const define = await entry?.load()
  define?.(command)
}

/** The command line; apart from main.ts, so that the docs test can hold README.md against it. */
export function buildProgram(): Command {
  const program = new Command('skilltide')
    .description('Measures what backend job postings ask for. Results go to stdout, everything else to stderr.')
    // Errors come back here, so that an embedded server is stopped before the process ends.
    .exitOverride()
    // Commander's `help <command>` would print a command that is not complete; `<command> --help` completes it first.
    .helpCommand(false)
    .addHelpText('after', exitCodeHelp)
    .hook('preSubcommand', (_, command) => complete(command))
  for (const { name, description } of entries) program.command(name).description(description)
  return program
}

/** The command line with the arguments, options and subcommands of all its commands. */
export async function buildWholeProgram(): Promise<Command> {
  const program = buildProgram()
  for (const command of program.commands) await complete(command)
  return program
}
