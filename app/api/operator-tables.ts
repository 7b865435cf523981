import { z } from 'zod'
import { listRejects, listRuns, listSources, type PageOf } from '@/lib/db/operator-store'
import { getPrisma } from '@/lib/db/prisma'
import { csvChunks, streamChunks } from '@/lib/export/csv'
import { type Cell, cellsOf, type Column } from '@/lib/query/columns'
import { type OperatorTableId, rejectColumns, runColumns, sourceColumns } from '@/lib/query/operator-columns'

const rowsPerPage = 500

interface Table {
  header: string[]
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
  header: columns.map((column) => column.key),
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

const Query = z.strictObject({ source: z.string().optional() })

/** 400 problem+json (RFC 9457) naming the parameter; null when the query can be answered. */
async function findProblem(params: URLSearchParams): Promise<Response | null> {
  const query = Query.safeParse(Object.fromEntries(params))
  const sources = await getPrisma().source.findMany({ select: { id: true } })
  const source = params.get('source')
  const known = sources.map(({ id }) => id)
  const errors = query.success
    ? source !== null && !known.includes(source)
      ? [
          {
            parameter: 'source',
            message: `there is no source “${source.slice(0, 80)}”; expected one of ${known.join(', ')}`,
          },
        ]
      : []
    : [...params.keys()]
        .filter((parameter) => parameter !== 'source')
        .map((parameter) => ({ parameter, message: 'is not a parameter of this table; expected source' }))
  if (errors.length === 0) return null
  const detail = errors.map(({ parameter, message }) => `${parameter}: ${message}`).join('; ')
  return Response.json(
    { type: 'about:blank', title: 'The query cannot be answered', status: 400, detail, errors },
    { status: 400, headers: { 'content-type': 'application/problem+json' } },
  )
}

/** A table of the sources page as JSON rows or streamed CSV; `?source=` narrows it to one source. */
export async function answerTable(id: OperatorTableId, format: 'json' | 'csv', request: Request): Promise<Response> {
  const params = new URL(request.url).searchParams
  const problem = await findProblem(params)
  if (problem) return problem
  const table = openTable[id](params.get('source') ?? undefined)
  if (format === 'csv')
    return new Response(streamChunks(csvChunks(table.header, table.rows)), {
      headers: {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="skilltide-${id}.csv"`,
        'cache-control': 'no-store',
      },
    })
  const rows: Record<string, Cell>[] = []
  for await (const cells of table.rows)
    rows.push(Object.fromEntries(table.header.map((key, index) => [key, cells[index] ?? null])))
  return Response.json({ rows }, { headers: { 'cache-control': 'no-store' } })
}
