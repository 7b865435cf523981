import type { Claim } from '@/lib/query/claims/claim'
import type { ClaimResult } from '@/lib/query/claims/check-claim'
import { checkClaims } from '@/lib/query/claims/check-claims'
import type { DemandEngine } from '@/lib/query/engine'
import { leastShareOfSource } from '@/lib/query/sensitivity'
import { countedIn, type Way, waysOf } from '@/lib/query/ways'

/** A claim counted in one way. */
export interface CheckedWay {
  way: Way
  result: ClaimResult
}

/** Sources that hold a real part of the vacancies that a claim was judged by; none where there is no other to keep. */
function sourcesOf({ scopes: [all, ...sources] }: ClaimResult): string[] {
  const total = all?.views[0]?.now.ofVacancies ?? 0
  if (sources.length < 2) return []
  return sources.flatMap(({ source, views: [plain] }) =>
    source !== null && (plain?.now.ofVacancies ?? 0) >= leastShareOfSource * total ? [source] : [],
  )
}

/** Holds a claim against the data in every way of counting, the published one first. Throws what the engine throws. */
export async function checkWays(engine: DemandEngine, checked: ClaimResult): Promise<CheckedWay[]> {
  const { claim } = checked
  const ways = waysOf(claim.filters, sourcesOf(checked))
  const claims = ways.map((way): Claim => ({ ...claim, filters: countedIn(claim.filters, way) }))
  const results = await checkClaims(engine, claims)
  return results.flatMap((result, index) => {
    const way = ways[index]
    return way === undefined ? [] : [{ way, result }]
  })
}
