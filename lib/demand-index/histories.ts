import type { Month } from '@/lib/domain/month'
import type { SkillHistory, TwoSpans } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { createMemory } from '@/lib/query/memory'
import type { PairSums } from '@/lib/query/sums'
import { createTurns } from '@/lib/query/turns'
import { countCodes, countsOf } from '@/lib/demand-index/code-sums'
import { type IndexSnapshot, keyOfSelections, type Selection } from '@/lib/demand-index/index-snapshot'
import { halvesOf, sumPairs } from '@/lib/demand-index/pairs'
import type { NumberedSkill } from '@/lib/demand-index/skill-rows'

interface HistoryQuery {
  selections: readonly Selection[]
  skills: readonly NumberedSkill[]
  level: Filters['level']
  /** Every month of the range, oldest first. */
  months: readonly Month[]
}

/** Vacancies that name each code, month by month: by the number of the code, then the month. */
function countByMonth(snapshot: IndexSnapshot, { selections, level, months }: HistoryQuery): Uint32Array {
  const places = new Map(months.map((month, place) => [month, place]))
  const counts = new Uint32Array(snapshot.names.codes.length * months.length)
  for (const selection of selections) {
    const { codeNumbers, chunk } = selection.table
    const place = places.get(chunk.month) ?? 0
    for (const [position, count] of countsOf(selection, level).entries())
      counts[(codeNumbers[position] ?? 0) * months.length + place] = count
  }
  return counts
}

type Pairs = ReadonlyMap<number, PairSums>

const knownPairs = createMemory<Pairs>(({ size }) => 400 * size)

/** Codes that are summed before others have their turns. */
const batch = 50

/** Sums of two years, and of what their employers have in common, of every code that either names, by its number. */
async function sumYears(snapshot: IndexSnapshot, { selections, level }: HistoryQuery, years: TwoSpans): Promise<Pairs> {
  const halves = halvesOf(selections, years)
  const { earlier, later } = halves
  const key = `${keyOfSelections(earlier)} ${keyOfSelections(later)} ${level}`
  const known = knownPairs.find(key)
  if (known !== undefined) return known
  const counts = countCodes(snapshot, [...earlier, ...later], level)
  const numbers = [...counts.keys()].filter((number) => (counts[number] ?? 0) > 0)
  const sums = new Map<number, PairSums>()
  const takeTurns = createTurns()
  for (let from = 0; from < numbers.length; from += batch) {
    await takeTurns()
    const some = numbers.slice(from, from + batch)
    const asked = some.map((number) => ({ number, level }))
    // Each batch begins anew: the sums by employer are shared, and others may have had their turns.
    for (const [index, pair] of sumPairs(snapshot, halves, asked).entries()) sums.set(some[index] ?? -1, pair)
  }
  return knownPairs.keep(key, sums)
}

/** Skills that are named in two years: by month of the range, and with the sums of both years. */
export async function listHistories(
  snapshot: IndexSnapshot,
  query: HistoryQuery,
  years: TwoSpans,
): Promise<SkillHistory[]> {
  const { skills, months } = query
  const byMonth = countByMonth(snapshot, query)
  const pairs = await sumYears(snapshot, query, years)
  return skills.flatMap(({ skill, number }): SkillHistory[] => {
    const sums = pairs.get(number)
    if (sums === undefined) return []
    return [{ skill, sums, named: byMonth.slice(number * months.length, (number + 1) * months.length) }]
  })
}
