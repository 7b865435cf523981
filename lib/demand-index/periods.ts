import { type Bucket, bucketEnd, bucketsBetween, bucketStart, type Month, monthOf } from '@/lib/domain/month'
import type { Filters } from '@/lib/query/filters'
import type { ClusterSums } from '@/lib/query/sums'
import { type Asked, takeSums } from '@/lib/demand-index/employer-sums'
import type { IndexSnapshot, Selection } from '@/lib/demand-index/index-snapshot'

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

export interface PeriodSums {
  start: Month
  postings: number
  sums: ClusterSums[]
}

/** Sums of several numerators by period, every period of the range, oldest first. */
export function sumPeriods(
  snapshot: IndexSnapshot,
  query: { selections: readonly Selection[]; bucket: Bucket; range: Range; numerators: readonly Asked[] },
): PeriodSums[] {
  const { bucket, range, numerators } = query
  const byStart = new Map<Month, Selection[]>()
  for (const selection of query.selections) {
    const start = bucketStart(selection.table.chunk.month, bucket)
    const held = byStart.get(start)
    if (held === undefined) byStart.set(start, [selection])
    else held.push(selection)
  }
  const employers = takeSums(snapshot.names)
  return bucketsBetween(range.from, range.to, bucket).map((start) => {
    const selections = byStart.get(start) ?? []
    employers.begin(selections)
    const sums = numerators.map((numerator) => {
      for (const selection of selections) employers.addSeries(selection, numerator)
      return employers.takeSeries()
    })
    return { start, postings: selections.reduce((sum, { postingCount }) => sum + postingCount, 0), sums }
  })
}
