'use client'

import { type ReactNode, useState } from 'react'
import type { ChartModel } from '@/app/_components/chart/chart-model'
import { ChartStage } from '@/app/_components/chart/chart-stage'
import { ChartTable } from '@/app/_components/chart/chart-table'
import { SmallMultiples } from '@/app/_components/chart/small-multiples'

/** Lines that one drawing can hold apart. */
const mostLines = 8

interface ChartFigureProps {
  model: ChartModel
  title: string
  /** Whose vacancies, as words under the title. */
  population: string
  /** Address of the same numbers as a file. */
  csvHref: string
  /** Between the title and the drawing: how else it can be drawn. */
  controls?: ReactNode
  /** What a reader must know to read the chart. */
  children?: ReactNode
}

/** A chart with its title, its numbers as a table, and its file. */
export function ChartFigure({ model, title, population, csvHref, controls, children }: ChartFigureProps) {
  const [isTable, setIsTable] = useState(false)
  return (
    <figure className="figures">
      <figcaption className="mb-4 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <div>
          <h2 className="text-lead">{title}</h2>
          <p className="text-small text-quiet">{population}</p>
        </div>
        <p className="flex gap-4 text-small">
          <button
            type="button"
            className="needs-script link"
            aria-pressed={isTable}
            onClick={() => setIsTable(!isTable)}
          >
            {isTable ? 'Show as chart' : 'Show as table'}
          </button>
          <a className="link" href={csvHref} download>
            CSV<span className="sr-only"> of: {title}</span>
          </a>
        </p>
      </figcaption>
      {controls}
      {isTable ? (
        <ChartTable model={model} caption={title} />
      ) : model.series.length > mostLines ? (
        <SmallMultiples model={model} />
      ) : (
        <ChartStage model={model} label={title} />
      )}
      {children !== undefined && <div className="mt-3 max-w-[72ch] text-small text-quiet">{children}</div>}
    </figure>
  )
}
