import { PageLink } from '@/app/_components/site/page-link'
import { type Column, FigureTable } from '@/app/_components/tables/figure-table'
import { boardHref } from '@/app/sources/addresses'
import { formatInstant } from '@/app/_data/times'
import { wholeSourceSlug } from '@/lib/domain/board'
import { runStatusDefinitions } from '@/lib/domain/ingest'
import type { RunView } from '@/lib/domain/operator-views'
import { runLengthWords } from '@/lib/query/ingest-words'
import { formatCount } from '@/lib/query/numbers'

const isTroubled = ({ status }: RunView): boolean => status === 'failed' || status === 'halted' || status === 'held'

const triggerWords: Record<string, string> = {
  worker: 'the worker, by itself',
  cli: 'a person, on the command line',
  import: 'a file import',
  replay: 'a replay of stored pages',
  retag: 'new rules, for all stored postings',
}

const counts = [
  { heading: 'New', of: (run: RunView) => run.inserted },
  { heading: 'Changed', of: (run: RunView) => run.updated },
  { heading: 'Unchanged', of: (run: RunView) => run.unchanged },
  { heading: 'Gone', of: (run: RunView) => run.withdrawn },
  { heading: 'Open again', of: (run: RunView) => run.reopened },
  { heading: 'Rejected', of: (run: RunView) => run.rejected },
  { heading: 'Skipped', of: (run: RunView) => run.skipped },
]

function pagesWords(run: RunView): string {
  const done =
    run.pagesTotal === null
      ? formatCount(run.pagesDone)
      : `${formatCount(run.pagesDone)} of ${formatCount(run.pagesTotal)}`
  return run.pagesFresh === 0 ? done : `${done}, ${formatCount(run.pagesFresh)} left out`
}

/** What went wrong, in words; null when nothing did. */
const errorWords = ({ error, errorKind }: RunView): string | null =>
  error === null ? null : errorKind === null ? error : `${errorKind}: ${error}`

const boardColumn: Column<RunView> = {
  id: 'board',
  heading: 'Board',
  cellClassName: 'max-w-48 truncate',
  cell: ({ scope, sourceId }) =>
    scope === wholeSourceSlug ? (
      <span className="text-quiet">the whole</span>
    ) : (
      <PageLink className="link" href={boardHref(sourceId, scope)}>
        {scope}
      </PageLink>
    ),
}

interface RunsTableProps {
  runs: readonly RunView[]
  /** Source or board that they are of. */
  name: string
  showsBoard: boolean
}

/** Runs of a source or a board, newest first: when, how it went, what it moved, and its error in words. */
export function RunsTable({ runs, name, showsBoard }: RunsTableProps) {
  return (
    <FigureTable
      rows={runs}
      caption={`Runs of ${name}, newest first`}
      label={`Runs of ${name}`}
      keyOf={(run) => run.id}
      remarkOf={errorWords}
      columns={[
        {
          id: 'started',
          heading: 'Started',
          cellClassName: 'tabular font-normal whitespace-nowrap',
          cell: ({ startedAt }) => <time dateTime={startedAt.toISOString()}>{formatInstant(startedAt)}</time>,
        },
        ...(showsBoard ? [boardColumn] : []),
        {
          id: 'state',
          heading: 'State',
          cell: (run) => (
            <span title={runStatusDefinitions[run.status]} className={isTroubled(run) ? 'font-semibold' : undefined}>
              {run.status}
            </span>
          ),
        },
        {
          id: 'trigger',
          heading: 'Started by',
          cell: ({ trigger }) => <span title={triggerWords[trigger]}>{trigger}</span>,
        },
        { id: 'took', heading: 'Took', className: 'number', cell: ({ durationMs }) => runLengthWords(durationMs) },
        { id: 'pages', heading: 'Pages', className: 'number', cell: pagesWords },
        ...counts.map(({ heading, of }) => ({
          id: heading,
          heading,
          className: 'number',
          cell: (run: RunView) => formatCount(of(run)),
        })),
      ]}
    />
  )
}
