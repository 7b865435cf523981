import { differenceOf, type Linearised } from '@/lib/query/linearised'
import { measureSums } from '@/lib/query/points'
import { sumClusters } from '@/lib/query/statistics'
import { employersFor, leastExpected } from '@/tests/eval/statistics/coverage'
import { type Shape, shapes } from '@/tests/eval/statistics/shapes'
import { drawUntilSettled, type Measured } from '@/tests/eval/statistics/settled'
import {
  createCounts,
  createRandom,
  drawCount,
  drawOwnShare,
  type Random,
} from '@/tests/eval/statistics/synthetic-employers'

/** Shares before and after: no change, a small one, a large one. */
export const changes = [
  { before: 0.03, after: 0.03 },
  { before: 0.02, after: 0.05 },
  { before: 0.15, after: 0.15 },
  { before: 0.15, after: 0.25 },
  { before: 0.5, after: 0.6 },
] as const

/** Part of the employers of the second period that were in the first and answer as they did. */
const staying = 0.4

/** Times as many samples as usual, at most, for a cell of which they do not tell whether it is inside. */
const mostTimes = 8

/** How often the interval of a change holds the true one. */
export interface DifferenceCoverage extends Measured {
  shape: string
  before: number
  after: number
  effectiveSize: number
  /** Vacancies expected to name the skill, or not to, in the period with fewer, in independent samples of the size. */
  expected: number
}

interface Employer {
  id: number
  /** Of one that stays its own share comes from this number, the same in both periods. */
  seed: number | null
}

/** Draws an employer's vacancies that name the skill, out of so many. */
type DrawNamed = (employer: Employer, vacancies: number, random: Random) => number

function createNamed({ correlation }: Shape, share: number): DrawNamed {
  const drawNamed = createCounts(share, correlation)
  return ({ seed }, vacancies, random) =>
    seed === null
      ? drawNamed(vacancies, random)
      : drawCount(vacancies, drawOwnShare(share, correlation, createRandom(seed)), random)
}

function drawEstimate(
  { drawSize }: Shape,
  drawNamed: DrawNamed,
  employers: readonly Employer[],
  random: Random,
): Linearised {
  const drawn = employers.map((employer) => {
    const n = drawSize(random)
    return { id: employer.id, n, y: drawNamed(employer, n, random) }
  })
  const sums = sumClusters(drawn.map(({ n, y }) => ({ vacancies: n, named: y })))
  const { vacancies, named } = sums
  const employersDrawn = Uint32Array.from(drawn, ({ id }) => id)
  const values = Float64Array.from(drawn, ({ n, y }) => (y - (named / vacancies) * n) / vacancies)
  return { ...measureSums(sums), deviations: { employers: employersDrawn, values } }
}

function coverOne(
  shape: Shape,
  { before, after }: (typeof changes)[number],
  { effectiveSize, samples }: { effectiveSize: number; samples: number },
): Measured & { expected: number } {
  const random = createRandom(2_000 + effectiveSize)
  const m = employersFor(shape, effectiveSize)
  const [drawBefore, drawAfter] = [createNamed(shape, before), createNamed(shape, after)]
  const draw = (): boolean => {
    const first = Array.from({ length: m }, (_, id): Employer => {
      return { id, seed: random() < staying ? Math.floor(random() * 2 ** 32) : null }
    })
    const second = first.map((one): Employer => (one.seed === null ? { id: one.id + m, seed: null } : one))
    const { low, high } = differenceOf(
      drawEstimate(shape, drawBefore, first, random),
      drawEstimate(shape, drawAfter, second, random),
    )
    return low !== null && high !== null && low <= after - before && after - before <= high
  }
  const expected = Math.min(before, after, 1 - before, 1 - after) * effectiveSize
  const mostSamples = expected < leastExpected ? samples : mostTimes * samples
  return { ...drawUntilSettled(draw, { samples, mostSamples }), expected }
}

/** How often the interval of a change holds the true change. */
export const simulateDifferences = (samples: number, sizes: readonly number[]): DifferenceCoverage[] =>
  shapes.flatMap((shape) =>
    changes.flatMap((change) =>
      sizes.map((effectiveSize) => ({
        shape: shape.name,
        ...change,
        effectiveSize,
        ...coverOne(shape, change, { effectiveSize, samples }),
      })),
    ),
  )
