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

interface ViewRowProps {
  view: ViewResult
  result: ClaimResult
  scale: ReturnType<typeof scaleOf>
  /** Whether any view of the table has a reason to give. */
  hasReasons: boolean
}

function ViewRow({ view, result, scale, hasReasons }: ViewRowProps) {
  const n = view.now.ofVacancies
  return (
    <tr>
      <th scope="row" className="first">
        {viewNames[view.view]}
      </th>
      <td>
        <span className={view.isThin ? 'text-quiet' : 'font-semibold'}>{view.verdict}</span>
      </td>
      {view.change === null ? (
        <>
          <td className="number">{formatFigure(view.now.value, result, n)}</td>
          <td className="number">{formatSpan(view.now, result, n)}</td>
        </>
      ) : (
        <>
          <td className="number">
            {formatFigure(view.earlier.value, result, view.earlier.ofVacancies)} →{' '}
            {formatFigure(view.now.value, result, n)}
          </td>
          <td className="number">{formatChange(view.change, result, n)}</td>
          <td className="number">{formatChangeSpan(view.change, result, n)}</td>
        </>
      )}
      <td className="w-40">
        <ClaimBar view={view} scale={scale} />
      </td>
      <td className="number">{formatCounts(view, result)}</td>
      {hasReasons && (
        <td className="text-quiet">
          <span className="block max-w-[40ch] min-w-48 whitespace-normal">{view.reason ?? ''}</span>
        </td>
      )}
    </tr>
  )
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
  const change = isChange(result.claim.comparison)
  const hasReasons = scopes.some(({ views }) => views.some(({ reason }) => reason !== null))
  const columns = [
    'Verdict',
    ...(change ? ['Earlier → later', 'Change'] : ['Figure']),
    '95\u202f% interval',
    '',
    'Vacancies',
    ...(hasReasons ? ['Why'] : []),
  ]
  return (
    <div className="table-box relative">
      <table className="figure-table">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="first">
              View
            </th>
            {columns.map((column) => (
              <th
                key={column === '' ? 'bar' : column}
                scope="col"
                className={['Verdict', 'Why', ''].includes(column) ? undefined : 'number'}
              >
                {column === '' ? <span className="sr-only">Bar</span> : column}
              </th>
            ))}
          </tr>
        </thead>
        {scopes.map(({ source, views }) => (
          <tbody key={source ?? ''}>
            {scopes.length > 1 && (
              <tr>
                <th scope="rowgroup" colSpan={columns.length + 1} className="pt-3">
                  {source === null ? 'All sources' : sourceName(source)}
                </th>
              </tr>
            )}
            {views.map((view) => (
              <ViewRow key={view.view} view={view} result={result} scale={scale} hasReasons={hasReasons} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}
