import { WayLink } from '@/app/_components/sensitivity/way-link'
import { barHeading, FigureTable, intervalHeading } from '@/app/_components/tables/figure-table'
import { ClaimBar, scaleOf } from '@/app/claims/claim-bar'
import { getDemandEngine } from '@/lib/db/engine'
import { isChange } from '@/lib/domain/claim'
import type { ClaimResult } from '@/lib/query/claims/check-claim'
import { printClaim } from '@/lib/query/claims/claim-address'
import {
  formatChange,
  formatChangeSpan,
  formatCounts,
  formatFigure,
  formatSpan,
} from '@/lib/query/claims/claim-numbers'
import { type CheckedWay, checkWays } from '@/lib/query/claims/claim-ways'
import { headlineWords } from '@/lib/query/claims/judge'
import { nameWay } from '@/lib/query/ways'

// Columns line up, and ways lie close together: every figure has its decimal.
const decimals = 1_000

const plainOf = ({ result }: CheckedWay) => result.scopes[0]?.views[0]

const valueOf = (checked: CheckedWay): string => {
  const plain = plainOf(checked)
  if (plain === undefined) return '–'
  const { result } = checked
  return plain.change === null
    ? formatFigure(plain.now.value, result, decimals)
    : formatChange(plain.change, result, decimals)
}

const spanOf = (checked: CheckedWay): string => {
  const plain = plainOf(checked)
  if (plain === undefined) return '–'
  const { result } = checked
  return plain.change === null
    ? formatSpan(plain.now, result, decimals)
    : formatChangeSpan(plain.change, result, decimals)
}

/** How many ways of counting give the verdict of the published one. */
function describeAgreement(ways: readonly CheckedWay[]): string {
  const [published, ...others] = ways.map(({ result }) => headlineWords(result.headline))
  const same = others.filter((verdict) => verdict === published).length
  const agreement =
    same === others.length
      ? 'Every other way of counting says'
      : `${same} of the ${others.length} other ways of counting say`
  return `As published: ${published}. ${agreement} the same.`
}

interface ClaimWaysProps {
  result: ClaimResult
  sourceName: (id: string) => string
}

/** The verdict counted in other ways; each row leads to the claim counted so. Read after the page's first answer. */
export async function ClaimWays({ result, sourceName }: ClaimWaysProps) {
  const ways = await checkWays(getDemandEngine(), result)
  const scale = scaleOf(ways.map((way) => way.result))
  const asked = printClaim(result.claim)
  const isOfChange = isChange(result.claim.comparison)
  return (
    <>
      <p className="mb-3 max-w-[72ch]">{describeAgreement(ways)}</p>
      <FigureTable
        rows={ways}
        caption="The claim counted in other ways, all sources together"
        keyOf={({ way }) => way}
        columns={[
          {
            id: 'way',
            heading: 'Counted',
            cell: ({ way, result: { claim } }) => {
              const address = printClaim(claim)
              return <WayLink href={`/claims?${address}`} name={nameWay(way, sourceName)} isAsked={address === asked} />
            },
          },
          {
            id: 'verdict',
            heading: 'Verdict',
            cellClassName: 'font-semibold',
            cell: ({ result: { headline } }) => headlineWords(headline),
          },
          { id: 'value', heading: isOfChange ? 'Change' : 'Figure', className: 'number', cell: valueOf },
          {
            id: 'interval',
            heading: intervalHeading,
            className: 'number',
            cellClassName: 'text-quiet',
            cell: spanOf,
          },
          {
            id: 'bar',
            heading: barHeading,
            className: 'w-40',
            cell: (one) => {
              const plain = plainOf(one)
              return plain === undefined ? null : <ClaimBar view={plain} scale={scale} />
            },
          },
          {
            id: 'counted',
            heading: 'Vacancies',
            className: 'number',
            cellClassName: 'text-quiet',
            cell: (one) => {
              const plain = plainOf(one)
              return plain === undefined ? '–' : formatCounts(plain, one.result)
            },
          },
        ]}
      />
      <p className="mt-2 max-w-[72ch] text-small text-quiet">
        Each line changes one thing of the published way; figures are as counted, verdicts over all views.
      </p>
    </>
  )
}
