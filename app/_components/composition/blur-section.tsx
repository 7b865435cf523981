import { TableHead } from '@/app/_components/tables/table-head'
import { csvHref } from '@/app/_data/csv-links'
import { formatBucket } from '@/lib/domain/month'
import { type BlurRow, blurredFrom } from '@/lib/query/blur'
import type { Filters } from '@/lib/query/filters'
import { formatCount, formatInterval, formatShare } from '@/lib/query/numbers'

const decimals = 1_000
const mean = (value: number | null) => (value === null ? '–' : value.toFixed(2))

/** How many ops families a vacancy names, year by year. */
export function BlurSection({
  rows,
  filters,
  population,
}: {
  rows: readonly BlurRow[]
  filters: Filters
  population: string
}) {
  const [first] = rows
  if (first === undefined) return null
  return (
    <section className="figures" aria-label="Blur index">
      <TableHead
        title="How far backend reaches into operations"
        csvHref={csvHref('blur', { ...filters, bucket: 'year' })}
      />
      <p className="mb-3 max-w-[72ch]">
        The blur index: how many of the six ops families (cloud, containers, CI/CD, infrastructure as code,
        observability, MLOps) a vacancy names, on average, and how many vacancies name {blurredFrom} or more.
      </p>
      <div className="table-box" tabIndex={0} role="region" aria-label="Blur index by year">
        <table className="figure-table">
          <caption className="sr-only">
            Vacancies by the number of ops families they name, by year. {population}.
          </caption>
          <thead>
            <tr>
              <th scope="col" className="first">
                Year
              </th>
              <th scope="col" className="number">
                Mean
              </th>
              <th scope="col" className="number">
                95&#8239;% interval
              </th>
              <th scope="col" className="number">
                {blurredFrom} or more
              </th>
              <th scope="col" className="number">
                95&#8239;% interval
              </th>
              {first.byFamilies.map((_, count) => (
                <th scope="col" className="number" key={count}>
                  {count}
                </th>
              ))}
              <th scope="col" className="number">
                Vacancies
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.start}>
                <th scope="row" className="first">
                  {formatBucket(row.start, 'year')}
                  {row.isPartial && <span className="text-quiet"> so far</span>}
                </th>
                <td className="number font-semibold">{mean(row.mean)}</td>
                <td className="number text-quiet">
                  {mean(row.meanLow)} to {mean(row.meanHigh)}
                </td>
                <td className="number font-semibold">{formatShare(row.blurred.share, decimals)}</td>
                <td className="number text-quiet">{formatInterval(row.blurred.low, row.blurred.high, decimals)}</td>
                {row.byFamilies.map((count, families) => (
                  <td className="number" key={families}>
                    {formatShare(row.blurred.ofVacancies === 0 ? null : count / row.blurred.ofVacancies, 0)}
                  </td>
                ))}
                <td className="number text-quiet">{formatCount(row.blurred.ofVacancies)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
