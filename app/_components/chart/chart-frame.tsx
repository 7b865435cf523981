import type { ReactNode } from 'react'
import {
  chartHeight,
  dashOf,
  formatTick,
  lastIndexOf,
  layerOpacities,
  periodTicks,
  placeEndLabels,
  plotHeight,
  plotTop,
  xOf,
  yOf,
} from '@/app/_components/chart/chart-layout'
import { type ChartModel, type ChartSeries, shareAt } from '@/app/_components/chart/chart-model'
import { PageLink } from '@/app/_components/site/page-link'
import { formatShare } from '@/lib/query/numbers'

interface FrameProps {
  model: ChartModel
  axis: { max: number; ticks: number[] }
  highlighted: string | null
  onHighlight: (key: string | null) => void
  children: ReactNode
}

function ShareTicks({ axis }: { axis: FrameProps['axis'] }) {
  return (
    <svg width="100%" height={chartHeight} aria-hidden="true" className="overflow-visible">
      {axis.ticks.map((tick) => (
        <text
          key={tick}
          x="100%"
          dx={-8}
          y={yOf(tick, axis.max)}
          dy="0.32em"
          textAnchor="end"
          className="fill-quiet text-small"
        >
          {formatTick(tick)}
        </text>
      ))}
    </svg>
  )
}

/** Light horizontal rules, the base line, and the periods under it. */
function PlotGround({ model, axis }: { model: ChartModel; axis: FrameProps['axis'] }) {
  return (
    <svg className="absolute inset-0 size-full overflow-visible" aria-hidden="true">
      {axis.ticks.map((tick) => (
        <line
          key={tick}
          x1="0"
          x2="100%"
          y1={yOf(tick, axis.max)}
          y2={yOf(tick, axis.max)}
          stroke={tick === 0 ? 'var(--rule-strong)' : 'var(--grid)'}
        />
      ))}
      <Breaks model={model} />
      {periodTicks(model.starts, model.bucket).map((tick) => {
        const x = `${(xOf(tick.index, model.starts.length) * 100).toFixed(2)}%`
        return (
          <g key={tick.index} className={tick.isMajor ? undefined : 'max-lg:hidden'}>
            <line x1={x} x2={x} y1={plotTop + plotHeight} y2={plotTop + plotHeight + 5} stroke="var(--rule-strong)" />
            <text x={x} y={plotTop + plotHeight + 21} textAnchor="middle" className="fill-quiet text-small">
              {tick.label}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

/** A thin rule with a word before each period whose sources are others than those of the period before it. */
function Breaks({ model: { breaks, starts } }: Pick<FrameProps, 'model'>) {
  return breaks.map(({ index, words }, order) => {
    const at = xOf(index - 0.5, starts.length)
    const x = `${(at * 100).toFixed(2)}%`
    return (
      <g key={index}>
        <line x1={x} x2={x} y1={plotTop} y2={plotTop + plotHeight} stroke="var(--rule-strong)" strokeWidth={0.75} />
        <text
          x={x}
          y={plotTop + 10 + (order % 3) * 16}
          dx={at > 0.6 ? -5 : 5}
          textAnchor={at > 0.6 ? 'end' : 'start'}
          className="fill-quiet text-small max-md:hidden"
          // Readable where it crosses the rule of a neighbour.
          stroke="var(--paper)"
          strokeWidth={4}
          paintOrder="stroke"
        >
          {words}
        </text>
      </g>
    )
  })
}

/** A short sample of a series: its line with its dash, or its layer's shade. */
export function Swatch({
  series,
  kind,
  isMuted,
}: {
  series: ChartSeries
  kind: ChartModel['kind']
  isMuted?: boolean
}) {
  return (
    <svg width="20" height="10" aria-hidden="true" data-family={series.family} className="inline-block shrink-0">
      <g className={isMuted === true ? 'is-muted' : undefined}>
        {kind === 'stack' ? (
          <rect width="20" height="10" fill="var(--hue)" fillOpacity={layerOpacities[series.rank] ?? 0.25} />
        ) : (
          <line
            x1="0"
            x2="20"
            y1="5"
            y2="5"
            stroke="var(--hue)"
            strokeWidth="2.5"
            strokeDasharray={dashOf(series.rank)}
          />
        )}
      </g>
    </svg>
  )
}

/** Names and last shares where the lines end; the phone shows the shares here and the names in the key above. */
function EndLabels({ model, axis, highlighted, onHighlight }: Omit<FrameProps, 'children'>) {
  const last = lastIndexOf(model)
  const of = model.ofVacancies[last] ?? 0
  const byKey = new Map(model.series.map((series) => [series.key, series]))
  return (
    <svg
      width="100%"
      height={chartHeight}
      className="overflow-visible"
      role="group"
      aria-label="Lines and their last share"
    >
      {placeEndLabels(model, axis.max).map((label) => {
        const series = byKey.get(label.key)
        if (series === undefined) return null
        const isMuted = highlighted !== null && highlighted !== series.key
        const words = (
          <text x={16} y={label.labelY} dy="0.32em" className="fill-hue-ink text-small">
            <tspan className="font-semibold">{formatShare(shareAt(model, series, last), of)}</tspan>
            <tspan className="max-md:hidden" dx={6}>
              {series.name}
            </tspan>
          </text>
        )
        return (
          <g
            key={label.key}
            data-family={series.family}
            onPointerEnter={() => onHighlight(series.key)}
            onPointerLeave={() => onHighlight(null)}
          >
            <g className={isMuted ? 'is-muted' : undefined}>
              <path d={`M3 ${label.lineY}L12 ${label.labelY}`} stroke="var(--hue)" fill="none" />
              {series.href === null ? (
                words
              ) : (
                <PageLink
                  href={series.href}
                  onFocus={() => onHighlight(series.key)}
                  onBlur={() => onHighlight(null)}
                  className="hover:underline"
                >
                  {words}
                </PageLink>
              )}
            </g>
          </g>
        )
      })}
    </svg>
  )
}

/** Key for phones, where the names do not fit beside the lines. */
function PhoneKey({ model, onHighlight }: Pick<FrameProps, 'model' | 'onHighlight'>) {
  return (
    <ul className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-small md:hidden">
      {model.series.map((series) => (
        <li key={series.key}>
          <span
            className="flex items-center gap-2"
            onPointerEnter={() => onHighlight(series.key)}
            onPointerLeave={() => onHighlight(null)}
          >
            <Swatch series={series} kind={model.kind} />
            {series.href === null ? (
              series.name
            ) : (
              <PageLink href={series.href} className="hover:underline">
                {series.name}
              </PageLink>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Everything of a chart but its marks: axis, grid, periods, labels. The marks lie in a box of fixed height. */
export function ChartFrame({ children, ...props }: FrameProps) {
  return (
    <>
      {props.model.series.length > 1 && <PhoneKey {...props} />}
      <div className="grid grid-cols-[2.75rem_minmax(0,1fr)_3.75rem] md:grid-cols-[3rem_minmax(0,1fr)_14.5rem]">
        <ShareTicks axis={props.axis} />
        <div className="relative h-[380px]">
          <PlotGround {...props} />
          {children}
        </div>
        <EndLabels {...props} />
      </div>
    </>
  )
}
