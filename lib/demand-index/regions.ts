import { euMemberStates } from '@/lib/domain/european-union'
import type { Filters } from '@/lib/query/filters'
import type { ClusterSums } from '@/lib/query/statistics'
import { type Asked, EmployerSums, narrowTo } from '@/lib/demand-index/employer-sums'
import type { Selection } from '@/lib/demand-index/select-rows'

const inUnion = new Set<string>(['EU', ...euMemberStates])

/** Countries in which a set of regions counts; the Union once when it or a member state is among them. */
const countriesOf = (set: readonly string[]): string[] => [
  ...set.filter((region) => region.length === 2 && region !== 'EU'),
  ...(set.some((region) => inUnion.has(region)) ? ['EU'] : []),
]

/** Vacancies of one month in each country, as pairs of country and row: copies are grouped inside the country. */
function placeRows(
  selection: Selection,
  { numberOf, unit }: { numberOf: (country: string) => number; unit: Filters['unit'] },
): { countries: number[]; rows: number[] } {
  const { table, postings, end } = selection
  const { regionSets, regionSetOf, copyStarts, copies } = table.chunk
  const countriesOfSet = regionSets.map((set) => countriesOf(set).map(numberOf))
  const countries: number[] = []
  const rows: number[] = []
  const add = (row: number, country: number) => {
    countries.push(country)
    rows.push(row)
  }
  const isCopy = new Uint8Array(end)
  if (unit !== 'posting') for (const row of copies) if (row < end) isCopy[row] = 1
  for (let row = 0; row < end; row += 1) {
    if (postings[row] !== 1 || isCopy[row] === 1) continue
    for (const country of countriesOfSet[regionSetOf[row] ?? 0] ?? []) add(row, country)
  }
  for (let group = 0; unit !== 'posting' && group + 1 < copyStarts.length; group += 1) {
    const seen = new Set<number>()
    for (const row of copies.subarray(copyStarts[group] ?? 0, copyStarts[group + 1] ?? 0)) {
      if (row >= end || postings[row] !== 1) continue
      for (const country of countriesOfSet[regionSetOf[row] ?? 0] ?? []) {
        if (!seen.has(country)) add(row, country)
        seen.add(country)
      }
    }
  }
  return { countries, rows }
}

/** Every vacancy of a country over all months: its employer, and whether it names the series. */
interface CountryRows {
  employers: number[]
  isNamed: number[]
}

/** Sums of a series by country, over all months of a population. A line counts what the region filter of its code counts. */
export function sumRegions(
  selections: readonly Selection[],
  query: { asked: Asked; employers: number; unit: Filters['unit'] },
): { region: string; sums: ClusterSums }[] {
  const names: string[] = []
  const numbers = new Map<string, number>()
  const byCountry: CountryRows[] = []
  const numberOf = (country: string): number => {
    const known = numbers.get(country)
    if (known !== undefined) return known
    numbers.set(country, names.length)
    byCountry.push({ employers: [], isNamed: [] })
    return names.push(country) - 1
  }
  for (const selection of selections) {
    const { countries, rows } = placeRows(selection, { numberOf, unit: query.unit })
    // Whether the posting names the series, not whether it stands for its vacancy in the month: copies are grouped anew here.
    const named = narrowTo({ ...selection, vacancies: selection.postings }, query.asked).vacancies
    for (const [index, row] of rows.entries()) {
      const held = byCountry[countries[index] ?? 0]
      held?.employers.push(selection.table.employerOf[row] ?? 0)
      held?.isNamed.push(named[row] ?? 0)
    }
  }
  const sums = new EmployerSums(query.employers)
  return byCountry.flatMap(({ employers, isNamed }, index) => {
    if (employers.length === 0) return []
    for (const [at, employer] of employers.entries()) sums.addVacancy(employer, isNamed[at] === 1)
    const taken = sums.takeSeries()
    sums.clear()
    return [{ region: names[index] ?? '', sums: taken }]
  })
}
