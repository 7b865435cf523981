import { describePeriod } from '@/app/_components/chart/chart-readout'
import { type ChartModel, shareAt } from '@/app/_components/chart/chart-model'
import { formatCount, formatInterval, formatShare } from '@/lib/query/numbers'

/** The numbers of the chart, newest first: what the pointer shows, for all periods at once. */
export function ChartTable({ model, caption }: { model: ChartModel; caption: string }) {
  const newestFirst = model.starts.map((_, index) => index).toReversed()
  const hasOne = model.series.length === 1
  return (
    <div className="table-box max-h-[380px] overflow-y-auto" tabIndex={0} role="region" aria-label={caption}>
      <table className="figure-table">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 z-2 bg-paper">
          <tr>
            <th scope="col" className="first">
              Period
            </th>
            {model.series.map((series) => (
              <th key={series.key} scope="col" className="number">
                {series.name}
              </th>
            ))}
            {hasOne && (
              <>
                <th scope="col" className="number">
                  95&#8239;% interval
                </th>
                <th scope="col" className="number">
                  Vacancies naming it
                </th>
              </>
            )}
            <th scope="col" className="number">
              Of vacancies
            </th>
          </tr>
        </thead>
        <tbody>
          {newestFirst.map((index) => {
            const of = model.ofVacancies[index] ?? 0
            return (
              <tr key={index}>
                <th scope="row" className="first">
                  {describePeriod(model, index)}
                </th>
                {model.series.map((series) => (
                  <td key={series.key} className="number">
                    {formatShare(shareAt(model, series, index), of)}
                    {series.isThin[index] === true && <span className="text-quiet"> thin</span>}
                  </td>
                ))}
                {hasOne &&
                  model.series.map((series) => (
                    <td key={series.key} className="number">
                      {formatInterval(series.low[index] ?? null, series.high[index] ?? null, of)}
                    </td>
                  ))}
                {hasOne &&
                  model.series.map((series) => (
                    <td key={series.key} className="number">
                      {formatCount(series.vacancies[index] ?? 0)}
                    </td>
                  ))}
                <td className="number">{formatCount(of)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
