import { seriesFamily, seriesName } from '@/app/_data/names'
import { addMonths } from '@/lib/domain/month'
import { opsFamilies } from '@/lib/domain/skill'
import type { DemandEngine, SeriesKey, SkillRow } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { lastMonthOf, readLastYear } from '@/lib/query/last-year'
import { describeSeries, type Figure } from '@/lib/query/sentences'

export interface Headline {
  series: SeriesKey
  /** "Kubernetes stands in 31 % of backend vacancies, up 4 points in a year". */
  sentence: string
  /** What it counts; null when the range holds no vacancy. */
  figure: Figure | null
}

/** The finding of a series: the last 12 months against the 12 before. */
export async function findHeadline(engine: DemandEngine, filters: Filters, series: SeriesKey): Promise<Headline> {
  const last = await lastMonthOf(engine, filters)
  const { share, change } = await readLastYear(engine, { filters, series, last })
  const name = seriesName(series)
  const sentence = describeSeries({ name, share, change: change.change, filters })
  if (last === null || share.share === null) return { series, sentence, figure: null }
  const yearBegins = addMonths(last, -11)
  const from = filters.from !== null && filters.from > yearBegins ? filters.from : yearBegins
  return { series, sentence, figure: { name, share, from, to: last, filters } }
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
