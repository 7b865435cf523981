import type { Pool } from 'pg'
import { findBoards } from '@/lib/db/board-overview'
import { boardConditionNames, boardConditions, otherNameOf, reasonOf, wholeSourceSlug } from '@/lib/domain/board'
import type { BoardCondition, BoardView } from '@/lib/domain/board'
import { textTable } from '@/lib/export/text-table'
import { agoWords, dueWords } from '@/lib/query/ingest-words'

const columns = [
  { heading: 'Board', isNumber: false },
  { heading: 'Name', isNumber: false },
  { heading: 'State', isNumber: false },
  { heading: 'Open', isNumber: true },
  { heading: 'Read', isNumber: false },
  { heading: 'Due', isNumber: false },
  { heading: 'Remarks', isNumber: false },
]

export const labelOfBoard = ({ sourceId, slug }: Pick<BoardView, 'sourceId' | 'slug'>): string =>
  slug === wholeSourceSlug ? sourceId : `${sourceId}/${slug}`

function remarksOf(board: BoardView, now: Date): string {
  const reason = reasonOf(board)
  const other = otherNameOf(board)
  const remarks = [
    other === null ? null : `calls itself “${other}”`,
    board.failingSince === null ? null : `failing since ${agoWords(board.failingSince, now)}`,
    reason,
  ]
  return remarks.filter((remark) => remark !== null).join('; ')
}

/** Employers' names run to a hundred characters: a table in a terminal does not. */
const shorten = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

const rowOf = (board: BoardView, now: Date): string[] => [
  labelOfBoard(board),
  shorten(board.name, 40),
  boardConditionNames[board.condition],
  board.openCount === null ? '' : board.openCount.toLocaleString('en'),
  board.succeededAt === null ? 'never' : agoWords(board.succeededAt, now),
  dueWords(board, now),
  remarksOf(board, now),
]

interface BoardListOptions {
  sourceId: string | undefined
  /** Only those that stand so; else all that are not removed. */
  state: BoardCondition | undefined
  isJson: boolean
}

/** Why a list is empty: none stands so, or none is there at all. */
export function wordsOfNone({ sourceId, state }: Pick<BoardListOptions, 'sourceId' | 'state'>): string {
  const of = sourceId === undefined ? '' : ` of ${sourceId}`
  if (state !== undefined) return `No board${of} is ${state}.`
  return `There is no board${of} yet. Add one with: boards add, or boards import.`
}

/** Prints boards with their health: those to look at first. */
export async function printBoards(pool: Pool, options: BoardListOptions): Promise<void> {
  const now = new Date()
  const conditions = options.state === undefined ? boardConditions.filter((one) => one !== 'removed') : [options.state]
  const search = { sourceId: options.sourceId, conditions }
  const boards = await findBoards(pool, { ...search, limit: 1_000_000, offset: 0 })
  if (options.isJson) process.stdout.write(`${JSON.stringify(boards)}\n`)
  else if (boards.length === 0) process.stderr.write(`${wordsOfNone(options)}\n`)
  else
    process.stdout.write(
      `${textTable(
        columns,
        boards.map((board) => rowOf(board, now)),
      )}\n`,
    )
}
