import { addMonths, type Bucket, bucketStart, type Month } from '@/lib/domain/month'
import type { Population } from '@/lib/query/engine'

/** A month before which the sources of a population were others: one begins in it, or has ended before it. */
export interface SourceBreak {
  source: string
  kind: 'begins' | 'ends'
  month: Month
}

/** A source that holds less of the vacancies of its own time changes the mix too little for a mark. */
export const leastShareOfBreak = 0.05
/** Months without it after which a source has ended: a monthly thread may be late, and the newest month may have just begun. */
export const monthsToEnd = 2

/** Vacancies of the whole population by period, oldest first. */
interface Line {
  bucket: Bucket
  periods: readonly { start: Month; ofVacancies: number }[]
}

/**
 * Where sources come into a population or leave it, oldest first; none where one source is all there is. What a source
 * weighs is its part of the periods from its first to its last: of many years, one that began last month holds nothing.
 */
export function findBreaks({ from, to, sources }: Population, { bucket, periods }: Line): SourceBreak[] {
  if (from === null || to === null || sources.length < 2) return []
  const vacanciesBeside = (held: { from: Month; to: Month }) =>
    periods
      .filter(({ start }) => start >= bucketStart(held.from, bucket) && start <= held.to)
      .reduce((sum, { ofVacancies }) => sum + ofVacancies, 0)
  return sources
    .filter((one) => one.vacancies >= leastShareOfBreak * vacanciesBeside(one))
    .flatMap(({ source, ...held }): SourceBreak[] => [
      ...(held.from > from ? [{ source, kind: 'begins' as const, month: held.from }] : []),
      ...(addMonths(held.to, monthsToEnd) <= to
        ? [{ source, kind: 'ends' as const, month: addMonths(held.to, 1) }]
        : []),
    ])
    .toSorted((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0))
}
