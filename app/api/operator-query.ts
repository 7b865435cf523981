import { z } from 'zod'
import { getPool } from '@/lib/db/pool'
import { readBoard } from '@/lib/db/board-store'
import { getPrisma } from '@/lib/db/prisma'
import { boardConditions } from '@/lib/domain/board'
import type { BoardCondition } from '@/lib/domain/board'
import type { OperatorTableId } from '@/lib/query/operator-columns'
import { explainRepeat, type FilterIssue } from '@/lib/query/parse-filters'

/** What of a table is asked for. */
export interface OperatorQuery {
  sourceId: string | undefined
  board: string | undefined
  condition: BoardCondition | undefined
  words: string | undefined
  /** Rows of a page; all when it is not given and the answer is a file. */
  limit: number | undefined
  after: string | undefined
}

const parametersOf: Record<OperatorTableId, readonly string[]> = {
  sources: ['source'],
  boards: ['source', 'condition', 'search', 'limit', 'after'],
  runs: ['source', 'board', 'limit', 'after'],
  rejects: ['source', 'board', 'limit', 'after'],
  versions: ['limit', 'after'],
}

const mostRows = 5_000
const isCondition = (text: string): text is BoardCondition => boardConditions.some((one) => one === text)
const Limit = z.coerce.number().int().min(1).max(mostRows)

/** Parameters that the table does not have, and those that stand twice. */
function findStrangers(id: OperatorTableId, params: URLSearchParams): FilterIssue[] {
  const expected = `expected ${[...parametersOf[id], 'format'].join(', ')}`
  return [...new Set(params.keys())].flatMap((parameter) => {
    if (!parametersOf[id].includes(parameter))
      return [{ parameter, message: `is not a parameter of this table; ${expected}` }]
    // Postgres holds no such character, so nothing can have it.
    if (params.getAll(parameter).some((value) => value.includes('\0')))
      return [{ parameter, message: 'holds a null character' }]
    const repeated = explainRepeat(params, parameter)
    return repeated === null ? [] : [{ parameter, message: repeated }]
  })
}

/** Sources and boards that do not exist: an empty answer would pass for a source without any. */
async function findMissing({ sourceId, board }: OperatorQuery): Promise<FilterIssue[]> {
  if (sourceId === undefined)
    return board === undefined ? [] : [{ parameter: 'board', message: 'needs the source that it is a board of' }]
  const known = (await getPrisma().source.findMany({ select: { id: true } })).map(({ id }) => id)
  if (!known.includes(sourceId)) {
    const message = `there is no source “${sourceId.slice(0, 80)}”; the sources are ${known.join(', ') || 'none yet'}`
    return [{ parameter: 'source', message }]
  }
  const isKnown = board === undefined || board === 'all' || (await readBoard(getPool(), sourceId, board)) !== null
  return isKnown ? [] : [{ parameter: 'board', message: `${sourceId} has no board “${board.slice(0, 80)}”` }]
}

/** A cursor is an id of a row; of boards, source and slug; of versions, a number. */
function isCursor(id: OperatorTableId, after: string): boolean {
  if (id === 'boards') return /^[^/]+\/./.test(after)
  return id === 'versions' ? /^[1-9]\d{0,8}$/.test(after) : z.uuid().safeParse(after).success
}

/** Reads the query of a table, or says what of it cannot be used. */
export async function readOperatorQuery(
  id: OperatorTableId,
  params: URLSearchParams,
): Promise<{ ok: true; query: OperatorQuery } | { ok: false; issues: FilterIssue[] }> {
  const issues = findStrangers(id, params)
  const value = (name: string) => params.get(name) ?? undefined
  const condition = value('condition')
  if (condition !== undefined && !isCondition(condition))
    issues.push({ parameter: 'condition', message: `expected one of ${boardConditions.join(', ')}` })
  const limit = Limit.optional().safeParse(value('limit'))
  if (!limit.success) issues.push({ parameter: 'limit', message: `expected a whole number from 1 to ${mostRows}` })
  const after = value('after')
  if (after !== undefined && !isCursor(id, after))
    issues.push({ parameter: 'after', message: 'expected the value of “next” in the answer before' })
  const query: OperatorQuery = {
    sourceId: value('source'),
    board: value('board'),
    condition: condition !== undefined && isCondition(condition) ? condition : undefined,
    words: value('search'),
    limit: limit.data,
    after,
  }
  if (issues.length === 0) issues.push(...(await findMissing(query)))
  return issues.length === 0 ? { ok: true, query } : { ok: false, issues }
}
