import type { Difference } from '@/lib/query/linearised'
import { estimateShare, reachOf } from '@/lib/query/statistics'
import type { ClusterSums, PairSums } from '@/lib/query/sums'

/** Σ (N·y − Y·n)²: whole numbers, so that what cancels out does so exactly while they are small. */
const squaresOf = ({ vacancies, named, sumNN, sumYY, sumYN }: ClusterSums): number =>
  vacancies ** 2 * sumYY - 2 * vacancies * named * sumYN + named ** 2 * sumNN

/**
 * The later share less the earlier one, clustered by employer over both, as `differenceOf` (lib/query/linearised) tells it
 * of rows: d = (y − p·n)/N, and the variance m/(m−1) · Σ (d′ − d)², multiplied out.
 */
export function differenceOfSums({ before, after, employers: m, ...cross }: PairSums): Difference {
  const from = estimateShare(before).share
  const to = estimateShare(after).share
  if (from === null || to === null) return { change: null, low: null, high: null }
  const change = to - from
  if (m < 2) return { change, low: null, high: null }
  const [N, Y, N2, Y2] = [before.vacancies, before.named, after.vacancies, after.named]
  const common = N * N2 * cross.crossYY - N * Y2 * cross.crossYN - Y * N2 * cross.crossNY + Y * Y2 * cross.crossNN
  const squares = squaresOf(before) / N ** 4 + squaresOf(after) / N2 ** 4 - (2 * common) / (N ** 2 * N2 ** 2)
  const reach = Math.max(reachOf(before), reachOf(after))
  const half = reach * Math.sqrt((m / (m - 1)) * Math.max(0, squares))
  return { change, low: Math.max(-1, change - half), high: Math.min(1, change + half) }
}
