import { type DemandRow, type LevelRow, type SeriesKey } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { seriesOf } from '@/lib/query/series'
import { estimateShare } from '@/lib/query/statistics'
import type { ClusterSums } from '@/lib/query/sums'
import { namesCondition } from '@/lib/db/demand/dimensions'
import { sumPeriods } from '@/lib/db/demand/periods'
import type { Range } from '@/lib/query/periods'
import type { Snapshot } from '@/lib/db/demand/snapshot'

const nothing: ClusterSums = { vacancies: 0, named: 0, sumNN: 0, sumYY: 0, sumYN: 0, employers: 0 }

/** Share per period for each series of the query, series by series in the order asked. */
export async function readDemand(
  snapshot: Snapshot,
  query: { filters: Filters; range: Range; now: Date },
): Promise<DemandRow[]> {
  const { filters } = query
  const asked = seriesOf(filters)
  const periods = await sumPeriods(snapshot, {
    ...query,
    numerators: asked.map((series) => (statement) => namesCondition(series, filters.level, statement)),
  })
  return asked.flatMap((series, index) =>
    periods.map(({ start, postings, employers, isPartial, sums }) => ({
      series,
      start,
      ...estimateShare(sums[index] ?? nothing),
      ofPostings: postings,
      employers,
      isPartial,
    })),
  )
}

const levelOrder = ['required', 'preferred', 'mentioned'] as const

/** Share per period of each level at which the series is asked for; the level filter has no say here. */
export async function readLevels(
  snapshot: Snapshot,
  query: { filters: Filters; range: Range; now: Date; series: SeriesKey },
): Promise<LevelRow[]> {
  const { series } = query
  const periods = await sumPeriods(snapshot, {
    ...query,
    numerators: levelOrder.map((level) => (statement) => namesCondition(series, level, statement)),
  })
  return periods.map(({ start, isPartial, sums: [required, preferred, mentioned] }) => ({
    start,
    required: estimateShare(required ?? nothing),
    preferred: estimateShare(preferred ?? nothing),
    mentioned: estimateShare(mentioned ?? nothing),
    isPartial,
  }))
}
