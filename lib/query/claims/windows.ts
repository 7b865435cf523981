import { isChange, trendPoints, usualMonths } from '@/lib/domain/claim'
import { addMonths, type Month, monthsBetween } from '@/lib/domain/month'
import type { Claim } from '@/lib/query/claims/claim'
import type { VacancyTable } from '@/lib/query/engine'

/** Months from one to another, both included. */
export interface Span {
  from: Month
  to: Month
}

/** The months that a claim is judged by. */
export interface Cut {
  /** The earlier period and the later one; of a trend its first year and its last. A share is that of the later one. */
  earlier: Span
  later: Span
  /** Points of a trend, oldest first; null for any other claim. */
  points: readonly Span[] | null
}

export const isTrend = ({ comparison, method }: Pick<Claim, 'comparison' | 'method'>): boolean =>
  isChange(comparison) && method === 'trend'

const lengthOf = ({ from, to }: Span): number => monthsBetween(from, to).length

const spanBefore = (span: Span): Span => ({
  from: addMonths(span.from, -lengthOf(span)),
  to: addMonths(span.from, -1),
})

/** The period of a claim inside the data: its own months, or the last whole ones. Null when the data hold none of it. */
function periodOf(claim: Claim, periods: VacancyTable['periods']): Span | null {
  const usual = isTrend(claim) ? usualMonths.trend : usualMonths.share
  const first = periods[0]?.start
  const last = periods.at(-1)?.start
  const whole = periods.findLast(({ isPartial }) => !isPartial)?.start
  const { from, to } = claim.filters
  const end = to === null || last === undefined ? whole : to < last ? to : last
  if (first === undefined || end === undefined) return null
  const start = from ?? addMonths(end, 1 - usual)
  const clipped = start > first ? start : first
  return clipped <= end ? { from: clipped, to: end } : null
}

/** Points are counted back from the last month, so that the newest one is whole. */
function cutTrend(span: Span): Cut {
  const { months } = trendPoints
  const count = Math.floor(lengthOf(span) / months)
  const start = addMonths(span.to, 1 - count * months)
  const points = Array.from({ length: count }, (_, index): Span => ({
    from: addMonths(start, index * months),
    to: addMonths(start, (index + 1) * months - 1),
  }))
  const year = Math.min(12, Math.ceil(lengthOf(span) / 2))
  return {
    earlier: { from: start, to: addMonths(start, year - 1) },
    later: { from: addMonths(span.to, 1 - year), to: span.to },
    points,
  }
}

/** Cuts the months of a table for a claim; null when the data hold no month of its period. */
export function cutMonths(claim: Claim, periods: VacancyTable['periods']): Cut | null {
  const later = periodOf(claim, periods)
  if (later === null) return null
  return isTrend(claim) ? cutTrend(later) : { earlier: claim.before ?? spanBefore(later), later, points: null }
}

/** The months that decide about a claim. */
export const spansOfCut = ({ earlier, later, points }: Cut): Span[] =>
  points?.[0] === undefined ? [earlier, later] : [{ from: points[0].from, to: later.to }]

/** First month that a claim needs of the data, given the newest there is. */
export function firstMonthOf(claim: Claim, newest: Month): Month {
  const { from, to } = claim.filters
  const end = to !== null && to < newest ? to : newest
  // The newest month may be running; the whole ones end before it.
  const start = from ?? addMonths(end, -(isTrend(claim) ? usualMonths.trend : usualMonths.share))
  if (isTrend(claim) || start > end) return start
  const before = claim.before?.from ?? spanBefore({ from: start, to: end }).from
  return before < start ? before : start
}
