import { PageLink } from '@/app/_components/site/page-link'
import { type Column, FigureTable } from '@/app/_components/tables/figure-table'
import { rejectHref } from '@/app/sources/addresses'
import { formatInstant } from '@/app/_data/times'
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
  const board: Column<RejectView> = {
    id: 'board',
    heading: 'Board',
    cellClassName: 'max-w-48 truncate',
    cell: ({ scope }) => (scope === wholeSourceSlug ? '' : (scope ?? '')),
  }
  return (
    <FigureTable
      rows={rejects}
      caption={`Records of ${name} that were refused, newest first`}
      label={`Rejects of ${name}`}
      keyOf={(reject) => reject.id}
      columns={[
        {
          id: 'record',
          heading: 'Record',
          cellClassName: 'font-normal',
          cell: (reject) => (
            <PageLink className="link wrap-anywhere" href={rejectHref(reject.sourceId, reject.id)}>
              {recordWords(reject)}
            </PageLink>
          ),
        },
        ...(showsBoard ? [board] : []),
        {
          id: 'reason',
          heading: 'Reason',
          cellClassName: 'min-w-64 whitespace-normal!',
          cell: (reject) => reject.reason,
        },
        {
          id: 'from',
          heading: 'Received from',
          cellClassName: 'max-w-72 truncate',
          cell: (reject) => reject.payloadUrl ?? 'no longer stored',
        },
        { id: 'met', heading: 'Met', cellClassName: 'tabular', cell: (reject) => formatInstant(reject.at) },
      ]}
    />
  )
}
