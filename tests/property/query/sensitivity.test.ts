import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths, type Month } from '@/lib/domain/month'
import { defaultFilters, type Filters, printFilters } from '@/lib/query/filters'
import { parseFiltersStrict } from '@/lib/query/parse-filters'
import { readDemandUnderView } from '@/lib/query/demand-under-view'
import { leastShareOfSource, readSensitivity } from '@/lib/query/sensitivity'
import { withSeries } from '@/lib/query/series'
import { readViews } from '@/lib/query/views-report'
import { countedIn, publishedWay, type Way, waysOf } from '@/lib/query/ways'
import type { Fact } from '../../support/facts'
import { engineOfFacts } from '../../support/index-of-facts'
import { anyFilters, anySeries, manyFacts, world, worldVocabulary } from '../../support/query-arbitraries'

const now = new Date('2024-03-09T12:00:00Z')
const engineOf = (facts: readonly Fact[]) => engineOfFacts(facts, { now, skills: world.skills })

/** The 12 months that end with the last one of the range; null where the data hold none of it. */
function lastYearOf(facts: readonly Fact[], filters: Filters): { from: Month; to: Month } | null {
  const months = facts.map(({ month }) => month).toSorted()
  const [first] = months
  const newest = months.at(-1)
  if (first === undefined || newest === undefined) return null
  const to = filters.to !== null && filters.to < newest ? filters.to : newest
  const start = addMonths(to, -11)
  const from = filters.from !== null && filters.from > start ? filters.from : start
  return from <= to && first <= to ? { from, to } : null
}

test('every way of counting is the figure that its query gives by itself', async () => {
  await fc.assert(
    fc.asyncProperty(manyFacts, anyFilters, anySeries, async (facts, filters, series) => {
      const engine = engineOf(facts)
      const { rows } = await readSensitivity(engine, filters, series)
      const year = lastYearOf(facts, filters)
      const published = rows[0]?.share ?? null
      expect(rows.filter(({ isAsked }) => isAsked)).toHaveLength(1)
      for (const row of rows) {
        const counted = withSeries(countedIn(filters, row.way), [series])
        // Month by month in the plain engine: their counts add up to those of the row.
        const plain = year === null ? null : await engine.demand({ ...counted, ...year, bucket: 'month', view: 'raw' })
        const months = plain?.rows ?? []
        const sum = (pick: (one: (typeof months)[number]) => number) =>
          months.reduce((total, one) => total + pick(one), 0)
        expect([row.vacancies, row.ofVacancies]).toEqual([sum((one) => one.vacancies), sum((one) => one.ofVacancies)])
        expect(row.share === null).toBe(row.ofVacancies === 0)
        const difference = row.share === null || published === null ? null : row.share - published
        expect(row.difference).toBe(difference)
      }
    }),
    { numRuns: 60 },
  )
})

test('a way changes nothing but how it counts, is written as a query that can be read back, and leads home in one step', () => {
  fc.assert(
    fc.property(anyFilters, fc.subarray(world.sources), (filters, sources) => {
      const ways = waysOf(filters, sources)
      expect(new Set(ways).size).toBe(ways.length)
      expect(
        ways.filter((way) => printFilters(countedIn(filters, way)) === printFilters(filters)).length,
      ).toBeGreaterThan(0)
      for (const way of ways) {
        const counted = countedIn(filters, way)
        expect(parseFiltersStrict(new URLSearchParams(printFilters(counted)), worldVocabulary).ok).toBe(true)
        expect(printFilters({ ...publishedWay(counted), sources: filters.sources })).toBe(
          printFilters(publishedWay(filters)),
        )
      }
    }),
  )
})

test('a source is left out where it holds a real part and another is there', async () => {
  const ways = async (facts: readonly Fact[], filters: Partial<Filters> = {}): Promise<Way[]> => {
    const { rows } = await readSensitivity(engineOf(facts), { ...defaultFilters, ...filters }, 'skill:aws')
    return rows.map(({ way }) => way).filter((way) => way.startsWith('without='))
  }
  await fc.assert(
    fc.asyncProperty(manyFacts, async (facts) => {
      const plain = facts.map((fact): Fact => ({ ...fact, role: 'strict', arrival: 'flow', month: '2024-01' }))
      const countOf = (source: string) =>
        new Set(plain.filter(({ sourceId }) => sourceId === source).map(({ vacancyId }) => vacancyId)).size
      const all = new Set(plain.map(({ vacancyId }) => vacancyId)).size
      const large = world.sources.filter((id) => countOf(id) > 0 && countOf(id) >= leastShareOfSource * all)
      const has = world.sources.filter((id) => countOf(id) > 0)
      expect((await ways(plain)).toSorted()).toEqual(
        has.length < 2 ? [] : large.map((id) => `without=${id}`).toSorted(),
      )
      expect(await ways(plain, { sources: ['file'] })).toEqual([])
    }),
    { numRuns: 30 },
  )
})

test('the chart under a view has the periods of the plain one and the shares of the report of views', async () => {
  await fc.assert(
    fc.asyncProperty(manyFacts, anyFilters, anySeries, async (facts, filters, series) => {
      const engine = engineOf(facts)
      const only = withSeries(filters, [series])
      const shown = await readDemandUnderView(engine, only)
      const { views } = await readViews(engine, only, series)
      const plain = await engine.demand(only)
      expect(shown.rows.map(({ start, ofPostings, isPartial }) => [start, ofPostings, isPartial])).toEqual(
        plain.rows.map(({ start, ofPostings, isPartial }) => [start, ofPostings, isPartial]),
      )
      const expected = views.filter(({ view }) => view === only.view)
      const digits = (share: number | null) => (share === null ? null : share.toFixed(9))
      expect(shown.rows.map(({ share, low, high }) => [share, low, high].map(digits))).toEqual(
        expected.map(({ share, low, high }) => [share, low, high].map(digits)),
      )
    }),
    { numRuns: 60 },
  )
})
