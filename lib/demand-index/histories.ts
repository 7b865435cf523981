import { addMonths, type Month } from '@/lib/domain/month'
import type { SkillHistory } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { createMemory } from '@/lib/query/memory'
import type { PairSums } from '@/lib/query/sums'
import { createTurns } from '@/lib/query/turns'
import { countCodes, countsOf } from '@/lib/demand-index/code-sums'
import { takeSums } from '@/lib/demand-index/employer-sums'
import { type IndexSnapshot, keyOfSelections, type Selection } from '@/lib/demand-index/index-snapshot'
import { within } from '@/lib/demand-index/periods'
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

type Years = { from: Month; middle: Month; to: Month }
type Pairs = ReadonlyMap<number, PairSums>

const knownPairs = createMemory<Pairs>(({ size }) => 400 * size)

/** Codes that are summed before others have their turns. */
const batch = 50

/** Sums of two years, and of what their employers have in common, of every code that either names, by its number. */
async function sumYears(snapshot: IndexSnapshot, { selections, level }: HistoryQuery, years: Years): Promise<Pairs> {
  const earlier = within(selections, { from: years.from, to: addMonths(years.middle, -1) })
  const later = within(selections, { from: years.middle, to: years.to })
  const key = `${keyOfSelections(earlier)} ${keyOfSelections(later)} ${level}`
  const known = knownPairs.find(key)
  if (known !== undefined) return known
  const counts = countCodes(snapshot, [...earlier, ...later], level)
  const numbers = [...counts.keys()].filter((number) => (counts[number] ?? 0) > 0)
  const sums = new Map<number, PairSums>()
  const takeTurns = createTurns()
  for (let from = 0; from < numbers.length; from += batch) {
    await takeTurns()
    sumBatch(snapshot, { earlier, later, level, numbers: numbers.slice(from, from + batch) }, sums)
  }
  return knownPairs.keep(key, sums)
}

interface Batch {
  earlier: readonly Selection[]
  later: readonly Selection[]
  level: Filters['level']
  numbers: readonly number[]
}

/** Begins anew with the population of both years: the sums by employer are shared, and others may have had their turns. */
function sumBatch(
  snapshot: IndexSnapshot,
  { earlier, later, level, numbers }: Batch,
  sums: Map<number, PairSums>,
): void {
  const before = takeSums(snapshot.names)
  const after = takeSums(snapshot.names, 1)
  before.begin(earlier, false)
  after.begin(later, false)
  const { product: crossNN, employers } = before.crossPopulation(after)
  for (const number of numbers) {
    for (const selection of earlier) before.addSeries(selection, { number, level })
    for (const selection of later) after.addSeries(selection, { number, level })
    const { ofAll: crossYN, ofNamed: crossYY } = before.crossNamed(after)
    const { ofAll: crossNY } = after.crossNamed(before)
    const [was, is] = [before.takeSeries(), after.takeSeries()]
    sums.set(number, { before: was, after: is, employers, crossNN, crossYN, crossNY, crossYY })
  }
}

/** Skills that are named in two years: by month of the range, and with the sums of both years. */
export async function listHistories(
  snapshot: IndexSnapshot,
  query: HistoryQuery,
  years: Years,
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
