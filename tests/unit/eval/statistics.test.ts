import { describe, expect, test } from 'vitest'
import { sumClusters } from '@/lib/query/statistics'
import { createSums, employersFor } from '@/tests/eval/statistics/coverage'
import { clopperPearson, peers } from '@/tests/eval/statistics/peers'
import { describeRange } from '@/tests/eval/statistics/seen-range'
import { drawUntilSettled, verdictOf } from '@/tests/eval/statistics/settled'
import { shapes } from '@/tests/eval/statistics/shapes'
import { createCounts, createRandom, drawCount, drawOwnShare } from '@/tests/eval/statistics/synthetic-employers'

test('the exact interval of 81 of 263 is as published (Newcombe 1998, table I): 0.2527 to 0.3676', () => {
  const { low, high } = clopperPearson(81 / 263, 263)
  expect(low).toBeCloseTo(0.2527, 4)
  expect(high).toBeCloseTo(0.3676, 4)
  expect(clopperPearson(0, 20)).toEqual({ low: 0, high: expect.closeTo(1 - 0.025 ** (1 / 20), 6) })
})

test('every interval that is compared holds the share that it is of', () => {
  const sums = sumClusters([
    { vacancies: 4, named: 2 },
    { vacancies: 1, named: 0 },
    { vacancies: 3, named: 1 },
  ])
  for (const interval of Object.values(peers)) {
    const { low, high } = interval(sums)
    expect(low).toBeLessThan(3 / 8)
    expect(high).toBeGreaterThan(3 / 8)
  }
})

describe('synthetic employers', () => {
  test.each(shapes.map((shape) => [shape.name, shape] as const))(
    'of %s have the share and likeness asked for',
    (_, shape) => {
      const random = createRandom(3)
      const sums = createSums(shape, 0.3)(200_000, random)
      expect(sums.named / sums.vacancies).toBeCloseTo(0.3, 1)
      const pairs = sums.sumNN - sums.vacancies
      const together = (sums.sumYY - sums.named) / pairs
      const correlation = (together - 0.09) / 0.21
      expect(Math.abs(correlation - shape.correlation)).toBeLessThan(0.15)
      expect(employersFor(shape, 100)).toBeGreaterThan(10)
    },
  )
})

test('counts from a table are those of an own share drawn first', () => {
  const [random, drawn] = [createRandom(5), 40_000]
  const drawNamed = createCounts(0.2, 0.4)
  const partsOf = (draw: () => number) => {
    const parts = [0, 0, 0, 0, 0]
    for (let one = 0; one < drawn; one += 1) {
      const named = draw()
      parts[named] = (parts[named] ?? NaN) + 1 / drawn
    }
    return parts
  }
  const byTable = partsOf(() => drawNamed(4, random))
  for (const [named, part] of partsOf(() => drawCount(4, drawOwnShare(0.2, 0.4, random), random)).entries())
    expect(Math.abs((byTable[named] ?? NaN) - part)).toBeLessThan(4 * Math.sqrt(0.5 / drawn))
})

test('the range that readers see is told by period: employers, vacancies, likeness, and how many points are rare', () => {
  const names = (isNamed: boolean) => new Set(isNamed ? (['skill:aws'] as const) : [])
  const vacancies = ['a', 'a', 'b', 'c'].map((employer, index) => ({
    month: index < 3 ? ('2024-01' as const) : ('2024-02' as const),
    employer,
    names: names(employer === 'a'),
  }))
  const [month, , , all] = describeRange(vacancies, 30, 5)
  expect(month).toMatchObject({ bucket: 'month', employers: '1 · 2 · 2', solid: 0, rare: 1 })
  expect(all).toMatchObject({
    bucket: 'all months',
    employers: '3 · 3 · 3',
    vacancies: '4 · 4 · 4',
    correlations: '1.00 · 1.00 · 1.00',
  })
})

describe('a cell of the coverage', () => {
  test.each([
    [0.95, 4_000, 'inside'],
    [0.965, 4_000, 'undecided'],
    [0.965, 64_000, 'inside'],
    [0.97, 1_000_000, 'undecided'],
    [0.98, 4_000, 'above'],
    [0.91, 4_000, 'below'],
    [1, 100, 'undecided'],
  ])('of %d on %d samples is %s', (covered, samples, verdict) => expect(verdictOf({ covered, samples })).toBe(verdict))

  test('takes more samples until they tell, and no more than the most', () => {
    const drawn = (isHeld: (sample: number) => boolean) => {
      let sample = 0
      return drawUntilSettled(() => isHeld(sample++), { samples: 1_000, mostSamples: 16_000 })
    }
    expect(drawn((sample) => sample % 20 !== 0)).toEqual({ covered: 0.95, samples: 2_000 })
    expect(drawn((sample) => sample % 100 >= 3)).toEqual({ covered: 0.97, samples: 16_000 })
    expect(drawn((sample) => sample % 10 !== 0)).toEqual({ covered: 0.9, samples: 1_000 })
  })
})
