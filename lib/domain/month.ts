import { z } from 'zod'

/** A calendar month in UTC, `YYYY-MM`. Months order as strings. */
export type Month = `${number}-${number}`

/** Length of the periods that a series is cut into. */
export const buckets = ['month', 'quarter', 'year'] as const
export type Bucket = (typeof buckets)[number]

export const isMonth = (value: unknown): value is Month =>
  typeof value === 'string' && /^(19|20)\d{2}-(0[1-9]|1[0-2])$/.test(value)

export const Month = z.custom<Month>(isMonth, { error: 'expected a month as YYYY-MM, for example 2024-05' })

/** Every month that there can be, by its number; made once, since to write and to check one each time costs more than a count of it. */
const firstYear = 1900
const months: readonly Month[] = Array.from({ length: 2400 }, (_, number) => {
  const text = `${firstYear + Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`
  if (!isMonth(text)) throw new RangeError(`month out of range: ${text}`)
  return text
})
const numbers: ReadonlyMap<string, number> = new Map(months.map((month, number) => [month, number]))

/** @param number of the month, in months since the first one that there can be */
function toMonth(number: number): Month {
  const month = months[number]
  if (month === undefined) throw new RangeError(`month out of range: ${number} months from ${months[0]}`)
  return month
}

function numberOf(month: Month): number {
  const number = numbers.get(month)
  if (number === undefined) throw new RangeError(`month out of range: ${month}`)
  return number
}

/** The month in which an instant falls, in UTC. */
export const monthOf = (date: Date): Month => toMonth((date.getUTCFullYear() - firstYear) * 12 + date.getUTCMonth())

/** First instant of a month, UTC. */
export const startOfMonth = (month: Month): Date => new Date(Date.UTC(firstYear, numberOf(month), 1))

export const addMonths = (month: Month, count: number): Month => toMonth(numberOf(month) + count)

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
  const number = numberOf(month)
  return toMonth(number - (number % monthsPerBucket[bucket]))
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

/** "May 2024" or "January 2011 to May 2024": the first and the last month of a range. */
export const formatMonths = (from: Month, to: Month): string =>
  from === to ? formatMonth(from) : `${formatMonth(from)} to ${formatMonth(to)}`

/** "May 2024", "Q2 2024" or "2024". */
export function formatBucket(start: Month, bucket: Bucket): string {
  if (bucket === 'month') return formatMonth(start)
  const year = start.slice(0, 4)
  return bucket === 'quarter' ? `Q${Math.floor((numberOf(start) % 12) / 3) + 1} ${year}` : year
}
