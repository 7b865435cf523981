import type { HistoriesResult, SkillHistory, TwoSpans } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { createMemory } from '@/lib/query/memory'
import type { PairSums } from '@/lib/query/sums'
import type { Steps } from '@/lib/query/turns'
import { batchCodes, countCodes, countsOf } from '@/lib/demand-index/code-sums'
import { type IndexSnapshot, keyOfSelections, type MonthTable, type Selection } from '@/lib/demand-index/index-snapshot'
import { countHalves, type Halves, halvesOf, sumPairs } from '@/lib/demand-index/pairs'
import type { NumberedSkill } from '@/lib/demand-index/skill-rows'
import { sumTrends } from '@/lib/demand-index/trend-sums'

interface HistoryQuery {
  selections: readonly Selection[]
  skills: readonly NumberedSkill[]
  level: Filters['level']
  /** Every month of the range, oldest first, and its vacancies. */
  months: HistoriesResult['months']
}

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

/** Vacancies that are looked at before others have their turns: each counts in two years and in what they have in common. */
const atOnce = 200_000

type Pairs = ReadonlyMap<number, PairSums>

const knownPairs = createMemory<Pairs>('two years by code', ({ size }) => 400 * size)

/** Sums of two years, and of what their employers have in common, of every code that either names, by its number. */
function sumYears(snapshot: IndexSnapshot, { selections, level }: HistoryQuery, years: TwoSpans): Steps<Pairs> {
  const halves = halvesOf(selections, years)
  const key = `${keyOfSelections(halves.earlier)} ${keyOfSelections(halves.later)} ${level}`
  return knownPairs.rememberSteps(key, () => addYears(snapshot, halves, level))
}

function* addYears(snapshot: IndexSnapshot, halves: Halves, level: Filters['level']): Steps<Pairs> {
  const { earlier, later } = halves
  const sums = new Map<number, PairSums>()
  const counted = yield* countHalves(snapshot, halves)
  for (const numbers of batchCodes(yield* countCodes(snapshot, [...earlier, ...later], level), atOnce)) {
    const asked = numbers.map((number) => ({ number, level }))
    for (const [index, pair] of sumPairs(snapshot, counted, asked).entries()) sums.set(numbers[index] ?? -1, pair)
    yield
  }
  return sums
}

/** Skills that are named in two years: by month of the range, and with the sums of both years. */
export function* listHistories(snapshot: IndexSnapshot, query: HistoryQuery, years: TwoSpans): Steps<SkillHistory[]> {
  const { skills, months } = query
  const of = months.periods.length
  const byMonth = yield* countByMonth(snapshot, query)
  const pairs = yield* sumYears(snapshot, query, years)
  const trends = yield* sumTrends(snapshot, query, [...pairs.keys()])
  return skills.flatMap(({ skill, number }): SkillHistory[] => {
    const [sums, trend] = [pairs.get(number), trends.get(number)]
    if (sums === undefined || trend === undefined) return []
    return [{ skill, sums, trend, named: byMonth.slice(number * of, (number + 1) * of) }]
  })
}
