import { type View, views } from '@/lib/domain/composition-view'
import { type Bucket, bucketStart, type Month } from '@/lib/domain/month'
import { createView } from '@/lib/query/composition'
import { decomposeChange, type Part, parts } from '@/lib/query/decomposition'
import type {
  DataVersion,
  DemandEngine,
  Population,
  SeriesKey,
  Share,
  TableOutline,
  VacancyTable,
} from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { type Difference, differenceOf, type Linearised, type RowRange, toShare } from '@/lib/query/linearised'
import {
  bucketsOf,
  comparedRows,
  type Comparison,
  type Range,
  rowsBetween,
  type Windows,
  windowsOf,
} from '@/lib/query/periods'
import { seriesOf, withSeries } from '@/lib/query/series'
import { createTableMemory, type TableQuestion } from '@/lib/query/table-memory'

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
export function fixingWindows({ periods }: Pick<VacancyTable, 'periods'>): Windows[] {
  const whole = periods.filter(({ isPartial }) => !isPartial)
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
  const held = fixingWindows(table).map((windows) => comparedRows(table, windows))
  const [nearest = { from: all, to: all }, ...wider] = held
  for (const compared of wider.toReversed()) {
    const estimate = createView(table, column, view, compared)
    if (estimate(compared.to).ofVacancies > 0) return estimate
  }
  return createView(table, column, view, nearest)
}

type UndatedRow = Omit<ViewRow, 'isPartial'>

/** Periods whose rows decide how a view is fixed. */
function spansOfView(outline: TableOutline, view: View): Range[] {
  if (view === 'raw' || view === 'votes') return []
  const windows = fixingWindows(outline)
  if (windows.length > 0)
    return windows.flatMap(({ from, to }) => [
      { from: from.start, to: from.end },
      { from: to.start, to: to.end },
    ])
  const [first, last] = [outline.periods[0]?.start, outline.periods.at(-1)?.start]
  return first === undefined || last === undefined ? [] : [{ from: first, to: last }]
}

/** One column of a table by month under one view, a question for each year: one for each month would be hundreds. */
function askView(
  outline: TableOutline,
  { column, view, bucket, question }: { column: number; view: View; bucket: Bucket; question: string },
): TableQuestion<UndatedRow[]>[] {
  const fixing = spansOfView(outline, view)
  // The view is fixed once for all periods that are missing.
  let fixed: ((range: RowRange) => Linearised) | null = null
  const years = new Map<Month, ReturnType<typeof bucketsOf>>()
  for (const one of bucketsOf(outline, bucket)) {
    const year = bucketStart(one.start, 'year')
    const held = years.get(year)
    if (held === undefined) years.set(year, [one])
    else held.push(one)
  }
  return [...years.values()].flatMap((periods) => {
    const [first, last] = [periods[0], periods.at(-1)]
    if (first === undefined || last === undefined) return []
    return {
      question: `${view} ${bucket} ${question}`,
      spans: [{ from: first.start, to: last.end }, ...fixing],
      make: (table) => {
        fixed ??= fixView(table, column, view)
        const estimate = fixed
        return periods.map(({ start, end }) => {
          const linearised = estimate(rowsBetween(table, start, end))
          return { view, start, ...toShare(linearised), spread: linearised.spread }
        })
      },
    }
  })
}

const lineMemory = createTableMemory<UndatedRow[]>('lines', (rows) => 200 * rows.length)

/** Series of a query by period, each under its view: first series first. */
export async function readViewRows(engine: DemandEngine, filters: Filters): Promise<ViewRow[]> {
  const { view, bucket, level } = filters
  const series = seriesOf(filters)
  const query = { filters: { ...filters, bucket: 'month' as const }, series }
  const { outline, answers } = await lineMemory.answer(engine, query, (held) =>
    series.flatMap((one, column) => askView(held, { column, view, bucket, question: `${one} ${level}` })),
  )
  return datedRows(outline, bucket, answers.flat())
}

function datedRows(outline: TableOutline, bucket: Bucket, rows: readonly UndatedRow[]): ViewRow[] {
  const partial = new Map(bucketsOf(outline, bucket).map(({ start, isPartial }) => [start, isPartial]))
  return rows.map((row) => ({ ...row, isPartial: partial.get(row.start) ?? false }))
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

/** What one question about the table adds to the report. */
interface Piece {
  views: UndatedRow[]
  changes: ChangeRow[]
  parts: PartRow[]
}

const memory = createTableMemory<Piece>(
  'views',
  ({ views, changes, parts }) => 300 * (views.length + changes.length + parts.length),
)

/** All that is asked of a table by month with one column. */
function askReport(outline: TableOutline, bucket: Bucket, question: string): TableQuestion<Piece>[] {
  const lines = views.flatMap((view) => askView(outline, { column: 0, view, bucket, question }))
  return [
    ...lines.map((line) => ({
      ...line,
      make: (table: VacancyTable): Piece => ({ views: line.make(table), changes: [], parts: [] }),
    })),
    ...fixingWindows(outline).map((windows) => ({
      question: `changes ${question}`,
      spans: [
        { from: windows.from.start, to: windows.from.end },
        { from: windows.to.start, to: windows.to.end },
      ],
      make: (table: VacancyTable): Piece => ({
        views: [],
        changes: changeRows(table, windows),
        parts: partRows(table, windows),
      }),
    })),
  ]
}

/** One series under every composition view: by period, and between the last 12 months and those before. */
export async function readViews(engine: DemandEngine, filters: Filters, series: SeriesKey): Promise<ViewsReport> {
  const { bucket, level } = filters
  const only = withSeries(filters, [series])
  const [{ outline, answers }, demand] = await Promise.all([
    memory.answer(engine, { filters: { ...only, bucket: 'month' }, series: [series] }, (held) =>
      askReport(held, bucket, `${series} ${level}`),
    ),
    engine.demand({ ...only, bucket: 'year' }),
  ])
  return {
    dataVersion: outline.dataVersion,
    population: demand.population,
    views: datedRows(
      outline,
      bucket,
      answers.flatMap((part) => part.views),
    ),
    changes: answers.flatMap(({ changes }) => changes),
    parts: answers.flatMap((part) => part.parts),
  }
}
