import type { Month } from '@/lib/domain/month'
import type { NamedSeries } from '@/lib/query/engine'
import { effectiveSize, sumClusters } from '@/lib/query/statistics'
import type { ClusterSums } from '@/lib/query/sums'
import type { RecordedVacancy } from '@/tests/eval/statistics/recorded-employers'

/** Periods that pages cut history into. */
export const buckets: Readonly<Record<string, (month: Month) => string>> = {
  month: (month) => month,
  quarter: (month) => `${month.slice(0, 4)} Q${Math.ceil(Number(month.slice(5)) / 3)}`,
  year: (month) => month.slice(0, 4),
  'all months': () => 'all',
}

/** Shares from which on the correlation within employers is read: of rarer skills it is mostly chance. */
const correlationFrom = 0.02

/** Vacancies of one period: how many each employer has, and how many of them name each series. */
export interface PeriodEmployers {
  period: string
  sizes: ReadonlyMap<string, number>
  named: ReadonlyMap<NamedSeries, ReadonlyMap<string, number>>
}

const countIn = <Key>(counts: Map<Key, number>, key: Key): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

export function groupByPeriod(vacancies: readonly RecordedVacancy[], periodOf: (month: Month) => string) {
  const periods = new Map<string, { sizes: Map<string, number>; named: Map<NamedSeries, Map<string, number>> }>()
  for (const { month, employer, names } of vacancies) {
    const held = periods.get(periodOf(month)) ?? { sizes: new Map(), named: new Map() }
    periods.set(periodOf(month), held)
    countIn(held.sizes, employer)
    for (const name of names) {
      const employers = held.named.get(name) ?? new Map<string, number>()
      held.named.set(name, employers)
      countIn(employers, employer)
    }
  }
  return [...periods].map(([period, held]): PeriodEmployers => ({ period, ...held }))
}

/** Every employer's part of the share of a series. */
export const employersOf = ({ sizes, named }: PeriodEmployers, series: NamedSeries) =>
  [...sizes].map(([employer, vacancies]) => ({ vacancies, named: named.get(series)?.get(employer) ?? 0 }))

/** Correlation of two vacancies of one employer (Fleiss, Levin and Paik 2003, section 15.2, over pairs); null without pairs. */
function correlationOf({ vacancies, named, sumNN, sumYY, sumYN }: ClusterSums): number | null {
  const p = named / vacancies
  const pairs = sumNN - vacancies
  if (pairs === 0) return null
  return (sumYY - named - 2 * p * (sumYN - named) + p * p * pairs) / pairs / (p * (1 - p))
}

const quantile = (sorted: Float64Array, part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN

/** "5 to 10 to 40": the 5 %, 50 % and 95 % quantiles. */
const middle = (values: readonly number[], show: (value: number) => string): string => {
  const sorted = Float64Array.from(values).toSorted()
  return [0.05, 0.5, 0.95].map((part) => show(quantile(sorted, part))).join(' · ')
}

export interface SeenRange {
  bucket: string
  employers: string
  vacancies: string
  /** Coefficient of variation of the employers' sizes. */
  unevenness: string
  shares: string
  effectiveSizes: string
  correlations: string
  /** Part of all points of all series that are not thin, and of those with fewer than `leastExpected` on either side. */
  solid: number
  rare: number
}

/** What a reader of the recorded threads sees without filters: quantiles over periods, and over periods and series. */
export function describeRange(vacancies: readonly RecordedVacancy[], thin: number, leastExpected: number): SeenRange[] {
  return Object.entries(buckets).map(([bucket, periodOf]) => {
    const periods = groupByPeriod(vacancies, periodOf)
    const sums = periods.flatMap((period) =>
      [...period.named.keys()].map((series) => sumClusters(employersOf(period, series))),
    )
    const points = sums
      .filter((one) => one.named < one.vacancies)
      .map((one) => ({ share: one.named / one.vacancies, size: effectiveSize(one), correlation: correlationOf(one) }))
    const common = points.filter(({ share }) => share >= correlationFrom && share <= 1 - correlationFrom)
    const unevenness = periods.map(({ sizes }) => {
      const {
        vacancies: n,
        sumNN,
        employers: m,
      } = sumClusters([...sizes.values()].map((size) => ({ vacancies: size, named: 0 })))
      return Math.sqrt(Math.max(0, (sumNN * m) / n ** 2 - 1))
    })
    const partOf = (isIn: (point: (typeof points)[number]) => boolean) => points.filter(isIn).length / points.length
    const whole = (value: number) => String(Math.round(value))
    return {
      bucket,
      employers: middle(
        periods.map(({ sizes }) => sizes.size),
        whole,
      ),
      vacancies: middle(
        periods.map(({ sizes }) => [...sizes.values()].reduce((sum, size) => sum + size, 0)),
        whole,
      ),
      unevenness: middle(unevenness, (value) => value.toFixed(2)),
      shares: middle(
        points.map(({ share }) => share),
        (value) => `${(value * 100).toFixed(1)} %`,
      ),
      effectiveSizes: middle(
        points.map(({ size }) => size),
        whole,
      ),
      correlations: middle(
        common.flatMap(({ correlation }) => correlation ?? []),
        (value) => value.toFixed(2),
      ),
      solid: partOf(({ size }) => size >= thin),
      rare: partOf(({ share, size }) => Math.min(share, 1 - share) * size < leastExpected),
    }
  })
}
