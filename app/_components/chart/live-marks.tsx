'use client'

import { Area, ComposedChart, Line, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import {
  chartHeight,
  dashOf,
  layerOpacities,
  lineWidthOf,
  plotBottom,
  plotTop,
} from '@/app/_components/chart/chart-layout'
import { type ChartModel, type ChartSeries, shareAt } from '@/app/_components/chart/chart-model'
import type { MarksProps } from '@/app/_components/chart/plain-marks'

/** Recharts reads its values by key from one row a period. */
interface Row {
  index: number
  [value: string]: number | [number, number] | null
}

function toRows(model: ChartModel): Row[] {
  const lastClosed = model.isPartial.lastIndexOf(false)
  return model.starts.map((_, index) => {
    const row: Row = { index }
    for (const series of model.series) {
      const share = shareAt(model, series, index)
      const low = series.low[index] ?? null
      const high = series.high[index] ?? null
      row[`share:${series.key}`] = model.kind === 'lines' && model.isPartial[index] === true ? null : share
      row[`open:${series.key}`] = index >= lastClosed ? share : null
      row[`band:${series.key}`] = low === null || high === null ? null : [low, high]
    }
    return row
  })
}

interface DotProps {
  cx?: number | undefined
  cy?: number | undefined
  index?: number | undefined
}

/** Rings for thin periods and a full dot at the active one; nothing elsewhere. */
function drawDot(series: ChartSeries, colour: string, active: number | null) {
  return function Dot({ cx, cy, index }: DotProps) {
    const isActive = index === active
    if (cx === undefined || cy === undefined || index === undefined || (!isActive && series.isThin[index] !== true)) {
      return <g key={index} />
    }
    return (
      <circle
        key={index}
        cx={cx}
        cy={cy}
        r={isActive ? 4 : 2.25}
        fill={isActive && series.isThin[index] !== true ? colour : 'var(--paper)'}
        stroke={colour}
        strokeOpacity={isActive ? 1 : 0.7}
      />
    )
  }
}

const hasOpenEnd = (model: ChartModel) => model.isPartial.includes(true)

/** The same lines as PlainMarks, drawn by Recharts on the same scales, with the active period marked. */
export function LiveMarks({ model, max, highlighted, active }: MarksProps) {
  const isMuted = (series: ChartSeries) => highlighted !== null && highlighted !== series.key
  const hasBand = (series: ChartSeries) => model.series.length === 1 || highlighted === series.key
  // Muted lines lie under the highlighted one.
  const ordered =
    model.kind === 'stack' ? model.series : model.series.toSorted((a, b) => Number(isMuted(b)) - Number(isMuted(a)))
  return (
    <div className="absolute inset-0" aria-hidden="true">
      <ResponsiveContainer width="100%" height={chartHeight}>
        <ComposedChart
          data={toRows(model)}
          margin={{ top: plotTop, right: 0, bottom: plotBottom, left: 0 }}
          accessibilityLayer={false}
        >
          <XAxis dataKey="index" type="number" domain={[0, Math.max(1, model.starts.length - 1)]} hide />
          <YAxis domain={[0, max]} allowDataOverflow hide />
          {active !== null && <ReferenceLine x={active} stroke="var(--rule-strong)" />}
          {ordered.map((series) => {
            // The hue is set where the figure names the family; a muted line takes the grey directly.
            const colour = isMuted(series) ? 'var(--muted-line)' : `var(--hue-${series.family})`
            if (model.kind === 'stack') {
              return (
                <Area
                  key={series.key}
                  dataKey={`share:${series.key}`}
                  stackId="levels"
                  fill={colour}
                  fillOpacity={layerOpacities[series.rank] ?? 0.25}
                  stroke="none"
                  isAnimationActive={false}
                  activeDot={false}
                />
              )
            }
            return [
              hasBand(series) && (
                <Area
                  key={`band:${series.key}`}
                  dataKey={`band:${series.key}`}
                  fill={colour}
                  fillOpacity={0.16}
                  stroke="none"
                  isAnimationActive={false}
                  activeDot={false}
                />
              ),
              hasOpenEnd(model) && (
                <Line
                  key={`open:${series.key}`}
                  dataKey={`open:${series.key}`}
                  stroke={colour}
                  strokeWidth={lineWidthOf(model)}
                  strokeDasharray="2 3"
                  dot={false}
                  activeDot={false}
                  isAnimationActive={false}
                />
              ),
              <Line
                key={series.key}
                dataKey={`share:${series.key}`}
                stroke={colour}
                strokeWidth={lineWidthOf(model)}
                strokeDasharray={dashOf(series.rank)}
                dot={drawDot(series, colour, active)}
                activeDot={false}
                isAnimationActive={false}
              />,
            ]
          })}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  )
}
