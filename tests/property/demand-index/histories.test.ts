import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths, type Month } from '@/lib/domain/month'
import { createView } from '@/lib/query/composition'
import type { SeriesKey } from '@/lib/query/engine'
import { defaultFilters, type Filters } from '@/lib/query/filters'
import { differenceOf, toShare } from '@/lib/query/linearised'
import { differenceOfSums } from '@/lib/query/pair-sums'
import { rowsBetween } from '@/lib/query/periods'
import { estimateShare } from '@/lib/query/statistics'
import type { Fact } from '../../support/facts'
import { engineOfFacts } from '../../support/index-of-facts'
import { createOracle } from '../../support/oracle'
import { anyFacts, anyFilters, world } from '../../support/query-arbitraries'
import { rounded } from '../../support/rounded'
import { createSwappingIndex } from '../../support/swapping-index'

const now = new Date('2024-03-09T12:00:00Z')
const first: Month = '2021-02'

/** Facts of three whole years, whose first and last month hold some. */
const factsOfYears = anyFacts
  .filter((facts) => facts.length >= 8)
  .map((facts) =>
    facts.map((fact, index) => ({ ...fact, month: addMonths(first, index === 0 ? 35 : (index * 7) % 36) })),
  )
const anyPopulation = anyFilters.map(({ role, level, unit, employer, remote }): Filters => ({
  ...defaultFilters,
  role,
  level,
  unit,
  employer,
  remote,
}))

const byName = (a: { skill: string }, b: { skill: string }) => (a.skill < b.skill ? -1 : 1)

test('the index and the oracle agree on the histories of skills, and on two years of each', async () => {
  let compared = 0
  await fc.assert(
    fc.asyncProperty(factsOfYears, anyPopulation, async (facts, filters) => {
      const [ours, reference] = await Promise.all(
        [engineOfFacts(facts, { now, skills: world.skills }), createOracle(facts, now)].map(async (engine) => {
          const { skills, ...rest } = await engine.histories(filters)
          return { ...rest, skills: skills.toSorted(byName) }
        }),
      )
      expect(rounded(ours)).toEqual(rounded(reference))
      compared += ours?.skills.length ?? 0
    }),
    { numRuns: 200 },
  )
  expect(compared).toBeGreaterThan(100)
})

test('after one of the newest months was swapped, histories are those of an index that never held another', async () => {
  const newest = addMonths(first, 35)
  let compared = 0
  await fc.assert(
    fc.asyncProperty(factsOfYears, anyFacts, anyPopulation, async (facts, others, filters) => {
      const isOld = ({ postingId, month }: Fact) =>
        month !== newest && !others.some((other) => other.postingId === postingId)
      const after = [...facts.filter(isOld), ...others.map((fact) => ({ ...fact, month: newest }))]
      const index = createSwappingIndex(now)
      for (const held of [facts, after, facts]) {
        index.publish(held)
        const { dataVersion: _, ...ours } = await index.engine.histories(filters)
        const anew = engineOfFacts(held, { now, skills: world.skills })
        const { dataVersion: __, ...expected } = await anew.histories(filters)
        expect(rounded({ ...ours, skills: ours.skills.toSorted(byName) })).toEqual(
          rounded({ ...expected, skills: expected.skills.toSorted(byName) }),
        )
        compared += ours.skills.length
      }
    }),
    { numRuns: 100 },
  )
  expect(compared).toBeGreaterThan(100)
})

test('the change made from sums is the one made from rows, to the interval', async () => {
  let compared = 0
  await fc.assert(
    fc.asyncProperty(factsOfYears, anyPopulation, async (facts, filters) => {
      const engine = engineOfFacts(facts, { now, skills: world.skills })
      const { years, skills } = await engine.histories(filters)
      if (years === null) return
      const series = skills.map(({ skill }): SeriesKey => `skill:${skill}`)
      const table = await engine.table({ ...filters, bucket: 'month' }, series)
      const ranges = {
        from: rowsBetween(table, years.from, addMonths(years.middle, -1)),
        to: rowsBetween(table, years.middle, years.to),
      }
      for (const [column, { sums }] of skills.entries()) {
        const estimate = createView(table, column, 'raw', ranges)
        const [before, after] = [estimate(ranges.from), estimate(ranges.to)]
        expect(rounded([estimateShare(sums.before), estimateShare(sums.after)])).toEqual(
          rounded([toShare(before), toShare(after)]),
        )
        const [difference, expected] = [differenceOfSums(sums), differenceOf(before, after)]
        for (const key of ['change', 'low', 'high'] as const) {
          expect(difference[key] === null).toBe(expected[key] === null)
          expect(difference[key] ?? 0).toBeCloseTo(expected[key] ?? 0, 6)
        }
        compared += 1
      }
    }),
    { numRuns: 200 },
  )
  expect(compared).toBeGreaterThan(100)
})
