import { z } from 'zod'

/** A calendar month in UTC, `YYYY-MM`. Months order as strings. */
export type Month = `${number}-${number}`

/** Length of the periods that a series is cut into. */
export const buckets = ['month', 'quarter', 'year'] as const
export type Bucket = (typeof buckets)[number]

export const isMonth = (value: unknown): value is Month =>
  typeof value === 'string' && /^(19|20)\d{2}-(0[1-9]|1[0-2])$/.test(value)

export const Month = z.custom<Month>(isMonth, { error: 'expected a month as YYYY-MM, for example 2024-05' })

function toMonth(year: number, monthIndex: number): Month {
  const text = `${String(year).padStart(4, '0')}-${String(monthIndex + 1).padStart(2, '0')}`
  if (!isMonth(text)) throw new RangeError(`month out of range: ${text}`)
  return text
}

const parts = (month: Month): { year: number; index: number } => ({
  year: Number(month.slice(0, 4)),
  index: Number(month.slice(5, 7)) - 1,
})

/** The month in which an instant falls, in UTC. */
export const monthOf = (date: Date): Month => toMonth(date.getUTCFullYear(), date.getUTCMonth())

/** First instant of a month, UTC. */
export function startOfMonth(month: Month): Date {
  const { year, index } = parts(month)
  return new Date(Date.UTC(year, index, 1))
}

export function addMonths(month: Month, count: number): Month {
  const { year, index } = parts(month)
  const total = year * 12 + index + count
  return toMonth(Math.floor(total / 12), ((total % 12) + 12) % 12)
}

/** Every month from `from` to `to`, both included; empty when `to` is earlier. */
export function monthsBetween(from: Month, to: Month): Month[] {
  const months: Month[] = []
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month)
  return months
}

const monthsPerBucket: Record<Bucket, number> = { month: 1, quarter: 3, year: 12 }

/** First month of the bucket that a month belongs to. */
export function bucketStart(month: Month, bucket: Bucket): Month {
  if (bucket === 'month') return month
  const { year, index } = parts(month)
  const size = monthsPerBucket[bucket]
  return toMonth(year, Math.floor(index / size) * size)
}

/** Last month of the bucket that starts at `start`. */
export const bucketEnd = (start: Month, bucket: Bucket): Month => addMonths(start, monthsPerBucket[bucket] - 1)

/** Start of the bucket `count` buckets later (earlier when negative). */
export const addBuckets = (start: Month, bucket: Bucket, count: number): Month =>
  addMonths(start, monthsPerBucket[bucket] * count)

/** First months of all buckets that touch the range, oldest first: the zero-filled calendar of a series. */
export function bucketsBetween(from: Month, to: Month, bucket: Bucket): Month[] {
  const starts: Month[] = []
  for (let start = bucketStart(from, bucket); start <= to; start = addBuckets(start, bucket, 1)) starts.push(start)
  return starts
}

const monthName = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** "May 2024". */
export const formatMonth = (month: Month): string => monthName.format(startOfMonth(month))

/** "May 2024", "Q2 2024" or "2024". */
export function formatBucket(start: Month, bucket: Bucket): string {
  const { year, index } = parts(start)
  if (bucket === 'month') return formatMonth(start)
  return bucket === 'quarter' ? `Q${Math.floor(index / 3) + 1} ${year}` : String(year)
}
