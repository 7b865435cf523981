import { Swatch } from '@/app/_components/chart/chart-frame'
import { type ChartModel, type ChartSeries, shareAt } from '@/app/_components/chart/chart-model'
import { formatBucket } from '@/lib/domain/month'
import { formatCount, formatInterval, formatShare, formatVacancies } from '@/lib/query/numbers'

/** "May 2024", with what limits the period or sets it apart: "May 2024, so far", "May 2024, Greenhouse from here". */
export function describePeriod(model: ChartModel, index: number): string {
  const start = model.starts[index]
  if (start === undefined) return ''
  const changes = model.breaks.filter((one) => one.index === index).map(({ words }) => words)
  return [formatBucket(start, model.bucket), ...(model.isPartial[index] === true ? ['so far'] : []), ...changes].join(
    ', ',
  )
}

/** A period in one spoken sentence, for the live region. */
export function describeReadout(model: ChartModel, index: number, highlighted: string | null): string {
  const of = model.ofVacancies[index] ?? 0
  const spoken = model.series
    .filter((series) => highlighted === null || series.key === highlighted)
    .map((series) => {
      const interval = formatInterval(series.low[index] ?? null, series.high[index] ?? null, of)
      const thin = series.isThin[index] === true ? ', thin sample' : ''
      const count = formatVacancies(series.vacancies[index] ?? 0, false)
      return `${series.name} ${formatShare(shareAt(model, series, index), of)}, ${count}, interval ${interval}${thin}`
    })
  return `${describePeriod(model, index)}, of ${formatVacancies(of, false)}: ${spoken.join('; ')}.`
}

interface ReadoutProps {
  model: ChartModel
  index: number
  highlighted: string | null
}

const byShare = (model: ChartModel, index: number) => (a: ChartSeries, b: ChartSeries) =>
  (shareAt(model, b, index) ?? -1) - (shareAt(model, a, index) ?? -1)

/** The figures of one period beside the pointer: the same numbers as the table and the file. */
export function ChartReadout({ model, index, highlighted }: ReadoutProps) {
  const of = model.ofVacancies[index] ?? 0
  const series = model.kind === 'stack' ? model.series : model.series.toSorted(byShare(model, index))
  return (
    <div className="border border-rule-strong bg-raised px-3 py-2 text-small tabular">
      <p className="font-semibold">{describePeriod(model, index)}</p>
      <table className="mt-1 w-full border-collapse">
        <tbody>
          {series.map((line) => (
            <tr key={line.key} className={highlighted === line.key ? 'font-semibold' : undefined}>
              <td className="pr-2">
                <Swatch series={line} kind={model.kind} isMuted={highlighted !== null && highlighted !== line.key} />
              </td>
              <td className="pr-3 text-right font-semibold whitespace-nowrap">
                {formatShare(shareAt(model, line, index), of)}
              </td>
              <td className="w-full pr-3">
                {line.name}
                {line.isThin[index] === true && <span className="text-quiet"> (thin)</span>}
              </td>
              <td className="pr-3 whitespace-nowrap text-quiet max-md:hidden">
                {formatInterval(line.low[index] ?? null, line.high[index] ?? null, of)}
              </td>
              <td className="text-right whitespace-nowrap text-quiet">{formatCount(line.vacancies[index] ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-1 text-quiet">
        of {formatVacancies(of, false)}
        <span className="max-md:hidden">; ranges are 95&#8239;% intervals</span>
      </p>
    </div>
  )
}
