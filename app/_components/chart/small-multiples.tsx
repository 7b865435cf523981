import { formatTick, largestOf, lastIndexOf, shareAxis, xOf } from '@/app/_components/chart/chart-layout'
import { type ChartModel, type ChartSeries, shareAt } from '@/app/_components/chart/chart-model'
import { PageLink } from '@/app/_components/site/page-link'
import { formatBucket } from '@/lib/domain/month'
import { formatShare } from '@/lib/query/numbers'

const height = 96

const xIn = (model: ChartModel, index: number): number => xOf(index, model.starts.length) * 1_000
const yIn = (share: number, max: number): number => height * (1 - share / max)

/** A path through some periods of a series that breaks where one has no share or is not among them. */
function pathOf(
  model: ChartModel,
  series: ChartSeries,
  { max, isIn }: { max: number; isIn: (index: number) => boolean },
) {
  let isBroken = true
  return model.starts
    .map((_, index) => {
      const share = isIn(index) ? shareAt(model, series, index) : null
      const command = isBroken ? 'M' : 'L'
      isBroken = share === null
      return share === null ? '' : `${command}${xIn(model, index).toFixed(1)} ${yIn(share, max).toFixed(1)}`
    })
    .join('')
}

/** Hollow where thin, as in the large chart; placed in percent, so that the stretched drawing leaves them round. */
function ThinRings({ model, series, max }: { model: ChartModel; series: ChartSeries; max: number }) {
  return model.starts.map((start, index) => {
    const share = series.isThin[index] === true ? shareAt(model, series, index) : null
    if (share === null || share > max) return null
    return (
      <circle
        key={start}
        cx={`${(xIn(model, index) / 10).toFixed(2)}%`}
        cy={yIn(share, max)}
        r={1.75}
        fill="var(--paper)"
        stroke="var(--hue)"
        strokeOpacity={0.7}
      />
    )
  })
}

/** More than eight lines cannot be told apart in one drawing: one small drawing each, all on the same scale. */
export function SmallMultiples({ model }: { model: ChartModel }) {
  const { max } = shareAxis(largestOf(model))
  const last = lastIndexOf(model)
  const first = model.starts[0]
  const end = model.starts.at(-1)
  const isOpen = (index: number) => model.isPartial[index] === true
  const lastWhole = model.isPartial.lastIndexOf(false)
  return (
    <ul className="grid grid-cols-2 gap-x-6 gap-y-6 md:grid-cols-4">
      {model.series.map((series) => (
        <li key={series.key} data-family={series.family}>
          <p className="mb-1 flex justify-between gap-2 text-small">
            {series.href === null ? (
              series.name
            ) : (
              <PageLink href={series.href} className="font-semibold text-hue-ink hover:underline">
                {series.name}
              </PageLink>
            )}
            <span className="tabular">{formatShare(shareAt(model, series, last), model.ofVacancies[last] ?? 0)}</span>
          </p>
          <svg width="100%" height={height} aria-hidden="true">
            <svg viewBox={`0 0 1000 ${height}`} preserveAspectRatio="none" width="100%" height={height}>
              <line
                x1="0"
                x2="1000"
                y1={height}
                y2={height}
                stroke="var(--rule-strong)"
                vectorEffect="non-scaling-stroke"
              />
              <line x1="0" x2="1000" y1="0" y2="0" stroke="var(--grid)" vectorEffect="non-scaling-stroke" />
              {[
                { isIn: (index: number) => !isOpen(index), dash: 'none' },
                // From the last whole period on, as far as what follows is not complete.
                { isIn: (index: number) => isOpen(index) || index === lastWhole, dash: '2 3' },
              ].map(({ isIn, dash }) => (
                <path
                  key={dash}
                  d={pathOf(model, series, { max, isIn })}
                  fill="none"
                  stroke="var(--hue)"
                  strokeWidth={1.75}
                  strokeDasharray={dash}
                  vectorEffect="non-scaling-stroke"
                />
              ))}
              {model.breaks.map(({ index }) => {
                const x = xOf(index - 0.5, model.starts.length) * 1_000
                return (
                  <line
                    key={index}
                    x1={x}
                    x2={x}
                    y1="0"
                    y2={height}
                    stroke="var(--rule-strong)"
                    strokeWidth={0.75}
                    vectorEffect="non-scaling-stroke"
                  />
                )
              })}
            </svg>
            <ThinRings model={model} series={series} max={max} />
          </svg>
          {first !== undefined && end !== undefined && (
            <p className="flex flex-wrap justify-between gap-x-2 text-small text-quiet">
              <span>
                {formatBucket(first, model.bucket)} to {formatBucket(end, model.bucket)}
              </span>
              <span>0 to {formatTick(max)}</span>
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
