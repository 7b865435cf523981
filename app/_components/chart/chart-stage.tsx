'use client'

import { type KeyboardEvent, lazy, type PointerEvent, Suspense, useState, useSyncExternalStore } from 'react'
import { ChartFrame } from '@/app/_components/chart/chart-frame'
import { largestOf, lastIndexOf, shareAxis, xOf } from '@/app/_components/chart/chart-layout'
import type { ChartModel } from '@/app/_components/chart/chart-model'
import { ChartReadout, describePeriod, describeReadout } from '@/app/_components/chart/chart-readout'
import { PlainMarks } from '@/app/_components/chart/plain-marks'

/** Recharts comes in a chunk of its own, after the page. Should it never come, the plain drawing stays. */
const LiveMarks = lazy(() =>
  import('@/app/_components/chart/live-marks').then(
    ({ LiveMarks: loaded }) => ({ default: loaded }),
    (error: unknown) => {
      console.warn('The interactive chart could not be loaded; the plain one stays.', error)
      return { default: PlainMarks }
    },
  ),
)

const neverChanges = () => () => undefined

/** False on the server and while the page takes over its drawing: Recharts draws in browsers only. */
const useIsInBrowser = () =>
  useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  )

/** Where an arrow key leads from a period; null when the key means nothing here. */
function nextIndex(key: string, from: number, count: number): number | null {
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -12, PageDown: 12 }
  const clamp = (index: number) => Math.min(count - 1, Math.max(0, index))
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  const step = steps[key]
  return step === undefined ? null : clamp(from + step)
}

/** The chart itself: period by pointer or arrow keys, one line at a time by hover or up and down. */
export function ChartStage({ model, label }: { model: ChartModel; label: string }) {
  const [active, setActive] = useState<number | null>(null)
  const [highlighted, setHighlighted] = useState<string | null>(null)
  const isInBrowser = useIsInBrowser()
  const axis = shareAxis(largestOf(model))
  const count = model.starts.length
  const last = lastIndexOf(model)

  const pointAt = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const at = Math.round(((event.clientX - box.left) / box.width) * (count - 1))
    setActive(Math.min(count - 1, Math.max(0, at)))
  }
  const turnLine = (step: number) => {
    const keys = [null, ...model.series.map((series) => series.key)]
    const at = (keys.indexOf(highlighted) + step + keys.length) % keys.length
    setHighlighted(keys[at] ?? null)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = nextIndex(event.key, active ?? last, count)
    if (next !== null) setActive(active === null && event.key === 'ArrowLeft' ? last : next)
    else if (event.key === 'ArrowUp') turnLine(-1)
    else if (event.key === 'ArrowDown') turnLine(1)
    else if (event.key === 'Escape') setActive(null)
    else return
    event.preventDefault()
  }
  const clear = () => {
    setActive(null)
    setHighlighted(null)
  }
  const plain = <PlainMarks model={model} max={axis.max} highlighted={highlighted} active={active} />
  const x = active === null ? 0 : xOf(active, count)

  return (
    <div className="group/chart">
      <ChartFrame model={model} axis={axis} highlighted={highlighted} onHighlight={setHighlighted}>
        <Suspense fallback={plain}>
          {isInBrowser ? <LiveMarks model={model} max={axis.max} highlighted={highlighted} active={active} /> : plain}
        </Suspense>
        <div
          role="slider"
          tabIndex={0}
          aria-label={`${label}. Left and right move along the periods, up and down choose a line.`}
          aria-orientation="horizontal"
          aria-valuemin={0}
          aria-valuemax={Math.max(0, count - 1)}
          aria-valuenow={active ?? last}
          aria-valuetext={describePeriod(model, active ?? last)}
          className="absolute inset-0 touch-pan-y"
          onKeyDown={onKeyDown}
          onPointerMove={pointAt}
          onPointerDown={pointAt}
          onPointerLeave={clear}
          onFocus={(event) => {
            if (event.currentTarget.matches(':focus-visible')) setActive(last)
          }}
          onBlur={clear}
        />
        {active !== null && (
          <div
            className="chart-readout"
            style={x > 0.5 ? { right: `calc(${(1 - x) * 100}% + 12px)` } : { left: `calc(${x * 100}% + 12px)` }}
          >
            <ChartReadout model={model} index={active} highlighted={highlighted} />
          </div>
        )}
      </ChartFrame>
      <p className="sr-only" role="status">
        {active === null ? '' : describeReadout(model, active, highlighted)}
      </p>
      <p className="mt-1 hidden text-small text-quiet group-has-[[role=slider]:focus-visible]/chart:block">
        ← → move along the periods, ↑ ↓ choose a line, Esc puts the figures away.
      </p>
    </div>
  )
}
