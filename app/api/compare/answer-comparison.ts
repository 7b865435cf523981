import { type Format, readFormat } from '@/app/api/[dataset]/format'
import { problem, problemOfIssues } from '@/app/api/[dataset]/problem'
import { problemOfDatabase } from '@/app/api/problem-of-database'
import { isDatabaseAway } from '@/lib/db/database-away'
import { getDemandEngine } from '@/lib/db/engine'
import { explainVersion, readVersionState } from '@/lib/db/index-versions'
import { getPool } from '@/lib/db/pool'
import { readVocabulary } from '@/lib/db/vocabulary'
import { csvChunks, streamChunks } from '@/lib/export/csv'
import { cellsOf } from '@/lib/query/columns'
import {
  type ComparisonQuery,
  compareVersions,
  createComparisonDocument,
  isVersion,
  linesOf,
} from '@/lib/query/compare'
import { differenceColumns } from '@/lib/query/difference-columns'
import { datasetIds, datasets, isDatasetId } from '@/lib/query/datasets'
import { explainRepeat, type FilterIssue, parseFiltersStrict } from '@/lib/query/parse-filters'
import { skillNames } from '@/lib/tagger/skill-spellings'

type Read = { ok: true; comparison: ComparisonQuery } | { ok: false; issues: FilterIssue[] }

/** Reads what is to be compared: `dataset`, `before` and `after`, and the parameters of a query. */
async function readComparison(params: URLSearchParams): Promise<Read> {
  const issues: FilterIssue[] = []
  const refuse = (parameter: string, message: string) => issues.push({ parameter, message })
  const [id, before, after] = ['dataset', 'before', 'after'].map((name) => {
    const value = params.get(name)
    const repeated = explainRepeat(params, name)
    if (repeated !== null) refuse(name, repeated)
    params.delete(name)
    return value
  })
  if (!isVersion(before ?? null)) refuse('before', 'expected the number of a data version')
  if (after !== null && !isVersion(after ?? null)) refuse('after', 'expected the number of a data version')
  if (params.has('asOf')) refuse('asOf', 'before and after name the versions')
  const datasetId = id ?? 'demand'
  if (!isDatasetId(datasetId)) refuse('dataset', `expected one of ${datasetIds.join(', ')}`)
  const parsed = parseFiltersStrict(params, await readVocabulary(getPool(), skillNames))
  if (!parsed.ok) issues.push(...parsed.issues)
  if (!parsed.ok || !isDatasetId(datasetId) || issues.length > 0) return { ok: false, issues }
  const dataset = datasets[datasetId]
  const unmet = dataset.check(parsed.filters)
  if (unmet.length > 0) return { ok: false, issues: unmet }
  const newest = (await getDemandEngine().dataVersion()).id
  const versions = { before: Number(before), after: after === null ? newest : Number(after) }
  return { ok: true, comparison: { dataset, filters: dataset.complete(parsed.filters), ...versions } }
}

async function answer(query: ComparisonQuery, format: Format): Promise<Response> {
  const { dataset, before, after } = query
  for (const version of [before, after]) {
    const state = await readVersionState(getPool(), version)
    if (state !== 'kept')
      return problem({
        status: state === 'dropped' ? 410 : 404,
        title: 'Data version cannot be asked',
        detail: `${explainVersion(version, state)} /api/versions lists those that can be asked.`,
      })
  }
  const comparison = await compareVersions(getDemandEngine(), query)
  if (format === 'json')
    return Response.json(createComparisonDocument(comparison), { headers: { 'cache-control': 'no-cache' } })
  const header = differenceColumns.map(({ key }) => key)
  const cells = linesOf(comparison).map((line) => cellsOf(differenceColumns, line))
  return new Response(streamChunks(csvChunks(header, cells)), {
    headers: {
      'cache-control': 'no-cache',
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="skilltide-${dataset.id}-v${before}-to-v${after}.csv"`,
    },
  })
}

/** `/api/compare?dataset=skills&before=12&after=40`: every number of a dataset that differs between two data versions. */
export async function answerComparison(request: Request, suffix: Format | null): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const format = readFormat(searchParams, suffix)
  if (!format.ok) return problemOfIssues([format.issue])
  searchParams.delete('format')
  try {
    const read = await readComparison(searchParams)
    return read.ok ? await answer(read.comparison, format.format) : problemOfIssues(read.issues)
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    return problemOfDatabase()
  }
}
