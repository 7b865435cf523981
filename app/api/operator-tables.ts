import { type Format, readFormat } from '@/app/api/[dataset]/format'
import { problemOfIssues } from '@/app/api/[dataset]/problem'
import { type OperatorQuery, readOperatorQuery } from '@/app/api/operator-query'
import { problemOfDatabase } from '@/app/api/problem-of-database'
import { listBoardViews } from '@/lib/db/board-overview'
import { isDatabaseAway } from '@/lib/db/database-away'
import { listRuns, type PageOf } from '@/lib/db/operator-store'
import { getPool } from '@/lib/db/pool'
import { getPrisma } from '@/lib/db/prisma'
import { listRejects } from '@/lib/db/reject-views'
import { listSourceStates } from '@/lib/db/source-states'
import { listVersions } from '@/lib/db/version-store'
import { csvChunks, streamChunks } from '@/lib/export/csv'
import { type Cell, cellsOf, type Column, type ColumnInfo } from '@/lib/query/columns'
import { keyRows } from '@/lib/query/document'
import {
  boardColumns,
  type OperatorTableId,
  rejectColumns,
  runColumns,
  sourceColumns,
  versionColumns,
} from '@/lib/query/operator-columns'

/** Rows of a page unless told; also what a file is read by. */
const rowsPerPage = 500

interface Page {
  cells: Cell[][]
  next: string | null
}

interface Table {
  columns: readonly ColumnInfo[]
  /** A page of rows from after a cursor. */
  read(after: string | undefined, limit: number): Promise<Page>
}

const tableOf = <Row>(
  columns: readonly Column<Row>[],
  read: (after: string | undefined, limit: number) => Promise<PageOf<Row>>,
): Table => ({
  columns,
  read: async (after, limit) => {
    const { rows, next } = await read(after, limit)
    return { cells: rows.map((row) => cellsOf(columns, row)), next }
  },
})

async function readSources({ sourceId }: OperatorQuery) {
  const sources = await listSourceStates({ pool: getPool(), prisma: getPrisma() }, new Date())
  return { rows: sources.filter(({ id }) => sourceId === undefined || id === sourceId), next: null }
}

async function readBoards(query: OperatorQuery, after: string | undefined, limit: number) {
  const slash = after?.indexOf('/') ?? -1
  const found = await listBoardViews(getPool(), {
    sourceId: query.sourceId,
    conditions: query.condition === undefined ? undefined : [query.condition],
    words: query.words,
    limit: limit + 1,
    after: after === undefined ? undefined : { sourceId: after.slice(0, slash), slug: after.slice(slash + 1) },
  })
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last !== undefined ? `${last.sourceId}/${last.slug}` : null }
}

async function readVersions(after: string | undefined, limit: number) {
  const before = after === undefined ? undefined : Number(after)
  const found = await listVersions(getPool(), { before, limit: limit + 1 })
  const rows = found.slice(0, limit)
  return { rows, next: found.length > limit ? String(rows.at(-1)?.id ?? '') : null }
}

/** The tables by id. A table without an entry does not compile. */
const openTable: Record<OperatorTableId, (query: OperatorQuery) => Table> = {
  sources: (query) => tableOf(sourceColumns, () => readSources(query)),
  boards: (query) => tableOf(boardColumns, (after, limit) => readBoards(query, after, limit)),
  runs: ({ sourceId, board }) =>
    tableOf(runColumns, (cursor, limit) => listRuns(getPrisma(), { sourceId, scope: board, cursor, limit })),
  rejects: ({ sourceId, board }) =>
    tableOf(rejectColumns, (cursor, limit) => listRejects(getPrisma(), { sourceId, scope: board, cursor, limit })),
  versions: () => tableOf(versionColumns, readVersions),
}

/** Follows the cursor to the end, so that a long table is streamed and never cut. */
async function* allCells(table: Table, { after, limit }: OperatorQuery): AsyncGenerator<Cell[]> {
  let cursor = after
  do {
    const page = await table.read(cursor, limit ?? rowsPerPage)
    yield* page.cells
    cursor = limit === undefined ? (page.next ?? undefined) : undefined
  } while (cursor !== undefined)
}

function answerFile(id: OperatorTableId, table: Table, query: OperatorQuery): Response {
  const header = table.columns.map(({ key }) => key)
  return new Response(streamChunks(csvChunks(header, allCells(table, query))), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="skilltide-${id}.csv"`,
      'cache-control': 'no-store',
    },
  })
}

async function answerQuery(id: OperatorTableId, format: Format, params: URLSearchParams): Promise<Response> {
  const read = await readOperatorQuery(id, params)
  if (!read.ok) return problemOfIssues(read.issues)
  const table = openTable[id](read.query)
  if (format === 'csv') return answerFile(id, table, read.query)
  const { cells, next } = await table.read(read.query.after, read.query.limit ?? rowsPerPage)
  const body = { dataset: id, rows: keyRows(table.columns, cells), next }
  return Response.json(body, { headers: { 'cache-control': 'no-store' } })
}

/**
 * A table of the sources page, as JSON by the page (`next` is the `after` of the one that follows, null at the end) or as
 * streamed CSV of all of it.
 */
export async function answerTable(id: OperatorTableId, suffix: Format | null, request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const format = readFormat(searchParams, suffix)
  if (!format.ok) return problemOfIssues([format.issue])
  searchParams.delete('format')
  try {
    return await answerQuery(id, format.format, searchParams)
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    return problemOfDatabase()
  }
}
