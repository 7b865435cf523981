import { PageLink } from '@/app/_components/site/page-link'
import { FigureTable } from '@/app/_components/tables/figure-table'
import { sourceHref } from '@/app/sources/addresses'
import { Ago } from '@/app/sources/ago'
import { countBoards } from '@/lib/domain/board'
import type { SourceState } from '@/lib/domain/operator-views'
import { dueWords } from '@/lib/query/ingest-words'
import { formatCount } from '@/lib/query/numbers'

const counts = [
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
    <FigureTable
      rows={sources}
      caption="Sources, the largest first; the counts of runs are of the last seven days"
      keyOf={(source) => source.id}
      columns={[
        {
          id: 'source',
          heading: 'Source',
          cellClassName: 'font-normal',
          cell: (source) => (
            <PageLink className="link" href={sourceHref(source.id)}>
              {source.name}
            </PageLink>
          ),
        },
        ...counts.map(({ heading, of }) => ({
          id: heading,
          heading,
          className: 'number',
          cell: (source: SourceState) => {
            const count = of(source)
            return count === null ? '' : formatCount(count)
          },
        })),
        {
          id: 'duplicates',
          heading: 'Duplicates',
          className: 'number',
          cell: ({ postings, vacancies }) =>
            postings === 0 ? '' : `${((1 - vacancies / postings) * 100).toFixed(1)}\u202f%`,
        },
        {
          id: 'read',
          heading: 'Last read',
          className: 'pl-4!',
          cellClassName: 'tabular',
          cell: (source) => <Ago at={source.lastSuccessAt} now={now} />,
        },
        { id: 'due', heading: 'Next due', cellClassName: 'tabular', cell: (source) => nextDue(source, now) },
        { id: 'stands', heading: 'Stands', cell: standingWords },
      ]}
    />
  )
}
