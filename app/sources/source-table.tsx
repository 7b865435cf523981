import { PageLink } from '@/app/_components/site/page-link'
import { sourceHref } from '@/app/sources/addresses'
import { Ago } from '@/app/sources/ago'
import { countBoards } from '@/lib/domain/board'
import type { SourceState } from '@/lib/domain/operator-views'
import { dueWords } from '@/lib/query/ingest-words'
import { formatCount } from '@/lib/query/numbers'

const columns = [
  { heading: 'Postings', of: (source: SourceState) => source.postings },
  { heading: 'Open', of: (source: SourceState) => source.tally?.open ?? null },
  { heading: 'Boards', of: ({ tally }: SourceState) => (tally?.isOfBoards === true ? countBoards(tally) : null) },
  { heading: 'New', of: (source: SourceState) => source.week.inserted },
  { heading: 'Changed', of: (source: SourceState) => source.week.updated },
  { heading: 'Gone', of: (source: SourceState) => source.week.withdrawn },
  { heading: 'Refused', of: (source: SourceState) => source.week.rejected },
]

/** "3 failing, 1 parked", "last run held"; "in order" when nothing is wrong. */
function standingWords({ tally, lastRun }: SourceState): string {
  if (tally === null) return lastRun === null ? '' : lastRun.status
  const { held = 0, failing = 0, parked = 0, waiting = 0, paused = 0 } = tally.conditions
  const counts = { held, failing, parked, waiting, paused }
  const present = Object.entries(counts).filter(([, count]) => count > 0)
  if (present.length === 0) return 'in order'
  return present.map(([name, count]) => (tally.isOfBoards ? `${formatCount(count)} ${name}` : name)).join(', ')
}

function nextDue(source: SourceState, now: Date): string {
  if (source.cadenceHours === null) return 'by hand'
  const { conditions, dueAt } = source.tally ?? { conditions: {}, dueAt: null }
  const isRead = Object.entries(conditions).some(([one, count]) => one !== 'paused' && one !== 'removed' && count > 0)
  return isRead ? dueWords({ dueAt, state: 'active' }, now) : 'never'
}

/** Every source that is read, with what it holds, how it stands, and what its last seven days brought. */
export function SourceTable({ sources, now }: { sources: readonly SourceState[]; now: Date }) {
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label="Sources">
      <table className="figure-table">
        <caption className="sr-only">Sources, the largest first; the counts of runs are of the last seven days</caption>
        <thead>
          <tr>
            <th scope="col" className="first">
              Source
            </th>
            {columns.map(({ heading }) => (
              <th key={heading} scope="col" className="number">
                {heading}
              </th>
            ))}
            <th scope="col" className="pl-4!">
              Last read
            </th>
            <th scope="col">Next due</th>
            <th scope="col">Stands</th>
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => (
            <tr key={source.id}>
              <th scope="row" className="first font-normal">
                <PageLink className="link" href={sourceHref(source.id)}>
                  {source.name}
                </PageLink>
              </th>
              {columns.map(({ heading, of }) => {
                const count = of(source)
                return (
                  <td key={heading} className="number">
                    {count === null ? '' : formatCount(count)}
                  </td>
                )
              })}
              <td className="tabular pl-4!">
                <Ago at={source.lastSuccessAt} now={now} />
              </td>
              <td className="tabular">{nextDue(source, now)}</td>
              <td>{standingWords(source)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
