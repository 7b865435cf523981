import { createHash } from 'node:crypto'
import { csvChunks, streamChunks } from '@/lib/export/csv'
import { monthOf } from '@/lib/domain/month'
import type { Cell, ColumnInfo } from '@/lib/query/columns'
import { type Dataset, datasetIds, datasets, isDatasetId, listDictionary } from '@/lib/query/datasets'
import { createDocument, keyRows } from '@/lib/query/document'
import type { DemandEngine } from '@/lib/query/engine'
import { printFilters } from '@/lib/query/filters'
import { type FilterIssue, parseFiltersStrict, type Vocabulary } from '@/lib/query/parse-filters'
import { isDatabaseAway } from '@/lib/db/database-away'
import { explainVersion, type VersionState } from '@/lib/db/index-versions'
import { type Format, readFormat, splitFormat } from './format'
import { problem, problemOfIssues } from './problem'

/** What an answer needs from outside; reached only when the question is one that can be asked. */
export interface AnswerContext {
  engine(): DemandEngine
  vocabulary(): Promise<Vocabulary>
  /** Whether a data version that a query names can be asked. */
  versionState(version: number): Promise<VersionState>
  now: Date
}

/** Answers `GET /api/<dataset>[.csv]?<query>`: the dataset as JSON or CSV, or a problem (RFC 9457). */
export async function answerDataset(request: Request, segment: string, context: AnswerContext): Promise<Response> {
  const { name, suffix } = splitFormat(segment)
  const { searchParams } = new URL(request.url)
  const format = readFormat(searchParams, suffix)
  if (!format.ok) return problemOfIssues([format.issue])
  searchParams.delete('format')
  if (name === 'dictionary') return answerDictionary(searchParams, format.format)
  if (!isDatasetId(name)) {
    const known = [...datasetIds, 'dictionary'].join(', ')
    return problem({
      status: 404,
      title: 'No such dataset',
      detail: `There is no dataset of that name; there are ${known}.`,
    })
  }
  try {
    return await answerQuery(request, { dataset: datasets[name], searchParams, format: format.format, context })
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    const detail = 'The database cannot be reached, so no figure can be given now. Ask again in a minute.'
    return problem({ status: 503, title: 'Database not reachable', detail, headers: { 'retry-after': '60' } })
  }
}

interface Question {
  dataset: Dataset
  searchParams: URLSearchParams
  format: Format
  context: AnswerContext
}

async function answerQuery(request: Request, question: Question): Promise<Response> {
  const { dataset, searchParams, format, context } = question
  const parsed = parseFiltersStrict(searchParams, await context.vocabulary())
  const issues: FilterIssue[] = parsed.ok ? dataset.check(parsed.filters) : parsed.issues
  if (!parsed.ok || issues.length > 0) return problemOfIssues(issues)
  const filters = dataset.complete(parsed.filters)
  const { asOf } = filters
  const state = asOf === null ? 'kept' : await context.versionState(asOf)
  if (asOf !== null && state !== 'kept') return problemOfVersion(asOf, state)

  const tagOf = (version: number) =>
    entityTag([dataset.id, format, printFilters(filters), version, monthOf(context.now)])
  const engine = context.engine()
  const known = tagOf(asOf ?? (await engine.dataVersion()).id)
  if (holdsTag(request, known)) {
    return new Response(null, { status: 304, headers: { etag: known, 'cache-control': 'no-cache' } })
  }

  const loaded = await dataset.load(engine, filters)
  const document = createDocument(dataset, filters, loaded)
  const version = loaded.dataVersion.id
  const headers = {
    etag: tagOf(version),
    'cache-control': 'no-cache',
    'x-skilltide-data-version': String(version),
    link: `<${document.page}>; rel="alternate"; type="text/html", </api/dictionary>; rel="describedby"`,
  }
  if (format === 'json') return Response.json(document, { headers })
  return csvResponse({ name: `${dataset.id}-v${version}`, columns: dataset.columns, rows: loaded.rows, headers })
}

/** 410 for a version that retention let go, 404 for one that never was. */
const problemOfVersion = (version: number, state: Exclude<VersionState, 'kept'>): Response =>
  problem({
    status: state === 'dropped' ? 410 : 404,
    title: state === 'dropped' ? 'Data version no longer kept' : 'No such data version',
    detail: `${explainVersion(version, state)} /api/versions lists those that can be asked.`,
  })

function answerDictionary(searchParams: URLSearchParams, format: Format): Response {
  const unknown = [...new Set(searchParams.keys())]
  if (unknown.length > 0) {
    const message = 'is not a parameter of the data dictionary; it takes only format'
    return problemOfIssues(unknown.map((parameter) => ({ parameter, message })))
  }
  const { columns, rows } = listDictionary()
  if (format === 'json') return Response.json({ dataset: 'dictionary', rows: keyRows(columns, rows) })
  return csvResponse({ name: 'dictionary', columns, rows, headers: {} })
}

function csvResponse(file: {
  name: string
  columns: readonly ColumnInfo[]
  rows: readonly Cell[][]
  headers: Record<string, string>
}): Response {
  const header = file.columns.map((column) => column.key)
  return new Response(streamChunks(csvChunks(header, file.rows)), {
    headers: {
      ...file.headers,
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="skilltide-${file.name}.csv"`,
    },
  })
}

/** Equal for equal bytes: the query, its data version, and the running month, which decides what is partial. */
const entityTag = (parts: (string | number)[]): string =>
  `"${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}"`

/** Whether the asker holds this answer. Weak tags compare as strong ones do here (RFC 9110, 13.1.2). */
const holdsTag = (request: Request, tag: string): boolean =>
  (request.headers.get('if-none-match') ?? '')
    .split(',')
    .map((held) => held.trim().replace(/^W\//, ''))
    .includes(tag)
