import { FigureTable, intervalHeading } from '@/app/_components/tables/figure-table'
import { ShareBar, widestShare } from '@/app/_components/tables/share-bar'
import type { Family } from '@/lib/domain/skill'
import type { RegionRow } from '@/lib/query/engine'
import { formatCount, formatInterval, formatShare } from '@/lib/query/numbers'

interface RegionTableProps {
  rows: readonly RegionRow[]
  nameOf: (code: string) => string
  family: Family
  caption: string
}

/** Share by country, largest population first. */
export function RegionTable({ rows, nameOf, family, caption }: RegionTableProps) {
  const max = widestShare(rows)
  const hasThin = rows.some((row) => row.isThin)
  return (
    <FigureTable
      rows={rows}
      caption={caption}
      keyOf={(row) => row.region}
      familyOf={() => family}
      columns={[
        { id: 'region', heading: 'Region', cell: (row) => nameOf(row.region) },
        {
          id: 'share',
          heading: 'Share',
          className: 'number',
          cellClassName: 'font-semibold',
          cell: (row) => (
            <>
              {formatShare(row.share, row.ofVacancies)}
              {hasThin && <span className="inline-block w-9 font-normal text-quiet">{row.isThin && 'thin'}</span>}
            </>
          ),
        },
        {
          id: 'interval',
          heading: `With ${intervalHeading}`,
          className: 'w-2/5',
          cell: (row) => (
            <>
              <ShareBar share={row} max={max} />
              <span className="sr-only">{formatInterval(row.low, row.high, row.ofVacancies)}</span>
            </>
          ),
        },
        {
          id: 'vacancies',
          heading: 'Vacancies',
          className: 'number',
          cellClassName: 'text-quiet',
          cell: (row) => `${formatCount(row.vacancies)} of ${formatCount(row.ofVacancies)}`,
        },
      ]}
    />
  )
}
