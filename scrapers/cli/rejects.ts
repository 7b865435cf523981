import { type Command, InvalidArgumentError } from 'commander'
import { z } from 'zod'
import { findPayload } from '@/lib/db/payload-store'
import { getPrisma } from '@/lib/db/prisma'
import { listRejects, readReject } from '@/lib/db/reject-views'
import { textTable } from '@/lib/export/text-table'
import { excerptOf } from '@/lib/normalise/record-excerpt'
import { exitCodeHelp, exitCodes } from '@/scrapers/cli/exit-codes'
import { limitOption } from '@/scrapers/cli/options'
import { withPool } from '@/scrapers/cli/with-pool'
import { findSource, sources } from '@/scrapers/registry'

const columns = ['Id', 'Source', 'Board', 'Record', 'Reason'].map((heading) => ({ heading, isNumber: false }))

function idArgument(text: string): string {
  if (!z.uuid().safeParse(text).success)
    throw new InvalidArgumentError('Expected the id of a reject, as `rejects list` has it.')
  return text
}

function sourceOption(id: string): string {
  if (findSource(id) === undefined)
    throw new InvalidArgumentError(
      `There is no such source. There are ${sources.map((source) => source.id).join(', ')}.`,
    )
  return id
}

interface ListOptions {
  source?: string
  board?: string
  limit: number
  json?: boolean
}

async function list({ source, board, limit, json = false }: ListOptions): Promise<void> {
  const { rows } = await withPool(() => listRejects(getPrisma(), { sourceId: source, scope: board, limit }))
  if (json) process.stdout.write(`${JSON.stringify(rows)}\n`)
  else if (rows.length === 0) process.stderr.write('No record was refused.\n')
  else {
    const cells = rows.map(({ id, sourceId, scope, externalId, line, reason }) => [
      id,
      sourceId,
      scope ?? '',
      externalId ?? (line === null ? '' : `line ${line}`),
      reason,
    ])
    process.stdout.write(`${textTable(columns, cells)}\n`)
  }
}

/** The whole payload goes to stdout as bytes, so that it can be piped; what is about it, to stderr. */
async function show(id: string, isRaw: boolean): Promise<void> {
  const found = await withPool(async (pool) => {
    const reject = await readReject(getPrisma(), id)
    return reject === null ? null : { ...reject, payload: await findPayload(pool, reject.payloadId) }
  })
  if (found === null || found.payload === null) {
    process.stderr.write(found === null ? `There is no reject ${id}.\n` : 'Its payload is no longer stored.\n')
    process.exitCode = exitCodes.failed
    return
  }
  const { view, payload } = found
  process.stderr.write(
    `${view.sourceId}, from ${payload.url}, fetched ${payload.fetchedAt.toISOString()}: ${view.reason}\n`,
  )
  if (isRaw) process.stdout.write(payload.body)
  else process.stdout.write(`${excerptOf(new TextDecoder().decode(payload.body), view).text}\n`)
}

/** Adds `rejects list` and `rejects show`: what could not become a posting, and what was received. */
export function defineRejects(rejects: Command): void {
  rejects.addHelpText('after', exitCodeHelp)
  rejects
    .command('list')
    .description('Prints refused records, newest first.')
    .option('--source <id>', 'only those of this source', sourceOption)
    .option('--board <slug>', 'only those of this board of the source')
    .option('--limit <number>', 'no more than so many', limitOption, 50)
    .option('--json', 'as one JSON array')
    .addHelpText('after', `\nExamples:\n  npm run -s skilltide -- rejects list --source greenhouse\n${exitCodeHelp}`)
    .action((options: ListOptions, command: Command) => {
      if (options.board !== undefined && options.source === undefined)
        command.error('error: --board needs the --source that it is a board of', { exitCode: exitCodes.badUsage })
      return list(options)
    })
  rejects
    .command('show')
    .description('Prints a refused record as it was received, without contacts.')
    .argument('<id>', 'id of the reject', idArgument)
    .option('--raw', 'the whole payload, byte by byte as received, personal data included')
    .addHelpText('after', `\nExamples:\n  npm run -s skilltide -- rejects show <id> --raw | less\n${exitCodeHelp}`)
    .action((id: string, { raw = false }: { raw?: boolean }) => show(id, raw))
}
