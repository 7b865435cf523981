// Narrow and unbreakable: a number never ends on one line and goes on in the next.
const thinSpace = '\u202f'

/** From this denominator on, a share is shown with one decimal: fewer cannot carry it. */
export const decimalFrom = 1_000

/** Thousands set apart by thin spaces: 12 345. */
export const formatCount = (count: number): string => String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, thinSpace)

/** "31 %", "30.8 %" where n ≥ 1,000, "less than 1 %" rather than a zero that is none; "–" for no share. */
export function formatShare(share: number | null, n: number): string {
  if (share === null) return '–'
  const digits = n >= decimalFrom ? 1 : 0
  const smallest = 10 ** -digits
  if (share > 0 && Number((share * 100).toFixed(digits)) === 0) return `less than ${smallest}${thinSpace}%`
  if (share < 1 && Number((share * 100).toFixed(digits)) === 100) return `more than ${100 - smallest}${thinSpace}%`
  return `${(share * 100).toFixed(digits)}${thinSpace}%`
}

/** A difference of shares in points, signed, under a heading that names the unit: "+4.2", "−1.0", "±0.0"; "–" for none. */
export function formatSigned(change: number | null, digits: number): string {
  if (change === null) return '–'
  const size = Math.abs(change * 100).toFixed(digits)
  return `${Number(size) === 0 ? '±' : change > 0 ? '+' : '−'}${size}`
}

/** A difference of shares in points, signed: "+4 points", "−1 point", "±0 points"; one decimal where n ≥ 1,000. */
export function formatPoints(change: number | null, n: number): string {
  if (change === null) return '–'
  const signed = formatSigned(change, n >= decimalFrom ? 1 : 0)
  return `${signed} ${Number(signed.slice(1)) === 1 ? 'point' : 'points'}`
}

/** "only 14 vacancies", "1 vacancy", "12 345 vacancies": small numbers are said in words. */
export function formatVacancies(count: number, isThin: boolean): string {
  const noun = count === 1 ? 'vacancy' : 'vacancies'
  return `${isThin ? 'only ' : ''}${formatCount(count)} ${noun}`
}

/** "28 % to 34 %"; "–" for no interval. */
export const formatInterval = (low: number | null, high: number | null, n: number): string =>
  low === null || high === null ? '–' : `${formatShare(low, n)} to ${formatShare(high, n)}`
