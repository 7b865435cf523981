import { addMonths } from '@/lib/domain/month'
import type { TwoSpans } from '@/lib/query/engine'
import type { PairSums } from '@/lib/query/sums'
import type { Steps } from '@/lib/query/turns'
import { type CountedMonths, countStanding } from '@/lib/demand-index/employer-counts'
import { type Asked, takeSums } from '@/lib/demand-index/employer-sums'
import type { IndexSnapshot, Selection } from '@/lib/demand-index/index-snapshot'
import { within } from '@/lib/demand-index/periods'

/** A population in two spans of months. */
interface Halves {
  earlier: readonly Selection[]
  later: readonly Selection[]
}

export const halvesOf = (selections: readonly Selection[], { from, middle, to }: TwoSpans): Halves => ({
  earlier: within(selections, { from, to: addMonths(middle, -1) }),
  later: within(selections, { from: middle, to }),
})

/** The same with employers counted. */
interface CountedHalves {
  earlier: CountedMonths
  later: CountedMonths
}

export function* countHalves(snapshot: IndexSnapshot, { earlier, later }: Halves): Steps<CountedHalves> {
  const counted = { earlier: yield* countStanding(snapshot, earlier), later: yield* countStanding(snapshot, later) }
  yield
  return counted
}

/** Sums of both halves, and of what their employers have in common, of a series. */
export function sumPair(snapshot: IndexSnapshot, { earlier, later }: CountedHalves, asked: Asked): PairSums {
  const before = takeSums(snapshot.names)
  const after = takeSums(snapshot.names, 1)
  before.beginCounted(earlier)
  after.beginCounted(later)
  const { product: crossNN, employers } = before.crossPopulation(after)
  for (const selection of earlier.selections) before.addSeries(selection, asked)
  for (const selection of later.selections) after.addSeries(selection, asked)
  const { ofAll: crossYN, ofNamed: crossYY } = before.crossNamed(after)
  const { ofAll: crossNY } = after.crossNamed(before)
  const [was, is] = [before.takeSeries(), after.takeSeries()]
  return { before: was, after: is, employers, crossNN, crossYN, crossNY, crossYY }
}
