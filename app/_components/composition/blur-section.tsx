import { FigureTable, intervalHeading } from '@/app/_components/tables/figure-table'
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
        observability, MLOps) a vacancy names, on average, and the share of vacancies that name {blurredFrom} or more,
        none, one, and so on up to six.
      </p>
      <FigureTable
        rows={rows}
        caption={`Vacancies by the number of ops families they name, by year. ${population}.`}
        label="Blur index by year"
        keyOf={(row) => row.start}
        columns={[
          {
            id: 'year',
            heading: 'Year',
            cell: (row) => (
              <>
                {formatBucket(row.start, 'year')}
                {row.isPartial && <span className="text-quiet"> so far</span>}
              </>
            ),
          },
          {
            id: 'mean',
            heading: 'Mean',
            className: 'number',
            cellClassName: 'font-semibold',
            cell: (row) => mean(row.mean),
          },
          {
            id: 'mean-interval',
            heading: intervalHeading,
            className: 'number',
            cellClassName: 'text-quiet',
            cell: (row) => (row.meanLow === null ? '–' : `${mean(row.meanLow)} to ${mean(row.meanHigh)}`),
          },
          {
            id: 'blurred',
            heading: `${blurredFrom} or more`,
            className: 'number',
            cellClassName: 'font-semibold',
            cell: ({ blurred }) => formatShare(blurred.share, decimals),
          },
          {
            id: 'blurred-interval',
            heading: intervalHeading,
            className: 'number',
            cellClassName: 'text-quiet',
            cell: ({ blurred }) => formatInterval(blurred.low, blurred.high, decimals),
          },
          ...first.byFamilies.map((_, families) => ({
            id: String(families),
            heading: families === 0 ? 'None' : families,
            className: 'number',
            cell: ({ byFamilies, blurred: { ofVacancies } }: BlurRow) =>
              formatShare(ofVacancies === 0 ? null : (byFamilies[families] ?? 0) / ofVacancies, decimals),
          })),
          {
            id: 'vacancies',
            heading: 'Vacancies',
            className: 'number',
            cellClassName: 'text-quiet',
            cell: ({ blurred }) => formatCount(blurred.ofVacancies),
          },
        ]}
      />
    </section>
  )
}
