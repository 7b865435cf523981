import { formatInstant } from '@/app/sources/times'
import type { RejectView } from '@/lib/domain/operator-views'

/** What of the record is known: its id, its line, the field that was wrong. */
function recordWords({ externalId, line, field }: RejectView): string {
  const parts = [externalId, line === null ? null : `line ${line}`, field === null ? null : `field ${field}`]
  return parts.filter((part) => part !== null).join(', ') || 'not identified'
}

/** Refused records of one source with the reason of each, newest first. */
export function RejectsTable({ rejects, sourceName }: { rejects: readonly RejectView[]; sourceName: string }) {
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={`Rejects of ${sourceName}`}>
      <table className="figure-table">
        <caption className="sr-only">Records of {sourceName} that were refused, newest first</caption>
        <thead>
          <tr>
            <th scope="col" className="first">
              Record
            </th>
            <th scope="col">Reason</th>
            <th scope="col">Received from</th>
            <th scope="col">Met</th>
          </tr>
        </thead>
        <tbody>
          {rejects.map((reject) => (
            <tr key={reject.id}>
              <th scope="row" className="first font-normal">
                {recordWords(reject)}
              </th>
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
