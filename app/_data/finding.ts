import { seriesFamily, seriesName } from '@/app/_data/names'
import { addMonths } from '@/lib/domain/month'
import { opsFamilies } from '@/lib/domain/skill'
import type { DemandEngine, DemandRow, SeriesKey, Share, SkillRow } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { describeSeries } from '@/lib/query/sentences'
import { withSeries } from '@/lib/query/series'
import { thinBelow } from '@/lib/query/statistics'

/** Several months as one share. Vacancies count once a month, so months add up; the interval does not and is left out. */
function poolMonths(rows: readonly DemandRow[]): Share {
  const sum = (pick: (row: DemandRow) => number) => rows.reduce((total, row) => total + pick(row), 0)
  const vacancies = sum((row) => row.vacancies)
  const ofVacancies = sum((row) => row.ofVacancies)
  const effectiveN = sum((row) => row.effectiveN)
  const share = ofVacancies === 0 ? null : vacancies / ofVacancies
  return { vacancies, ofVacancies, share, low: null, high: null, effectiveN, isThin: effectiveN < thinBelow }
}

/** The last 12 months of a series and the change from the 12 before, which is null when the range does not hold them. */
async function readLastYear(engine: DemandEngine, filters: Filters, series: SeriesKey) {
  const { rows, population } = await engine.demand({ ...withSeries(filters, [series]), bucket: 'month' })
  const { from, to } = population
  const start = to === null ? '' : addMonths(to, -11)
  const startBefore = to === null ? '' : addMonths(to, -23)
  const now = poolMonths(rows.filter((row) => row.start >= start))
  const before = poolMonths(rows.filter((row) => row.start >= startBefore && row.start < start))
  const hasBefore = from !== null && from <= startBefore && now.share !== null && before.share !== null
  return { share: now, change: hasBefore ? (now.share ?? 0) - (before.share ?? 0) : null }
}

/** "Kubernetes stands in 31 % of backend vacancies, up 4 points in a year": the last 12 months against the 12 before. */
export async function findHeadline(engine: DemandEngine, filters: Filters, series: SeriesKey): Promise<string> {
  const { share, change } = await readLastYear(engine, filters, series)
  return describeSeries({ name: seriesName(series), share, change, filters })
}

const isOps = (family: string) => opsFamilies.some((ops) => ops === family)

/**
 * The series that the overview opens with when none is chosen: of the ops skills in at least one vacancy in twenty, the
 * one whose change in a year is largest and wider than its interval; without such a change the most asked for.
 */
export function chooseTopic(rows: readonly SkillRow[]): SeriesKey {
  const common = rows.filter(
    (row) => isOps(seriesFamily(`skill:${row.skill}`)) && !row.isThin && (row.share ?? 0) >= 0.05,
  )
  const sizeOf = (row: SkillRow) => Math.abs(row.change ?? 0)
  const clear = common.filter((row) => row.low !== null && row.high !== null && sizeOf(row) > row.high - row.low)
  const [topic] = clear.length > 0 ? clear.toSorted((a, b) => sizeOf(b) - sizeOf(a)) : common
  return topic === undefined ? 'family:cloud' : `skill:${topic.skill}`
}
