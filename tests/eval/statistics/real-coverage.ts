import { estimateShare, sumClusters } from '@/lib/query/statistics'
import { leastExpected } from '@/tests/eval/statistics/coverage'
import type { RecordedVacancy } from '@/tests/eval/statistics/recorded-employers'
import { buckets, employersOf, groupByPeriod } from '@/tests/eval/statistics/seen-range'
import { drawUntilSettled, type Measured } from '@/tests/eval/statistics/settled'
import { createRandom } from '@/tests/eval/statistics/synthetic-employers'

/** Employers drawn: about the fewest that are not thin, what a country or a kind of work leaves, and a whole month. */
const sampleSizes = [40, 80, 200] as const

/** Times as many samples as usual, at most, for a cell of which they do not tell whether it is inside. */
const mostTimes = 16

export interface RealCoverage extends Measured {
  bucket: string
  series: string
  share: number
  employers: number
  /**
   * Vacancies that would name it, or would not, in an independent sample of the true effective size of so many employers. The
   * mean of the estimated sizes says up to thrice as many where most samples lack the few large employers that name it.
   */
  expected: number
}

interface Employer {
  vacancies: number
  named: number
}

/** Effective vacancies of one employer, by the linearised variance over all of them. */
function worthOf(population: readonly Employer[], { vacancies, named }: Employer): number {
  const share = named / vacancies
  const squares = population.reduce((sum, one) => sum + (one.named - share * one.vacancies) ** 2, 0)
  return (share * (1 - share) * vacancies ** 2) / (population.length * squares)
}

function coverOne(population: readonly Employer[], employers: number, samples: number) {
  const random = createRandom(employers)
  const all = sumClusters(population)
  const share = all.named / all.vacancies
  const draw = (): boolean => {
    const drawn = Array.from({ length: employers }, () => population[Math.floor(random() * population.length)])
    const { low, high } = estimateShare(sumClusters(drawn.filter((one) => one !== undefined)))
    return low !== null && high !== null && low <= share && share <= high
  }
  const expected = Math.min(share, 1 - share) * employers * worthOf(population, all)
  const mostSamples = expected < leastExpected ? samples : mostTimes * samples
  return { share, expected, ...drawUntilSettled(draw, { samples, mostSamples }) }
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
