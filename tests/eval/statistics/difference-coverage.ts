import { differenceOf, EmployerTotals, type Linearised } from '@/lib/query/linearised'
import { employersFor } from '@/tests/eval/statistics/coverage'
import { type Shape, shapes } from '@/tests/eval/statistics/shapes'
import { createRandom, drawCount, drawOwnShare, type Random } from '@/tests/eval/statistics/synthetic-employers'

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

export interface DifferenceCoverage {
  shape: string
  before: number
  after: number
  effectiveSize: number
  covered: number
}

interface Employer {
  id: number
  /** Its own share comes from this number, the same in both periods if it stays. */
  seed: number
}

function drawEstimate(shape: Shape, share: number, employers: readonly Employer[], random: Random): Linearised {
  const drawn = employers.map(({ id, seed }) => {
    const n = shape.drawSize(random)
    const own = drawOwnShare(share, shape.correlation, createRandom(seed))
    return { id, n, y: drawCount(n, own, random) }
  })
  const n = drawn.reduce((sum, one) => sum + one.n, 0)
  const y = drawn.reduce((sum, one) => sum + one.y, 0)
  const totals = new EmployerTotals()
  for (const one of drawn) totals.add(one.id, one.n, one.y, (one.y - (y / n) * one.n) / n)
  return totals.linearise({ share: y / n, vacancies: y, ofVacancies: n, spread: 0 })
}

function coverOne(shape: Shape, { before, after }: (typeof changes)[number], effectiveSize: number, samples: number) {
  const random = createRandom(2_000 + effectiveSize)
  const m = employersFor(shape, effectiveSize)
  const drawSeed = () => Math.floor(random() * 2 ** 32)
  let held = 0
  for (let sample = 0; sample < samples; sample += 1) {
    const first = Array.from({ length: m }, (_, id): Employer => ({ id, seed: drawSeed() }))
    const second = first.map((one): Employer => (random() < staying ? one : { id: one.id + m, seed: drawSeed() }))
    const { low, high } = differenceOf(
      drawEstimate(shape, before, first, random),
      drawEstimate(shape, after, second, random),
    )
    if (low !== null && high !== null && low <= after - before && after - before <= high) held += 1
  }
  return held / samples
}

/** How often the interval of a change holds the true change. */
export const simulateDifferences = (samples: number, sizes: readonly number[]): DifferenceCoverage[] =>
  shapes.flatMap((shape) =>
    changes.flatMap((change) =>
      sizes.map((effectiveSize) => ({
        shape: shape.name,
        ...change,
        effectiveSize,
        covered: coverOne(shape, change, effectiveSize, samples),
      })),
    ),
  )
