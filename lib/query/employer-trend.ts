// Whether a share rises or falls when employers, not months, are the independent units.
import type { HistoriesResult, VacancyTable } from '@/lib/query/engine'
import { periodRanges } from '@/lib/query/periods'
import type { TrendSums } from '@/lib/query/sums'
import { twoSided } from '@/lib/query/trends'

type Months = HistoriesResult['months']

/** Counts by month, 0 for months that are not whole: they have no say. */
const wholeCounts = ({ periods }: Pick<Months, 'periods'>, counts: ArrayLike<number>): number[] =>
  periods.map(({ isPartial }, t) => (isPartial ? 0 : (counts[t] ?? 0)))

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

/** t̄: the mean month of the vacancies of whole months, by their place in the range. */
function meanMonth({ periods, vacancies }: Months): number {
  const counts = wholeCounts({ periods }, vacancies)
  return total(counts.map((count, t) => t * count)) / Math.max(1, total(counts))
}

/** What every skill of a range has alike: 1 for each whole month, c = t − t̄ (0 where a month is empty or not whole), and all vacancies. */
interface Contrast {
  isWhole: Uint8Array
  weights: Float64Array
  vacancies: number
}

const knownContrasts = new WeakMap<Months, Contrast>()

function contrastOf(months: Months): Contrast {
  const known = knownContrasts.get(months)
  if (known !== undefined) return known
  const mean = meanMonth(months)
  const counts = wholeCounts(months, months.vacancies)
  const contrast = {
    isWhole: Uint8Array.from(months.periods, ({ isPartial }) => (isPartial ? 0 : 1)),
    weights: Float64Array.from(counts, (count, t) => (count === 0 ? 0 : t - mean)),
    vacancies: total(counts),
  }
  knownContrasts.set(months, contrast)
  return contrast
}

/** c of each month of a range. */
export const trendWeights = (months: Months): Float64Array => contrastOf(months).weights

export interface EmployerTrend {
  /** 1 where the skill stands in later months than all vacancies do, −1 the other way. */
  sign: number
  /** Two-sided. */
  pValue: number
}

/**
 * Trend test of Cochran (1954, Biometrics 10, 417–451) and Armitage (1955, ibid. 11, 375–386) for counts that are clustered
 * (Rao and Scott 1992, ibid. 48, 577–585): T = Σ c·y over months, y of each month's vacancies naming the skill, against the
 * normal distribution with v = m/(m − 1) · Σ (a − p·w)² over employers. One that posts the same text month after month is
 * one unit in all of them. Null with fewer than two employers.
 * @param named vacancies that name the skill, by month of the range
 */
export function testByEmployer(months: Months, named: ArrayLike<number>, sums: TrendSums): EmployerTrend | null {
  const { employers, sumWW, sumAA, sumAW } = sums
  if (employers < 2) return null
  const { isWhole, weights, vacancies } = contrastOf(months)
  let count = 0
  let trend = 0
  for (let t = 0; t < isWhole.length; t += 1) {
    const own = isWhole[t] === 1 ? (named[t] ?? 0) : 0
    count += own
    trend += own * (weights[t] ?? 0)
  }
  const share = count / vacancies
  const variance = (employers / (employers - 1)) * (sumAA - 2 * share * sumAW + share * share * sumWW)
  // So much rounding leaves of a variance that is 0.
  if (variance <= 1e-9 * (sumAA + sumWW)) return { sign: 0, pValue: 1 }
  return { sign: Math.sign(trend), pValue: twoSided(trend / Math.sqrt(variance)) }
}

/** The sums of one column of a table by month, in plain loops. */
export function sumTrend(table: VacancyTable, named: Uint8Array, months: Months): TrendSums {
  const weights = trendWeights(months)
  const byEmployer = new Map<number, { a: number; w: number }>()
  for (const [t, { from, to }] of periodRanges(table).entries()) {
    if (table.periods[t]?.isPartial === true) continue
    const weight = weights[t] ?? 0
    for (let row = from; row < to; row += 1) {
      const employer = table.employer[row] ?? 0
      const { a, w } = byEmployer.get(employer) ?? { a: 0, w: 0 }
      byEmployer.set(employer, { a: a + (named[row] ?? 0) * weight, w: w + weight })
    }
  }
  const all = [...byEmployer.values()]
  return {
    employers: all.length,
    sumWW: total(all.map(({ w }) => w * w)),
    sumAA: total(all.map(({ a }) => a * a)),
    sumAW: total(all.map(({ a, w }) => a * w)),
  }
}
