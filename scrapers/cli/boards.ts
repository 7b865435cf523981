import { type Command, InvalidArgumentError, Option } from 'commander'
import { readBoard, setBoardState, upsertBoards } from '@/lib/db/board-store'
import { boardConditions, wholeSourceSlug } from '@/lib/domain/board'
import type { BoardCondition, BoardState } from '@/lib/domain/board'
import { readEnv } from '@/lib/env'
import { checkWritten, readSettings } from '@/scrapers/board-entry'
import { boardsToCheck, boardToCheck, checkBoards } from '@/scrapers/cli/board-check'
import { importBoards } from '@/scrapers/cli/board-import'
import { labelOfBoard, printBoards } from '@/scrapers/cli/board-list'
import { exitCodeHelp, exitCodes } from '@/scrapers/cli/exit-codes'
import { limitOption, whyUnreadable } from '@/scrapers/cli/options'
import { withPool } from '@/scrapers/cli/with-pool'
import type { Source } from '@/scrapers/contract'
import { syncDeclared } from '@/scrapers/prepare'
import { findSource, sources } from '@/scrapers/registry'

const scheduledIds = sources.filter((source) => source.cadenceHours !== null).map(({ id }) => id)

function sourceArgument(id: string): Source {
  const source = findSource(id)
  if (source === undefined || source.cadenceHours === null)
    throw new InvalidArgumentError(`There is no such source. There are ${scheduledIds.join(', ')}.`)
  return source
}

const collect = (value: string, before: string[]): string[] => [...before, value]

/** The slug of a board; a source without boards needs none. */
function slugOf(source: Source, slug: string | undefined, command: Command): string {
  if (source.boards === null) return wholeSourceSlug
  if (slug !== undefined) return slug
  return command.error(`error: ${source.name} has boards: name one by its slug, ${source.boards.slugForm}`, {
    exitCode: exitCodes.badUsage,
  })
}

interface AddOptions {
  name?: string
  config: string[]
}

async function add(source: Source, slug: string | undefined, options: AddOptions, command: Command): Promise<void> {
  const refuse = (reason: string) => command.error(`error: ${reason}`, { exitCode: exitCodes.badUsage })
  const config = readSettings(options.config)
  if (config === null) return refuse('--config: expected key=value')
  const written = { slug: slug ?? '', name: options.name ?? '', config }
  const checked = checkWritten(source, written, { env: readEnv(), origin: 'cli' })
  if (!checked.ok) return refuse(checked.reason)
  const { board } = checked
  const { before, done } = await withPool(async (pool) => {
    await syncDeclared(pool)
    const known = await readBoard(pool, board.sourceId, board.slug)
    return { before: known, done: await upsertBoards(pool, [board], new Date()) }
  })
  const label = labelOfBoard(board)
  const words =
    done.added > 0 ? 'added; the worker reads it at once' : done.changed > 0 ? 'changed' : 'there already, as given'
  process.stderr.write(`${label}: ${words}.\n`)
  if (before?.state === 'paused' || before?.state === 'parked')
    process.stderr.write(`It is ${before.state}: boards resume ${label.replace('/', ' ')} lets it be read.\n`)
  if (source.isOptIn === true) process.stderr.write(`Its terms: ${source.terms}\n`)
}

async function setState(
  source: Source,
  slug: string,
  change: { state: BoardState; reason: string | null; words: string },
): Promise<void> {
  const label = labelOfBoard({ sourceId: source.id, slug })
  const outcome = await withPool(async (pool) => {
    const board = await readBoard(pool, source.id, slug)
    if (board === null) return `There is no board ${label}; boards list has those that there are.`
    if (change.state !== 'removed' && board.state === 'removed')
      return `${label} was removed; boards add brings it back.`
    await setBoardState(pool, { sourceId: source.id, slug, state: change.state, reason: change.reason })
    return null
  })
  process.stderr.write(`${outcome ?? `${label}: ${change.words}`}\n`)
  if (outcome !== null) process.exitCode = exitCodes.failed
}

const slugHelp = 'the board, as in its address; none for a source that is read as a whole'
const examples = (...lines: string[]): string =>
  `\nExamples:\n${lines.map((line) => `  npm run -s skilltide -- boards ${line}\n`).join('')}${exitCodeHelp}`

function registerList(boards: Command): void {
  boards
    .command('list')
    .description('Prints the boards with their health, those to look at first.')
    .option('--source <id>', 'only those of this source', sourceArgument)
    .addOption(new Option('--state <word>', 'only those that stand so').choices(boardConditions))
    .option('--json', 'as one JSON array')
    .addHelpText('after', examples('list --source greenhouse', 'list --state failing --json'))
    .action(async (options: { source?: Source; state?: BoardCondition; json?: boolean }) => {
      const { source, state, json = false } = options
      await withPool((pool) => printBoards(pool, { sourceId: source?.id, state, isJson: json }))
    })
}

function registerAdd(boards: Command): void {
  boards
    .command('add')
    .description(
      'Adds a board, or a source that waits to be added; one that is there takes the name and settings given now.',
    )
    .argument('<source>', 'the system that it is a board of', sourceArgument)
    .argument('[slug]', slugHelp)
    .option('--name <words>', 'the employer, as it is to be shown; needed for a board')
    .option('--config <key=value>', 'a setting of the source; may repeat', collect, [])
    .addHelpText('after', examples('add greenhouse gitlab --name GitLab', 'add remoteok'))
    .action(add)
}

function registerStates(boards: Command): void {
  boards
    .command('remove')
    .description('Takes a board off the list. What was read of it stays; boards add brings it back.')
    .argument('<source>', 'the system that it is a board of', sourceArgument)
    .argument('[slug]', slugHelp)
    .action((source: Source, slug: string | undefined, _: unknown, command: Command) =>
      setState(source, slugOf(source, slug, command), {
        state: 'removed',
        reason: 'removed by a person',
        words: 'removed; it is not read any more, what was read stays.',
      }),
    )
  boards
    .command('pause')
    .description('Stops reading a board until it is resumed.')
    .argument('<source>', 'the system that it is a board of', sourceArgument)
    .argument('[slug]', slugHelp)
    .option('--reason <words>', 'why; shown beside it')
    .action((source: Source, slug: string | undefined, options: { reason?: string }, command: Command) =>
      setState(source, slugOf(source, slug, command), {
        state: 'paused',
        reason: options.reason ?? 'paused by a person',
        words: 'paused.',
      }),
    )
  boards
    .command('resume')
    .description('Lets a paused or parked board be read again, at once.')
    .argument('<source>', 'the system that it is a board of', sourceArgument)
    .argument('[slug]', slugHelp)
    .action((source: Source, slug: string | undefined, _: unknown, command: Command) =>
      setState(source, slugOf(source, slug, command), {
        state: 'active',
        reason: null,
        words: 'active; it is read at once.',
      }),
    )
}

function registerImport(boards: Command): void {
  boards
    .command('import')
    .description('Adds the boards of a CSV file, source,slug,name and perhaps config, or of the list that comes along.')
    .argument('[file]', 'the file')
    .option('--curated', 'the list of well-known employers that comes along, instead of a file')
    .option('--json', 'the outcome as one JSON object on stdout')
    .addHelpText(
      'after',
      `\nLines that cannot be used are named with their number and the reason; the others count.${examples('import --curated', 'import employers.csv')}`,
    )
    .action(async (path: string | undefined, options: { curated?: boolean; json?: boolean }, command: Command) => {
      const refuse = (reason: string) => command.error(`error: ${reason}`, { exitCode: exitCodes.badUsage })
      if ((path === undefined) !== (options.curated === true)) refuse('expected a file, or --curated')
      const problem = path === undefined ? null : await whyUnreadable(path)
      if (problem !== null) refuse(problem)
      const isGood = await withPool((pool) => importBoards(pool, path ?? null, options.json === true))
      process.exitCode = isGood ? exitCodes.ok : exitCodes.failed
    })
}

interface CheckOptions {
  all?: boolean
  limit: number
  apply?: boolean
  json?: boolean
}

function registerCheck(boards: Command): void {
  boards
    .command('check')
    .description(
      'Asks boards whether they are there, what they call themselves and how much they list. Nothing is stored: a guessed slug may be another company.',
    )
    .argument('[source]', 'the system; with --all, only its boards', sourceArgument)
    .argument('[slug]', 'the board, on the list or not; none for a source that is read as a whole')
    .option('--all', 'the boards that are read, those unread for longest first')
    .option('--limit <number>', 'no more than so many of them', limitOption, 25)
    .option('--apply', 'keep the name each gives itself; pause those that are not there or are another company')
    .option('--json', 'one JSON object per board on stdout')
    .addHelpText('after', examples('check greenhouse gitlab', 'check --all --limit 50 --apply'))
    .action(async (source: Source | undefined, slug: string | undefined, options: CheckOptions, command: Command) => {
      const isAll = options.all === true
      if (!isAll && source === undefined)
        command.error('error: name a source and a board, or --all', { exitCode: exitCodes.badUsage })
      const isGood = await withPool(async (pool) => {
        await syncDeclared(pool)
        const chosen =
          source === undefined || isAll
            ? await boardsToCheck(pool, source?.id, options.limit)
            : [await boardToCheck(pool, source, slugOf(source, slug, command))]
        return checkBoards(pool, chosen, { isApplied: options.apply === true, isJson: options.json === true })
      })
      process.exitCode = isGood ? exitCodes.ok : exitCodes.failed
    })
}

/** Adds `boards list|add|remove|pause|resume|import|check`: which employers are read, and how their boards fare. */
export function defineBoards(boards: Command): void {
  boards.addHelpText('after', exitCodeHelp)
  registerList(boards)
  registerAdd(boards)
  registerStates(boards)
  registerImport(boards)
  registerCheck(boards)
}
