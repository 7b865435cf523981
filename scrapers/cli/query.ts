import { type Command, Option } from 'commander'
import { getDemandEngine } from '@/lib/db/engine'
import { explainVersion, readVersionState } from '@/lib/db/index-versions'
import { getPool } from '@/lib/db/pool'
import { readVocabulary } from '@/lib/db/vocabulary'
import { csvChunks } from '@/lib/export/csv'
import { textTable } from '@/lib/export/text-table'
import type { Cell } from '@/lib/query/columns'
import { type Dataset, datasetIds, datasets, isDatasetId } from '@/lib/query/datasets'
import { displayCell } from '@/lib/query/display'
import { createDocument } from '@/lib/query/document'
import { parameterDescriptions, parameterOf, repeatableParameters } from '@/lib/query/filters'
import { type FilterIssue, parseFiltersStrict } from '@/lib/query/parse-filters'
import { describeCounts, describePopulation } from '@/lib/query/sentences'
import { skills } from '@/lib/tagger/taxonomy'
import { exitCodeHelp, exitCodes } from '@/scrapers/cli/exit-codes'
import { withPool } from '@/scrapers/cli/with-pool'

const formats = ['table', 'csv', 'json'] as const

const examples = `
Examples:
  npm run -s skilltide -- query --skill kubernetes --skill docker --bucket year
  npm run -s skilltide -- query --dataset companions --skill kafka --region EU --format csv
`

const isRepeatable = (parameter: string): boolean => repeatableParameters.some((known) => known === parameter)

const collect = (value: string, previous: string[] | undefined): string[] => [...(previous ?? []), value]

/** The options given, as the parameters of an address: one reader serves both. */
function toParameters(options: Record<string, unknown>): URLSearchParams {
  const parameters = new URLSearchParams()
  for (const parameter of Object.values(parameterOf)) {
    const given = options[parameter]
    for (const value of Array.isArray(given) ? given : [given]) {
      if (typeof value === 'string') parameters.append(parameter, value)
    }
  }
  return parameters
}

async function* tableChunks(dataset: Dataset, rows: readonly Cell[][]): AsyncGenerator<string> {
  const columns = dataset.columns.map(({ heading, kind }) => ({
    heading,
    isNumber: kind !== 'text' && kind !== 'month' && kind !== 'flag',
  }))
  const cells = rows.map((row) => dataset.columns.map((column, index) => displayCell(column, row[index] ?? null)))
  yield `${textTable(columns, cells)}\n`
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

/** Writes all chunks, waiting while the reader of the pipe is busy. A reader that leaves ends it without an error. */
async function writeChunks(chunks: AsyncGenerator<string>): Promise<void> {
  for await (const chunk of chunks) {
    if (process.stdout.destroyed) return
    if (!process.stdout.write(chunk)) await new Promise((resolve) => process.stdout.once('drain', resolve))
  }
}

async function runQuery(command: Command): Promise<void> {
  const options: Record<string, unknown> = command.opts()
  const refuse = (issues: readonly FilterIssue[]): never =>
    command.error(issues.map(({ parameter, message }) => `error: --${parameter}: ${message}`).join('\n'), {
      exitCode: exitCodes.badUsage,
      code: 'skilltide.badQuery',
    })
  const id = String(options.dataset)
  if (!isDatasetId(id)) return refuse([{ parameter: 'dataset', message: `expected one of ${datasetIds.join(', ')}` }])
  const dataset = datasets[id]
  const vocabulary = await readVocabulary(
    getPool(),
    skills.map((skill) => skill.id),
  )
  const parsed = parseFiltersStrict(toParameters(options), vocabulary)
  if (!parsed.ok) return refuse(parsed.issues)
  const issues = dataset.check(parsed.filters)
  if (issues.length > 0) return refuse(issues)

  const filters = dataset.complete(parsed.filters)
  const { asOf } = filters
  const state = asOf === null ? 'kept' : await readVersionState(getPool(), asOf)
  if (asOf !== null && state !== 'kept')
    return command.error(`error: --as-of: ${explainVersion(asOf, state)}`, { exitCode: exitCodes.badUsage })
  const loaded = await dataset.load(getDemandEngine(), filters)
  const { population, dataVersion } = loaded
  process.stderr.write(
    `${describePopulation(filters)}: ${describeCounts(population)} (data version ${dataVersion.id})\n`,
  )
  const header = dataset.columns.map(({ key }) => key)
  if (options.format === 'csv') return writeChunks(csvChunks(header, loaded.rows))
  if (options.format === 'json')
    return writeChunks(once(`${JSON.stringify(createDocument(dataset, filters, loaded))}\n`))
  return writeChunks(tableChunks(dataset, loaded.rows))
}

/**
 * `skilltide query`: the figures of pages and endpoints on the command line; rows on stdout, the rest on stderr.
 * @param onDatabase what gives the query its pool.
 */
export function defineQuery(command: Command, onDatabase = withPool): void {
  command
    .addOption(new Option('--dataset <name>', 'what to ask').choices(datasetIds).default('demand'))
    .addOption(new Option('--format <format>', 'how to print').choices(formats).default('table'))
  for (const parameter of Object.values(parameterOf)) {
    // A flag is written in kebab case; commander gives it back under the name of the parameter.
    const flag = parameter.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    const option = new Option(`--${flag} <value>`, parameterDescriptions[parameter])
    command.addOption(isRepeatable(parameter) ? option.argParser(collect) : option)
  }
  command.addHelpText('after', `${examples}${exitCodeHelp}`).action(() => onDatabase(() => runQuery(command)))
}
