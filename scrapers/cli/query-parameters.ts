import { type Command, Option } from 'commander'
import { explainVersion, readVersionState } from '@/lib/db/index-versions'
import { getPool } from '@/lib/db/pool'
import { readVocabulary } from '@/lib/db/vocabulary'
import { type Dataset, datasetIds, datasets, isDatasetId } from '@/lib/query/datasets'
import { type Filters, parameterDescriptions, parameterOf, repeatableParameters } from '@/lib/query/filters'
import { type FilterIssue, parseFiltersStrict } from '@/lib/query/parse-filters'
import { skillNames } from '@/lib/tagger/skill-spellings'
import { exitCodes } from '@/scrapers/cli/exit-codes'

const isRepeatable = (parameter: string): boolean => repeatableParameters.some((known) => known === parameter)

const collect = (value: string, previous: string[] | undefined): string[] => [...(previous ?? []), value]

/** Ends the command with what is wrong with each option. */
function refuse(command: Command, issues: readonly FilterIssue[]): never {
  return command.error(issues.map(({ parameter, message }) => `error: --${parameter}: ${message}`).join('\n'), {
    exitCode: exitCodes.badUsage,
    code: 'skilltide.badQuery',
  })
}

/** Adds the dataset and the parameters of a query as options, but for those left out. */
export function addParameters(command: Command, leftOut: readonly string[] = []): void {
  command.addOption(new Option('--dataset <name>', 'what to ask').choices(datasetIds).default('demand'))
  for (const parameter of Object.values(parameterOf).filter((one) => !leftOut.includes(one))) {
    // A flag is written in kebab case; commander gives it back under the name of the parameter.
    const flag = parameter.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    const option = new Option(`--${flag} <value>`, parameterDescriptions[parameter])
    command.addOption(isRepeatable(parameter) ? option.argParser(collect) : option)
  }
}

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

/** Reads what `addParameters` added; ends the command where an option cannot be understood. */
export async function readParameters(command: Command): Promise<{ dataset: Dataset; filters: Filters }> {
  const options: Record<string, unknown> = command.opts()
  const id = String(options.dataset)
  if (!isDatasetId(id))
    return refuse(command, [{ parameter: 'dataset', message: `expected one of ${datasetIds.join(', ')}` }])
  const dataset = datasets[id]
  const vocabulary = await readVocabulary(getPool(), skillNames)
  const parsed = parseFiltersStrict(toParameters(options), vocabulary)
  if (!parsed.ok) return refuse(command, parsed.issues)
  const issues = dataset.check(parsed.filters)
  if (issues.length > 0) return refuse(command, issues)
  return { dataset, filters: dataset.complete(parsed.filters) }
}

/** Ends the command where a data version cannot be asked. @param named how the command calls it: `--as-of` */
export async function requireVersion(command: Command, version: number, named: string): Promise<void> {
  const state = await readVersionState(getPool(), version)
  if (state !== 'kept')
    command.error(`error: ${named}: ${explainVersion(version, state)}`, { exitCode: exitCodes.badUsage })
}
