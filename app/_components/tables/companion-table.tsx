import { PageLink } from '@/app/_components/site/page-link'
import { ShareBar } from '@/app/_components/tables/share-bar'
import type { Family } from '@/lib/domain/skill'
import type { Share } from '@/lib/query/engine'
import { formatShare } from '@/lib/query/numbers'

/** A skill named beside the one of the page. */
export interface ShownCompanion {
  id: string
  name: string
  href: string
  family: Family
  share: Share
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
  const max = Math.max(0.01, ...rows.map((row) => row.share.high ?? row.share.share ?? 0))
  const population = rows[0]?.share.ofVacancies ?? 0
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={caption}>
      <table className="figure-table">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="first">
              Skill
            </th>
            <th scope="col" className="number">
              Beside it
            </th>
            <th scope="col" className="w-1/3">
              <span className="sr-only">Bar</span>
            </th>
            <th scope="col" className="number">
              Everywhere
            </th>
            <th scope="col" className="number">
              Lift
            </th>
            <th scope="col" className="number">
              95&#8239;% interval
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-family={row.family}>
              <th scope="row" className="first">
                <PageLink href={row.href} className="hover:underline">
                  {row.name}
                </PageLink>
              </th>
              <td className="number font-semibold">{formatShare(row.share.share, population)}</td>
              <td>
                <ShareBar share={row.share} max={max} />
              </td>
              <td className="number text-quiet">{formatShare(row.base, population)}</td>
              <td className="number">{formatLift(row.lift)}</td>
              <td className="number text-quiet">{formatLiftRange(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
