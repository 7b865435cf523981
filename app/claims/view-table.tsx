import { barHeading, type Column, FigureTable, intervalHeading } from '@/app/_components/tables/figure-table'
import { ClaimBar, scaleOf } from '@/app/claims/claim-bar'
import { isChange } from '@/lib/domain/claim'
import type { ClaimResult, ViewResult } from '@/lib/query/claims/check-claim'
import {
  formatChange,
  formatChangeSpan,
  formatCounts,
  formatFigure,
  formatSpan,
} from '@/lib/query/claims/claim-numbers'
import { viewNames } from '@/lib/query/composition'

/** A view of one source, or of all. */
interface ScopedView {
  view: ViewResult
  source: string | null
}

/** Where a share stands, or how it moved. */
const figureColumns = (result: ClaimResult): Column<ScopedView>[] => {
  const number = (id: string, heading: string, cell: (view: ViewResult) => string): Column<ScopedView> => ({
    id,
    heading,
    className: 'number',
    cell: ({ view }) => cell(view),
  })
  const earlier = (view: ViewResult) => formatFigure(view.earlier.value, result, view.earlier.ofVacancies)
  const now = (view: ViewResult) => formatFigure(view.now.value, result, view.now.ofVacancies)
  if (!isChange(result.claim.comparison))
    return [
      number('figure', 'Figure', now),
      number('interval', intervalHeading, (view) => formatSpan(view.now, result, view.now.ofVacancies)),
    ]
  const ofChange = (format: typeof formatChange) => (view: ViewResult) =>
    view.change === null ? '–' : format(view.change, result, view.now.ofVacancies)
  return [
    number('ends', 'Earlier → later', (view) => `${earlier(view)} → ${now(view)}`),
    number('change', 'Change', ofChange(formatChange)),
    number('interval', intervalHeading, ofChange(formatChangeSpan)),
  ]
}

const reasonColumn: Column<ScopedView> = {
  id: 'why',
  heading: 'Why',
  cellClassName: 'text-quiet',
  cell: ({ view }) => <span className="block max-w-[40ch] min-w-48 whitespace-normal">{view.reason ?? ''}</span>,
}

/** Every view of all sources together, then of each source where there are several. */
export function ViewTable({
  result,
  caption,
  sourceName,
}: {
  result: ClaimResult
  caption: string
  sourceName: (id: string) => string
}) {
  const scale = scaleOf([result])
  const scopes = result.scopes.length === 2 ? result.scopes.slice(0, 1) : result.scopes
  const rows = scopes.flatMap(({ source, views }) => views.map((view): ScopedView => ({ source, view })))
  const groupOf = ({ source }: ScopedView) => (source === null ? 'All sources' : sourceName(source))
  return (
    <FigureTable
      rows={rows}
      caption={caption}
      keyOf={({ source, view }) => `${source ?? ''} ${view.view}`}
      {...(scopes.length > 1 ? { groupOf } : {})}
      columns={[
        { id: 'view', heading: 'View', cell: ({ view }) => viewNames[view.view] },
        {
          id: 'verdict',
          heading: 'Verdict',
          cell: ({ view }) => <span className={view.isThin ? 'text-quiet' : 'font-semibold'}>{view.verdict}</span>,
        },
        ...figureColumns(result),
        {
          id: 'bar',
          heading: barHeading,
          className: 'w-40',
          cell: ({ view }) => <ClaimBar view={view} scale={scale} />,
        },
        { id: 'vacancies', heading: 'Vacancies', className: 'number', cell: ({ view }) => formatCounts(view, result) },
        ...(rows.some(({ view }) => view.reason !== null) ? [reasonColumn] : []),
      ]}
    />
  )
}
