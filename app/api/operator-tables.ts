import { type Format, readFormat } from '@/app/api/[dataset]/format'
import { problemOfIssues } from '@/app/api/[dataset]/problem'
import { isDatabaseAway } from '@/lib/db/database-away'
import { listRejects, listRuns, listSources, type PageOf } from '@/lib/db/operator-store'
import { getPrisma } from '@/lib/db/prisma'
import { problemOfDatabase } from '@/app/api/problem-of-database'
import { csvChunks, streamChunks } from '@/lib/export/csv'
import { type Cell, cellsOf, type Column, type ColumnInfo } from '@/lib/query/columns'
import { keyRows } from '@/lib/query/document'
import type { FilterIssue } from '@/lib/query/parse-filters'
import { type OperatorTableId, rejectColumns, runColumns, sourceColumns } from '@/lib/query/operator-columns'

const rowsPerPage = 500

interface Table {
  columns: readonly ColumnInfo[]
  rows: AsyncIterable<Cell[]>
}

/** Follows the cursor to the end, so that a long table is streamed and never cut. */
async function* allRows<Row>(read: (cursor: string | undefined) => Promise<PageOf<Row>>): AsyncGenerator<Row> {
  let cursor: string | undefined
  do {
    const page = await read(cursor)
    yield* page.rows
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
}

async function* cellsOfAll<Row>(columns: readonly Column<Row>[], rows: AsyncIterable<Row>): AsyncGenerator<Cell[]> {
  for await (const row of rows) yield cellsOf(columns, row)
}

const tableOf = <Row>(columns: readonly Column<Row>[], rows: AsyncIterable<Row>): Table => ({
  columns,
  rows: cellsOfAll(columns, rows),
})

/** The tables by id; `sourceId` narrows to one source. A table without an entry does not compile. */
const openTable: Record<OperatorTableId, (sourceId: string | undefined) => Table> = {
  sources: (sourceId) =>
    tableOf(
      sourceColumns,
      allRows(async () => {
        const sources = await listSources(getPrisma())
        return { rows: sources.filter(({ id }) => sourceId === undefined || id === sourceId), next: null }
      }),
    ),
  runs: (sourceId) =>
    tableOf(
      runColumns,
      allRows((cursor) => listRuns(getPrisma(), { sourceId, cursor, limit: rowsPerPage })),
    ),
  rejects: (sourceId) =>
    tableOf(
      rejectColumns,
      allRows((cursor) => listRejects(getPrisma(), { sourceId, cursor, limit: rowsPerPage })),
    ),
}

/** Parameters that the table does not have, and sources that do not exist. */
async function findIssues(params: URLSearchParams): Promise<FilterIssue[]> {
  const unknown = [...new Set(params.keys())].filter((parameter) => parameter !== 'source')
  if (unknown.length > 0)
    return unknown.map((parameter) => ({
      parameter,
      message: 'is not a parameter of this table; expected source or format',
    }))
  const asked = params.getAll('source')
  if (asked.length > 1) return [{ parameter: 'source', message: `stands ${asked.length} times; expected once at most` }]
  const sources = await getPrisma().source.findMany({ select: { id: true } })
  const known = sources.map(({ id }) => id)
  return asked
    .filter((id) => !known.includes(id))
    .map((id) => ({
      parameter: 'source',
      message: `there is no source “${id.slice(0, 80)}”; the sources are ${known.join(', ') || 'none yet'}`,
    }))
}

async function answerQuery(id: OperatorTableId, format: Format, params: URLSearchParams): Promise<Response> {
  const issues = await findIssues(params)
  if (issues.length > 0) return problemOfIssues(issues)
  const { columns, rows } = openTable[id](params.get('source') ?? undefined)
  if (format === 'csv')
    return new Response(
      streamChunks(
        csvChunks(
          columns.map(({ key }) => key),
          rows,
        ),
      ),
      {
        headers: {
          'content-type': 'text/csv; charset=utf-8; header=present',
          'content-disposition': `attachment; filename="skilltide-${id}.csv"`,
          'cache-control': 'no-store',
        },
      },
    )
  const cells: Cell[][] = []
  for await (const row of rows) cells.push(row)
  return Response.json({ dataset: id, rows: keyRows(columns, cells) }, { headers: { 'cache-control': 'no-store' } })
}

/** A table of the sources page as JSON or streamed CSV; `?source=` narrows it to one source. */
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
