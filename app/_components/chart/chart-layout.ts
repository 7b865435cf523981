import { type Bucket, formatBucket, type Month } from '@/lib/domain/month'
import { type ChartModel, type ChartSeries, topAt } from '@/app/_components/chart/chart-model'

/** Height of the drawing in CSS pixels, the same for the server's chart and the interactive one: nothing jumps. */
export const chartHeight = 380
export const plotTop = 12
export const plotBottom = 30
export const plotHeight = chartHeight - plotTop - plotBottom

/** Steps that an axis of shares may count in. */
const steps = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25]

/** Axis from 0 to the first whole step above the largest share, in at most five steps; never beyond 100 %. */
export function shareAxis(largest: number): { max: number; ticks: number[] } {
  const step = steps.find((candidate) => largest / candidate <= 5) ?? 0.25
  const count = Math.max(1, Math.ceil(largest / step - 1e-9))
  return { max: step * count, ticks: Array.from({ length: count + 1 }, (_, index) => step * index) }
}

/** "20 %", "2.5 %": as few digits as the step needs. */
export function formatTick(tick: number): string {
  return `${Number((tick * 100).toFixed(2))}\u202f%`
}

/** Value that a share of the sorted values do not exceed. */
const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? 0

/** Share of the points that the scale holds in any case, thin ones included. */
const heldShare = 0.95

/**
 * The largest value that the scale has to reach. A few thin periods do not stretch it, since one early month with
 * three vacancies would flatten all that can be relied on; their lines leave the drawing at the top and the notes say so.
 */
export function largestOf(model: ChartModel): number {
  const isThin = (series: ChartSeries, index: number) => series.isThin[index] === true
  const points = model.series.flatMap((series) =>
    model.starts.flatMap((_, index) => {
      const top = topAt(model, series, index)
      return top === null ? [] : [{ top, isThin: isThin(series, index) }]
    }),
  )
  const solid = Math.max(0, ...points.filter((point) => !point.isThin).map((point) => point.top))
  // Years before a technology existed are no reason to cut the years that name it.
  const named = points.map((point) => point.top).filter((top) => top > 0)
  const held = quantile(named, heldShare)
  const largest = Math.max(solid, held)
  if (model.kind === 'stack' || model.series.length > 1) return largest
  const highs = model.series.flatMap((series) =>
    series.high.map((high, index) => (isThin(series, index) ? 0 : (high ?? 0))),
  )
  return Math.max(largest, Math.min(Math.max(0, ...highs), largest * 1.4))
}

/** True when some line leaves the drawing at the top. */
export function isCutOff(model: ChartModel): boolean {
  const { max } = shareAxis(largestOf(model))
  return model.series.some((series) => model.starts.some((_, index) => (topAt(model, series, index) ?? 0) > max))
}

/** True when the band of the only line does. */
export function isBandCutOff(model: ChartModel): boolean {
  const { max } = shareAxis(largestOf(model))
  const [only, ...others] = model.series
  return (
    model.kind === 'lines' && only !== undefined && others.length === 0 && only.high.some((high) => (high ?? 0) > max)
  )
}

/** Distance from the left edge of the plot, 0 to 1. */
export const xOf = (index: number, count: number): number => (count < 2 ? 0.5 : index / (count - 1))

/** Distance from the top of the drawing in pixels. */
export const yOf = (share: number, max: number): number => plotTop + plotHeight * (1 - share / max)

export interface PeriodTick {
  index: number
  label: string
  /** Stays when the chart is as narrow as a phone or a sheet of paper. */
  isMajor: boolean
}

const shortMonth = new Intl.DateTimeFormat('en', { month: 'short', year: 'numeric', timeZone: 'UTC' })
const shortBucket = (start: Month, bucket: Bucket) =>
  bucket === 'month' ? shortMonth.format(new Date(`${start}-01T00:00:00Z`)) : formatBucket(start, bucket)

/** Years where the range has three or more, else about seven periods by name. */
export function periodTicks(starts: readonly Month[], bucket: Bucket): PeriodTick[] {
  const years = starts.flatMap((start, index) => (start.endsWith('-01') ? [{ index, label: start.slice(0, 4) }] : []))
  const isLong = years.length >= 3
  const every = Math.max(1, Math.ceil(starts.length / 7))
  const ticks = isLong
    ? years
    : starts.flatMap((start, index) => (index % every === 0 ? [{ index, label: shortBucket(start, bucket) }] : []))
  const majorEvery = isLong ? Math.ceil(ticks.length / 5) : Math.ceil(ticks.length / 3)
  return ticks.map((tick, order) => ({ ...tick, isMajor: order % majorEvery === 0 }))
}

export interface EndLabel {
  key: string
  /** Where the line ends. */
  lineY: number
  /** Where the words stand: as near as the neighbours allow. */
  labelY: number
}

/** Last period in which a series has a share. */
export function lastIndexOf(model: ChartModel): number {
  return model.ofVacancies.findLastIndex((of) => of > 0)
}

/** Places the labels at the line ends without overlap: pushed down in order, then back up from the bottom. */
export function placeEndLabels(model: ChartModel, max: number, gap = 18): EndLabel[] {
  const last = lastIndexOf(model)
  const placed = model.series
    .map((series, order) => {
      const top = topAt(model, series, last) ?? 0
      const under =
        model.kind === 'stack' ? (order === 0 ? 0 : (topAt(model, seriesAt(model, order - 1), last) ?? 0)) : top
      const lineY = Math.max(plotTop, yOf((top + under) / 2, max))
      return { key: series.key, lineY, labelY: lineY }
    })
    .toSorted((a, b) => a.lineY - b.lineY)
  let floor = plotTop
  for (const label of placed) {
    label.labelY = Math.max(label.labelY, floor)
    floor = label.labelY + gap
  }
  let ceiling = plotTop + plotHeight
  for (const label of placed.toReversed()) {
    label.labelY = Math.min(label.labelY, ceiling)
    ceiling = label.labelY - gap
  }
  return placed
}

function seriesAt(model: ChartModel, order: number) {
  const series = model.series[order]
  if (series === undefined) throw new RangeError(`the chart has no series ${order}`)
  return series
}

/** Second channel beside the hue: a pattern for each series that shares its hue with an earlier one. */
const dashes = ['none', '7 4', '2 4', '10 3 2 3', '14 5', '4 2', '1 3', '12 2 4 2']
export const dashOf = (rank: number): string => dashes[rank % dashes.length] ?? 'none'

/** Opacity of a layer in a stack: the strongest level is the fullest. */
export const layerOpacities = [0.92, 0.55, 0.25]

/** Points of a line beyond which it is drawn thinner: six monthly lines over a decade would run into each other. */
const densePoints = 100
export const lineWidthOf = (model: ChartModel): number => (model.starts.length > densePoints ? 1.25 : 1.5)
