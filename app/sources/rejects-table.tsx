import { PageLink } from '@/app/_components/site/page-link'
import { rejectHref } from '@/app/sources/addresses'
import { formatInstant } from '@/app/sources/times'
import { wholeSourceSlug } from '@/lib/domain/board'
import type { RejectView } from '@/lib/domain/operator-views'

/** What of the record is known: its id, its line, the field that was wrong. */
export function recordWords({ externalId, line, field }: RejectView): string {
  const parts = [externalId, line === null ? null : `line ${line}`, field === null ? null : `field ${field}`]
  return parts.filter((part) => part !== null).join(', ') || 'not identified'
}

interface RejectsTableProps {
  rejects: readonly RejectView[]
  /** Source or board that they are of. */
  name: string
  showsBoard: boolean
}

/** Refused records with the reason of each, newest first; each leads to what was received. */
export function RejectsTable({ rejects, name, showsBoard }: RejectsTableProps) {
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={`Rejects of ${name}`}>
      <table className="figure-table">
        <caption className="sr-only">Records of {name} that were refused, newest first</caption>
        <thead>
          <tr>
            <th scope="col" className="first">
              Record
            </th>
            {showsBoard && <th scope="col">Board</th>}
            <th scope="col">Reason</th>
            <th scope="col">Received from</th>
            <th scope="col">Met</th>
          </tr>
        </thead>
        <tbody>
          {rejects.map((reject) => (
            <tr key={reject.id}>
              <th scope="row" className="first font-normal">
                <PageLink className="link wrap-anywhere" href={rejectHref(reject.sourceId, reject.id)}>
                  {recordWords(reject)}
                </PageLink>
              </th>
              {showsBoard && (
                <td className="max-w-48 truncate">{reject.scope === wholeSourceSlug ? '' : (reject.scope ?? '')}</td>
              )}
              <td className="min-w-64 whitespace-normal!">{reject.reason}</td>
              <td className="max-w-72 truncate">{reject.payloadUrl ?? 'no longer stored'}</td>
              <td className="tabular">{formatInstant(reject.at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
