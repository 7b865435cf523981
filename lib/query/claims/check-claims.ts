import { asQuestion } from '@/lib/query/asked-lately'
import type { Claim } from '@/lib/query/claims/claim'
import { checkClaim, type ClaimResult } from '@/lib/query/claims/check-claim'
import { printClaim } from '@/lib/query/claims/claim-address'
import { seriesOfMeasure } from '@/lib/query/claims/claim-rows'
import { cutMonths, firstMonthOf, spansOfCut } from '@/lib/query/claims/windows'
import type { DemandEngine } from '@/lib/query/engine'
import { defaultFilters, type Filters, printFilters } from '@/lib/query/filters'
import { createTableMemory } from '@/lib/query/table-memory'
import type { Month } from '@/lib/domain/month'

const earliest = (months: readonly Month[]): Month | null => months.toSorted()[0] ?? null

const everything: Filters = { ...defaultFilters, role: 'all', arrival: 'all', bucket: 'year' }

/** The filters by which the table of some claims about one population is read: only the months they need. */
function filtersOfTable(claims: readonly Claim[], population: Filters, newest: Month | null): Filters {
  const ends = claims.map(({ filters }) => filters.to)
  const to = ends.reduce<Month | null>(
    (last, end) => (last === null || end === null ? null : end > last ? end : last),
    ends[0] ?? null,
  )
  const from = newest === null ? null : earliest(claims.map((claim) => firstMonthOf(claim, newest)))
  return { ...population, from: from !== null && to !== null && from > to ? to : from, to }
}

const memory = createTableMemory<ClaimResult>('claims', ({ scopes }) => 1_000 + 2_500 * scopes.length)

async function checkPopulation(
  engine: DemandEngine,
  claims: readonly Claim[],
  filters: Filters,
): Promise<{ claim: Claim; result: ClaimResult }[]> {
  const series = [...new Set(claims.flatMap(({ measure }) => seriesOfMeasure(measure)))]
  const { outline, answers } = await memory.answer(engine, { filters, series }, ({ periods }) =>
    claims.map((claim) => {
      const cut = cutMonths(claim, periods)
      return {
        question: `${printClaim(claim)} ${JSON.stringify(cut)}`,
        spans: cut === null ? [] : spansOfCut(cut),
        make: (table) => {
          const named = seriesOfMeasure(claim.measure).flatMap((key) => table.named[series.indexOf(key)] ?? [])
          return checkClaim(claim, { ...table, named })
        },
      }
    }),
  )
  return claims.flatMap((claim, index) => {
    const result = answers[index]
    return result === undefined ? [] : [{ claim, result: { ...result, claim, dataVersion: outline.dataVersion } }]
  })
}

/**
 * Holds claims against the data, in the order given; those about one population and level are read from one table.
 * Throws what the engine throws.
 */
export const checkClaims = asQuestion('claims', askClaims)

async function askClaims(engine: DemandEngine, claims: readonly Claim[]): Promise<ClaimResult[]> {
  const groups = new Map<string, { population: Filters; claims: Claim[] }>()
  for (const claim of claims) {
    const population: Filters = { ...claim.filters, from: null, to: null, bucket: 'month' }
    const key = printFilters(population)
    const group = groups.get(key) ?? { population, claims: [] }
    group.claims.push(claim)
    groups.set(key, group)
  }
  const results = new Map<Claim, ClaimResult>()
  const newest = new Map<number | null, Month | null>()
  for (const { population, claims: asked } of groups.values()) {
    // The last whole months are those of all data, not those in which this population happens to have vacancies.
    const { asOf } = population
    if (!newest.has(asOf)) newest.set(asOf, (await engine.demand({ ...everything, asOf })).population.to)
    const filters = filtersOfTable(asked, population, newest.get(asOf) ?? null)
    for (const { claim, result } of await checkPopulation(engine, asked, filters)) results.set(claim, result)
  }
  return claims.flatMap((claim) => results.get(claim) ?? [])
}
