import { seriesName } from '@/app/_data/names'
import { createOnce } from '@/app/_data/once'
import { type PageQuery, readPageQuery } from '@/app/_data/page-filters'
import { getDemandEngine } from '@/lib/db/engine'
import { explainVersion, readVersionState } from '@/lib/db/index-versions'
import { getPool } from '@/lib/db/pool'
import { readVocabulary } from '@/lib/db/vocabulary'
import { comparisons, isChange } from '@/lib/domain/claim'
import { printClaim } from '@/lib/query/claims/claim-address'
import { answerQuestion, type CheckedClaim } from '@/lib/query/claims/claim-document'
import { readClaimQuestion, versionAsked } from '@/lib/query/claims/claim-question'
import type { FilterIssue } from '@/lib/query/parse-filters'
import { skillNames } from '@/lib/tagger/skill-spellings'

export interface ClaimsPageData {
  query: PageQuery
  /** What is in the form: the address as it was given. */
  params: URLSearchParams
  /** What of the address cannot be used; nothing is checked then. */
  issues: FilterIssue[]
  /** The data version that is not kept, where that is why; null otherwise. */
  missingVersion: number | null
  /** Whether the reader made the claim. */
  isOwn: boolean
  claims: CheckedClaim[]
  /** The canonical address of one’s own claim, where the given one is another; null otherwise. */
  redirectTo: string | null
}

/** Leaves out what a form sends along for the other kind of claim: a threshold of a change, an earlier period of a share. */
export function tidyForm(params: URLSearchParams): URLSearchParams {
  const tidy = new URLSearchParams([...params].filter(([, value]) => value.trim() !== ''))
  const comparison = comparisons.find((one) => one === tidy.get('is'))
  if (comparison !== undefined) {
    const isOfChange = isChange(comparison)
    for (const name of isOfChange ? ['threshold'] : ['by', 'beforeFrom', 'beforeTo']) tidy.delete(name)
    if (isOfChange && tidy.get('by') !== 'periods') for (const name of ['beforeFrom', 'beforeTo']) tidy.delete(name)
  }
  if (tidy.has('blur')) for (const name of ['skill', 'family', 'set']) tidy.delete(name)
  return tidy
}

const missing = (message: string): FilterIssue => ({ parameter: 'asOf', message: message.replace(/\.$/u, '') })

const once = createOnce<ClaimsPageData>()

/** Reads the address of the page and checks what it asks for. */
export const readClaimsPage = (params: URLSearchParams): Promise<ClaimsPageData> =>
  once(params.toString(), () => checkAddress(params))

async function checkAddress(params: URLSearchParams): Promise<ClaimsPageData> {
  const query = await readPageQuery(Promise.resolve({}))
  const given = tidyForm(params)
  const question = readClaimQuestion(given, await readVocabulary(getPool(), skillNames))
  const page = { query, params, issues: [], missingVersion: null, isOwn: false, claims: [], redirectTo: null }
  if (!question.ok) return { ...page, isOwn: true, issues: question.issues }
  const isOwn = question.kind === 'own'
  const asOf = versionAsked(question)
  const state = asOf === null ? 'kept' : await readVersionState(getPool(), asOf)
  if (asOf !== null && state !== 'kept')
    return { ...page, isOwn, issues: [missing(explainVersion(asOf, state))], missingVersion: asOf }
  if (query.choices.to === null) return { ...page, isOwn }
  const canonical = question.kind === 'own' ? printClaim(question.claim) : null
  if (canonical !== null && canonical !== params.toString()) {
    const sorted = new URLSearchParams(params)
    sorted.sort()
    if (canonical !== sorted.toString()) return { ...page, isOwn, redirectTo: `/claims?${canonical}` }
  }
  const claims = await answerQuestion(getDemandEngine(), question, { seriesName, names: query.names })
  return { ...page, isOwn, claims }
}
