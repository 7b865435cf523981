import { estimateShare, sumClusters } from '@/lib/query/statistics'
import {
  createRandom,
  drawEmployers,
  type Scenario,
  trueEffectiveSize,
} from '@/tests/eval/statistics/synthetic-employers'

/** Shares and effective sizes that readers meet. */
export const shares = [0.005, 0.02, 0.05, 0.15, 0.4, 0.7, 0.9] as const
export const effectiveSizes = [30, 60, 150, 500] as const

/** Sizes and likeness of employers: from one advertisement each to few employers with hundreds of like ones. */
export const shapes = [
  { name: 'one vacancy each', skew: 0, correlation: 0 },
  { name: 'few each, some alike', skew: 0.6, correlation: 0.3 },
  { name: 'few each, much alike', skew: 0.8, correlation: 0.6 },
  { name: 'very uneven, little alike', skew: 1.2, correlation: 0.1 },
  { name: 'very uneven, some alike', skew: 1.2, correlation: 0.3 },
] as const

export interface Coverage {
  shape: string
  share: number
  effectiveSize: number
  employers: number
  /** Part of the intervals that hold the true share. */
  covered: number
  /** Vacancies expected to name the skill in an independent sample of the effective size: below 3 no interval of a count can hold its level. */
  expected: number
}

function coverOne(scenario: Scenario, samples: number, seed: number): number {
  const random = createRandom(seed)
  let held = 0
  for (let sample = 0; sample < samples; sample += 1) {
    const { low, high } = estimateShare(sumClusters(drawEmployers(scenario, random)))
    if (low !== null && high !== null && low <= scenario.share && scenario.share <= high) held += 1
  }
  return held / samples
}

/** How often the interval holds the true share, over all scenarios; the same for the same number of samples. */
export function simulateCoverage(samples: number): Coverage[] {
  return shapes.flatMap(({ name, skew, correlation }) =>
    shares.flatMap((share) =>
      effectiveSizes.map((effectiveSize) => {
        const one = { share, correlation, skew, employers: 1 }
        const employers = Math.max(2, Math.round(effectiveSize / trueEffectiveSize(one, createRandom(7))))
        const covered = coverOne({ share, correlation, skew, employers }, samples, 1_000 + effectiveSize)
        const expected = Math.min(share, 1 - share) * effectiveSize
        return { shape: name, share, effectiveSize, employers, covered, expected }
      }),
    ),
  )
}
