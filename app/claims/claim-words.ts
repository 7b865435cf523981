import type { CheckedClaim } from '@/lib/query/claims/claim-document'
import type { ClaimResult } from '@/lib/query/claims/check-claim'
import { seriesFamily } from '@/app/_data/names'
import type { Family } from '@/lib/domain/skill'
import { describeJudged } from '@/lib/query/claims/claim-numbers'
import { headlineWords } from '@/lib/query/claims/judge'
import { capitalise } from '@/lib/query/first-letter'

/** "Refuted", "Depends on the view". */
export const verdictTitle = (headline: ClaimResult['headline']): string => capitalise(headlineWords(headline))

/** What stands behind a verdict: the reason for none, or the figure with its interval; null where there is neither. */
export function describeGround(result: ClaimResult): string | null {
  const [plain] = result.scopes[0]?.views ?? []
  return result.headline.reason ?? (plain === undefined ? null : describeJudged(plain, result))
}

/** "refuted in all 5 views", "3 refuted, 1 undecided, 1 too thin": how the views of all sources together fall. */
export function describeViews({ scopes }: ClaimResult): string {
  const views = scopes[0]?.views ?? []
  const counts = new Map<string, number>()
  for (const { verdict, isThin } of views) {
    const word = isThin ? 'too thin' : verdict
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const [only] = counts.keys()
  if (only !== undefined && counts.size === 1) return `all ${views.length} ${only}`
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ')
}

/** The hue of what is claimed; the blur of all ops families has none of its own. */
export const familyOfClaim = ({ claim: { measure } }: ClaimResult): Family =>
  measure.kind === 'series' ? seriesFamily(measure.series) : 'practices'

const verdictPhrases: Record<ClaimResult['headline']['verdict'], string> = {
  supported: 'is supported',
  refuted: 'is refuted',
  undecided: 'stays open',
  depends: 'stays open: the verdict depends on how it is counted',
}

const numbers = ['None', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine']
const inWords = (count: number): string => numbers[count] ?? String(count)
const verb = (count: number, one: string, many: string): string => (count === 1 ? one : many)

/**
 * The finding of the page: "None of the article's 13 claims is supported, eight are refuted": of the claims as the article
 * makes them, for all backend vacancies and what they require.
 */
export function describeAllClaims(claims: readonly CheckedClaim[]): string {
  const asMade = claims.filter(({ id }) => id?.endsWith('.all.required') === true)
  const [only, ...others] = asMade
  if (only !== undefined && others.length === 0)
    return `The article’s claim ${verdictPhrases[only.result.headline.verdict]}`
  const count = (verdict: string) => asMade.filter(({ result }) => result.headline.verdict === verdict).length
  const [supported, refuted, open] = [count('supported'), count('refuted'), count('undecided') + count('depends')]
  const first = `${inWords(supported)} of the article’s ${asMade.length} claims ${verb(supported, 'is', supported === 0 ? 'is' : 'are')} supported`
  const second = `${inWords(refuted).toLowerCase()} ${verb(refuted, 'is', 'are')} refuted`
  const third = `${inWords(open).toLowerCase()} ${verb(open, 'stays', 'stay')} open`
  return `${first}, ${second}, ${third}`
}
