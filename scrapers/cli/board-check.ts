import type { Pool } from 'pg'
import { listBoards, readBoard, setBoardState, setOwnName } from '@/lib/db/board-store'
import { wholeSourceSlug } from '@/lib/domain/board'
import { readEnv } from '@/lib/env'
import { formatCount } from '@/lib/query/numbers'
import { checkBoard } from '@/scrapers/board-check'
import type { BoardAnswer } from '@/scrapers/board-check'
import { labelOfBoard } from '@/scrapers/cli/board-list'
import { stopSignal } from '@/scrapers/cli/options'
import type { Source } from '@/scrapers/contract'
import { findSource } from '@/scrapers/registry'

/** Boards asked at once; each host has its own turns besides. */
const askedAtOnce = 4

export interface BoardToCheck {
  source: Source
  slug: string
  name: string
  config: Record<string, unknown>
}

/** A board of ours, or one that is thought of: then the slug stands for the name. */
export async function boardToCheck(pool: Pool, source: Source, slug: string): Promise<BoardToCheck> {
  const board = await readBoard(pool, source.id, slug)
  return { source, slug, name: board?.name ?? slug, config: board?.config ?? {} }
}

/** Boards that are read, those never read first and then the longest unread, as many as are wanted. */
export async function boardsToCheck(pool: Pool, sourceId: string | undefined, limit: number): Promise<BoardToCheck[]> {
  const boards = await listBoards(pool, { sourceId: sourceId ?? null, states: ['active', 'parked'] })
  const age = (at: Date | null) => at?.getTime() ?? 0
  return boards
    .toSorted((a, b) => age(a.succeededAt) - age(b.succeededAt))
    .flatMap(({ sourceId: id, slug, name, config }) => {
      const source = findSource(id)
      return source === undefined ? [] : [{ source, slug, name, config }]
    })
    .slice(0, limit)
}

function describeAnswer({ name }: BoardToCheck, answer: BoardAnswer): string {
  if (answer.outcome === 'gone') return `there is no such board: ${answer.error ?? 'not found'}`
  if (answer.outcome === 'failed') return `could not be told: ${answer.error ?? 'no reason given'}`
  const share = answer.engineeringShare
  return [
    'answers',
    answer.ownName === null
      ? `gives itself no name (ours: “${name}”)`
      : `calls itself “${answer.ownName}”${answer.isSameName ? '' : `, ours is “${name}”: another company?`}`,
    answer.open === null ? null : `${formatCount(answer.open)} listed`,
    share === null
      ? null
      : `${Math.round(share * 100)} % engineering of ${formatCount(answer.titles)} ${answer.titles === 1 ? 'title' : 'titles'}`,
  ]
    .filter((part) => part !== null)
    .join('; ')
}

/** Keeps the name that a board gives itself, and stops reading one that is not there or is another company's. Null when nothing was stopped. */
async function applyAnswer(pool: Pool, { source, slug, name }: BoardToCheck, answer: BoardAnswer) {
  if (answer.ownName !== null) await setOwnName(pool, source.id, slug, answer.ownName)
  if (answer.outcome === 'failed' || (answer.outcome === 'answers' && answer.isSameName)) return null
  const reason =
    answer.outcome === 'gone'
      ? 'boards check: there is no such board'
      : `boards check: it calls itself “${answer.ownName ?? ''}”, ours is “${name}”`
  const isKnown = await setBoardState(pool, { sourceId: source.id, slug, state: 'paused', reason })
  return isKnown ? reason : null
}

/**
 * Asks boards, four at once, and prints what each said as it comes.
 * @returns whether every one of them answers, and as the employer that we take it for.
 */
export async function checkBoards(
  pool: Pool,
  boards: readonly BoardToCheck[],
  { isApplied, isJson }: { isApplied: boolean; isJson: boolean },
): Promise<boolean> {
  const options = { pool, env: readEnv(), signal: stopSignal() }
  const waiting = boards.values()
  let isGood = true
  const ask = async (): Promise<void> => {
    for (const board of waiting) {
      if (options.signal.aborted) return
      const answer = await checkBoard(board.source, board, options)
      isGood &&= answer.outcome === 'answers' && answer.isSameName
      const stopped = isApplied ? await applyAnswer(pool, board, answer) : null
      const { source, slug, name } = board
      const label = labelOfBoard({ sourceId: source.id, slug: slug || wholeSourceSlug })
      const paused = stopped === null ? '' : '; paused'
      process.stdout.write(
        isJson
          ? `${JSON.stringify({ source: source.id, board: slug, name, ...answer, isPaused: stopped !== null })}\n`
          : `${label}: ${describeAnswer(board, answer)}${paused}\n`,
      )
    }
  }
  await Promise.all(Array.from({ length: askedAtOnce }, ask))
  return isGood && !options.signal.aborted
}
