import { expect, test } from 'vitest'
import { seriesCode } from '@/lib/db/series-code'
import { createIndexEngine } from '@/lib/demand-index/engine'
import type { IndexSnapshot } from '@/lib/demand-index/index-snapshot'
import { forgetMonths } from '@/lib/demand-index/select-rows'
import { addMonths } from '@/lib/domain/month'
import type { DemandEngine } from '@/lib/query/engine'
import { defaultFilters, type Filters } from '@/lib/query/filters'
import { readMemoryBooks } from '@/lib/query/memory'
import { readViews } from '@/lib/query/views-report'
import { type Fact, plainFact, uuidFor } from '@/tests/support/facts'
import { indexOfFacts } from '@/tests/support/index-of-facts'
import { rowsOfTable } from '@/tests/support/table-rows'

const facts = Array.from({ length: 36 * 6 }, (_, index): Fact => {
  const month = addMonths('2021-02', Math.floor(index / 6))
  return {
    ...plainFact,
    month,
    postingId: uuidFor(`posting ${index}`),
    // A third of them is posted again the month after.
    vacancyId: uuidFor(`vacancy ${index - (index % 3 === 0 ? 6 : 0)}`),
    employerId: uuidFor(`employer ${index % 3}`),
    signals: index % 5 === 0 ? [true] : [],
    required: index % 4 === 0 ? ['skill:terraform'] : ['skill:kubernetes'],
  }
})

const engineOver = (snapshot: IndexSnapshot): DemandEngine =>
  createIndexEngine({
    snapshot: () => Promise.resolve(snapshot),
    now: () => new Date('2024-01-20T00:00:00Z'),
    codeOf: seriesCode,
    skillOf: () => undefined,
  })

test.each<[string, Partial<Filters>]>([
  ['all', {}],
  ['startups', { employer: 'startup' }],
  ['first months', { unit: 'first' }],
  ['places', { regions: ['DE'], remote: ['unknown'] }],
])('rows that were let go are the same when they are selected again: %s', async (_, asked) => {
  const snapshot = indexOfFacts(facts)
  const engine = engineOver(snapshot)
  let tables = 0
  const counting: DemandEngine = {
    ...engine,
    table: (...args) => {
      tables += 1
      return engine.table(...args)
    },
  }
  const filters = { ...defaultFilters, ...asked }
  const before = await readViews(counting, filters, 'skill:terraform')
  const rows = rowsOfTable(await engine.table(filters, ['skill:terraform']))
  expect(tables).toBeGreaterThan(0)
  const held = readMemoryBooks().get('selections')?.bytes ?? 0
  forgetMonths(new Set(snapshot.months))
  expect(readMemoryBooks().get('selections')?.bytes ?? 0).toBeLessThan(held)
  tables = 0
  expect(await readViews(counting, filters, 'skill:terraform')).toEqual(before)
  expect(tables).toBe(0)
  expect(rowsOfTable(await engine.table(filters, ['skill:terraform']))).toEqual(rows)
  forgetMonths(new Set(snapshot.months))
  // What was never asked of them looks at the rows themselves.
  const fresh = engineOver(indexOfFacts(facts))
  expect(await engine.regions(filters, 'skill:kubernetes')).toEqual(await fresh.regions(filters, 'skill:kubernetes'))
})
