import { articleClaims, shippedClaims, type ShippedClaim } from '@/lib/query/claims/article-claims'
import type { Claim } from '@/lib/query/claims/claim'
import { parseClaim } from '@/lib/query/claims/claim-address'
import { explainRepeat, type FilterIssue, type Vocabulary } from '@/lib/query/parse-filters'
import { suggestWord } from '@/lib/query/suggest'

/** What is asked: claims that come along, or one of the reader's own. */
export type ClaimQuestion =
  | { ok: true; kind: 'shipped'; claims: ShippedClaim[] }
  | { ok: true; kind: 'own'; claim: Claim }
  | { ok: false; issues: FilterIssue[] }

const issue = (parameter: string, message: string) => ({ ok: false as const, issues: [{ parameter, message }] })

/** The shipped claims of an id: of the article (`cloud`, all four of it) or of one of the four (`cloud.all.required`); all for none. */
export function findShipped(id: string | null, asOf: number | null): ShippedClaim[] {
  const all = shippedClaims(asOf)
  return id === null ? all : all.filter((one) => one.id === id || one.article.id === id)
}

/** Why there is no such claim, with the one that was meant where it can be guessed. */
export function explainUnknownClaim(id: string): string {
  const ids = articleClaims.map((article) => article.id)
  const [claim = ''] = id.split('.')
  if (ids.includes(claim)) {
    const forms = shippedClaims().filter(({ article }) => article.id === claim)
    return `the claim “${claim}” has no form “${id.slice(0, 80)}”; there are ${forms.map((form) => form.id).join(', ')}`
  }
  const near = suggestWord(id, [...ids, ...shippedClaims().map((one) => one.id)])
  return `there is no claim “${id.slice(0, 80)}”; ${near === null ? `there are ${ids.join(', ')}` : `did you mean “${near}”?`}`
}

/**
 * Reads what is asked of the claims: nothing for all that come along, `claim` for one of them, the parameters of a claim
 * for one's own; `asOf` with each.
 */
export function readClaimQuestion(params: URLSearchParams, vocabulary: Vocabulary): ClaimQuestion {
  const names = [...params.keys()].filter((name) => name !== 'asOf' && params.get(name)?.trim() !== '')
  const isShipped = names.every((name) => name === 'claim')
  if (!isShipped) {
    if (params.has('claim')) return issue('claim', 'stands beside other parameters; it names a claim that comes along')
    const parsed = parseClaim(params, vocabulary)
    return parsed.ok ? { ok: true, kind: 'own', claim: parsed.claim } : parsed
  }
  const repeated = explainRepeat(params, 'claim')
  if (repeated !== null) return issue('claim', repeated)
  const id = params.get('claim')
  const version = params.get('asOf')
  if (version !== null && !/^[1-9]\d{0,8}$/u.test(version))
    return issue(
      'asOf',
      `“${version.slice(0, 80)}” is not the number of a data version; expected a whole number from 1`,
    )
  const claims = findShipped(id ?? null, version === null ? null : Number(version))
  return claims.length > 0 ? { ok: true, kind: 'shipped', claims } : issue('claim', explainUnknownClaim(id ?? ''))
}

/** The data version that is asked for; null for the newest. */
export function versionAsked(question: Extract<ClaimQuestion, { ok: true }>): number | null {
  const claim = question.kind === 'own' ? question.claim : question.claims[0]?.claim
  return claim?.filters.asOf ?? null
}
