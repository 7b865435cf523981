import { euMemberStates } from '@/lib/domain/european-union'
import type { Filters } from '@/lib/query/filters'
import type { ClusterSums } from '@/lib/query/statistics'
import { eachNamed, EmployerSums } from '@/lib/demand-index/employer-sums'
import { keepFirstCopies, type Selection } from '@/lib/demand-index/select-rows'

const inUnion = new Set<string>(['EU', ...euMemberStates])

/** Countries in which a set of regions counts; the Union once when it or a member state is among them. */
const countriesOf = (set: readonly string[]): string[] => [
  ...set.filter((region) => region.length === 2 && region !== 'EU'),
  ...(set.some((region) => inUnion.has(region)) ? ['EU'] : []),
]

/** Rows of a selection in each country, one for each vacancy there: copies are grouped inside the country. */
function* rowsByCountry({ table, postings, end }: Selection): Generator<[string, Uint8Array]> {
  const { chunk } = table
  const countriesOfSet = chunk.regionSets.map(countriesOf)
  for (const country of new Set(countriesOfSet.flat())) {
    const isThere = countriesOfSet.map((countries) => countries.includes(country))
    const mask = new Uint8Array(end)
    let count = 0
    for (let row = 0; row < end; row += 1) {
      if (postings[row] !== 1 || isThere[chunk.regionSetOf[row] ?? 0] !== true) continue
      mask[row] = 1
      count += 1
    }
    if (count > 0) yield [country, keepFirstCopies(chunk, mask, end)]
  }
}

/** Sums of a series by country, over all months of a population. A line counts what the region filter of its code counts. */
export function sumRegions(
  selections: readonly Selection[],
  query: { number: number; level: Filters['level']; employers: number },
): { region: string; sums: ClusterSums }[] {
  const masks = new Map<string, { selection: Selection; mask: Uint8Array }[]>()
  for (const selection of selections)
    for (const [country, mask] of rowsByCountry(selection))
      masks.set(country, [...(masks.get(country) ?? []), { selection, mask }])
  const employers = new EmployerSums(query.employers)
  return [...masks].map(([region, months]) => {
    for (const { selection, mask } of months) {
      employers.addPopulation(selection.table, mask)
      eachNamed(selection.table, { ...query, end: selection.end }, (row) => {
        const { chunk, employerNumbers } = selection.table
        if (mask[row] === 1) employers.addNamed(employerNumbers[chunk.employerOf[row] ?? 0] ?? 0)
      })
    }
    const sums = employers.takeSeries()
    employers.clear()
    return { region, sums }
  })
}
