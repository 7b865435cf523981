import { PageLink } from '@/app/_components/site/page-link'
import { boardHref } from '@/app/sources/addresses'
import { formatInstant } from '@/app/sources/times'
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

function RunRow({ run, showsBoard }: { run: RunView; showsBoard: boolean }) {
  return (
    <>
      <tr className={run.error === null ? undefined : '[&>*]:border-b-0!'}>
        <th scope="row" className="first tabular font-normal whitespace-nowrap">
          <time dateTime={run.startedAt.toISOString()}>{formatInstant(run.startedAt)}</time>
        </th>
        {showsBoard && (
          <td className="max-w-48 truncate">
            {run.scope === wholeSourceSlug ? (
              <span className="text-quiet">the whole</span>
            ) : (
              <PageLink className="link" href={boardHref(run.sourceId, run.scope)}>
                {run.scope}
              </PageLink>
            )}
          </td>
        )}
        <td title={runStatusDefinitions[run.status]} className={isTroubled(run) ? 'font-semibold' : undefined}>
          {run.status}
        </td>
        <td title={triggerWords[run.trigger]}>{run.trigger}</td>
        <td className="number">{runLengthWords(run.durationMs)}</td>
        <td className="number">{pagesWords(run)}</td>
        {counts.map(({ heading, of }) => (
          <td key={heading} className="number">
            {formatCount(of(run))}
          </td>
        ))}
      </tr>
      {run.error !== null && (
        <tr>
          <td
            colSpan={5 + Number(showsBoard) + counts.length}
            className="max-w-0 pt-0! pb-3 whitespace-normal! text-quiet wrap-anywhere"
          >
            <div className="in-sight">
              {run.errorKind === null ? '' : `${run.errorKind}: `}
              {run.error}
            </div>
          </td>
        </tr>
      )}
    </>
  )
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
    <div className="table-box" tabIndex={0} role="region" aria-label={`Runs of ${name}`}>
      <table className="figure-table">
        <caption className="sr-only">Runs of {name}, newest first</caption>
        <thead>
          <tr>
            <th scope="col" className="first">
              Started
            </th>
            {showsBoard && <th scope="col">Board</th>}
            <th scope="col">State</th>
            <th scope="col">Started by</th>
            <th scope="col" className="number">
              Took
            </th>
            <th scope="col" className="number">
              Pages
            </th>
            {counts.map(({ heading }) => (
              <th key={heading} scope="col" className="number">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunRow key={run.id} run={run} showsBoard={showsBoard} />
          ))}
        </tbody>
      </table>
    </div>
  )
}
