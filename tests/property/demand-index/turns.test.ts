import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { forgetEverything } from '@/lib/query/memory'
import { engineOfFacts } from '../../support/index-of-facts'
import { pageReports } from '../../support/page-reports'
import { anyFacts, anyFilters, anySeries, world } from '../../support/query-arbitraries'

const now = new Date('2024-03-09T12:00:00Z')

afterEach(() => {
  vi.restoreAllMocks()
})

/** Makes every step last longer than a piece may, so that others have their turns after each. */
function leaveAfterEachStep(): void {
  let ms = 0
  vi.spyOn(performance, 'now').mockImplementation(() => (ms += 10))
}

test('answers that are made in turns, a step of one after a step of another, are those that are made alone', async () => {
  await fc.assert(
    fc.asyncProperty(anyFacts, anyFilters, anyFilters, anySeries, async (facts, filters, others, series) => {
      const engine = engineOfFacts(facts, { now, skills: world.skills })
      const asks = Object.values(pageReports).flatMap((ask) => [
        () => ask(engine, filters, series),
        () => ask(engine, others, 'family:cloud'),
      ])
      const alone: unknown[] = []
      for (const ask of asks) alone.push(await ask())
      forgetEverything()
      leaveAfterEachStep()
      const inTurns = await Promise.all(asks.map((ask) => ask()))
      vi.restoreAllMocks()
      expect(JSON.stringify(inTurns)).toBe(JSON.stringify(alone))
    }),
    { numRuns: 60 },
  )
})
