import { type Bucket, bucketEnd, bucketsBetween, bucketStart, type Month, monthOf } from '@/lib/domain/month'
import type { Share } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { estimateShare } from '@/lib/query/statistics'
import { createMemory } from '@/lib/query/memory'
import { type Asked, type EmployerSums, keyOfAsked, takeSums } from '@/lib/demand-index/employer-sums'
import { type IndexSnapshot, keyOfSelections, type Selection } from '@/lib/demand-index/index-snapshot'

export interface Range {
  from: Month
  to: Month
}

/** Months that the answer covers: those of the index, inside the ones asked for; null when there are none. */
export function rangeOf({ months }: IndexSnapshot, filters: Filters): Range | null {
  const first = months[0]?.chunk.month
  const last = months.at(-1)?.chunk.month
  if (first === undefined || last === undefined) return null
  const from = filters.from !== null && filters.from > first ? filters.from : first
  const to = filters.to !== null && filters.to < last ? filters.to : last
  return from <= to ? { from, to } : null
}

/** Selections of the months of a range. */
export const within = (selections: readonly Selection[], { from, to }: Range): Selection[] =>
  selections.filter(({ table }) => table.chunk.month >= from && table.chunk.month <= to)

/** True while the period reaches outside the range of the figures or holds a month that still runs. */
export const isPartialPeriod = (start: Month, bucket: Bucket, range: Range, now: Date): boolean => {
  const end = bucketEnd(start, bucket)
  return start < range.from || end > range.to || end >= monthOf(now)
}

/** A share with the number of employers in the population. */
export interface PeriodShare extends Share {
  employers: number
}

export interface PeriodShares {
  start: Month
  postings: number
  shares: PeriodShare[]
}

/** Selections by the period that their months are in. */
export function groupByBucket(selections: readonly Selection[], bucket: Bucket): Map<Month, Selection[]> {
  const byStart = new Map<Month, Selection[]>()
  for (const selection of selections) {
    const start = bucketStart(selection.table.chunk.month, bucket)
    const held = byStart.get(start)
    if (held === undefined) byStart.set(start, [selection])
    else held.push(selection)
  }
  return byStart
}

const known = createMemory<PeriodShare>(() => 300)

/** Shares of several numerators by period, every period of the range, oldest first; a period whose months stand is not counted again. */
export function sharePeriods(
  snapshot: IndexSnapshot,
  query: { selections: readonly Selection[]; bucket: Bucket; range: Range; numerators: readonly Asked[] },
): PeriodShares[] {
  const { bucket, range, numerators } = query
  const byStart = groupByBucket(query.selections, bucket)
  const questions = numerators.map(keyOfAsked)
  return bucketsBetween(range.from, range.to, bucket).map((start) => {
    const selections = byStart.get(start) ?? []
    const rows = keyOfSelections(selections)
    let employers: EmployerSums | null = null
    const shares = numerators.map((numerator, index) =>
      known.remember(`${questions[index]} ${rows}`, () => {
        if (employers === null) {
          employers = takeSums(snapshot.names)
          employers.begin(selections)
        }
        for (const selection of selections) employers.addSeries(selection, numerator)
        const taken = employers.takeSeries()
        return { ...estimateShare(taken), employers: taken.employers }
      }),
    )
    return { start, postings: selections.reduce((sum, { postingCount }) => sum + postingCount, 0), shares }
  })
}
