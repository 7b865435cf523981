import type { ClaimResult, ViewResult } from '@/lib/query/claims/check-claim'
import { isMean } from '@/lib/query/claims/claim'
import { isTrend } from '@/lib/query/claims/windows'
import type { Interval } from '@/lib/query/claims/judge'
import { formatCount, formatShare } from '@/lib/query/numbers'

const decimalFrom = 1_000
const thinSpace = '\u202f'

const mean = (value: number): string => value.toFixed(2)

/** "31.4 %", or "1.62" for a mean number of families; "–" for none. */
export function formatFigure(value: number | null, result: Pick<ClaimResult, 'claim'>, n: number): string {
  if (value === null) return '–'
  return isMean(result.claim) ? mean(value) : formatShare(value, n)
}

/** "30.1 % to 32.8 %". */
export const formatSpan = ({ low, high }: Interval, result: Pick<ClaimResult, 'claim'>, n: number): string =>
  low === null || high === null ? '–' : `${formatFigure(low, result, n)} to ${formatFigure(high, result, n)}`

const signed = (value: number, digits: number): string => {
  const size = Math.abs(value).toFixed(digits)
  return `${Number(size) === 0 ? '±' : value > 0 ? '+' : '−'}${size}`
}

const changeNumber = (value: number, result: Pick<ClaimResult, 'claim'>, n: number): string =>
  isMean(result.claim)
    ? signed(value, isTrend(result.claim) ? 3 : 2)
    : signed(value * 100, isTrend(result.claim) ? 2 : n >= decimalFrom ? 1 : 0)

const changeUnit = (result: Pick<ClaimResult, 'claim'>): string =>
  `${isMean(result.claim) ? 'families' : 'points'}${isTrend(result.claim) ? ' a year' : ''}`

/** "+0.9 points a year". */
export const formatChange = (change: Interval | null, result: Pick<ClaimResult, 'claim'>, n: number): string =>
  change === null || change.value === null ? '–' : `${changeNumber(change.value, result, n)} ${changeUnit(result)}`

/** "+0.4 to +1.3". */
export const formatChangeSpan = (change: Interval | null, result: Pick<ClaimResult, 'claim'>, n: number): string =>
  change === null || change.low === null || change.high === null
    ? '–'
    : `${changeNumber(change.low, result, n)} to ${changeNumber(change.high, result, n)}`

/** "1 234 of 5 678"; for a mean "5 678", the vacancies that it is one of. */
export const formatCounts = ({ now }: Pick<ViewResult, 'now'>, result: Pick<ClaimResult, 'claim'>): string =>
  isMean(result.claim)
    ? formatCount(now.ofVacancies)
    : `${formatCount(now.vacancies)} of${thinSpace}${formatCount(now.ofVacancies)}`

/** The number that is judged, with its interval: "31.4 % (30.1 % to 32.8 %)". */
export function describeJudged(view: ViewResult, result: Pick<ClaimResult, 'claim'>): string {
  const n = view.now.ofVacancies
  return view.change === null
    ? `${formatFigure(view.now.value, result, n)} (${formatSpan(view.now, result, n)})`
    : `${formatChange(view.change, result, n)} (${formatChangeSpan(view.change, result, n)})`
}
