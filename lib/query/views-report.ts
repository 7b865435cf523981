import { asQuestion } from '@/lib/query/asked-lately'
import { type View, views } from '@/lib/domain/composition-view'
import { type Bucket, bucketStart, type Month } from '@/lib/domain/month'
import { createViewInSteps, type ViewOfLine } from '@/lib/query/composition'
import { decompose, type Part, parts } from '@/lib/query/decomposition'
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
import { type Difference, differenceOfMoved, emptyEstimate, toShare } from '@/lib/query/linearised'
import {
  bucketsOf,
  comparedRows,
  type Comparison,
  type Range,
  rowsBetween,
  type Windows,
  windowsOf,
} from '@/lib/query/periods'
import { askPopulation } from '@/lib/query/population'
import { seriesOf, withSeries } from '@/lib/query/series'
import { createTableMemory, type TableQuestion } from '@/lib/query/table-memory'
import type { Steps } from '@/lib/query/turns'

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

/** Views that two windows hold fixed. */
const isFixed = (view: View): boolean => view !== 'raw' && view !== 'votes'

const spansOf = ({ from, to }: Windows): Range[] => [
  { from: from.start, to: from.end },
  { from: to.start, to: to.end },
]

/** The widest comparison that leaves a view anything to count, whatever the series; null where the range has no two windows. */
function* fixView(table: VacancyTable, view: View): Steps<Windows | null> {
  const [nearest = null, ...wider] = fixingWindows(table)
  const counted = { ...table, named: [new Uint8Array(table.period.length)] }
  for (const windows of wider.toReversed()) {
    const compared = comparedRows(table, windows)
    const { measure } = createViewInSteps(counted, 0, view, compared)
    yield
    // Hardly an employer is there in the first and in the last of many years.
    if ((yield* measure(compared.to)).ofVacancies > 0) return windows
  }
  return nearest
}

const fixings = createTableMemory<{ windows: Windows | null }>('fixings', () => 500)

const askFixing = (outline: TableOutline, view: View): TableQuestion<{ windows: Windows | null }> => ({
  question: view,
  spans: fixingWindows(outline).flatMap(spansOf),
  *make(table) {
    return { windows: yield* fixView(table, view) }
  },
})

/** Finds out what holds the views of a population fixed, which few changes of its months move, before lines are asked for. */
async function fixViews(engine: DemandEngine, filters: Filters, asked: readonly View[]): Promise<void> {
  // Where nothing is remembered, each line finds it out from its own table.
  if ((await engine.outline(filters)).contents === null) return
  await fixings.answer(engine, { filters, series: [] }, (outline) =>
    asked.filter(isFixed).map((view) => askFixing(outline, view)),
  )
}

/** What of a row does not depend on the day. */
interface UndatedRow extends Pick<ViewRow, 'view' | 'start' | 'spread'> {
  share: Share
}

/** Periods whose rows hold a view fixed: cells are weighed as they stood in the first window. */
function spansOfFixed(outline: TableOutline, view: View, windows: Windows | null): Range[] {
  if (windows !== null) return view === 'employers' ? spansOf(windows) : spansOf(windows).slice(0, 1)
  const [first, last] = [outline.periods[0]?.start, outline.periods.at(-1)?.start]
  return first === undefined || last === undefined ? [] : [{ from: first, to: last }]
}

/** What holds a view fixed, where that is known; and the periods whose rows decide about it. */
function findFixing(outline: TableOutline, view: View) {
  if (!isFixed(view)) return { known: { windows: null }, spans: [], name: '' }
  const known = fixings.find(outline, askFixing(outline, view))
  if (known === undefined) return { known, spans: fixingWindows(outline).flatMap(spansOf), name: 'unknown' }
  const { windows } = known
  return { known, spans: spansOfFixed(outline, view, windows), name: windows?.comparison ?? 'all' }
}

/** One column of a table by month under one view, a question for each year: one for each month would be hundreds. */
function askView(
  outline: TableOutline,
  { column, view, bucket, question }: { column: number; view: View; bucket: Bucket; question: string },
): TableQuestion<UndatedRow[]>[] {
  const fixing = findFixing(outline, view)
  // The view is fixed once for all periods that are missing.
  let fixed: ViewOfLine | null = null
  function* fix(table: VacancyTable): Steps<ViewOfLine> {
    const { windows } = fixing.known ?? { windows: yield* fixView(table, view) }
    const all = { from: 0, to: table.period.length }
    const compared = windows === null ? { from: all, to: all } : comparedRows(table, windows)
    return createViewInSteps(table, column, view, compared)
  }
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
      question: `${view} ${fixing.name} ${bucket} ${question}`,
      spans: [{ from: first.start, to: last.end }, ...fixing.spans],
      *make(table) {
        const { points } = (fixed ??= yield* fix(table))
        const { measured } = yield* points(periods.map(({ start, end }) => rowsBetween(table, start, end)))
        return measured.map((one, index) => ({
          view,
          start: periods[index]?.start ?? first.start,
          share: toShare(one),
          spread: one.spread,
        }))
      },
    }
  })
}

const lineMemory = createTableMemory<UndatedRow[]>('lines', (rows) => 200 * rows.length)

/** Series of a query by period, each under its view: first series first. */
export const readViewRows = asQuestion('lines', askViewRows)

async function askViewRows(engine: DemandEngine, filters: Filters): Promise<ViewRow[]> {
  const { view, bucket, level } = filters
  const series = seriesOf(filters)
  const query = { filters: { ...filters, bucket: 'month' as const }, series }
  await fixViews(engine, query.filters, [view])
  const { outline, answers } = await lineMemory.answer(engine, query, (held) =>
    series.flatMap((one, column) => askView(held, { column, view, bucket, question: `${one} ${level}` })),
  )
  return datedRows(outline, bucket, answers.flat())
}

function datedRows(outline: TableOutline, bucket: Bucket, rows: readonly UndatedRow[]): ViewRow[] {
  const partial = new Map(bucketsOf(outline, bucket).map(({ start, isPartial }) => [start, isPartial]))
  // Field by field, as `estimateShare` says.
  return rows.map(
    ({ view, start, share: { share, low, high, vacancies, ofVacancies, effectiveN, isThin }, spread }) => {
      const isPartial = partial.get(start) ?? false
      return { view, start, vacancies, ofVacancies, share, low, high, effectiveN, isThin, isPartial, spread }
    },
  )
}

function* changeRows(table: VacancyTable, windows: Windows): Steps<ChangeRow[]> {
  const compared = comparedRows(table, windows)
  const rows: ChangeRow[] = []
  for (const view of views) {
    const { points } = createViewInSteps(table, 0, view, compared)
    yield
    const both = yield* points([compared.from, compared.to])
    const [before = emptyEstimate, after = emptyEstimate] = both.measured
    rows.push({
      comparison: windows.comparison,
      view,
      from: windows.from.start,
      to: windows.to.start,
      shareBefore: before.share,
      shareAfter: after.share,
      ...differenceOfMoved(before, after, yield* both.combine([-1, 1])),
      vacanciesBefore: before.ofVacancies,
      vacanciesAfter: after.ofVacancies,
      spread: after.spread,
    })
    yield
  }
  return rows
}

function* partRows(table: VacancyTable, windows: Windows): Steps<PartRow[]> {
  const found = yield* decompose(table, 0, comparedRows(table, windows))
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

/** Least change that pages do not round to ±0.0 points, which has no sign. */
const leastShown = 0.0005

/** How sure views are that contradict each other. */
export type DisagreementStrength = 'clear' | 'faint' | 'unsure'

export interface Disagreement {
  strength: DisagreementStrength
  up: View[]
  down: View[]
}

/**
 * Views that contradict each other: one says up and another down. `clear` when intervals on both sides leave 0 out; `faint`
 * when only the estimates differ in sign and some interval leaves 0 out; `unsure` when none does. Null when all agree.
 */
export function findDisagreement(rows: readonly ChangeRow[]): Disagreement | null {
  const along = (sign: number, of: (row: ChangeRow) => number) =>
    rows.filter((row) => of(row) === sign).map(({ view }) => view)
  const clear = { up: along(1, signOf), down: along(-1, signOf) }
  if (clear.up.length > 0 && clear.down.length > 0) return { strength: 'clear', ...clear }
  const shown = ({ change }: ChangeRow) => (Math.abs(change ?? 0) < leastShown ? 0 : Math.sign(change ?? 0))
  const estimated = { up: along(1, shown), down: along(-1, shown) }
  if (estimated.up.length === 0 || estimated.down.length === 0) return null
  return { strength: clear.up.length + clear.down.length === 0 ? 'unsure' : 'faint', ...estimated }
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
      *make(table: VacancyTable): Steps<Piece> {
        return { views: yield* line.make(table), changes: [], parts: [] }
      },
    })),
    ...fixingWindows(outline).map((windows) => ({
      question: `changes ${question}`,
      spans: spansOf(windows),
      *make(table: VacancyTable): Steps<Piece> {
        return { views: [], changes: yield* changeRows(table, windows), parts: yield* partRows(table, windows) }
      },
    })),
  ]
}

/** One series under every composition view: by period, and between the last 12 months and those before. */
export const readViews = asQuestion('views', askViews)

async function askViews(engine: DemandEngine, filters: Filters, series: SeriesKey): Promise<ViewsReport> {
  const { bucket, level } = filters
  const only = withSeries(filters, [series])
  const byMonth: Filters = { ...only, bucket: 'month' }
  await fixViews(engine, byMonth, views)
  const [{ outline, answers }, demand] = await Promise.all([
    memory.answer(engine, { filters: byMonth, series: [series] }, (held) =>
      askReport(held, bucket, `${series} ${level}`),
    ),
    askPopulation(engine, filters),
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
