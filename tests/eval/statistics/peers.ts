import type { ClusterSums } from '@/lib/query/sums'
import {
  effectiveSize,
  estimateShare,
  freedomOf,
  leastForLogit,
  reachOf,
  studentQuantile,
  wilsonInterval,
} from '@/lib/query/statistics'

export interface Ends {
  low: number
  high: number
}

/** Logarithm of the gamma function (Lanczos 1964, in the form of Press et al. 1992, Numerical Recipes, gammln). */
function logGamma(x: number): number {
  const terms = [
    76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2,
    -0.5395239384953e-5,
  ]
  const sum = terms.reduce((total, term, index) => total + term / (x + 1 + index), 1.000000000190015)
  const t = x + 5.5
  return (x + 0.5) * Math.log(t) - t + Math.log((Math.sqrt(2 * Math.PI) * sum) / x)
}

/** Distribution of beta(a, b) at x, by its continued fraction (Press et al. 1992, betacf, by Lentz's method). */
function betaBelow(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - betaBelow(1 - x, b, a)
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x)) / a
  let [c, d] = [1, 1 / (1 - ((a + b) * x) / (a + 1))]
  let fraction = d
  for (let m = 1; m <= 200; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d)
    c = 1 + even / c
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d)
    c = 1 + odd / c
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-10) break
  }
  return front * fraction
}

function betaQuantile(part: number, a: number, b: number): number {
  let [low, high] = [0, 1]
  for (let step = 0; step < 26; step += 1) {
    const middle = (low + high) / 2
    if (betaBelow(middle, a, b) < part) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Exact interval of a count (Clopper and Pearson 1934, Biometrika 26, 404–413), of a fractional size as in Korn and Graubard. */
export function clopperPearson(p: number, n: number): Ends {
  const x = p * n
  return {
    low: x <= 0 ? 0 : betaQuantile(0.025, x, n - x + 1),
    high: x >= n ? 1 : betaQuantile(0.975, x + 1, n - x),
  }
}

const z = studentQuantile(Infinity)
const shareOf = ({ named, vacancies }: ClusterSums): number => named / vacancies

/** The interval that figures have. */
export function ofEstimate(sums: ClusterSums): Ends {
  const { low, high } = estimateShare(sums)
  return { low: low ?? 0, high: high ?? 1 }
}

const hasAll = ({ named, vacancies }: ClusterSums): boolean => named === 0 || named === vacancies

/** Korn and Graubard 1998: Clopper and Pearson's of the effective size, shrunk by the square of z / t. */
const kornGraubard = (sums: ClusterSums, quantile: number): Ends =>
  clopperPearson(shareOf(sums), Math.min(sums.vacancies, effectiveSize(sums) * (z / quantile) ** 2))

/** Log-odds without the half that takes their bias away; Wilson's where there are none. */
function plainLogOdds(sums: ClusterSums): Ends {
  const [p, n, reach] = [shareOf(sums), effectiveSize(sums), reachOf(sums)]
  if (n * p * (1 - p) < leastForLogit) return wilsonInterval(p, n, reach)
  const factor = Math.exp(reach / Math.sqrt(n * p * (1 - p)))
  return { low: p / (p + (1 - p) * factor), high: (p * factor) / (p * factor + 1 - p) }
}

/** Intervals of the literature from the same six sums; the first is the one that figures have. */
export const peers: Readonly<Record<string, (sums: ClusterSums) => Ends>> = {
  'ours: log-odds with ½, r': ofEstimate,
  'log-odds as they are, r': plainLogOdds,
  'Wilson, z': (sums) => wilsonInterval(shareOf(sums), effectiveSize(sums)),
  'Wilson, r': (sums) => wilsonInterval(shareOf(sums), effectiveSize(sums), reachOf(sums)),
  'Wilson, t': (sums) =>
    wilsonInterval(shareOf(sums), effectiveSize(sums), hasAll(sums) ? z : studentQuantile(freedomOf(sums))),
  'Korn-Graubard, t of m − 1': (sums) => kornGraubard(sums, studentQuantile(Math.max(3, sums.employers - 1))),
  'Korn-Graubard, r': (sums) => kornGraubard(sums, reachOf(sums)),
}
