import type { Share } from '@/lib/query/engine'
import type { ClusterSums } from '@/lib/query/sums'

/** 97.5 % quantile of the standard normal distribution: two-sided 95 %. */
const z = 1.959963984540054

/** Below this effective sample size a share is too thin to lean on. */
export const thinBelow = 30

/**
 * Linearised variance of the ratio Σy_E / Σn_E with employers as clusters (Cochran 1977, Sampling
 * Techniques, 3rd ed., section 3.12): m/(m−1) · Σ(y_E − p·n_E)² / (Σn_E)².
 * The square is multiplied out, so that the sums above are enough. Null with fewer than two employers.
 */
export function varianceOfShare(sums: ClusterSums): number | null {
  const { vacancies, named, sumNN, sumYY, sumYN, employers } = sums
  if (employers < 2) return null
  const p = named / vacancies
  const squares = Math.max(0, sumYY - 2 * p * sumYN + p * p * sumNN)
  return ((employers / (employers - 1)) * squares) / vacancies ** 2
}

/**
 * Size of the simple random sample that would give the same variance: p(1−p) / variance, at most the
 * vacancies there are (Korn and Graubard 1998, Survey Methodology 24, 193–201).
 * Where the variance says nothing (no or all vacancies name the series, or one employer only), every
 * employer is taken to repeat itself: (Σn_E)² / Σn_E² (Kish 1965, Survey Sampling, section 5.4).
 */
export function effectiveSize(sums: ClusterSums): number {
  const { vacancies, named, sumNN } = sums
  if (vacancies === 0) return 0
  const variance = varianceOfShare(sums)
  if (variance === null || named === 0 || named === vacancies) return vacancies ** 2 / sumNN
  const p = named / vacancies
  return variance === 0 ? vacancies : Math.min(vacancies, (p * (1 - p)) / variance)
}

/** Fewest degrees of freedom that an interval is given: below them Student's quantile says little beyond "unknown". */
export const leastFreedom = 3

/** Terms of the expansion below: the first is divided by the degrees of freedom, the second by their square, and so on. */
const studentTerms = {
  first: (z ** 3 + z) / 4,
  second: (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
  third: (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  fourth: (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
}

/**
 * 97.5 % quantile of Student's t: the expansion around the normal one (Abramowitz and Stegun 1964, Handbook of
 * Mathematical Functions, 26.7.5), off by less than 0.02 from 3 degrees of freedom on.
 */
export function studentQuantile(freedom: number): number {
  const { first, second, third, fourth } = studentTerms
  return z + (first + (second + (third + fourth / freedom) / freedom) / freedom) / freedom
}

/** t·√v: how far the interval of a mean, or of a logarithm, reaches on either side; t with one degree of freedom less than Kish's number of employers behind it. */
export const reachOfVariance = (variance: number, employers: number): number =>
  studentQuantile(Math.max(leastFreedom, employers - 1)) * Math.sqrt(variance)

/**
 * Degrees of freedom of the variance, from the employers that it rests on. A variance adds up squares, which the largest
 * employers rule even more than they rule the share: of the effective number, half are left. The half is not from a book
 * but from `npm run eval -- statistics`, where the whole number leaves intervals of uneven employers too short.
 */
export const freedomFrom = (employers: number): number => Math.max(leastFreedom, (employers - 1) / 2)

/**
 * Of a share: the fewer of the employers behind the vacancies that name the series and those behind the rest, each as
 * Kish's effective number (Σ)² / Σ², as many as would be there if all had equally many.
 */
export function freedomOf({ vacancies, named, sumNN, sumYY, sumYN }: ClusterSums): number {
  const naming = named ** 2 / sumYY
  const others = (vacancies - named) ** 2 / Math.max(1, sumNN - 2 * sumYN + sumYY)
  return freedomFrom(Math.min(naming, others))
}

/**
 * How many standard errors the interval reaches: 1.96 where employers count like single vacancies, and towards Student's
 * quantile as they do not (Korn and Graubard 1998 replace the quantile alike): z + (t − z)·(1 − nₑ/n). The effective size
 * is itself an estimate then, from as many employers as `freedomOf` says.
 */
export function reachOf(sums: ClusterSums, effectiveN = effectiveSize(sums)): number {
  const { vacancies, named } = sums
  if (named === 0 || named === vacancies) return z
  return z + (studentQuantile(freedomOf(sums)) - z) * (1 - effectiveN / vacancies)
}

/**
 * Score interval of a proportion (Wilson 1927, JASA 22, 209–212): holds near 0 and 1, where the usual
 * interval collapses. `n` may be an effective, fractional size; `reach` is the quantile, 1.96 unless given.
 */
export function wilsonInterval(p: number, n: number, reach = z): { low: number; high: number } {
  const centre = (p + reach ** 2 / (2 * n)) / (1 + reach ** 2 / n)
  const half = (reach / (1 + reach ** 2 / n)) * Math.sqrt((p * (1 - p)) / n + reach ** 2 / (4 * n ** 2))
  // Rounding must not push the ends past the estimate or the range.
  return { low: Math.max(0, Math.min(p, centre - half)), high: Math.min(1, Math.max(p, centre + half)) }
}

/**
 * Interval on the log-odds scale, where an estimate from few, unequal employers is closer to normal (Korn and Graubard 1998;
 * compared in Dean and Pagano 2015, Journal of Survey Statistics and Methodology 3, 484–503), with half an effective vacancy
 * added on either side, a = nₑ·p + ½ and b = nₑ·(1−p) + ½: ln(a/b) ± r·√(1/a + 1/b). The half takes away the bias of log-odds
 * that goes with 1/n (Anscombe 1956, Biometrika 43, 461–464; Gart and Zweifel 1967, Biometrika 54, 181–187, with this
 * variance); without it the interval of what few employers name lies too low.
 */
export function logitInterval(p: number, n: number, reach: number): { low: number; high: number } {
  const a = n * p + 0.5
  const b = n * (1 - p) + 0.5
  const centre = Math.log(a / b)
  const half = reach * Math.sqrt(1 / a + 1 / b)
  const backOf = (logOdds: number) => 1 / (1 + Math.exp(-logOdds))
  // Rounding must not push the ends past the estimate.
  return { low: Math.min(p, backOf(centre - half)), high: Math.max(p, backOf(centre + half)) }
}

/** Below so many effective vacancies nₑ·p·(1−p) log-odds say nothing: none name the series, or all, or next to none by weight. */
export const leastForLogit = 0.5

/** Below so many nₑ·p·(1−p) the half that is added to the odds weighs so much that the end on its side comes too near. */
export const fewForLogit = 5

/**
 * 95 % interval of a share of an effective size: by log-odds; where few vacancies name the series, or few do not, from the
 * farther end to the farther end of log-odds and Wilson; Wilson's alone where there are no odds.
 */
export function intervalOfShare(p: number, n: number, reach: number): { low: number; high: number } {
  const behind = n * p * (1 - p)
  if (behind >= fewForLogit) return logitInterval(p, n, reach)
  const score = wilsonInterval(p, n, reach)
  if (behind < leastForLogit) return score
  const odds = logitInterval(p, n, reach)
  return { low: Math.min(score.low, odds.low), high: Math.max(score.high, odds.high) }
}

/** A share with its 95 % interval, clustered by employer. An empty denominator gives null, never 0. */
export function estimateShare(sums: ClusterSums): Share {
  const { vacancies: ofVacancies, named: vacancies } = sums
  const effectiveN = effectiveSize(sums)
  const isThin = effectiveN < thinBelow
  if (ofVacancies === 0) return { vacancies, ofVacancies, effectiveN, isThin, share: null, low: null, high: null }
  const share = vacancies / ofVacancies
  // Field by field: a row that is spread into another takes longer to make than its interval, and a page has a thousand.
  const { low, high } = intervalOfShare(share, effectiveN, reachOf(sums, effectiveN))
  return { vacancies, ofVacancies, effectiveN, isThin, share, low, high }
}

/** Sums of a list of employers: the plain way from rows to what the estimate needs. */
export function sumClusters(employers: readonly { vacancies: number; named: number }[]): ClusterSums {
  const present = employers.filter(({ vacancies }) => vacancies > 0)
  const total = (of: (employer: { vacancies: number; named: number }) => number) =>
    present.reduce((sum, employer) => sum + of(employer), 0)
  return {
    vacancies: total(({ vacancies }) => vacancies),
    named: total(({ named }) => named),
    sumNN: total(({ vacancies }) => vacancies ** 2),
    sumYY: total(({ named }) => named ** 2),
    sumYN: total(({ vacancies, named }) => vacancies * named),
    employers: present.length,
  }
}

/** Share of shares: how much likelier the companion is beside the series; null where a share is missing or 0. */
export const liftOf = (share: number | null, base: number | null): number | null =>
  share === null || base === null || base === 0 ? null : share / base
