import { type Command, InvalidArgumentError } from 'commander'
import { getDemandEngine } from '@/lib/db/engine'
import { type Cell, cellsOf, type ColumnInfo } from '@/lib/query/columns'
import { compareVersions, createComparisonDocument, isVersion, linesOf } from '@/lib/query/compare'
import { differenceColumns } from '@/lib/query/difference-columns'
import { displayCell } from '@/lib/query/display'
import { describePopulation } from '@/lib/query/sentences'
import { exitCodeHelp } from '@/scrapers/cli/exit-codes'
import { formatOption, printRows } from '@/scrapers/cli/print-rows'
import { addParameters, readParameters, requireVersion } from '@/scrapers/cli/query-parameters'
import { withPool } from '@/scrapers/cli/with-pool'

const examples = `
Examples:
  npm run -s skilltide -- compare 12 --skill kubernetes
  npm run -s skilltide -- compare 12 40 --dataset skills --region EU --format csv
`

function versionArgument(text: string): number {
  if (!isVersion(text)) throw new InvalidArgumentError('Expected the number of a data version.')
  return Number(text)
}

/** The column of the compared dataset that a line is of: its numbers are shown as there. */
function displayAs(columns: readonly ColumnInfo[]) {
  const at = differenceColumns.findIndex(({ key }) => key === 'column')
  return (column: ColumnInfo, cell: Cell, row: readonly Cell[]): string => {
    const compared = columns.find(({ key }) => key === row[at])
    const isNumberOfIt = ['before', 'after', 'difference'].includes(column.key)
    if (!isNumberOfIt || compared === undefined) return displayCell(column, cell)
    const kind = column.key === 'difference' && compared.kind === 'share' ? 'points' : compared.kind
    // Counts below 0 get the minus that points have.
    return displayCell({ ...compared, kind }, cell).replace(/^-/u, '\u2212')
  }
}

async function runCompare(command: Command, before: number, later: number | undefined): Promise<void> {
  const { dataset, filters } = await readParameters(command)
  const engine = getDemandEngine()
  const after = later ?? (await engine.dataVersion()).id
  await requireVersion(command, before, 'before')
  await requireVersion(command, after, 'after')
  const comparison = await compareVersions(engine, { dataset, filters, before, after })
  const lines = linesOf(comparison)
  process.stderr.write(
    `${describePopulation(filters)}: ${lines.length} numbers of ${dataset.id} differ between data versions ${before} and ${after}\n`,
  )
  return printRows(command.opts().format, {
    columns: differenceColumns,
    rows: lines.map((line) => cellsOf(differenceColumns, line)),
    document: () => createComparisonDocument(comparison),
    display: displayAs(dataset.columns),
  })
}

/**
 * `skilltide compare`: a dataset at two data versions, number by number, where they differ; rows on stdout, the rest on stderr.
 * @param onDatabase what gives the command its pool.
 */
export function defineCompare(command: Command, onDatabase = withPool): void {
  command
    .argument('<before>', 'number of the earlier data version', versionArgument)
    .argument('[after]', 'number of the later one; the newest unless said', versionArgument)
  addParameters(command, ['asOf'])
  command
    .addOption(formatOption())
    .addHelpText('after', `${examples}${exitCodeHelp}`)
    .action((before: number, after: number | undefined) => onDatabase(() => runCompare(command, before, after)))
}
