import { PageLink } from '@/app/_components/site/page-link'
import { barHeading, type Column } from '@/app/_components/tables/figure-table'
import { ShareBar } from '@/app/_components/tables/share-bar'
import type { Family } from '@/lib/domain/skill'
import type { Share } from '@/lib/query/engine'

/** A skill that stands beside the one of a page, with its share. */
export interface ShownNeighbour {
  id: string
  name: string
  href: string
  family: Family
  share: Share
}

/** The name of a row, which leads to a page of its own. */
export const linkColumn = <Row,>(
  heading: string,
  linkOf: (row: Row) => { href: string; name: string },
): Column<Row> => ({
  id: 'name',
  heading,
  cell: (row) => {
    const { href, name } = linkOf(row)
    return (
      <PageLink href={href} className="hover:underline">
        {name}
      </PageLink>
    )
  },
})

/** Bars of the shares of a table. @param max share at their full width */
export const barColumn = (max: number): Column<{ share: Share }> => ({
  id: 'bar',
  heading: barHeading,
  className: 'w-1/3',
  cell: ({ share }) => <ShareBar share={share} max={max} />,
})
