import type { ClaimResult, ViewResult } from '@/lib/query/claims/check-claim'
import { printClaim } from '@/lib/query/claims/claim-address'
import { views } from '@/lib/domain/composition-view'
import { type Cell, cellsOf, type Column } from '@/lib/query/columns'

/** A claim under one view of one source: a row of the file. */
export interface ClaimRow {
  /** Id of a shipped claim; null for one of a reader's own. */
  id: string | null
  /** The claim in words. */
  sentence: string
  result: ClaimResult
  source: string | null
  view: ViewResult
}

type Kind = Column<ClaimRow>['kind']

const worded = (
  kind: Kind,
  key: string,
  [heading, description]: [heading: string, description: string],
  value: (row: ClaimRow) => Cell,
): Column<ClaimRow> => ({ key, heading, unit: null, description, kind, decimals: null, value })

const numeric = (
  kind: Kind,
  key: string,
  [heading, unit, description]: [heading: string, unit: string, description: string],
  value: (row: ClaimRow) => number | null,
): Column<ClaimRow> => ({
  key,
  heading,
  unit,
  description,
  kind,
  decimals: kind === 'count' ? 0 : kind === 'ratio' ? 4 : 6,
  value,
})

const figureUnit = 'share of vacancies, 0 to 1; number of families for blur=mean'
const changeUnit = 'difference of figures; a year for a trend'

/** What stands for all sources together where a source would stand. */
export const allSources = 'all'

/** The page that checks this claim on this data again. */
export function permalinkOf({ claim, dataVersion }: Pick<ClaimResult, 'claim' | 'dataVersion'>): string {
  const filters = dataVersion.id > 0 ? { ...claim.filters, asOf: dataVersion.id } : claim.filters
  return `/claims?${printClaim({ ...claim, filters })}`
}

export const claimColumns: Column<ClaimRow>[] = [
  worded(
    'text',
    'claim',
    ['Claim', 'id of a claim that comes along: claim.audience.level; empty for one’s own'],
    (row) => row.id,
  ),
  worded('text', 'sentence', ['Sentence', 'the claim in words'], (row) => row.sentence),
  worded(
    'text',
    'headline',
    ['Headline', 'verdict over all views: supported, refuted, undecided or depends'],
    ({ result }) => result.headline.verdict,
  ),
  worded(
    'text',
    'dependsOn',
    ['Depends on', 'view when views differ, source when sources contradict each other; empty otherwise'],
    ({ result }) => result.headline.on,
  ),
  worded(
    'text',
    'source',
    ['Source', `id of the source, or ${allSources} for all together`],
    (row) => row.source ?? allSources,
  ),
  worded('text', 'view', ['View', `how vacancies are weighed: ${views.join(', ')}`], ({ view }) => view.view),
  worded(
    'text',
    'verdict',
    ['Verdict', 'supported, refuted or undecided, from the interval'],
    ({ view }) => view.verdict,
  ),
  worded('text', 'reason', ['Reason', 'why it is undecided'], ({ view }) => view.reason),
  worded(
    'month',
    'from',
    ['From', 'first month of the figure; for a trend of its last year'],
    ({ result }) => result.cut?.later.from ?? null,
  ),
  worded('month', 'to', ['To', 'last month of the figure'], ({ result }) => result.cut?.later.to ?? null),
  numeric(
    'share',
    'value',
    ['Figure', figureUnit, 'share of vacancies that name what is claimed, or mean number of families'],
    ({ view }) => view.now.value,
  ),
  numeric(
    'share',
    'low',
    ['Low', figureUnit, 'lower end of its 95 % interval, clustered by employer'],
    ({ view }) => view.now.low,
  ),
  numeric('share', 'high', ['High', figureUnit, 'upper end of the same interval'], ({ view }) => view.now.high),
  numeric(
    'count',
    'vacancies',
    [
      'Vacancies',
      'vacancy-months',
      'vacancies that name what is claimed; for blur=mean the families that they name, added up',
    ],
    ({ view }) => view.now.vacancies,
  ),
  numeric(
    'count',
    'ofVacancies',
    ['Of vacancies', 'vacancy-months', 'vacancies that the view takes in'],
    ({ view }) => view.now.ofVacancies,
  ),
  numeric(
    'ratio',
    'effectiveN',
    ['Effective n', 'vacancies', 'size of the simple random sample that would be as precise'],
    ({ view }) => view.now.effectiveN,
  ),
  worded('flag', 'isThin', ['Thin', 'true when there are too few vacancies to judge by'], ({ view }) => view.isThin),
  numeric(
    'share',
    'threshold',
    ['Threshold', figureUnit, 'the figure that is claimed; empty for a change'],
    ({ result }) => result.claim.threshold,
  ),
  worded(
    'month',
    'earlierFrom',
    ['Earlier from', 'first month of the earlier period; for a trend of its first year'],
    ({ result }) => result.cut?.earlier.from ?? null,
  ),
  worded(
    'month',
    'earlierTo',
    ['Earlier to', 'last month of the earlier period'],
    ({ result }) => result.cut?.earlier.to ?? null,
  ),
  numeric(
    'share',
    'earlierValue',
    ['Earlier', figureUnit, 'the figure of the earlier period'],
    ({ view }) => view.earlier.value,
  ),
  numeric(
    'points',
    'change',
    ['Change', changeUnit, 'change that is judged: later less earlier, or the slope of the trend; empty for a share'],
    ({ view }) => view.change?.value ?? null,
  ),
  numeric(
    'points',
    'changeLow',
    ['Change low', changeUnit, 'lower end of its 95 % interval, clustered by employer'],
    ({ view }) => view.change?.low ?? null,
  ),
  numeric(
    'points',
    'changeHigh',
    ['Change high', changeUnit, 'upper end of the same interval'],
    ({ view }) => view.change?.high ?? null,
  ),
  numeric(
    'share',
    'pValue',
    [
      'Mann-Kendall p',
      'probability',
      'two-sided p-value of the Mann-Kendall test beside a trend; the verdict does not use it',
    ],
    ({ view }) => view.pValue,
  ),
  worded('text', 'page', ['Page', 'path of the page that checks the claim on this data again'], ({ result }) =>
    permalinkOf(result),
  ),
  numeric(
    'count',
    'dataVersion',
    ['Data version', 'number', 'data version that the row was counted from'],
    ({ result }) => result.dataVersion.id,
  ),
]

/** The rows of a claim: all sources together first, then each, every view of it. */
export const rowsOfClaim = (claim: { id: string | null; sentence: string; result: ClaimResult }): ClaimRow[] =>
  claim.result.scopes.flatMap(({ source, views }) => views.map((view) => ({ ...claim, source, view })))

export const cellsOfClaim = (row: ClaimRow): Cell[] => cellsOf(claimColumns, row)
