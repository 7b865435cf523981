import type { View } from '@/lib/domain/composition-view'
import { type Bucket, bucketStart, type Month } from '@/lib/domain/month'
import type { Family } from '@/lib/domain/skill'
import { findBreaks, type SourceBreak } from '@/lib/query/breaks'
import type { DemandResult, DemandRow, LevelRow, SeriesKey, Share } from '@/lib/query/engine'

/** One line (or one layer of a stack): a column per figure, in the order of the model's periods. */
export interface ChartSeries {
  key: string
  name: string
  /** Page that tells more about the series; null for a level. */
  href: string | null
  family: Family
  /** Rank among the series of the same hue: the dash pattern, or the shade of a layer. */
  rank: number
  vacancies: number[]
  /** Shares that a composition view weighs; null where a share is vacancies of all vacancies. */
  weighed: (number | null)[] | null
  low: (number | null)[]
  high: (number | null)[]
  isThin: boolean[]
}

/** All that a chart draws and its table tells; columns instead of rows, since it travels to the browser. */
export interface ChartModel {
  kind: 'lines' | 'stack'
  bucket: Bucket
  starts: Month[]
  isPartial: boolean[]
  /** Vacancies of the population by period: the denominator of every series. */
  ofVacancies: number[]
  /** Periods before which the sources were others, and how they changed: "Greenhouse from here". */
  breaks: { index: number; words: string }[]
  series: ChartSeries[]
}

/** What the chart needs to know of a series beside its numbers. */
export interface SeriesLabel {
  name: string
  href: string | null
  family: Family
}

const breakWords = { begins: 'from here', ends: 'until here' } as const

/** "Greenhouse from here", "Lever and Ashby from here, 4 sources until here": what changes at one period. */
function describeBreaks(breaks: readonly SourceBreak[], nameOf: (source: string) => string): string {
  const words = (['begins', 'ends'] as const).flatMap((kind) => {
    const names = breaks.filter((one) => one.kind === kind).map(({ source }) => nameOf(source))
    if (names.length === 0) return []
    return [`${names.length > 2 ? `${names.length} sources` : names.join(' and ')} ${breakWords[kind]}`]
  })
  return words.join(', ')
}

/** The breaks of a population at the periods of its chart. */
function breaksAt(
  { bucket, population }: DemandResult,
  { periods, sourceName }: { periods: readonly DemandRow[]; sourceName: (id: string) => string },
): ChartModel['breaks'] {
  const breaks = findBreaks(population, { bucket, periods })
  return periods.flatMap(({ start }, index) => {
    const here = breaks.filter(({ month }) => bucketStart(month, bucket) === start)
    return here.length === 0 || index === 0 ? [] : [{ index, words: describeBreaks(here, sourceName) }]
  })
}

/** Share of a series in a period; null when nothing was there to count. */
export function shareAt(model: ChartModel, series: ChartSeries, index: number): number | null {
  if (series.weighed !== null) return series.weighed[index] ?? null
  const of = model.ofVacancies[index] ?? 0
  return of === 0 ? null : (series.vacancies[index] ?? 0) / of
}

/** Upper edge of a series: its share, or in a stack the sum of it and the layers under it. */
export function topAt(model: ChartModel, series: ChartSeries, index: number): number | null {
  if (model.kind === 'lines') return shareAt(model, series, index)
  const layers = model.series.slice(0, model.series.indexOf(series) + 1)
  const shares = layers.map((layer) => shareAt(model, layer, index))
  return shares.some((share) => share === null) ? null : shares.reduce<number>((sum, share) => sum + (share ?? 0), 0)
}

/** As many digits as the file has: with fewer, a figure would be rounded twice and its words could differ from the file's. */
const roundShare = (value: number | null) => (value === null ? null : Math.round(value * 1_000_000) / 1_000_000)

const columnsOf = (shares: readonly Share[]) => ({
  vacancies: shares.map((share) => share.vacancies),
  low: shares.map((share) => roundShare(share.low)),
  high: shares.map((share) => roundShare(share.high)),
  isThin: shares.map((share) => share.isThin),
})

interface LineNames {
  labelOf: (key: SeriesKey) => SeriesLabel
  sourceName: (id: string) => string
  /** Under which they were counted. */
  view: View
}

/** The lines of a demand result, in its order. */
export function toLineModel(result: DemandResult, { labelOf, sourceName, view }: LineNames): ChartModel {
  const keys = [...new Set(result.rows.map((row) => row.series))]
  const first = result.rows.filter((row) => row.series === keys[0])
  const ranks = new Map<Family, number>()
  return {
    kind: 'lines',
    bucket: result.bucket,
    starts: first.map((row) => row.start),
    breaks: breaksAt(result, { periods: first, sourceName }),
    isPartial: first.map((row) => row.isPartial),
    ofVacancies: first.map((row) => row.ofVacancies),
    series: keys.map((key) => {
      const label = labelOf(key)
      const rank = ranks.get(label.family) ?? 0
      ranks.set(label.family, rank + 1)
      const rows = result.rows.filter((row) => row.series === key)
      const weighed = view === 'raw' ? null : rows.map(({ share }) => roundShare(share))
      return { key, ...label, rank, ...columnsOf(rows), weighed }
    }),
  }
}

const levelNames = { required: 'required', preferred: 'preferred', mentioned: 'mentioned only' } as const

/** The levels of one series as layers that add up to its share at any level. @param lines its chart at any level */
export function toLevelModel(rows: readonly LevelRow[], lines: ChartModel, family: Family): ChartModel {
  const layer = (level: keyof typeof levelNames, rank: number): ChartSeries => ({
    key: level,
    name: levelNames[level],
    href: null,
    family,
    rank,
    weighed: null,
    ...columnsOf(rows.map((row) => row[level])),
  })
  return {
    kind: 'stack',
    bucket: lines.bucket,
    breaks: lines.breaks,
    starts: rows.map((row) => row.start),
    isPartial: rows.map((row) => row.isPartial),
    ofVacancies: rows.map((row) => row.required.ofVacancies),
    series: [layer('required', 0), layer('preferred', 1), layer('mentioned', 2)],
  }
}
