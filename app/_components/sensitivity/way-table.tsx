import { FigureTable, intervalHeading } from '@/app/_components/tables/figure-table'
import { widestShare } from '@/app/_components/tables/share-bar'
import type { ShownWay } from '@/app/_components/sensitivity/read-rows'
import { WayLink } from '@/app/_components/sensitivity/way-link'
import { WayMark } from '@/app/_components/sensitivity/way-mark'
import { describeReach } from '@/lib/query/composition-sentences'
import { formatCount, formatInterval, formatShare, formatSigned } from '@/lib/query/numbers'
import type { Way } from '@/lib/query/ways'

// Columns line up, and ways lie close together: every figure has its decimal.
const decimals = 1_000

interface WayTableProps {
  rows: readonly ShownWay[]
  nameOf: (way: Way) => string
  /** The page counted in a way. */
  hrefOf: (way: Way) => string
  caption: string
}

/** One figure counted in every way; each row leads to the page counted so. */
export function WayTable({ rows, nameOf, hrefOf, caption }: WayTableProps) {
  const max = widestShare(rows) * 1.02
  const published = rows[0]?.share ?? null
  return (
    <FigureTable
      rows={rows}
      caption={caption}
      keyOf={(row) => row.way}
      columns={[
        {
          id: 'way',
          heading: 'Counted',
          cellClassName: 'md:whitespace-nowrap!',
          cell: ({ way, isAsked }) => (
            <WayLink href={hrefOf(way)} name={nameOf(way)} isAsked={isAsked} scroll={false} />
          ),
        },
        {
          id: 'share',
          heading: 'Share',
          className: 'number',
          cellClassName: 'font-semibold',
          cell: (row) => (
            <>
              {formatShare(row.share, decimals)}
              {row.isThin && <span className="font-normal text-quiet"> thin</span>}
            </>
          ),
        },
        {
          id: 'mark',
          heading: <span className="sr-only">Drawn with its interval</span>,
          className: 'w-1/5',
          cell: (row) => <WayMark way={row} published={published} max={max} />,
        },
        {
          id: 'interval',
          heading: intervalHeading,
          className: 'number',
          cellClassName: 'text-quiet',
          cell: (row) => formatInterval(row.low, row.high, decimals),
        },
        {
          id: 'difference',
          heading: 'Against published, points',
          className: 'number',
          cell: (row) => (row.way === 'published' ? '' : formatSigned(row.difference, 1)),
        },
        {
          id: 'change',
          heading: 'Change in a year, points',
          className: 'number',
          cell: (row) => formatSigned(row.change.change, 1),
        },
        {
          id: 'change-interval',
          heading: intervalHeading,
          className: 'number',
          cellClassName: 'text-quiet',
          cell: (row) => describeReach(row.change),
        },
        {
          id: 'counted',
          heading: 'Vacancies',
          className: 'number',
          cellClassName: 'text-quiet',
          cell: (row) => `${formatCount(row.vacancies)} of ${formatCount(row.ofVacancies)}`,
        },
      ]}
    />
  )
}
