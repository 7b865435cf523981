import { PageLink } from '@/app/_components/site/page-link'
import { FigureTable } from '@/app/_components/tables/figure-table'
import { boardHref } from '@/app/sources/addresses'
import { Ago } from '@/app/sources/ago'
import { ConditionWord } from '@/app/sources/condition-word'
import { formatDay } from '@/app/_data/times'
import { type BoardView, otherNameOf, reasonOf } from '@/lib/domain/board'
import { dueWords } from '@/lib/query/ingest-words'
import { formatCount } from '@/lib/query/numbers'

function remarksOf(board: BoardView): string | null {
  const other = otherNameOf(board)
  const own = other === null ? null : `It calls itself “${other}”.`
  const remarks = [own, reasonOf(board)].filter((remark) => remark !== null)
  return remarks.length === 0 ? null : remarks.join(' ')
}

/** Boards of a source with their health. */
export function BoardTable({
  boards,
  sourceName,
  now,
}: {
  boards: readonly BoardView[]
  sourceName: string
  now: Date
}) {
  return (
    <FigureTable
      rows={boards}
      caption={`Boards of ${sourceName}, those to look at first, then by name`}
      label={`Boards of ${sourceName}`}
      keyOf={(board) => `${board.sourceId}/${board.slug}`}
      remarkOf={remarksOf}
      columns={[
        {
          id: 'board',
          heading: 'Board',
          cellClassName: 'max-w-48 font-normal sm:max-w-none',
          cell: ({ sourceId, slug, name }) => (
            <>
              <PageLink className="link" href={boardHref(sourceId, slug)}>
                {name}
              </PageLink>
              {slug !== name && <span className="block text-quiet wrap-anywhere">{slug}</span>}
            </>
          ),
        },
        { id: 'stands', heading: 'Stands', cell: ({ condition }) => <ConditionWord condition={condition} /> },
        {
          id: 'open',
          heading: 'Open',
          className: 'number',
          cell: ({ openCount }) => (openCount === null ? '' : formatCount(openCount)),
        },
        {
          id: 'read',
          heading: 'Last read',
          className: 'pl-4!',
          cellClassName: 'tabular',
          cell: ({ succeededAt }) => <Ago at={succeededAt} now={now} />,
        },
        { id: 'due', heading: 'Due', cellClassName: 'tabular', cell: (board) => dueWords(board, now) },
        {
          id: 'failing',
          heading: 'Failing since',
          cellClassName: 'tabular',
          cell: ({ failingSince }) => <Ago at={failingSince} now={now} never="" />,
        },
        {
          id: 'baseline',
          heading: 'Baseline',
          cellClassName: 'tabular',
          cell: ({ baselineAt }) => (baselineAt === null ? '' : formatDay(baselineAt)),
        },
      ]}
    />
  )
}
