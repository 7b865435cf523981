import { createOnce } from '@/app/_data/once'
import { seriesFamily, seriesName } from '@/app/_data/names'
import { addMonths } from '@/lib/domain/month'
import { type Level, opsFamilies } from '@/lib/domain/skill'
import type { DemandEngine, SeriesKey, Share, SkillRow } from '@/lib/query/engine'
import { type Filters, printFilters } from '@/lib/query/filters'
import { lastMonthOf, readLastYear } from '@/lib/query/last-year'
import { describeSeries, type Figure } from '@/lib/query/sentences'
import { isSet, seriesOf, withSeries } from '@/lib/query/series'
import { isPluralName } from '@/lib/query/series-name'
import { publishedWay } from '@/lib/query/ways'

export interface Headline {
  series: SeriesKey
  /** "Kubernetes stands in 31 % of backend vacancies, up 4 points in a year". */
  sentence: string
  /** What it counts; null when the range holds no vacancy. */
  figure: Figure | null
  /** How strongly it is asked for; null where the headline is of one level, counts nothing, or is of a set. */
  levels: { required: Share; preferred: Share } | null
}

const once = createOnce<Headline>()

/** The finding of a series: the last 12 months against the 12 before. */
export const findHeadline = (engine: DemandEngine, filters: Filters, series: SeriesKey): Promise<Headline> =>
  once(`${series} ${printFilters(withSeries(filters, []))}`, () => readHeadline(engine, filters, series))

async function readHeadline(engine: DemandEngine, filters: Filters, series: SeriesKey): Promise<Headline> {
  const last = await lastMonthOf(engine, filters)
  const { share, change } = await readLastYear(engine, { filters, series, last })
  const named = { name: seriesName(series), isPlural: isPluralName(series) }
  const sentence = describeSeries({ ...named, share, change: change.change, filters })
  if (last === null || share.share === null) return { series, sentence, figure: null, levels: null }
  const yearBegins = addMonths(last, -11)
  const from = filters.from !== null && filters.from > yearBegins ? filters.from : yearBegins
  const hasLevels = filters.level === 'any' && share.vacancies > 0 && !isSet(series)
  const shareAt = async (level: Level) =>
    (await readLastYear(engine, { filters: { ...filters, level }, series, last })).share
  const levels = hasLevels ? { required: await shareAt('required'), preferred: await shareAt('preferred') } : null
  return { series, sentence, figure: { ...named, share, from, to: last, filters }, levels }
}

const isOps = (family: string) => opsFamilies.some((ops) => ops === family)

/**
 * The series that the overview opens with when none is chosen: of the ops skills in at least one vacancy in twenty, the
 * one whose change in a year is largest and wider than its interval; without such a change the most asked for.
 */
function chooseTopic(rows: readonly SkillRow[]): SeriesKey {
  const common = rows.filter(
    (row) => isOps(seriesFamily(`skill:${row.skill}`)) && !row.isThin && (row.share ?? 0) >= 0.05,
  )
  const sizeOf = (row: SkillRow) => Math.abs(row.change ?? 0)
  const clear = common.filter((row) => row.low !== null && row.high !== null && sizeOf(row) > row.high - row.low)
  const [topic] = clear.length > 0 ? clear.toSorted((a, b) => sizeOf(b) - sizeOf(a)) : common
  return topic === undefined ? 'family:cloud' : `skill:${topic.skill}`
}

/** The series that the overview's headline is of: however the page is counted, the one that the published way opens with. */
export const findTopic = async (engine: DemandEngine, filters: Filters): Promise<SeriesKey> =>
  seriesOf(filters)[0] ?? chooseTopic((await engine.skills(publishedWay(filters))).rows)
