import { type View, views } from '@/lib/domain/composition-view'
import type { Bucket, Month } from '@/lib/domain/month'
import { createView } from '@/lib/query/composition'
import { decomposeChange, type Part, parts } from '@/lib/query/decomposition'
import type { DataVersion, DemandEngine, Population, SeriesKey, Share, VacancyTable } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { type Difference, differenceOf, type Linearised, type RowRange, toShare } from '@/lib/query/linearised'
import { bucketRanges, comparedRows, type Comparison, type Windows, windowsOf } from '@/lib/query/periods'
import { withSeries } from '@/lib/query/series'
import { createTableMemory } from '@/lib/query/table-memory'

/** The share of one period under one view. */
export interface ViewRow extends Share {
  view: View
  start: Month
  isPartial: boolean
  /** Part of the fixed weights that had no vacancies in the period and was spread over the rest. */
  spread: number
}

/** The change of a share between two windows of 12 months under one view. */
export interface ChangeRow extends Difference {
  comparison: Comparison
  view: View
  /** First months of the two windows. */
  from: Month
  to: Month
  shareBefore: number | null
  shareAfter: number | null
  /** Vacancies counted in the two windows. */
  vacanciesBefore: number
  vacanciesAfter: number
  spread: number
}

/** One part of a change as counted; `all` is their sum. */
export interface PartRow {
  comparison: Comparison
  part: Part | 'all'
  from: Month
  to: Month
  points: number
}

/** The windows that hold the views of a line fixed: the first and the last 12 whole months of the table, where it has both. */
export function fixingWindows(table: VacancyTable): Windows[] {
  const whole = table.periods.filter(({ isPartial }) => !isPartial)
  const first = whole[0]?.start
  const last = whole.at(-1)?.start
  return first === undefined || last === undefined ? [] : windowsOf(first, last)
}

/**
 * The estimate of a view with the widest comparison held fixed that leaves it anything to count: hardly an employer is
 * there in the first and in the last of many years. Where there are no two windows, the whole range is held.
 */
function fixView(table: VacancyTable, column: number, view: View): (range: RowRange) => Linearised {
  const all = { from: 0, to: table.period.length }
  const compared = fixingWindows(table).map((windows) => comparedRows(table, windows))
  const estimates = (compared.length > 0 ? compared : [{ from: all, to: all }]).map((one) => ({
    estimate: createView(table, column, view, one),
    later: one.to,
  }))
  const [nearest] = estimates
  const widest = estimates.findLast(({ estimate, later }) => estimate(later).ofVacancies > 0) ?? nearest
  if (widest === undefined) throw new Error('a view is held by one comparison at least')
  return widest.estimate
}

/** One column of a table by month, by period under one view. */
export function viewRows(
  table: VacancyTable,
  { column, view, bucket }: { column: number; view: View; bucket: Bucket },
): ViewRow[] {
  const estimate = fixView(table, column, view)
  return bucketRanges(table, bucket).map(({ start, isPartial, range }): ViewRow => {
    const linearised = estimate(range)
    return { view, start, isPartial, ...toShare(linearised), spread: linearised.spread }
  })
}

function changeRows(table: VacancyTable, windows: Windows): ChangeRow[] {
  const compared = comparedRows(table, windows)
  return views.map((view) => {
    const estimate = createView(table, 0, view, compared)
    const [before, after] = [estimate(compared.from), estimate(compared.to)]
    return {
      comparison: windows.comparison,
      view,
      from: windows.from.start,
      to: windows.to.start,
      shareBefore: before.share,
      shareAfter: after.share,
      ...differenceOf(before, after),
      vacanciesBefore: before.ofVacancies,
      vacanciesAfter: after.ofVacancies,
      spread: after.spread,
    }
  })
}

function partRows(table: VacancyTable, windows: Windows): PartRow[] {
  const found = decomposeChange(table, 0, comparedRows(table, windows))
  if (found === null) return []
  const head = { comparison: windows.comparison, from: windows.from.start, to: windows.to.start }
  return [
    ...parts.map((part): PartRow => ({ ...head, part, points: found[part] })),
    { ...head, part: 'all', points: found.change },
  ]
}

/** What is sure of a change: its interval leaves 0 out. */
const signOf = ({ change, low, high }: Difference): number =>
  change === null || low === null || high === null || (low <= 0 && high >= 0) ? 0 : Math.sign(change)

/**
 * Views that contradict each other: one says up and another down. `clear` when both intervals leave 0 out; `faint` when
 * only the estimates differ in sign while the change as counted is clear; null when all agree or nothing is clear.
 */
export function findDisagreement(
  rows: readonly ChangeRow[],
): { strength: 'clear' | 'faint'; up: View[]; down: View[] } | null {
  const along = (sign: number, of: (row: ChangeRow) => number) =>
    rows.filter((row) => of(row) === sign).map(({ view }) => view)
  const clear = { up: along(1, signOf), down: along(-1, signOf) }
  if (clear.up.length > 0 && clear.down.length > 0) return { strength: 'clear', ...clear }
  if (clear.up.length + clear.down.length === 0) return null
  const estimated = ({ change }: ChangeRow) => Math.sign(change ?? 0)
  const faint = { up: along(1, estimated), down: along(-1, estimated) }
  return faint.up.length > 0 && faint.down.length > 0 ? { strength: 'faint', ...faint } : null
}

export interface ViewsReport {
  dataVersion: DataVersion
  population: Population
  views: ViewRow[]
  changes: ChangeRow[]
  parts: PartRow[]
}

type Report = Pick<ViewsReport, 'views' | 'changes' | 'parts'>

const remember = createTableMemory<Report>(40)

/** What the one column of a table by month says under every view. */
function reportOf(table: VacancyTable, bucket: Bucket): Report {
  const windows = fixingWindows(table)
  return {
    views: views.flatMap((view) => viewRows(table, { column: 0, view, bucket })),
    changes: windows.flatMap((one) => changeRows(table, one)),
    parts: windows.flatMap((one) => partRows(table, one)),
  }
}

/** One series under every composition view: by period, and between the last 12 months and those before. */
export async function readViews(engine: DemandEngine, filters: Filters, series: SeriesKey): Promise<ViewsReport> {
  const only = withSeries(filters, [series])
  const [table, demand] = await Promise.all([
    engine.table({ ...only, bucket: 'month' }, [series]),
    engine.demand({ ...only, bucket: 'year' }),
  ])
  const question = [series, filters.level, filters.bucket].join(' ')
  const report = remember(table, question, () => reportOf(table, filters.bucket))
  return { dataVersion: table.dataVersion, population: demand.population, ...report }
}
