import type { Command } from 'commander'
import { getDemandEngine } from '@/lib/db/engine'
import { createDocument } from '@/lib/query/document'
import { describeCounts, describePopulation } from '@/lib/query/sentences'
import { exitCodeHelp } from '@/scrapers/cli/exit-codes'
import { formatOption, printRows } from '@/scrapers/cli/print-rows'
import { addParameters, readParameters, requireVersion } from '@/scrapers/cli/query-parameters'
import { withPool } from '@/scrapers/cli/with-pool'

const examples = `
Examples:
  npm run -s skilltide -- query --skill kubernetes --skill docker --bucket year
  npm run -s skilltide -- query --dataset companions --skill kafka --region EU --format csv
`

async function runQuery(command: Command): Promise<void> {
  const { dataset, filters } = await readParameters(command)
  if (filters.asOf !== null) await requireVersion(command, filters.asOf, '--as-of')
  const loaded = await dataset.load(getDemandEngine(), filters)
  const { population, dataVersion } = loaded
  process.stderr.write(
    `${describePopulation(filters)}: ${describeCounts(population)} (data version ${dataVersion.id})\n`,
  )
  return printRows(command.opts().format, {
    columns: dataset.columns,
    rows: loaded.rows,
    document: () => createDocument(dataset, filters, loaded),
  })
}

/**
 * `skilltide query`: the figures of pages and endpoints on the command line; rows on stdout, the rest on stderr.
 * @param onDatabase what gives the query its pool.
 */
export function defineQuery(command: Command, onDatabase = withPool): void {
  addParameters(command)
  command
    .addOption(formatOption())
    .addHelpText('after', `${examples}${exitCodeHelp}`)
    .action(() => onDatabase(() => runQuery(command)))
}
