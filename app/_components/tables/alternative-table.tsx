import { FigureTable } from '@/app/_components/tables/figure-table'
import { widestShare } from '@/app/_components/tables/share-bar'
import { barColumn, linkColumn, type ShownNeighbour } from '@/app/_components/tables/share-columns'
import { formatCount, formatShare } from '@/lib/query/numbers'

/** Skills that vacancies put up beside another as alternatives, with counts and shares of one denominator. */
export function AlternativeTable({ rows, caption }: { rows: readonly ShownNeighbour[]; caption: string }) {
  const max = widestShare(rows.map((row) => row.share))
  return (
    <FigureTable
      rows={rows}
      caption={caption}
      keyOf={(row) => row.id}
      familyOf={(row) => row.family}
      columns={[
        linkColumn('Alternative', (row: ShownNeighbour) => row),
        {
          id: 'share',
          heading: 'Share',
          className: 'number',
          cellClassName: 'font-semibold',
          cell: ({ share }) => formatShare(share.share, share.ofVacancies),
        },
        barColumn(max),
        {
          id: 'vacancies',
          heading: 'Vacancies',
          className: 'number',
          cellClassName: 'text-quiet',
          cell: ({ share }) => formatCount(share.vacancies),
        },
      ]}
    />
  )
}
