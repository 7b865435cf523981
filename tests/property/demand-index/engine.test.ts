import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeChunk } from '@/lib/demand-index/chunk-bytes'
import { sealMonth } from '@/lib/demand-index/seal'
import type { DemandEngine, SeriesKey } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { engineOfFacts, toSeal } from '../../support/index-of-facts'
import { createOracle } from '../../support/oracle'
import { rowsOfTable } from '../../support/table-rows'
import { anyFacts, anyFilters, anySeries, world } from '../../support/query-arbitraries'
import { rounded } from '../../support/rounded'

const now = new Date('2024-03-09T12:00:00Z')

const methods: Record<string, (of: DemandEngine, filters: Filters, series: SeriesKey) => Promise<unknown>> = {
  demand: (of, filters) => of.demand(filters),
  skills: (of, filters) => of.skills(filters),
  levels: (of, filters, series) => of.levels(filters, series),
  regions: (of, filters, series) => of.regions(filters, series),
  companions: (of, filters, series) => of.companions(filters, series),
  alternatives: (of, filters, series) =>
    of.alternatives(filters, series.startsWith('skill:') ? series.slice('skill:'.length) : 'kubernetes'),
  lifts: (of, filters, series) => of.lifts(filters, series, ['docker', 'kubernetes', 'go']),
  histories: async (of, filters) => {
    const { skills, ...rest } = await of.histories(filters)
    return { ...rest, skills: skills.toSorted((a, b) => (a.skill < b.skill ? -1 : 1)) }
  },
  table: async (of, filters, series) => rowsOfTable(await of.table(filters, [series, 'family:cloud'])),
}

describe('the index and the oracle agree to the last count', () => {
  test.each(Object.keys(methods))('on %s, for any facts, filters and periods', async (name) => {
    const ask = methods[name]
    if (ask === undefined) throw new Error(`no method ${name}`)
    await fc.assert(
      fc.asyncProperty(anyFacts, anyFilters, anySeries, async (facts, filters, series) => {
        const index = engineOfFacts(facts, { now, skills: world.skills })
        const oracle = createOracle(facts, now)
        expect(rounded(await ask(index, filters, series))).toEqual(rounded(await ask(oracle, filters, series)))
      }),
      { numRuns: 500 },
    )
  })
})

test('a month is sealed into the same bytes in whatever order its facts come', () => {
  fc.assert(
    fc.property(
      anyFacts.chain((facts) => fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }))),
      ([facts, shuffled]) => {
        const seal = (given: typeof facts) =>
          Buffer.from(encodeChunk(sealMonth('2024-01', given.map(toSeal)))).toString('hex')
        expect(seal(shuffled)).toBe(seal(facts))
      },
    ),
  )
})
