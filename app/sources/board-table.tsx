import { PageLink } from '@/app/_components/site/page-link'
import { boardHref } from '@/app/sources/addresses'
import { Ago } from '@/app/sources/ago'
import { ConditionWord } from '@/app/sources/condition-word'
import { formatDay } from '@/app/sources/times'
import { type BoardView, otherNameOf, reasonOf } from '@/lib/domain/board'
import { dueWords } from '@/lib/query/ingest-words'
import { formatCount } from '@/lib/query/numbers'

const columnCount = 7

function remarksOf(board: BoardView): string | null {
  const other = otherNameOf(board)
  const own = other === null ? null : `It calls itself “${other}”.`
  const remarks = [own, reasonOf(board)].filter((remark) => remark !== null)
  return remarks.length === 0 ? null : remarks.join(' ')
}

function BoardRow({ board, now }: { board: BoardView; now: Date }) {
  const remarks = remarksOf(board)
  const plain = remarks === null ? '' : ' border-b-0!'
  return (
    <>
      <tr>
        <th scope="row" className={`first max-w-48 font-normal sm:max-w-none${plain}`}>
          <PageLink className="link" href={boardHref(board.sourceId, board.slug)}>
            {board.name}
          </PageLink>
          {board.slug !== board.name && <span className="block text-quiet wrap-anywhere">{board.slug}</span>}
        </th>
        <td className={plain}>
          <ConditionWord condition={board.condition} />
        </td>
        <td className={`number${plain}`}>{board.openCount === null ? '' : formatCount(board.openCount)}</td>
        <td className={`tabular pl-4!${plain}`}>
          <Ago at={board.succeededAt} now={now} />
        </td>
        <td className={`tabular${plain}`}>{dueWords(board, now)}</td>
        <td className={`tabular${plain}`}>
          <Ago at={board.failingSince} now={now} never="" />
        </td>
        <td className={`tabular${plain}`}>{board.baselineAt === null ? '' : formatDay(board.baselineAt)}</td>
      </tr>
      {remarks !== null && (
        <tr>
          <td colSpan={columnCount} className="max-w-0 pt-0! pb-3 whitespace-normal! text-quiet wrap-anywhere">
            <div className="in-sight">{remarks}</div>
          </td>
        </tr>
      )}
    </>
  )
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
    <div className="table-box" tabIndex={0} role="region" aria-label={`Boards of ${sourceName}`}>
      <table className="figure-table">
        <caption className="sr-only">Boards of {sourceName}, those to look at first, then by name</caption>
        <thead>
          <tr>
            <th scope="col" className="first">
              Board
            </th>
            <th scope="col">Stands</th>
            <th scope="col" className="number">
              Open
            </th>
            <th scope="col" className="pl-4!">
              Last read
            </th>
            <th scope="col">Due</th>
            <th scope="col">Failing since</th>
            <th scope="col">Baseline</th>
          </tr>
        </thead>
        <tbody>
          {boards.map((board) => (
            <BoardRow key={`${board.sourceId}/${board.slug}`} board={board} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  )
}
