import { estimateShare, sumClusters } from '@/lib/query/statistics'
import type { RecordedVacancy } from '@/tests/eval/statistics/recorded-employers'
import { buckets, employersOf, groupByPeriod } from '@/tests/eval/statistics/seen-range'
import { createRandom } from '@/tests/eval/statistics/synthetic-employers'

/** Employers drawn: about the fewest that are not thin, what a country or a kind of work leaves, and a whole month. */
const sampleSizes = [40, 80, 200] as const

export interface RealCoverage {
  bucket: string
  series: string
  share: number
  employers: number
  covered: number
  /** Vacancies of an independent sample of the mean effective size that would name it, or would not. */
  expected: number
}

function coverOne(population: readonly { vacancies: number; named: number }[], m: number, samples: number) {
  const random = createRandom(m)
  const { vacancies, named } = sumClusters(population)
  const share = named / vacancies
  let [held, size] = [0, 0]
  for (let sample = 0; sample < samples; sample += 1) {
    const drawn = Array.from({ length: m }, () => population[Math.floor(random() * population.length)])
    const { low, high, effectiveN } = estimateShare(sumClusters(drawn.filter((one) => one !== undefined)))
    size += effectiveN
    if (low !== null && high !== null && low <= share && share <= high) held += 1
  }
  return { share, covered: held / samples, expected: (Math.min(share, 1 - share) * size) / samples }
}

/**
 * How often the interval holds the share of real employers when some of them are drawn with replacement: their sizes,
 * their likeness, and that those who post much may name other skills, are as they are. Of each kind of period, the largest.
 */
export function coverReal(vacancies: readonly RecordedVacancy[], samples: number, isAsked: (key: string) => boolean) {
  return Object.entries(buckets).flatMap(([bucket, periodOf]) => {
    const [largest] = groupByPeriod(vacancies, periodOf).toSorted((a, b) => b.sizes.size - a.sizes.size)
    if (largest === undefined) return []
    return [...largest.named.keys()].filter(isAsked).flatMap((series) =>
      sampleSizes.map((employers): RealCoverage => {
        return { bucket, series, employers, ...coverOne(employersOf(largest, series), employers, samples) }
      }),
    )
  })
}
