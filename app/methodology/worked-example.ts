import { estimateShare, freedomOf, reachOf, sumClusters, varianceOfShare, wilsonInterval } from '@/lib/query/statistics'

/** Five employers of a made-up month; the first posts as many vacancies as the other four together. */
export const exampleEmployers = [
  { name: 'A', vacancies: 30, named: 27 },
  { name: 'B', vacancies: 12, named: 3 },
  { name: 'C', vacancies: 9, named: 2 },
  { name: 'D', vacancies: 6, named: 2 },
  { name: 'E', vacancies: 3, named: 2 },
] as const

/** The example's figures, by the functions that make every figure of the site. */
export function computeExample() {
  const sums = sumClusters(exampleEmployers)
  const estimate = estimateShare(sums)
  const share = sums.named / sums.vacancies
  return {
    sums,
    share,
    variance: varianceOfShare(sums) ?? 0,
    freedom: freedomOf(sums),
    reach: reachOf(sums),
    effectiveN: estimate.effectiveN,
    behind: estimate.effectiveN * share * (1 - share),
    interval: { low: estimate.low ?? 0, high: estimate.high ?? 0 },
    /** What the interval would be if the vacancies were independent of each other. */
    plainInterval: wilsonInterval(share, sums.vacancies),
  }
}
