import { estimateShare } from '@/lib/query/statistics'
import type { ClusterSums } from '@/lib/query/sums'
import { type Ends, ofEstimate, peers } from '@/tests/eval/statistics/peers'
import { drawUntilSettled, type Measured } from '@/tests/eval/statistics/settled'
import { type Shape, shapes } from '@/tests/eval/statistics/shapes'
import { createCounts, createRandom, type Random } from '@/tests/eval/statistics/synthetic-employers'

/** Shares and effective sizes that readers meet; below the least size a point is thin. */
export const shares = [0.005, 0.01, 0.02, 0.05, 0.15, 0.4, 0.7, 0.9] as const
export const effectiveSizes = [30, 60, 150, 500] as const

/** Fewer expected on either side leave so few possible counts that no interval of a count can hold its level (Brown, Cai and DasGupta 2001, Statistical Science 16). */
export const leastExpected = 5
/** Times as many samples as usual, at most, for a cell of which they do not tell whether it is inside. */
const mostTimes = 64

/** How often our interval holds the true share, on more samples where they did not tell whether that is inside. */
export interface Coverage extends Measured {
  shape: string
  share: number
  effectiveSize: number
  employers: number
  /** Part of the intervals of each peer that hold the true share, on as many samples as every cell has. */
  compared: Record<string, number>
  /** Mean width of each peer's intervals, in that of ± 1.96 √(p·q / nₑ). */
  widths: Record<string, number>
  /** Vacancies expected to name the skill, or not to, in an independent sample of the effective size. */
  expected: number
  /** Part of the samples whose figure readers see marked as thin. */
  thin: number
  /** Part of the intervals that hold the true share among figures without that mark. */
  coveredUnmarked: number
}

/** Whether readers see most figures of a cell marked as thin, so that it is not of the range they see unmarked. */
export const isMostlyThin = ({ thin }: Pick<Coverage, 'thin'>): boolean => thin > 0.5

/** Vacancies of an employer, and how many independent ones they are worth (Kish 1965): mean n / (1 + (Σn²/Σn − 1)·ρ). */
function worthOf({ drawSize, correlation }: Shape): number {
  const random = createRandom(7)
  let [vacancies, squares] = [0, 0]
  const drawn = 20_000
  for (let employer = 0; employer < drawn; employer += 1) {
    const size = drawSize(random)
    vacancies += size
    squares += size * size
  }
  return vacancies / drawn / (1 + (squares / vacancies - 1) * correlation)
}

/** Employers whose vacancies together are worth an independent sample of the effective size. */
export const employersFor = (shape: Shape, effectiveSize: number): number =>
  Math.max(2, Math.round(effectiveSize / worthOf(shape)))

/** Draws the six sums of so many employers of a shape, each naming the skill by its own share around the true one. */
export function createSums({ drawSize, correlation }: Shape, share: number) {
  const drawNamed = createCounts(share, correlation)
  return (employers: number, random: Random): ClusterSums => {
    const sums = { vacancies: 0, named: 0, sumNN: 0, sumYY: 0, sumYN: 0, employers }
    for (let employer = 0; employer < employers; employer += 1) {
      const n = drawSize(random)
      const y = drawNamed(n, random)
      sums.vacancies += n
      sums.named += y
      sums.sumNN += n * n
      sums.sumYY += y * y
      sums.sumYN += y * n
    }
    return sums
  }
}

const names = Object.keys(peers)

function coverOne(shape: Shape, share: number, effectiveSize: number, samples: number): Coverage {
  const random = createRandom(1_000 + effectiveSize)
  const employers = employersFor(shape, effectiveSize)
  const held = names.map(() => 0)
  const widths = names.map(() => 0)
  const expected = Math.min(share, 1 - share) * effectiveSize
  const holds = ({ low, high }: Ends): boolean => low <= share && share <= high
  let [compared, drawn, unmarked, heldUnmarked] = [0, 0, 0, 0]
  const drawSums = createSums(shape, share)
  const draw = (): boolean => {
    const sums = drawSums(employers, random)
    if (compared < samples) {
      compared += 1
      for (const [index, interval] of Object.values(peers).entries()) {
        const ends = interval(sums)
        if (holds(ends)) held[index] = (held[index] ?? 0) + 1
        widths[index] = (widths[index] ?? 0) + ends.high - ends.low
      }
    }
    const isHeld = holds(ofEstimate(sums))
    drawn += 1
    if (!estimateShare(sums).isThin) {
      unmarked += 1
      if (isHeld) heldUnmarked += 1
    }
    return isHeld
  }
  const mostSamples = expected < leastExpected ? samples : mostTimes * samples
  const measured = drawUntilSettled(draw, { samples, mostSamples })
  const plain = 2 * 1.959964 * Math.sqrt((share * (1 - share)) / effectiveSize)
  const byName = (values: readonly number[], by: number) =>
    Object.fromEntries(names.map((name, index) => [name, (values[index] ?? 0) / samples / by]))
  return {
    shape: shape.name,
    share,
    effectiveSize,
    employers,
    ...measured,
    compared: byName(held, 1),
    widths: byName(widths, plain),
    expected,
    thin: 1 - unmarked / drawn,
    coveredUnmarked: heldUnmarked / unmarked,
  }
}

/**
 * How often the intervals hold the true share, over the range; the same for the same number of samples.
 * @param samples of each cell, to begin with
 */
export const simulateCoverage = (samples: number): Coverage[] =>
  shapes.flatMap((shape) =>
    shares.flatMap((share) => effectiveSizes.map((effectiveSize) => coverOne(shape, share, effectiveSize, samples))),
  )
