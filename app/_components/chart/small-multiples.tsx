import { formatTick, largestOf, lastIndexOf, shareAxis, xOf } from '@/app/_components/chart/chart-layout'
import { type ChartModel, type ChartSeries, shareAt } from '@/app/_components/chart/chart-model'
import { PageLink } from '@/app/_components/site/page-link'
import { formatBucket } from '@/lib/domain/month'
import { formatShare } from '@/lib/query/numbers'

const height = 96

function pathOf(model: ChartModel, series: ChartSeries, max: number): string {
  let isBroken = true
  return model.starts
    .map((_, index) => {
      const share = shareAt(model, series, index)
      const command = isBroken ? 'M' : 'L'
      isBroken = share === null
      if (share === null) return ''
      return `${command}${(xOf(index, model.starts.length) * 1_000).toFixed(1)} ${(height * (1 - share / max)).toFixed(1)}`
    })
    .join('')
}

/** More than eight lines cannot be told apart in one drawing: one small drawing each, all on the same scale. */
export function SmallMultiples({ model }: { model: ChartModel }) {
  const { max } = shareAxis(largestOf(model))
  const last = lastIndexOf(model)
  const first = model.starts[0]
  const end = model.starts.at(-1)
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
          <svg
            viewBox={`0 0 1000 ${height}`}
            preserveAspectRatio="none"
            width="100%"
            height={height}
            aria-hidden="true"
          >
            <line
              x1="0"
              x2="1000"
              y1={height}
              y2={height}
              stroke="var(--rule-strong)"
              vectorEffect="non-scaling-stroke"
            />
            <line x1="0" x2="1000" y1="0" y2="0" stroke="var(--grid)" vectorEffect="non-scaling-stroke" />
            <path
              d={pathOf(model, series, max)}
              fill="none"
              stroke="var(--hue)"
              strokeWidth={1.75}
              vectorEffect="non-scaling-stroke"
            />
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
          {first !== undefined && end !== undefined && (
            <p className="flex justify-between text-small text-quiet">
              <span>{formatBucket(first, model.bucket)}</span>
              <span>0 to {formatTick(max)}</span>
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
