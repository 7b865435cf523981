import { FigureTable, intervalHeading } from '@/app/_components/tables/figure-table'
import { linkColumn } from '@/app/_components/tables/share-columns'
import { seriesFamily, seriesHref, seriesName } from '@/app/_data/names'
import { formatMonth } from '@/lib/domain/month'
import { describeReach } from '@/lib/query/composition-sentences'
import type { Filters } from '@/lib/query/filters'
import type { MoverRow } from '@/lib/query/movers'
import { formatCount, formatShare, formatSigned } from '@/lib/query/numbers'

const decimals = 1_000

const trendWords = { rising: 'rising', falling: 'falling', none: 'no clear one' } as const

function rankWords({ rank, rankYearBefore }: MoverRow): string {
  if (rankYearBefore === null || rankYearBefore === rank) return String(rank)
  return `${rank} (from ${rankYearBefore})`
}

const passedWords = ({ passed, passedIn }: MoverRow): string =>
  passed === null
    ? '–'
    : `${formatShare(passed, 0)} ${passedIn === null ? 'before the range' : `in ${formatMonth(passedIn)}`}`

/** Skills by how far they moved in a year. */
export function MoverTable({
  rows,
  filters,
  caption,
}: {
  rows: readonly MoverRow[]
  filters: Filters
  caption: string
}) {
  return (
    <FigureTable
      rows={rows}
      caption={caption}
      keyOf={(row) => row.skill}
      familyOf={(row) => seriesFamily(`skill:${row.skill}`)}
      columns={[
        linkColumn('Skill', ({ skill }: MoverRow) => ({
          href: seriesHref(`skill:${skill}`, filters),
          name: seriesName(`skill:${skill}`),
        })),
        { id: 'share', heading: 'Share', className: 'number', cell: (row) => formatShare(row.share, decimals) },
        {
          id: 'change',
          heading: 'Change in a year, points',
          className: 'number wrap-head',
          cellClassName: 'font-semibold',
          cell: (row) => formatSigned(row.difference.change, 1),
        },
        {
          id: 'interval',
          heading: intervalHeading,
          className: 'number',
          cellClassName: 'text-quiet',
          cell: (row) => describeReach(row.difference),
        },
        { id: 'rank', heading: 'Rank', className: 'number', cell: rankWords },
        {
          id: 'trend',
          heading: 'Trend over the range',
          cell: (row) => (row.trend === null ? '–' : trendWords[row.trend]),
        },
        {
          id: 'slope',
          heading: 'Slope, points a year',
          className: 'number',
          cellClassName: 'text-quiet',
          cell: (row) => formatSigned(row.slope, 2),
        },
        { id: 'passed', heading: 'Passed', cell: passedWords },
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
