import type { Filters } from '@/lib/query/filters'
import type { LiftSums } from '@/lib/query/sums'
import { type Asked, narrowTo, takeSums } from '@/lib/demand-index/employer-sums'
import type { IndexSnapshot, Selection } from '@/lib/demand-index/index-snapshot'

/**
 * What the lifts of a series on some codes need (a: the series, b: a code). Employers that never name a code all move by
 * n/N − a/Σa: their squares are summed once, and each code goes through its own employers only.
 * @param codes numbers in the index
 */
export function sumLifts(
  snapshot: IndexSnapshot,
  query: { selections: readonly Selection[]; asked: Asked; codes: readonly number[]; level: Filters['level'] },
): LiftSums[] {
  const { selections, level } = query
  const naming = selections.map((selection) => narrowTo(selection, query.asked))
  const all = takeSums(snapshot.names)
  const beside = takeSums(snapshot.names, 1)
  all.begin(selections, false)
  beside.begin(naming, false)
  const { vacancies, employers } = all.population()
  const { vacancies: ofA } = beside.population()
  const elsewhere = (n: number, a: number) => (n / vacancies - a / ofA) ** 2
  const squaresElsewhere = ofA === 0 ? 0 : all.sumWith(beside, false, elsewhere)
  return query.codes.map((number): LiftSums => {
    for (const selection of selections) all.addSeries(selection, { number, level })
    for (const selection of naming) beside.addSeries(selection, { number, level })
    const { ofB, both } = { ofB: all.namedTotal(), both: beside.namedTotal() }
    const moved = (n: number, a: number, b: number, ab: number) =>
      (ab / both - a / ofA - b / ofB + n / vacancies) ** 2 - elsewhere(n, a)
    const squares = both === 0 ? 0 : Math.max(0, squaresElsewhere + all.sumWith(beside, true, moved))
    all.takeSeries()
    const { sumYY: squaresOfBoth } = beside.takeSeries()
    return { vacancies, ofA, ofB, both, employers, squares, squaresOfBoth }
  })
}
