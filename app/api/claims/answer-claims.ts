import { type Format, readFormat } from '@/app/api/[dataset]/format'
import { problem, problemOfIssues } from '@/app/api/[dataset]/problem'
import { problemOfDatabase } from '@/app/api/problem-of-database'
import { regionName, seriesName } from '@/app/_data/names'
import { isDatabaseAway } from '@/lib/db/database-away'
import { getDemandEngine } from '@/lib/db/engine'
import { explainVersion, readVersionState } from '@/lib/db/index-versions'
import { getPool } from '@/lib/db/pool'
import { readVocabulary } from '@/lib/db/vocabulary'
import { csvChunks, streamChunks } from '@/lib/export/csv'
import { cellsOfClaim, claimColumns } from '@/lib/query/claims/claim-columns'
import { answerQuestion, type CheckedClaim, createClaimDocument, rowsOfClaims } from '@/lib/query/claims/claim-document'
import { readClaimQuestion, versionAsked } from '@/lib/query/claims/claim-question'
import { skillNames } from '@/lib/tagger/skill-spellings'

function answerFile(claims: readonly CheckedClaim[], headers: Record<string, string>): Response {
  const version = claims[0]?.result.dataVersion.id ?? 0
  const header = claimColumns.map(({ key }) => key)
  return new Response(streamChunks(csvChunks(header, rowsOfClaims(claims).map(cellsOfClaim))), {
    headers: {
      ...headers,
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="skilltide-claims-v${version}.csv"`,
    },
  })
}

async function answerParameters(params: URLSearchParams, format: Format): Promise<Response> {
  const question = readClaimQuestion(params, await readVocabulary(getPool(), skillNames))
  if (!question.ok) return problemOfIssues(question.issues)
  const asOf = versionAsked(question)
  const state = asOf === null ? 'kept' : await readVersionState(getPool(), asOf)
  if (asOf !== null && state !== 'kept')
    return problem({
      status: state === 'dropped' ? 410 : 404,
      title: state === 'dropped' ? 'Data version no longer kept' : 'No such data version',
      detail: explainVersion(asOf, state),
    })
  const names = { region: regionName, source: (id: string) => id }
  const claims = await answerQuestion(getDemandEngine(), question, { seriesName, names })
  const version = claims[0]?.result.dataVersion.id ?? 0
  const headers = { 'cache-control': 'no-cache', 'x-skilltide-data-version': String(version) }
  return format === 'csv' ? answerFile(claims, headers) : Response.json(createClaimDocument(claims), { headers })
}

/** Claims held against the data, as JSON or CSV, or a problem (RFC 9457). */
export async function answerClaims(request: Request, suffix: Format | null): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const format = readFormat(searchParams, suffix)
  if (!format.ok) return problemOfIssues([format.issue])
  searchParams.delete('format')
  try {
    return await answerParameters(searchParams, format.format)
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    return problemOfDatabase()
  }
}
