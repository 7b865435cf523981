import type { VacancyTable } from '@/lib/query/engine'
import { studentQuantile } from '@/lib/query/statistics'

export interface Lift {
  /** How much likelier the companion is beside the series than anywhere; null where either is never named. */
  lift: number | null
  low: number | null
  high: number | null
}

/**
 * Lift P(a and b) / (P(a)·P(b)) with its 95 % interval: on the log scale by the delta method (Woodruff 1971, JASA 66,
 * 411–414), clustered by employer. A vacancy moves log lift by ab/Σab − a/Σa − b/Σb + 1/N. Two columns of one table; the
 * lift of a on b is that of b on a.
 */
export function measureLift({ employer }: Pick<VacancyTable, 'employer'>, a: Uint8Array, b: Uint8Array): Lift {
  const n = employer.length
  let both = 0
  let ofA = 0
  let ofB = 0
  for (let row = 0; row < n; row += 1) {
    ofA += a[row] ?? 0
    ofB += b[row] ?? 0
    both += (a[row] ?? 0) * (b[row] ?? 0)
  }
  if (ofA === 0 || ofB === 0) return { lift: null, low: null, high: null }
  const lift = (both * n) / (ofA * ofB)
  if (both === 0) return { lift, low: null, high: null }
  let employers = 0
  for (let row = 0; row < n; row += 1) employers = Math.max(employers, (employer[row] ?? 0) + 1)
  const vacancies = new Uint32Array(employers)
  const moved = new Float64Array(employers)
  const naming = new Uint32Array(employers)
  for (let row = 0; row < n; row += 1) {
    const inA = a[row] ?? 0
    const inB = b[row] ?? 0
    const by = employer[row] ?? 0
    vacancies[by] = (vacancies[by] ?? 0) + 1
    moved[by] = (moved[by] ?? 0) + (inA * inB) / both - inA / ofA - inB / ofB + 1 / n
    naming[by] = (naming[by] ?? 0) + inA * inB
  }
  let [m, squares, squaresOfBoth] = [0, 0, 0]
  for (let by = 0; by < employers; by += 1) {
    if (vacancies[by] === 0) continue
    m += 1
    squares += (moved[by] ?? 0) ** 2
    squaresOfBoth += (naming[by] ?? 0) ** 2
  }
  if (m < 2) return { lift, low: null, high: null }
  const variance = (m / (m - 1)) * squares
  // Kish's number of employers that name both, which the interval rests on.
  const behind = both ** 2 / squaresOfBoth
  const reach = studentQuantile(Math.max(3, behind - 1)) * Math.sqrt(variance)
  return { lift, low: lift * Math.exp(-reach), high: lift * Math.exp(reach) }
}
