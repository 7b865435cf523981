import type { Share } from '@/lib/query/engine'
import { leastFreedom, studentQuantile, thinBelow, wilsonInterval } from '@/lib/query/statistics'

/** Rows of a table from `from` up to, and without, `to`. */
export interface RowRange {
  from: number
  to: number
}

/**
 * An estimate taken apart by employer: how much each one moves it. Whatever the estimator, the variance is
 * m/(m−1) · Σ d², and that of a difference of two m/(m−1) · Σ (d − d′)², with what they have in common (Taylor
 * linearisation: Woodruff 1971, JASA 66, 411–414; Binder 1983, International Statistical Review 51, 279–292).
 */
export interface Linearised {
  /** The estimate; null where there was nothing to count. */
  share: number | null
  /** Vacancies that name the series, and all, as they were counted. */
  vacancies: number
  ofVacancies: number
  /** Kish's effective number of employers behind each side; infinite where the side is empty. */
  naming: number
  others: number
  /** (Σ w)² / Σ w² over employers: what the estimate is worth where the variance says nothing. */
  kish: number
  /** d by number of the employer, of those that are in the estimate; the sum is 0. */
  deviations: Map<number, number>
  /** Part of the weight that had no vacancies here and was spread over the rest; 0 where nothing was. */
  spread: number
}

/** The estimate of no vacancies. */
export const emptyEstimate: Linearised = {
  share: null,
  vacancies: 0,
  ofVacancies: 0,
  naming: Infinity,
  others: Infinity,
  kish: 0,
  deviations: new Map(),
  spread: 0,
}

/** What the employers of one range add up to: weight, weight naming the series, deviation. */
export class EmployerTotals {
  private readonly totals = new Map<number, { weight: number; naming: number; deviation: number }>()

  add(employer: number, weight: number, naming: number, deviation: number): void {
    const held = this.totals.get(employer)
    if (held === undefined) this.totals.set(employer, { weight, naming, deviation })
    else {
      held.weight += weight
      held.naming += naming
      held.deviation += deviation
    }
  }

  /** The estimate of a share from what was added. */
  linearise(counts: Pick<Linearised, 'share' | 'vacancies' | 'ofVacancies' | 'spread'>): Linearised {
    const held = [...this.totals.values()]
    const kishOf = (values: readonly number[]) => {
      const sum = values.reduce((total, value) => total + value, 0)
      return sum <= 0 ? Infinity : sum ** 2 / values.reduce((total, value) => total + value ** 2, 0)
    }
    return {
      ...counts,
      naming: kishOf(held.map(({ naming }) => naming)),
      others: kishOf(held.map(({ weight, naming }) => Math.max(0, weight - naming))),
      kish: held.length === 0 ? 0 : kishOf(held.map(({ weight }) => weight)),
      deviations: new Map([...this.totals].map(([employer, { deviation }]) => [employer, deviation])),
    }
  }
}

const varianceOf = (deviations: readonly number[]): number | null => {
  const m = deviations.length
  return m < 2 ? null : (m / (m - 1)) * deviations.reduce((sum, d) => sum + d * d, 0)
}

/** As in lib/query/statistics, for any estimator: how many standard errors an interval reaches. */
function reachOf({ naming, others, ofVacancies, share }: Linearised, effectiveN: number): number {
  const z = studentQuantile(Infinity)
  if (share === null || share <= 0 || share >= 1) return z
  const freedom = Math.max(leastFreedom, Math.min(naming, others) - 1)
  return z + (studentQuantile(freedom) - z) * Math.max(0, 1 - effectiveN / ofVacancies)
}

function effectiveSizeOf({ share, ofVacancies, kish, deviations }: Linearised): number {
  if (share === null) return 0
  const variance = varianceOf([...deviations.values()])
  if (variance === null || share <= 0 || share >= 1) return Math.min(ofVacancies, kish)
  return variance === 0 ? ofVacancies : Math.min(ofVacancies, (share * (1 - share)) / variance)
}

/** The estimate with its 95 % interval, clustered by employer. */
export function toShare(estimate: Linearised): Share {
  const { share, vacancies, ofVacancies } = estimate
  const effectiveN = effectiveSizeOf(estimate)
  const counts = { vacancies, ofVacancies, effectiveN, isThin: effectiveN < thinBelow }
  if (share === null) return { ...counts, share: null, low: null, high: null }
  const bounded = Math.min(1, Math.max(0, share))
  return { ...counts, share: bounded, ...wilsonInterval(bounded, effectiveN, reachOf(estimate, effectiveN)) }
}

/** A difference of two shares with its 95 % interval, as shares (0.04 = 4 points). */
export interface Difference {
  change: number | null
  low: number | null
  high: number | null
}

/**
 * `to` less `from`, clustered by employer over both: one that is in both ranges moves them together, and that covariance
 * is in the interval. Null where either is missing; without an interval where fewer than two employers are in them.
 */
export function differenceOf(from: Linearised, to: Linearised): Difference {
  if (from.share === null || to.share === null) return { change: null, low: null, high: null }
  const employers = new Set([...from.deviations.keys(), ...to.deviations.keys()])
  const deviations = [...employers].map((e) => (to.deviations.get(e) ?? 0) - (from.deviations.get(e) ?? 0))
  const variance = varianceOf(deviations)
  const change = to.share - from.share
  if (variance === null) return { change, low: null, high: null }
  const reach = Math.max(reachOf(from, effectiveSizeOf(from)), reachOf(to, effectiveSizeOf(to)))
  const half = reach * Math.sqrt(variance)
  return { change, low: Math.max(-1, change - half), high: Math.min(1, change + half) }
}
