import type { ArticleClaim } from '@/lib/query/claims/article-claims'
import type { ClaimResult } from '@/lib/query/claims/check-claim'
import { checkClaims } from '@/lib/query/claims/check-claims'
import { cellsOfClaim, type ClaimRow, claimColumns, permalinkOf, rowsOfClaim } from '@/lib/query/claims/claim-columns'
import type { ClaimQuestion } from '@/lib/query/claims/claim-question'
import { describeClaim } from '@/lib/query/claims/claim-sentences'
import type { Cell } from '@/lib/query/columns'
import { keyRows } from '@/lib/query/document'
import type { DataVersion, DemandEngine, SeriesKey } from '@/lib/query/engine'
import type { NameBook } from '@/lib/query/sentences'

/** A claim with what the data say of it. */
export interface CheckedClaim {
  /** Id of a shipped claim; null for one of a reader's own. */
  id: string | null
  article: ArticleClaim | null
  sentence: string
  result: ClaimResult
}

/** Names that sentences are made with. */
export interface ClaimNames {
  seriesName: (series: SeriesKey) => string
  names?: NameBook
}

/** Checks what is asked. Throws what the engine throws. */
export async function answerQuestion(
  engine: DemandEngine,
  question: Extract<ClaimQuestion, { ok: true }>,
  { seriesName, names }: ClaimNames,
): Promise<CheckedClaim[]> {
  const asked = question.kind === 'own' ? [{ id: null, article: null, claim: question.claim }] : question.claims
  const results = await checkClaims(
    engine,
    asked.map(({ claim }) => claim),
  )
  return asked.flatMap(({ id, article, claim }, index) => {
    const result = results[index]
    return result === undefined ? [] : [{ id, article, sentence: describeClaim(claim, seriesName, names), result }]
  })
}

export const rowsOfClaims = (claims: readonly CheckedClaim[]): ClaimRow[] =>
  claims.flatMap((claim) => rowsOfClaim(claim))

/** Claims as JSON: each with its headline and address, and the rows of the CSV by key. */
export interface ClaimDocument {
  dataset: 'claims'
  dataVersion: DataVersion | null
  claims: {
    id: string | null
    saying: string | null
    reading: string | null
    sentence: string
    headline: ClaimResult['headline']['verdict']
    dependsOn: ClaimResult['headline']['on']
    reason: string | null
    page: string
  }[]
  rows: Record<string, Cell>[]
}

/** Puts the answer together; endpoint and command print the same one. */
export const createClaimDocument = (claims: readonly CheckedClaim[]): ClaimDocument => ({
  dataset: 'claims',
  dataVersion: claims[0]?.result.dataVersion ?? null,
  claims: claims.map(({ id, article, sentence, result }) => ({
    id,
    saying: article?.saying ?? null,
    reading: article?.reading ?? null,
    sentence,
    headline: result.headline.verdict,
    dependsOn: result.headline.on,
    reason: result.headline.reason,
    page: permalinkOf(result),
  })),
  rows: keyRows(claimColumns, rowsOfClaims(claims).map(cellsOfClaim)),
})
