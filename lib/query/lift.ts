import type { VacancyTable } from '@/lib/query/engine'
import { reachOfVariance } from '@/lib/query/statistics'
import type { LiftSums } from '@/lib/query/sums'

export interface Lift {
  /** How much likelier the companion is beside the series than anywhere; null where either is never named. */
  lift: number | null
  low: number | null
  high: number | null
}

/**
 * Lift P(a and b) / (P(a)·P(b)) with its 95 % interval: on the log scale by the delta method (Woodruff 1971, JASA 66,
 * 411–414), clustered by employer. A vacancy moves log lift by ab/Σab − a/Σa − b/Σb + 1/N. The lift of a on b is that of
 * b on a.
 */
export function estimateLift({ vacancies, ofA, ofB, both, employers, squares, squaresOfBoth }: LiftSums): Lift {
  if (ofA === 0 || ofB === 0) return { lift: null, low: null, high: null }
  const lift = (both * vacancies) / (ofA * ofB)
  if (both === 0 || employers < 2) return { lift, low: null, high: null }
  const variance = (employers / (employers - 1)) * squares
  // Kish's number of employers that name both, which the interval rests on.
  const behind = both ** 2 / squaresOfBoth
  const reach = reachOfVariance(variance, behind)
  return { lift, low: lift * Math.exp(-reach), high: lift * Math.exp(reach) }
}

/** Sums of two columns of a table, in one plain loop over vacancies and one over employers. */
export function sumLift({ employer }: Pick<VacancyTable, 'employer'>, a: Uint8Array, b: Uint8Array): LiftSums {
  const byEmployer = new Map<number, { n: number; a: number; b: number; both: number }>()
  for (const [row, by] of employer.entries()) {
    const held = byEmployer.get(by) ?? { n: 0, a: 0, b: 0, both: 0 }
    held.n += 1
    held.a += a[row] ?? 0
    held.b += b[row] ?? 0
    held.both += (a[row] ?? 0) * (b[row] ?? 0)
    byEmployer.set(by, held)
  }
  const all = [...byEmployer.values()]
  const total = (of: (one: (typeof all)[number]) => number) => all.reduce((sum, one) => sum + of(one), 0)
  const [vacancies, ofA, ofB, both] = [total(({ n }) => n), total((e) => e.a), total((e) => e.b), total((e) => e.both)]
  const moved = (e: (typeof all)[number]) => e.both / both - e.a / ofA - e.b / ofB + e.n / vacancies
  return {
    vacancies,
    ofA,
    ofB,
    both,
    employers: all.length,
    squares: both === 0 ? 0 : total((e) => moved(e) ** 2),
    squaresOfBoth: total((e) => e.both ** 2),
  }
}

/** The lift of two columns of one table. */
export const measureLift = (table: Pick<VacancyTable, 'employer'>, a: Uint8Array, b: Uint8Array): Lift =>
  estimateLift(sumLift(table, a, b))
