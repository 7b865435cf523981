import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seriesCode } from '@/lib/db/series-code'
import { createIndexEngine } from '@/lib/demand-index/engine'
import { createNames, type IndexSnapshot, type MonthTable, openMonth } from '@/lib/demand-index/index-snapshot'
import { sealMonth } from '@/lib/demand-index/seal'
import { addMonths, type Month } from '@/lib/domain/month'
import type { Filters } from '@/lib/query/filters'
import type { Fact } from '../../support/facts'
import { toSeal } from '../../support/index-of-facts'
import { createOracle } from '../../support/oracle'
import { pageReports } from '../../support/page-reports'
import { anyFacts, anyFilters, anySeries, world } from '../../support/query-arbitraries'
import { rounded } from '../../support/rounded'

const now = new Date('2024-03-09T12:00:00Z')
const first: Month = '2021-06'
/** Months that facts are spread over: the last one still runs. */
const span = 34

const skillOf = new Map(world.skills.map((id) => [seriesCode(`skill:${id}`), id]))
/** An index whose months are opened anew only where they are of other facts, as a web process holds it. */
function createSwapping() {
  const names = createNames()
  const tables = new Map<string, MonthTable>()
  let snapshot: IndexSnapshot = { dataVersion: versionOf(0), months: [], names }
  const engine = createIndexEngine({
    snapshot: () => Promise.resolve(snapshot),
    now: () => now,
    codeOf: seriesCode,
    skillOf: (code) => skillOf.get(code),
  })
  return {
    engine,
    publish(facts: readonly Fact[]) {
      const months = [...new Set(facts.map(({ month }) => month))].toSorted().map((month) => {
        const held = facts.filter((fact) => fact.month === month)
        const key = JSON.stringify(held)
        const table = tables.get(key) ?? openMonth(sealMonth(month, held.map(toSeal)), names)
        tables.set(key, table)
        return table
      })
      snapshot = { dataVersion: versionOf(snapshot.dataVersion.id + 1), months, names }
    },
  }
}

const versionOf = (id: number) => ({ id, at: null, taxonomyVersion: null, rulesVersion: null })

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
      fc.array(fc.nat({ max: span - 1 }), { minLength: 1, maxLength: 3 }),
      anyFilters,
      anySeries,
      async (facts, others, swapped, any, series) => {
        const filters: Filters = { ...any, from: null, to: null }
        const months = swapped.map((index) => addMonths(first, index))
        const isSwapped = ({ month }: Fact) => months.includes(month)
        const after = [...facts.filter((fact) => !isSwapped(fact)), ...others.filter(isSwapped)].filter(
          (fact, index, all) => all.findIndex(({ postingId }) => postingId === fact.postingId) === index,
        )
        const index = createSwapping()
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
