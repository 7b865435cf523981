import type { View } from '@/lib/domain/composition-view'
import { createColumnMemory } from '@/lib/query/column-memory'
import type { VacancyTable } from '@/lib/query/engine'
import { bandCells, mixCells, weighCells } from '@/lib/query/cells'
import { emptyEstimate, type Linearised, type Measured, type RowRange } from '@/lib/query/linearised'
import { pointsOfCells } from '@/lib/query/cell-points'
import { type Points, pointsOfRatio } from '@/lib/query/points'
import { finish, type Steps } from '@/lib/query/turns'

export const viewNames: Record<View, string> = {
  raw: 'as counted',
  mix: 'fixed mix',
  employers: 'same employers',
  votes: 'one employer, one vote',
  length: 'same text lengths',
}

export const viewSentences: Record<View, string> = {
  raw: 'Every vacancy counts as it was posted.',
  mix: 'Sources, countries and seniority are weighted as they stood in the first period compared (direct standardisation), so a new source or market moves nothing by itself.',
  employers: 'Only employers that posted in both periods compared count, so those that came or went move nothing.',
  votes:
    'Every employer counts once, by the share of its own vacancies, so one that posts a thousand weighs as much as one that posts one.',
  length:
    'Short, medium and long texts are weighted as they stood in the first period compared, so longer texts move nothing by themselves.',
}

const knownEmployers = createColumnMemory<Uint8Array>('employers in both', ({ byteLength }) => byteLength)

/** The two periods compared: the first is also the one whose mix is kept. */
export interface Compared {
  from: RowRange
  to: RowRange
}

/** 2 for each employer with a row in both ranges, by its number. */
function employersInBoth({ employer }: VacancyTable, { from, to }: Compared): Uint8Array {
  let most = 0
  for (const { from: first, to: behind } of [from, to])
    for (let row = first; row < behind; row += 1) if ((employer[row] ?? 0) > most) most = employer[row] ?? 0
  const isIn = new Uint8Array(most + 1)
  for (let row = from.from; row < from.to; row += 1) isIn[employer[row] ?? 0] = 1
  for (let row = to.from; row < to.to; row += 1) if (isIn[employer[row] ?? 0] === 1) isIn[employer[row] ?? 0] = 2
  return isIn
}

/** One column of a table under a view, with the two periods compared held fixed. */
export interface ViewOfLine {
  /** The estimates of some ranges of rows, told together. */
  points: (ranges: readonly RowRange[]) => Steps<Points>
  /** The estimate of one. */
  measure: (range: RowRange) => Steps<Measured>
  /** The same, taken apart by employer. */
  estimate: (range: RowRange) => Steps<Linearised>
}

const viewOf = (points: ViewOfLine['points']): ViewOfLine => ({
  points,
  *measure(range) {
    const [measured = emptyEstimate] = (yield* points([range])).measured
    return measured
  },
  *estimate(range) {
    const { measured, deviate } = yield* points([range])
    return { ...emptyEstimate, ...measured[0], deviations: yield* deviate([1]) }
  },
})

/** @param column position in `table.named` */
export function createViewInSteps(table: VacancyTable, column: number, view: View, compared: Compared): ViewOfLine {
  const named = table.named[column]
  if (named === undefined) throw new Error(`the table has no column ${column}`)
  if (view === 'raw') return viewOf((ranges) => pointsOfRatio({ table, named, ranges }, 'vacancies'))
  if (view === 'votes') return viewOf((ranges) => pointsOfRatio({ table, named, ranges }, 'votes'))
  const { from, to } = compared
  if (view === 'employers') {
    const isIn = knownEmployers.remember(table, [from, to], '', () => employersInBoth(table, compared))
    return viewOf((ranges) => pointsOfRatio({ table, named, ranges }, 'vacancies', { base: [from, to], isIn }))
  }
  const cells = view === 'mix' ? mixCells(table, from) : bandCells(table)
  const weights = weighCells(table, from, cells)
  return viewOf((ranges) => pointsOfCells({ table, named, ranges }, { base: from, weights, cells }))
}

/** The estimate of any range, at once. */
export function createView(
  table: VacancyTable,
  column: number,
  view: View,
  compared: Compared,
): (range: RowRange) => Linearised {
  const { estimate } = createViewInSteps(table, column, view, compared)
  return (range) => finish(estimate(range))
}
