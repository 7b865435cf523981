import { seriesFamily, seriesName } from '@/app/_data/names'
import { addMonths } from '@/lib/domain/month'
import { opsFamilies } from '@/lib/domain/skill'
import { createView } from '@/lib/query/composition'
import type { DemandEngine, SeriesKey, SkillRow } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { differenceOf, emptyEstimate, toShare } from '@/lib/query/linearised'
import { rowsBetween } from '@/lib/query/periods'
import { describeSeries } from '@/lib/query/sentences'
import { withSeries } from '@/lib/query/series'

/** The last 12 months of a series and the change from the 12 before, which is null when the range does not hold them. */
async function readLastYear(engine: DemandEngine, filters: Filters, series: SeriesKey) {
  const table = await engine.table({ ...withSeries(filters, [series]), bucket: 'month' }, [series])
  const first = table.periods[0]?.start
  const last = table.periods.at(-1)?.start
  if (first === undefined || last === undefined) return { share: toShare(emptyEstimate), change: null }
  const start = addMonths(last, -11)
  const startBefore = addMonths(last, -23)
  const compared = {
    from: rowsBetween(table, startBefore, addMonths(start, -1)),
    to: rowsBetween(table, start, last),
  }
  const estimate = createView(table, 0, 'raw', compared)
  const [before, now] = [estimate(compared.from), estimate(compared.to)]
  return { share: toShare(now), change: first <= startBefore ? differenceOf(before, now).change : null }
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
