import { PageLink } from '@/app/_components/site/page-link'
import { ShareBar } from '@/app/_components/tables/share-bar'
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
  const max = Math.max(0.01, ...rows.map((row) => row.share.high ?? row.share.share ?? 0))
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={caption}>
      <table className="figure-table">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="first">
              Alternative
            </th>
            <th scope="col" className="number">
              Share
            </th>
            <th scope="col" className="w-1/3">
              <span className="sr-only">Bar</span>
            </th>
            <th scope="col" className="number">
              Vacancies
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, href, family, share }) => (
            <tr key={id} data-family={family}>
              <th scope="row" className="first">
                <PageLink href={href} className="hover:underline">
                  {name}
                </PageLink>
              </th>
              <td className="number font-semibold">{formatShare(share.share, share.ofVacancies)}</td>
              <td>
                <ShareBar share={share} max={max} />
              </td>
              <td className="number text-quiet">{formatCount(share.vacancies)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
