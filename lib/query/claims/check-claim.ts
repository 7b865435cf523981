import { isChange, trendPoints } from '@/lib/domain/claim'
import { type Claim, isMean } from '@/lib/query/claims/claim'
import { measureRows, rowsOfSource, sourcesWithin } from '@/lib/query/claims/claim-rows'
import { changeBetween, estimateSlope, type Figure, toFigure } from '@/lib/query/claims/estimate'
import {
  type Headline,
  type Interval,
  judgeAll,
  type Judgement,
  judgeInterval,
  reasonOfThinness,
  undecided,
} from '@/lib/query/claims/judge'
import { type Cut, cutMonths, type Span, spansOfCut } from '@/lib/query/claims/windows'
import { type View, views } from '@/lib/domain/composition-view'
import { type Compared, createViewInSteps } from '@/lib/query/composition'
import type { DataVersion, VacancyTable } from '@/lib/query/engine'
import { emptyEstimate, type Measured, type RowRange } from '@/lib/query/linearised'
import { rowsBetween } from '@/lib/query/periods'
import type { Steps } from '@/lib/query/turns'

/** What one view of one source, or of all, says. */
export interface ViewResult extends Judgement {
  view: View
  /** True where too few vacancies are left to judge by: the view has no say in the headline. */
  isThin: boolean
  /** The figure of the period; for a trend that of its last year. */
  now: Figure
  /** The figure of the earlier period; for a trend that of its first year. Beside a share: of the period before. */
  earlier: Figure
  /** Change in shares, or in families for a mean; for a trend a year. Null for a claim about a share. */
  change: Interval | null
  /** Of the Mann-Kendall test beside a trend; it has no say in the verdict. Null for other claims. */
  pValue: number | null
}

export interface ScopeResult {
  /** Id of the source; null for all together. */
  source: string | null
  /** One for each view, the plain one first. */
  views: ViewResult[]
}

export interface ClaimResult {
  claim: Claim
  dataVersion: DataVersion
  headline: Headline
  /** Months that it was judged by; null when the data hold none of its period. */
  cut: Cut | null
  /** All sources together first, then each. */
  scopes: ScopeResult[]
}

function judgeShare({ comparison, threshold }: Claim, now: Figure): Judgement & { isThin: boolean } {
  const thin = reasonOfThinness([now])
  if (thin !== null) return { isThin: true, ...undecided(thin) }
  return { isThin: false, ...judgeInterval(now, threshold ?? 0, comparison) }
}

function judgeChange({ comparison }: Claim, change: Interval, ends: Figure[]): Judgement & { isThin: boolean } {
  const few = `a trend needs ${trendPoints.least} points of ${trendPoints.months} months with vacancies`
  const thin = reasonOfThinness(ends) ?? (change.value === null ? few : null)
  if (thin !== null) return { isThin: true, ...undecided(thin) }
  return { isThin: false, ...judgeInterval(change, 0, comparison) }
}

/** The rows of a cut in a table. */
interface CutRows {
  compared: Compared
  points: readonly RowRange[] | null
}

function rowsOfCut(table: VacancyTable, { earlier, later, points }: Cut): CutRows {
  const rangeOf = ({ from, to }: Span) => rowsBetween(table, from, to)
  return { compared: { from: rangeOf(earlier), to: rangeOf(later) }, points: points?.map(rangeOf) ?? null }
}

/** One view of a table whose one column is what the claim measures. */
function* judgeView(
  claim: Claim,
  table: VacancyTable,
  { rows, view }: { rows: CutRows; view: View },
): Steps<ViewResult> {
  const mean = isMean(claim)
  const { compared } = rows
  const { measure, points } = createViewInSteps(table, 0, view, compared)
  yield
  const figuresOf = (before: Measured, after: Measured) => ({
    view,
    now: toFigure(after, mean),
    earlier: toFigure(before, mean),
  })
  if (isChange(claim.comparison) && rows.points === null) {
    const both = yield* points([compared.from, compared.to])
    const [before = emptyEstimate, after = emptyEstimate] = both.measured
    const figures = figuresOf(before, after)
    const change = changeBetween(before, after, yield* both.combine([-1, 1]), mean)
    return { ...figures, change, pValue: null, ...judgeChange(claim, change, [figures.earlier, figures.now]) }
  }
  const figures = figuresOf(yield* measure(compared.from), yield* measure(compared.to))
  if (rows.points === null) return { ...figures, change: null, pValue: null, ...judgeShare(claim, figures.now) }
  const { pValue, ...change } = yield* estimateSlope(yield* points(rows.points))
  return { ...figures, change, pValue, ...judgeChange(claim, change, [figures.earlier, figures.now]) }
}

function* judgeViews(claim: Claim, table: VacancyTable, cut: Cut): Steps<ViewResult[]> {
  const rows = rowsOfCut(table, cut)
  const results: ViewResult[] = []
  for (const view of views) {
    results.push(yield* judgeView(claim, table, { rows, view }))
    yield
  }
  return results
}

/** The plain view of each source, which tells whether sources contradict each other. */
const plainViews = (scopes: readonly ScopeResult[]): ViewResult[] => scopes.flatMap(({ views: [plain] }) => plain ?? [])

/**
 * Holds a claim against its population: a verdict for every view of all sources together and of each.
 * @param population table by month whose columns are those of `seriesOfMeasure`
 */
export function* checkClaim(claim: Claim, population: VacancyTable): Steps<ClaimResult> {
  const cut = cutMonths(claim, population.periods)
  const head = { claim, dataVersion: population.dataVersion, cut }
  if (cut === null)
    return { ...head, headline: { ...undecided('the data hold no whole month of the period'), on: null }, scopes: [] }
  const table = { ...population, named: [yield* measureRows(claim.measure, population)] }
  yield
  const all: ScopeResult = { source: null, views: yield* judgeViews(claim, table, cut) }
  const sources = sourcesWithin(
    table,
    spansOfCut(cut).map(({ from, to }) => rowsBetween(table, from, to)),
  )
  const bySource: ScopeResult[] = []
  for (const number of sources) {
    // One source alone is all of them.
    const views = sources.length === 1 ? all.views : yield* judgeViews(claim, yield* rowsOfSource(table, number), cut)
    bySource.push({ source: table.sources[number] ?? null, views })
  }
  return { ...head, headline: judgeAll(all.views, plainViews(bySource)), scopes: [all, ...bySource] }
}
