import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeChunk } from '@/lib/demand-index/chunk-bytes'
import { sealMonth } from '@/lib/demand-index/seal'
import { engineOfFacts, toSeal } from '../../support/index-of-facts'
import { engineMethods } from '../../support/index-methods'
import { createOracle } from '../../support/oracle'
import { anyFacts, anyFilters, anySeries, world } from '../../support/query-arbitraries'
import { rounded } from '../../support/rounded'

const now = new Date('2024-03-09T12:00:00Z')

describe('the index and the oracle agree to the last count', () => {
  test.each(Object.keys(engineMethods))('on %s, for any facts, filters and periods', async (name) => {
    const ask = engineMethods[name]
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
