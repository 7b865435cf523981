import { PageLink } from '@/app/_components/site/page-link'
import { seriesFamily, seriesHref, seriesName } from '@/app/_data/names'
import { formatMonth } from '@/lib/domain/month'
import { describeReach } from '@/lib/query/composition-sentences'
import type { Filters } from '@/lib/query/filters'
import type { MoverRow } from '@/lib/query/movers'
import { formatPoints, formatShare } from '@/lib/query/numbers'

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
    <div className="table-box" tabIndex={0} role="region" aria-label={caption}>
      <table className="figure-table">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="first">
              Skill
            </th>
            <th scope="col" className="number">
              Share
            </th>
            <th scope="col" className="number">
              Change in a year
            </th>
            <th scope="col" className="number">
              95&#8239;% interval
            </th>
            <th scope="col" className="number">
              Rank
            </th>
            <th scope="col">Trend over the range</th>
            <th scope="col" className="number">
              A year
            </th>
            <th scope="col">Passed</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.skill} data-family={seriesFamily(`skill:${row.skill}`)}>
              <th scope="row" className="first">
                <PageLink href={seriesHref(`skill:${row.skill}`, filters)} className="hover:underline">
                  {seriesName(`skill:${row.skill}`)}
                </PageLink>
              </th>
              <td className="number">{formatShare(row.share, decimals)}</td>
              <td className="number font-semibold">{formatPoints(row.difference.change, decimals)}</td>
              <td className="number text-quiet">{describeReach(row.difference)}</td>
              <td className="number">{rankWords(row)}</td>
              <td>{row.trend === null ? '–' : trendWords[row.trend]}</td>
              <td className="number text-quiet">{formatPoints(row.slope, decimals)}</td>
              <td>{passedWords(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
