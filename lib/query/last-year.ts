import { addMonths, type Month } from '@/lib/domain/month'
import { createView } from '@/lib/query/composition'
import type { DemandEngine, SeriesKey, Share } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { type Difference, differenceOf, emptyEstimate, toShare } from '@/lib/query/linearised'
import { rowsBetween } from '@/lib/query/periods'
import { withSeries } from '@/lib/query/series'
import { createTableMemory } from '@/lib/query/table-memory'

/** The figure of a headline. */
export interface LastYear {
  /** Over the last 12 months of the range. */
  share: Share
  /** Those 12 months less the 12 before; null in all fields when the range does not hold them whole. */
  change: Difference
}

export const noChange: Difference = { change: null, low: null, high: null }

/** Last month of a query's range; it does not depend on the population. Null when the data hold none of its months. */
export async function lastMonthOf(engine: DemandEngine, filters: Filters, series: SeriesKey): Promise<Month | null> {
  const { rows } = await engine.demand({ ...withSeries(filters, [series]), bucket: 'month' })
  return rows.at(-1)?.start ?? null
}

const memory = createTableMemory<LastYear>(() => 300)

/**
 * The share of a series in the 12 months that end with `last`, and its change from the 12 before.
 * @param last as `lastMonthOf` gives it
 */
export async function readLastYear(
  engine: DemandEngine,
  query: { filters: Filters; series: SeriesKey; last: Month | null },
): Promise<LastYear> {
  const { filters, series, last } = query
  if (last === null) return { share: toShare(emptyEstimate), change: noChange }
  const start = addMonths(last, -11)
  const startBefore = addMonths(last, -23)
  const from = filters.from !== null && filters.from > startBefore ? filters.from : startBefore
  const asked = { ...withSeries(filters, [series]), bucket: 'month' as const, from, to: last }
  const { answers } = await memory.answer(engine, { filters: asked, series: [series] }, ({ periods }) => {
    const isWhole = periods[0]?.start === startBefore
    return [
      {
        question: `${series} ${filters.level} ${isWhole}`,
        spans: [{ from: startBefore, to: last }],
        make: (table): LastYear => {
          const compared = {
            from: rowsBetween(table, startBefore, addMonths(start, -1)),
            to: rowsBetween(table, start, last),
          }
          const estimate = createView(table, 0, 'raw', compared)
          const [before, now] = [estimate(compared.from), estimate(compared.to)]
          return { share: toShare(now), change: isWhole ? differenceOf(before, now) : noChange }
        },
      },
    ]
  })
  return answers[0] ?? { share: toShare(emptyEstimate), change: noChange }
}
