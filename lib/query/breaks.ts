import { addMonths, type Month } from '@/lib/domain/month'
import type { Population } from '@/lib/query/engine'

/** A month before which the sources of a population were others: one begins in it, or has ended before it. */
export interface SourceBreak {
  source: string
  kind: 'begins' | 'ends'
  month: Month
}

/** A source that holds less of a population changes its mix too little for a mark. */
export const leastShareOfBreak = 0.01
/** Months without it after which a source has ended: a monthly thread may be late, and the newest month may have just begun. */
export const monthsToEnd = 2

/** Where sources come into a population or leave it, oldest first; none where one source is all there is. */
export function findBreaks({ from, to, vacancies, sources }: Population): SourceBreak[] {
  if (from === null || to === null || sources.length < 2) return []
  return sources
    .filter((one) => one.vacancies >= leastShareOfBreak * vacancies)
    .flatMap(({ source, ...held }): SourceBreak[] => [
      ...(held.from > from ? [{ source, kind: 'begins' as const, month: held.from }] : []),
      ...(addMonths(held.to, monthsToEnd) <= to
        ? [{ source, kind: 'ends' as const, month: addMonths(held.to, 1) }]
        : []),
    ])
    .toSorted((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0))
}
