import type { Month } from '@/lib/domain/month'
import { opsFamilies } from '@/lib/domain/skill'
import { bootstrapShare } from '@/lib/query/bootstrap'
import type { NamedSeries } from '@/lib/query/engine'
import { estimateShare, sumClusters } from '@/lib/query/statistics'
import type { RecordedVacancy } from '@/tests/eval/statistics/recorded-employers'
import { createRandom } from '@/tests/eval/statistics/synthetic-employers'

const skills: NamedSeries[] = ['skill:aws', 'skill:docker', 'skill:kubernetes', 'skill:terraform', 'skill:prometheus']
export const comparedSeries: readonly NamedSeries[] = [
  ...opsFamilies.map((family): NamedSeries => `family:${family}`),
  ...skills,
]

export interface BootstrapRow {
  series: string
  period: string
  employers: number
  vacancies: number
  share: number
  low: number
  high: number
  bootLow: number
  bootHigh: number
  /** Width of our interval over that of the bootstrap. */
  width: number
  /** By how much our ends lie above those of the bootstrap, as shares. */
  lowAbove: number
  highAbove: number
  /** Effective vacancies that name it, or that do not, whichever are fewer. */
  behind: number
}

function compareOne(vacancies: readonly RecordedVacancy[], key: NamedSeries, period: string): BootstrapRow | null {
  const byEmployer = new Map<string, { vacancies: number; named: number }>()
  for (const { employer, names } of vacancies) {
    const held = byEmployer.get(employer) ?? { vacancies: 0, named: 0 }
    held.vacancies += 1
    held.named += names.has(key) ? 1 : 0
    byEmployer.set(employer, held)
  }
  const employers = [...byEmployer.values()]
  const { share, low, high, effectiveN, isThin } = estimateShare(sumClusters(employers))
  if (share === null || low === null || high === null || isThin || share === 0) return null
  const boot = bootstrapShare(employers, { draws: 2_000, random: createRandom(1) })
  return {
    series: key,
    period,
    employers: employers.length,
    vacancies: vacancies.length,
    share,
    low,
    high,
    bootLow: boot.low,
    bootHigh: boot.high,
    width: (high - low) / (boot.high - boot.low),
    lowAbove: low - boot.low,
    highAbove: high - boot.high,
    behind: Math.min(share, 1 - share) * effectiveN,
  }
}

/** Our interval beside that of a bootstrap by employer: of years, of the last month, and of the remote vacancies of years. */
export function compareWithBootstrap(vacancies: readonly RecordedVacancy[]): BootstrapRow[] {
  const months = [...new Set(vacancies.map(({ month }) => month))].toSorted()
  const years = [...new Set(months.map((month) => month.slice(0, 4)))]
  const periods = [
    ...years.map((year) => ({ period: year, isIn: (month: Month) => month.startsWith(year) })),
    ...months.slice(-1).map((only) => ({ period: only, isIn: (month: Month) => month === only })),
    ...years.map((year) => ({
      period: `${year}, remote`,
      isIn: (month: Month, isRemote: boolean) => isRemote && month.startsWith(year),
    })),
  ]
  return periods.flatMap(({ period, isIn }) => {
    const held = vacancies.filter(({ month, isRemote }) => isIn(month, isRemote))
    return comparedSeries.flatMap((key) => compareOne(held, key, period) ?? [])
  })
}
