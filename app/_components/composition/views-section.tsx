import { FigureTable, intervalHeading } from '@/app/_components/tables/figure-table'
import { TableHead } from '@/app/_components/tables/table-head'
import { csvHref } from '@/app/_data/csv-links'
import { viewNames, viewSentences } from '@/lib/query/composition'
import { describeDisagreement, describeParts, describeReach, describeYear } from '@/lib/query/composition-sentences'
import type { Filters } from '@/lib/query/filters'
import { formatCount, formatShare, formatSigned } from '@/lib/query/numbers'
import type { Comparison } from '@/lib/query/periods'
import type { ChangeRow, ViewsReport } from '@/lib/query/views-report'

// Columns line up: every share and change of these tables has its decimal.
const decimals = 1_000

function ChangeTable({ rows, caption }: { rows: readonly ChangeRow[]; caption: string }) {
  return (
    <FigureTable
      rows={rows}
      caption={caption}
      keyOf={(row) => row.view}
      columns={[
        { id: 'view', heading: 'View', cell: (row) => viewNames[row.view] },
        { id: 'before', heading: 'Before', className: 'number', cell: (row) => formatShare(row.shareBefore, decimals) },
        { id: 'after', heading: 'After', className: 'number', cell: (row) => formatShare(row.shareAfter, decimals) },
        {
          id: 'change',
          heading: 'Change, points',
          className: 'number',
          cellClassName: 'font-semibold',
          cell: (row) => formatSigned(row.change, 1),
        },
        {
          id: 'interval',
          heading: intervalHeading,
          className: 'number',
          cellClassName: 'text-quiet',
          cell: describeReach,
        },
        {
          id: 'vacancies',
          heading: 'Vacancies',
          className: 'number',
          cellClassName: 'text-quiet',
          cell: (row) => `${formatCount(row.vacanciesBefore)} and ${formatCount(row.vacanciesAfter)}`,
        },
      ]}
    />
  )
}

const titles: Record<Comparison, string> = { year: 'In a year', range: 'Since the first year of the range' }

function Comparing({ report, comparison, name }: { report: ViewsReport; comparison: Comparison; name: string }) {
  const rows = report.changes.filter((row) => row.comparison === comparison)
  const [first] = rows
  if (first === undefined) return null
  const warning = describeDisagreement(rows)
  const parts = describeParts(report.parts.filter((row) => row.comparison === comparison))
  const windows = `${describeYear(first.from)}, against ${describeYear(first.to)}`
  const spread = rows.find(({ view }) => view === 'mix')?.spread ?? 0
  return (
    <div className="min-w-0">
      <h3 className="font-semibold">{titles[comparison]}</h3>
      <p className="mb-2 text-small text-quiet">{windows}</p>
      {warning !== null && (
        <p role="note" className="mb-3 max-w-[72ch] border-l-2 border-ink py-1 pl-3">
          {warning}
        </p>
      )}
      <ChangeTable rows={rows} caption={`Change of the share that names ${name} under each view, ${windows}`} />
      {parts !== null && <p className="mt-3 max-w-[72ch]">{parts}</p>}
      {spread > 0.005 && (
        <p className="mt-2 max-w-[72ch] text-small text-quiet">
          {formatShare(spread, decimals)} of the fixed mix had no vacancies in the later year; its weight is spread over
          the rest.
        </p>
      )}
    </div>
  )
}

/** How far a change is one of what is asked for, and how far one of who advertises. */
export function ViewsSection({ report, filters, name }: { report: ViewsReport; filters: Filters; name: string }) {
  if (report.changes.length === 0) return null
  const comparisons: Comparison[] = ['year', 'range']
  return (
    <section id="composition" className="figures scroll-mt-24" aria-label="Composition">
      <TableHead title="Is it the market or the mix?" csvHref={csvHref('changes', filters)} />
      <div className="grid max-w-4xl grid-cols-1 gap-y-8">
        {comparisons.map((comparison) => (
          <Comparing key={comparison} report={report} comparison={comparison} name={name} />
        ))}
      </div>
      <dl className="mt-4 grid max-w-[72ch] gap-1 text-small text-quiet">
        {(['mix', 'employers', 'votes', 'length'] as const).map((view) => (
          <div key={view}>
            <dt className="inline font-semibold">{viewNames[view]}: </dt>
            <dd className="inline">{viewSentences[view]}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 flex gap-4 text-small">
        <a className="link" href={csvHref('composition', filters)} download>
          CSV of every period under each view
        </a>
        <a className="link" href={csvHref('decomposition', filters)} download>
          CSV of the parts
        </a>
      </p>
    </section>
  )
}
