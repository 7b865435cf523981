import { ShareBar } from '@/app/_components/tables/share-bar'
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
  const max = Math.max(0.01, ...rows.map((row) => Math.min(1, row.high ?? row.share ?? 0)))
  const hasThin = rows.some((row) => row.isThin)
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={caption}>
      <table className="figure-table" data-family={family}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="first">
              Region
            </th>
            <th scope="col" className="number">
              Share
            </th>
            <th scope="col" className="w-2/5">
              With 95&#8239;% interval
            </th>
            <th scope="col" className="number">
              Vacancies
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.region}>
              <th scope="row" className="first">
                {nameOf(row.region)}
              </th>
              <td className="number font-semibold">
                {formatShare(row.share, row.ofVacancies)}
                {hasThin && <span className="inline-block w-9 font-normal text-quiet">{row.isThin && 'thin'}</span>}
              </td>
              <td>
                <ShareBar share={row} max={max} />
                <span className="sr-only">{formatInterval(row.low, row.high, row.ofVacancies)}</span>
              </td>
              <td className="number text-quiet">
                {formatCount(row.vacancies)} of {formatCount(row.ofVacancies)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
