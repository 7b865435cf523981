import {
  addMonths,
  type Bucket,
  bucketEnd,
  bucketsBetween,
  bucketStart,
  type Month,
  monthOf,
  monthsBetween,
} from '@/lib/domain/month'
import type { VacancyTable } from '@/lib/query/engine'
import type { Compared } from '@/lib/query/composition'
import type { RowRange } from '@/lib/query/linearised'

/** Months that an answer covers, the first and the last. */
export interface Range {
  from: Month
  to: Month
}

interface RangeQuery {
  bucket: Bucket
  range: Range | null
  /** Up to when periods are whole. */
  now: Date
}

/**
 * Every period of a range, oldest first; none where there is no range. A period is partial while it reaches outside the
 * range of the figures or holds a month that still runs.
 */
export function listPeriods({ range, bucket, now }: RangeQuery): VacancyTable['periods'] {
  if (range === null) return []
  const running = monthOf(now)
  return bucketsBetween(range.from, range.to, bucket).map((start) => {
    const end = bucketEnd(start, bucket)
    return { start, isPartial: start < range.from || end > range.to || end >= running }
  })
}

const knownRanges = new WeakMap<VacancyTable['period'], RowRange[]>()

/** Rows of each period of a table, in the order of its periods. */
export function periodRanges(table: VacancyTable): readonly RowRange[] {
  const ranges = knownRanges.get(table.period) ?? findRanges(table)
  knownRanges.set(table.period, ranges)
  return ranges
}

function findRanges({ periods, period }: VacancyTable): RowRange[] {
  let from = 0
  return periods.map((_, index) => {
    const first = from
    from = placeFrom(period.length, first, (row) => (period[row] ?? 0) <= index)
    return { from: first, to: from }
  })
}

/** First place from one on, up to an end, of which something that holds of all before it no longer does. */
function placeFrom(end: number, from: number, isBefore: (place: number) => boolean): number {
  let [low, high] = [from, end]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(middle)) low = middle + 1
    else high = middle
  }
  return low
}

/** Place of the first period that does not start before a month. */
export const placeOf = (periods: readonly { start: Month }[], month: Month): number =>
  placeFrom(periods.length, 0, (place) => (periods[place]?.start ?? '') < month)

/** Each month, quarter or year that a table by month holds; partial while months of it are missing or still running. */
export function bucketsOf(
  { periods }: Pick<VacancyTable, 'periods'>,
  bucket: Bucket,
): { start: Month; end: Month; isPartial: boolean }[] {
  const found = new Map<Month, { start: Month; end: Month; isPartial: boolean; months: number }>()
  for (const month of periods) {
    const start = bucketStart(month.start, bucket)
    const held = found.get(start) ?? { start, end: bucketEnd(start, bucket), isPartial: false, months: 0 }
    held.months += 1
    held.isPartial ||= month.isPartial
    found.set(start, held)
  }
  return [...found.values()].map(({ start, end, isPartial, months }) => ({
    start,
    end,
    isPartial: isPartial || months < monthsBetween(start, end).length,
  }))
}

/** Rows of the periods that start from one month to another, both included. */
export function rowsBetween(table: VacancyTable, from: Month, to: Month): RowRange {
  const ranges = periodRanges(table)
  const first = placeOf(table.periods, from)
  const behind = placeOf(table.periods, addMonths(to, 1))
  return first < behind ? { from: ranges[first]?.from ?? 0, to: ranges[behind - 1]?.to ?? 0 } : { from: 0, to: 0 }
}

/** What the last 12 months of a range are compared with: the 12 before, or the first 12 of the range. */
export const comparisons = ['year', 'range'] as const
export type Comparison = (typeof comparisons)[number]

export interface Windows {
  comparison: Comparison
  from: { start: Month; end: Month }
  to: { start: Month; end: Month }
}

const window = (start: Month) => ({ start, end: addMonths(start, 11) })

/** The comparisons that a range of months can carry: each needs two windows of 12 months that do not overlap. */
export function windowsOf(first: Month, last: Month): Windows[] {
  const start = addMonths(last, -11)
  const to = window(start)
  const yearBefore = addMonths(start, -12)
  if (yearBefore < first) return []
  const year: Windows = { comparison: 'year', from: window(yearBefore), to }
  return yearBefore === first ? [year] : [year, { comparison: 'range', from: window(first), to }]
}

/** The rows of two windows, of a table by month. */
export const comparedRows = (table: VacancyTable, { from, to }: Windows): Compared => ({
  from: rowsBetween(table, from.start, from.end),
  to: rowsBetween(table, to.start, to.end),
})
