import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths, type Month } from '@/lib/domain/month'
import type { Filters } from '@/lib/query/filters'
import type { Fact } from '../../support/facts'
import { createOracle } from '../../support/oracle'
import { pageReports } from '../../support/page-reports'
import { anyFacts, anyFilters, anySeries } from '../../support/query-arbitraries'
import { rounded } from '../../support/rounded'
import { createSwappingIndex } from '../../support/swapping-index'

const now = new Date('2024-03-09T12:00:00Z')
const first: Month = '2021-06'
/** Months that facts are spread over: the last one still runs. */
const span = 34

const withoutVersion = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(rounded(answer), (key, value: unknown) => (key === 'dataVersion' ? null : value)))

test('after months were swapped, what is remembered of the others gives the answers of the facts as they are then', async () => {
  const spread = anyFacts
    .filter((facts) => facts.length >= 6)
    .map((facts) => facts.map((fact, index) => ({ ...fact, month: addMonths(first, (index * 5) % span) })))
  await fc.assert(
    fc.asyncProperty(
      spread,
      spread,
      // The newest most often, as ingest does.
      fc.array(fc.oneof(fc.nat({ max: span - 1 }), fc.constantFrom(span - 2, span - 1)), {
        minLength: 1,
        maxLength: 3,
      }),
      anyFilters,
      anySeries,
      async (facts, others, swapped, any, series) => {
        const filters: Filters = { ...any, from: null, to: null }
        const months = swapped.map((index) => addMonths(first, index))
        const isSwapped = ({ month }: Fact) => months.includes(month)
        const after = [...facts.filter((fact) => !isSwapped(fact)), ...others.filter(isSwapped)].filter(
          (fact, index, all) => all.findIndex(({ postingId }) => postingId === fact.postingId) === index,
        )
        const index = createSwappingIndex(now)
        for (const held of [facts, after, facts]) {
          index.publish(held)
          const oracle = createOracle(held, now)
          for (const [name, ask] of Object.entries(pageReports))
            expect([name, withoutVersion(await ask(index.engine, filters, series))]).toEqual([
              name,
              withoutVersion(await ask(oracle, filters, series)),
            ])
        }
      },
    ),
    { numRuns: 60 },
  )
})
