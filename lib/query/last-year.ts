import { asQuestion } from '@/lib/query/asked-lately'
import { addMonths, type Month } from '@/lib/domain/month'
import type { DemandEngine, SeriesKey, Share } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { type Difference, emptyEstimate, toShare } from '@/lib/query/linearised'
import { differenceOfSums } from '@/lib/query/pair-sums'
import { withSeries } from '@/lib/query/series'
import { estimateShare } from '@/lib/query/statistics'
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
export async function lastMonthOf(engine: DemandEngine, filters: Filters): Promise<Month | null> {
  const { periods } = await engine.outline({ ...filters, bucket: 'month' })
  return periods.at(-1)?.start ?? null
}

const memory = createTableMemory<LastYear>('last year', () => 300)

/**
 * The share of a series in the 12 months that end with `last`, and its change from the 12 before.
 * @param last as `lastMonthOf` gives it
 */
export const readLastYear = asQuestion('last year', askLastYear)

async function askLastYear(
  engine: DemandEngine,
  query: { filters: Filters; series: SeriesKey; last: Month | null },
): Promise<LastYear> {
  const { filters, series, last } = query
  if (last === null) return { share: toShare(emptyEstimate), change: noChange }
  const start = addMonths(last, -11)
  const startBefore = addMonths(last, -23)
  const from = filters.from !== null && filters.from > startBefore ? filters.from : startBefore
  const asked: Filters = { ...withSeries(filters, [series]), bucket: 'month', from, to: last }
  const outline = await engine.outline(asked)
  const isWhole = outline.periods[0]?.start === startBefore
  const question = { question: `${series} ${filters.level} ${isWhole}`, spans: [{ from: startBefore, to: last }] }
  const held = memory.find(outline, question)
  if (held !== undefined) return held
  const began = performance.now()
  const { dataVersion, sums } = await engine.pair(asked, series, { from: startBefore, middle: start, to: last })
  const found = { share: estimateShare(sums.after), change: isWhole ? differenceOfSums(sums) : noChange }
  return dataVersion.id === outline.dataVersion.id
    ? memory.keep(outline, question, found, performance.now() - began)
    : found
}
