// The test of a trend by its printed formulas, in plain loops: what the code that counts is held against.
import { senSlope } from '@/lib/query/sen-slope'
import { rankValues } from '@/lib/query/trends'

/** 97.5 % quantile of the standard normal distribution. */
export const z = 1.959963984540054
export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
export const squares = (values: readonly number[]): number => sum(values.map((value) => value ** 2))

/** All pairs of a list, the earlier value first. */
export const pairs = <Value>(values: readonly Value[]) =>
  values.flatMap((left, i) => values.slice(i + 1).map((right, step) => ({ left, right, apart: step + 1 })))

/** h of the months, by its formula. */
export function stretch(values: readonly number[], rhoOf: (ranks: readonly number[], lag: number) => number): number {
  const count = values.length
  const ranks = rankValues(values.map((value, at) => value - senSlope(values) * at))
  const lags = Array.from({ length: Math.min(12, count - 3) }, (_, at) => at + 1)
  const terms = lags.map((i) => {
    const rho = rhoOf(ranks, i)
    return Math.abs(rho) > z / Math.sqrt(count) ? (count - i) * (count - i - 1) * (count - i - 2) * rho : 0
  })
  return Math.max(1, 1 + (2 / (count * (count - 1) * (count - 2))) * sum(terms))
}

/** ρ of some ranks at a lag. */
export function autocorrelation(ranks: readonly number[], lag: number): number {
  const middle = sum(ranks) / ranks.length
  const away = ranks.map((rank) => rank - middle)
  return sum(away.slice(lag).map((one, t) => one * (away[t] ?? 0))) / squares(away)
}

/** Complement of the normal distribution function by Simpson’s rule, in no way like the code’s. */
export function upperTail(from: number): number {
  const steps = 4_000
  const width = 12 / steps
  const density = (at: number) => Math.exp((-at * at) / 2) / Math.sqrt(2 * Math.PI)
  const weighed = Array.from({ length: steps + 1 }, (_, step) => {
    const weight = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2
    return weight * density(from + step * width)
  })
  return (sum(weighed) * width) / 3
}

/** Two-sided p-value of the months. */
export function kendall(values: readonly number[]): number {
  const count = values.length
  const s = sum(pairs(values).map(({ left, right }) => Math.sign(right - left)))
  const groups = [...new Set(values)].map((value) => values.filter((one) => one === value).length)
  const ties = sum(groups.map((g) => g * (g - 1) * (2 * g + 5)))
  const h = stretch(values, autocorrelation)
  const score = (s - Math.sign(s)) / Math.sqrt((h * (count * (count - 1) * (2 * count + 5) - ties)) / 18)
  return 2 * upperTail(Math.abs(score))
}
