import type { HistoriesResult, SkillHistory, TwoSpans } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import type { PairSums, TrendSums } from '@/lib/query/sums'
import type { Steps } from '@/lib/query/turns'
import { countsOf } from '@/lib/demand-index/code-sums'
import { oneX, sumMoments } from '@/lib/demand-index/employer-moments'
import type { IndexSnapshot, MonthTable, Selection } from '@/lib/demand-index/index-snapshot'
import { halvesOf } from '@/lib/demand-index/pairs'
import type { NumberedSkill } from '@/lib/demand-index/skill-rows'

interface HistoryQuery {
  selections: readonly Selection[]
  skills: readonly NumberedSkill[]
  level: Filters['level']
  /** Every month of the range, oldest first, and its vacancies. */
  months: HistoriesResult['months']
}

const numbersOf = ({ skills, level }: HistoryQuery) => ({ numbers: skills.map(({ number }) => number), level })

/** Writes the counts of a month's codes to its place among so many. */
function placeCounts(
  counts: Uint32Array,
  { codeNumbers }: MonthTable,
  at: { sums: Uint32Array; place: number; of: number },
) {
  const { sums, place, of } = at
  for (let position = 0; position < counts.length; position += 1)
    sums[(codeNumbers[position] ?? 0) * of + place] = counts[position] ?? 0
}

/** Vacancies that name each code, month by month: by the number of the code, then the month. */
function* countByMonth(snapshot: IndexSnapshot, { selections, level, months }: HistoryQuery): Steps<Uint32Array> {
  const { periods } = months
  const places = new Map(periods.map(({ start }, place) => [start, place]))
  const counts = new Uint32Array(snapshot.names.codes.length * periods.length)
  for (const selection of selections) {
    const { table } = selection
    const place = places.get(table.chunk.month) ?? 0
    placeCounts(countsOf(selection, level), table, { sums: counts, place, of: periods.length })
    yield
  }
  return counts
}

/** Sums of two years, and of what their employers have in common: x counts the earlier one, y the later. */
function* sumYears(snapshot: IndexSnapshot, query: HistoryQuery, years: TwoSpans): Steps<PairSums[]> {
  const { earlier, later } = halvesOf(query.selections, years)
  const months = [
    ...earlier.map((selection) => ({ selection, one: oneX })),
    ...later.map((selection) => ({ selection, one: 1 })),
  ]
  const { employers, all, ofCodes } = yield* sumMoments(snapshot, { months, ...numbersOf(query) })
  return ofCodes.map(({ x, y, xx, xy, yy, xX, xY, yX, yY }) => ({
    before: { vacancies: all.x, named: x, sumNN: all.xx, sumYY: xx, sumYN: xX, employers: employers.withX },
    after: { vacancies: all.y, named: y, sumNN: all.yy, sumYY: yy, sumYN: yY, employers: employers.withY },
    employers: employers.either,
    crossNN: all.xy,
    crossYN: xY,
    crossNY: yX,
    crossYY: xy,
  }))
}

/** What employers add to the trend of each skill over whole months: x adds up their places, y counts. */
function* sumTrends(snapshot: IndexSnapshot, query: HistoryQuery): Steps<TrendSums[]> {
  const places = new Map(query.months.periods.flatMap(({ start, isPartial }, t) => (isPartial ? [] : [[start, t]])))
  const months = query.selections.flatMap((selection) => {
    const place = places.get(selection.table.chunk.month)
    return place === undefined ? [] : [{ selection, one: place * oneX + 1 }]
  })
  const { employers, all, ofCodes } = yield* sumMoments(snapshot, { months, ...numbersOf(query) })
  const [N, T] = [Math.max(1, all.y), all.x]
  // Σ (x − t̄·y)·(X − t̄·Y) with t̄ = T/N, multiplied out in whole numbers, so that what cancels out does so exactly while they are small.
  const about = (ofX: number, mixed: number, ofY: number): number =>
    (N * N * ofX - N * T * mixed + T * T * ofY) / (N * N)
  const sumWW = about(all.xx, 2 * all.xy, all.yy)
  return ofCodes.map(({ xx, xy, yy, xX, xY, yX, yY }) => ({
    employers: employers.either,
    sumWW,
    sumAA: about(xx, 2 * xy, yy),
    sumAW: about(xX, xY + yX, yY),
  }))
}

/** Skills that are named in two years: by month of the range, and with the sums of both years. */
export function* listHistories(snapshot: IndexSnapshot, query: HistoryQuery, years: TwoSpans): Steps<SkillHistory[]> {
  const { skills, months } = query
  const of = months.periods.length
  const byMonth = yield* countByMonth(snapshot, query)
  const pairs = yield* sumYears(snapshot, query, years)
  const trends = yield* sumTrends(snapshot, query)
  return skills.flatMap(({ skill, number }, index): SkillHistory[] => {
    const [sums, trend] = [pairs[index], trends[index]]
    if (sums === undefined || trend === undefined || sums.before.named + sums.after.named === 0) return []
    return [{ skill, sums, trend, named: byMonth.subarray(number * of, (number + 1) * of) }]
  })
}
