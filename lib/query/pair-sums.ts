import { type Difference, differenceOfShares } from '@/lib/query/linearised'
import { estimateShare } from '@/lib/query/statistics'
import type { ClusterSums, PairSums } from '@/lib/query/sums'

/** Σ (N·y − Y·n)²: whole numbers, so that what cancels out does so exactly while they are small. */
const squaresOf = ({ vacancies, named, sumNN, sumYY, sumYN }: ClusterSums): number =>
  vacancies ** 2 * sumYY - 2 * vacancies * named * sumYN + named ** 2 * sumNN

/**
 * The later share less the earlier one, clustered by employer over both, as `differenceOf` (lib/query/linearised) tells it
 * of rows: Σ d² and Σ d·d′ of d = (y − p·n)/N, multiplied out.
 * @param shares of both, where they were estimated before
 */
export function differenceOfSums(
  { before, after, employers, crossNN, crossYN, crossNY, crossYY }: PairSums,
  shares = { before: estimateShare(before), after: estimateShare(after) },
): Difference {
  const [N, Y, N2, Y2] = [before.vacancies, before.named, after.vacancies, after.named]
  const common = N * N2 * crossYY - N * Y2 * crossYN - Y * N2 * crossNY + Y * Y2 * crossNN
  return differenceOfShares(shares.before, shares.after, {
    ofFrom: squaresOf(before) / N ** 4,
    ofTo: squaresOf(after) / N2 ** 4,
    products: common / (N ** 2 * N2 ** 2),
    employers,
  })
}
