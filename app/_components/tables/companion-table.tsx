import { FigureTable, intervalHeading } from '@/app/_components/tables/figure-table'
import { widestShare } from '@/app/_components/tables/share-bar'
import { barColumn, linkColumn, type ShownNeighbour } from '@/app/_components/tables/share-columns'
import { formatShare } from '@/lib/query/numbers'

/** A skill named beside the one of the page. */
export interface ShownCompanion extends ShownNeighbour {
  base: number | null
  lift: number | null
  liftLow: number | null
  liftHigh: number | null
}

/** "2.4 times"; one decimal is all that the counts carry. */
const formatLift = (lift: number | null) => (lift === null ? '–' : `${lift.toFixed(1)}\u202f×`)

const formatLiftRange = ({ liftLow, liftHigh }: ShownCompanion) =>
  liftLow === null || liftHigh === null ? '–' : `${liftLow.toFixed(1)} to ${liftHigh.toFixed(1)}`

/** Skills that stand beside another, with how much likelier they are there than everywhere. */
export function CompanionTable({ rows, caption }: { rows: readonly ShownCompanion[]; caption: string }) {
  const max = widestShare(rows.map((row) => row.share))
  const population = rows[0]?.share.ofVacancies ?? 0
  return (
    <FigureTable
      rows={rows}
      caption={caption}
      keyOf={(row) => row.id}
      familyOf={(row) => row.family}
      columns={[
        linkColumn('Skill', (row: ShownCompanion) => row),
        {
          id: 'share',
          heading: 'Beside it',
          className: 'number',
          cellClassName: 'font-semibold',
          cell: ({ share }) => formatShare(share.share, population),
        },
        barColumn(max),
        {
          id: 'base',
          heading: 'Everywhere',
          className: 'number',
          cellClassName: 'text-quiet',
          cell: ({ base }) => formatShare(base, population),
        },
        { id: 'lift', heading: 'Lift', className: 'number', cell: ({ lift }) => formatLift(lift) },
        {
          id: 'interval',
          heading: intervalHeading,
          className: 'number',
          cellClassName: 'text-quiet',
          cell: formatLiftRange,
        },
      ]}
    />
  )
}
