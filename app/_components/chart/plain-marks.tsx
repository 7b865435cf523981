import {
  dashOf,
  layerOpacities,
  lineWidthOf,
  plotHeight,
  plotTop,
  xOf,
  yOf,
} from '@/app/_components/chart/chart-layout'
import { type ChartModel, type ChartSeries, topAt } from '@/app/_components/chart/chart-model'

export interface MarksProps {
  model: ChartModel
  max: number
  /** Series in full colour; null: all. */
  highlighted: string | null
  /** Period under the pointer or the keyboard, which only the interactive drawing marks; null: none. */
  active: number | null
}

/** Width of the drawing's own units; the browser stretches them to the figure, lines keep their width. */
const unitsWide = 1_000

interface Dot {
  index: number
  x: number
  y: number
}

function dotsOf(model: ChartModel, valueAt: (index: number) => number | null, max: number): Dot[] {
  return model.starts.flatMap((_, index) => {
    const value = valueAt(index)
    if (value === null) return []
    return [
      {
        index,
        x: Math.round(xOf(index, model.starts.length) * unitsWide * 10) / 10,
        y: Math.round(yOf(value, max) * 10) / 10,
      },
    ]
  })
}

/** An SVG path through the dots that breaks where a period has no share. */
function toPath(dots: readonly Dot[]): string {
  return dots
    .map((dot, order) => `${order === 0 || dots[order - 1]?.index !== dot.index - 1 ? 'M' : 'L'}${dot.x} ${dot.y}`)
    .join('')
}

const toArea = (upper: readonly Dot[], lower: readonly Dot[]): string =>
  upper.length === 0
    ? ''
    : `${[...upper, ...lower.toReversed()].map((dot, order) => `${order === 0 ? 'M' : 'L'}${dot.x} ${dot.y}`).join('')}Z`

interface SeriesMarksProps {
  model: ChartModel
  series: ChartSeries
  max: number
  isMuted: boolean
}

function PlainLine({ model, series, max, isMuted }: SeriesMarksProps) {
  const dots = dotsOf(model, (index) => topAt(model, series, index), max)
  const closed = dots.filter((dot) => model.isPartial[dot.index] !== true)
  const open = dots.filter((dot) => model.isPartial[dot.index] === true || dot === closed.at(-1))
  const hasBand = model.series.length === 1
  return (
    <g data-family={series.family}>
      <g
        className={isMuted ? 'is-muted' : undefined}
        fill="none"
        stroke="var(--hue)"
        strokeWidth={lineWidthOf(model)}
        strokeLinejoin="round"
      >
        {hasBand && (
          <path
            d={toArea(
              dotsOf(model, (index) => series.high[index] ?? null, max),
              dotsOf(model, (index) => series.low[index] ?? null, max),
            )}
            fill="var(--hue)"
            fillOpacity={0.16}
            stroke="none"
          />
        )}
        <path d={toPath(closed)} strokeDasharray={dashOf(series.rank)} vectorEffect="non-scaling-stroke" />
        {open.length > 1 && <path d={toPath(open)} strokeDasharray="2 3" vectorEffect="non-scaling-stroke" />}
      </g>
    </g>
  )
}

function PlainLayer({
  model,
  series,
  order,
  max,
}: {
  model: ChartModel
  series: ChartSeries
  order: number
  max: number
}) {
  const below = model.series[order - 1]
  const upper = dotsOf(model, (index) => topAt(model, series, index), max)
  const lower = dotsOf(model, (index) => (below === undefined ? 0 : topAt(model, below, index)), max)
  const known = new Set(upper.map((dot) => dot.index))
  return (
    <path
      data-family={series.family}
      d={toArea(
        upper,
        lower.filter((dot) => known.has(dot.index)),
      )}
      fill="var(--hue)"
      fillOpacity={layerOpacities[series.rank] ?? 0.25}
    />
  )
}

/** Hollow rings where the sample is too thin to lean on; circles stay round because they are placed in percent. */
function ThinDots({ model, series, max, isMuted }: SeriesMarksProps) {
  const dots = dotsOf(model, (index) => (series.isThin[index] === true ? topAt(model, series, index) : null), max)
  return (
    <g data-family={series.family}>
      <g className={isMuted ? 'is-muted' : undefined} fill="var(--paper)" stroke="var(--hue)" strokeOpacity={0.7}>
        {dots.map((dot) => (
          <circle key={dot.index} cx={`${dot.x / 10}%`} cy={dot.y} r={2.25} />
        ))}
      </g>
    </g>
  )
}

/** Lines or layers as plain SVG: what the server sends, and what stays when scripts never come. */
export function PlainMarks({ model, max, highlighted }: MarksProps) {
  const isMuted = (series: ChartSeries) => highlighted !== null && highlighted !== series.key
  return (
    <svg className="absolute inset-0 size-full" aria-hidden="true">
      <svg
        viewBox={`0 0 ${unitsWide} ${plotTop + plotHeight}`}
        preserveAspectRatio="none"
        width="100%"
        height={plotTop + plotHeight}
      >
        {model.kind === 'lines'
          ? model.series.map((series) => (
              <PlainLine key={series.key} model={model} series={series} max={max} isMuted={isMuted(series)} />
            ))
          : model.series.map((series, order) => (
              <PlainLayer key={series.key} model={model} series={series} order={order} max={max} />
            ))}
      </svg>
      {model.kind === 'lines' &&
        model.series.map((series) => (
          <ThinDots key={series.key} model={model} series={series} max={max} isMuted={isMuted(series)} />
        ))}
    </svg>
  )
}
