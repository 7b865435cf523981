import { describe, expect, test } from 'vitest'
import { countFalseTrends } from '@/tests/eval/statistics/false-trends'
import { coverDerived } from '@/tests/eval/statistics/derived-coverage'
import { coverReal } from '@/tests/eval/statistics/real-coverage'
import { addMonths } from '@/lib/domain/month'
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
    isRemote: false,
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

describe('recorded employers', () => {
  /** Thirty months of forty employers: each posts once a quarter, every fourth one names AWS and Docker, always. */
  const recorded = Array.from({ length: 30 }, (_, month) =>
    Array.from({ length: 40 }, (__, employer) => ({
      month: addMonths('2021-01', month),
      employer: `employer ${employer}`,
      isRemote: false,
      names: new Set(employer % 4 === 0 ? (['skill:aws', 'skill:docker', 'family:cloud'] as const) : []),
    })).filter((_one, employer) => employer % 3 === month % 3),
  ).flat()

  test('that post for years make months rise and fall together, which the test by month takes for trends', () => {
    const cells = countFalseTrends(recorded, 60)
    expect(new Set(cells.map(({ months }) => months))).toEqual(new Set([30, 24]))
    for (const { byMonth, byEmployer, both } of cells) expect(both).toBeLessThanOrEqual(Math.min(byMonth, byEmployer))
    expect(cells.some(({ byEmployer }) => byEmployer > 0)).toBe(true)
  })

  test('of which each is worth less than its vacancies are told by what they are truly worth', () => {
    const cells = coverReal(recorded, 40, (key) => key === 'skill:aws')
    const all = cells.filter(({ bucket }) => bucket === 'all months')
    // Ten vacancies each, all alike: an employer is worth one, and a quarter names it.
    for (const { employers, expected, share } of all) {
      expect(share).toBeCloseTo(0.25, 1)
      expect(expected / employers).toBeCloseTo(0.25, 1)
    }
    expect(all).toHaveLength(3)
  })

  test('drawn anew have changes, lifts and a blur index whose intervals hold those of all', () => {
    const cells = coverDerived(recorded, 4)
    expect(cells.find(({ figure }) => figure === 'blur index, mean')?.truth).toBeCloseTo(0.25, 1)
    expect(cells.find(({ figure }) => figure === 'change of family:cloud in a year')?.covered).toBeGreaterThan(0.5)
  })
})
