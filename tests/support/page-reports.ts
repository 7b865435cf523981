import { readBlur } from '@/lib/query/blur'
import { shippedClaims } from '@/lib/query/claims/article-claims'
import { checkClaims } from '@/lib/query/claims/check-claims'
import { readDemandUnderView } from '@/lib/query/demand-under-view'
import type { DemandEngine, SeriesKey } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { readMovers } from '@/lib/query/movers'
import { readSensitivity } from '@/lib/query/sensitivity'
import { readViews } from '@/lib/query/views-report'
import { engineMethods } from './index-methods'

const [aClaim] = shippedClaims()
const aTrend = shippedClaims().find(({ claim }) => claim.comparison === 'rises')
const claims = [aClaim, aTrend].flatMap((shipped) => shipped?.claim ?? [])

/** All that pages make of an engine, beside what they ask of it directly. */
export const pageReports: Record<string, (of: DemandEngine, filters: Filters, series: SeriesKey) => Promise<unknown>> =
  {
    ...engineMethods,
    blur: (of, filters) => readBlur(of, { ...filters, bucket: 'year' }),
    views: (of, filters, series) => readViews(of, { ...filters, bucket: 'year' }, series),
    underView: (of, filters) => readDemandUnderView(of, { ...filters, families: ['cloud'], view: 'employers' }),
    movers: (of, filters) => readMovers(of, filters),
    sensitivity: (of, filters, series) => readSensitivity(of, filters, series),
    claims: (of, { role, unit, employer }) =>
      checkClaims(
        of,
        claims.map((claim) => ({ ...claim, filters: { ...claim.filters, role, unit, employer, arrival: 'all' } })),
      ),
  }
