import { PageLink } from '@/app/_components/site/page-link'
import { barHeading, FigureTable } from '@/app/_components/tables/figure-table'
import { ShareBar, widestShare } from '@/app/_components/tables/share-bar'
import type { Family } from '@/lib/domain/skill'
import type { Share } from '@/lib/query/engine'
import { formatCount, formatShare } from '@/lib/query/numbers'

/** A skill that would do as well as the one of the page. */
export interface ShownAlternative {
  id: string
  name: string
  href: string
  family: Family
  share: Share
}

/** Skills that vacancies put up beside another as alternatives, with counts and shares of one denominator. */
export function AlternativeTable({ rows, caption }: { rows: readonly ShownAlternative[]; caption: string }) {
  const max = widestShare(rows.map((row) => row.share))
  return (
    <FigureTable
      rows={rows}
      caption={caption}
      keyOf={(row) => row.id}
      familyOf={(row) => row.family}
      columns={[
        {
          id: 'name',
          heading: 'Alternative',
          cell: ({ href, name }) => (
            <PageLink href={href} className="hover:underline">
              {name}
            </PageLink>
          ),
        },
        {
          id: 'share',
          heading: 'Share',
          className: 'number',
          cellClassName: 'font-semibold',
          cell: ({ share }) => formatShare(share.share, share.ofVacancies),
        },
        {
          id: 'bar',
          heading: barHeading,
          className: 'w-1/3',
          cell: ({ share }) => <ShareBar share={share} max={max} />,
        },
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
