import { asQuestion } from '@/lib/query/asked-lately'
import type { Month } from '@/lib/domain/month'
import type { DataVersion, DemandEngine, DemandRow, HistoriesResult, Population, Share } from '@/lib/query/engine'
import { type Filters, printFilters } from '@/lib/query/filters'
import type { Difference } from '@/lib/query/linearised'
import { differenceOfSums } from '@/lib/query/pair-sums'
import { withSeries } from '@/lib/query/series'
import { estimateShare } from '@/lib/query/statistics'
import { shareMemory } from '@/lib/query/memory'
import { createTableMemory } from '@/lib/query/table-memory'
import { adjustForMany, type TestedTrend, testTrendAfter, type Trend } from '@/lib/query/trends'
import { type EmployerTrend, testByEmployer } from '@/lib/query/employer-trend'
import { createTurns, type Turns } from '@/lib/query/turns'

/** Shares that a skill may pass. */
export const thresholds = [0.01, 0.05, 0.1, 0.25, 0.5] as const

/** Adjusted p-values up to here are called a trend. */
export const trendLevel = 0.05

/** Months for which a share must hold before it counts as passed. */
export const monthsToHold = 12

export type Direction = 'rising' | 'falling' | 'none'

/** A skill in the last 12 whole months against the 12 before, with its trend over the months of the range. */
export interface MoverRow extends Share {
  skill: string
  /** Share less that of the year before, with its own interval: `low` and `high` are the share's. */
  difference: Difference
  shareYearBefore: number | null
  /** 1 for the largest share; skills of equal share have the same. */
  rank: number
  rankYearBefore: number | null
  /** Direction of the trend over all months of the range, at a false discovery rate of 5 %; null for too few months. */
  trend: Direction | null
  /** Median change a year, as a share. */
  slope: number | null
  /** Two-sided, of the test of Mann and Kendall, which takes months for the units, and of that which takes employers. */
  pValue: number | null
  pEmployers: number | null
  /** The larger of both, 1 where they point apart, adjusted for the number of skills. */
  adjusted: number | null
  /**
   * The largest of the thresholds that the skill has passed, null for none, and the first month in which it did: null
   * where it held it from the first month of the range, so that the range cannot tell.
   */
  passed: number | null
  passedIn: Month | null
}

/** Skills that fewer vacancies name in both years together are left out: nothing can be told of them. */
export const leastVacancies = 10

/** A whole month with vacancies, by its place among all. */
interface WholeMonth extends Pick<DemandRow, 'start' | 'ofVacancies'> {
  place: number
}

const wholeMonths = ({ months }: HistoriesResult): WholeMonth[] =>
  months.periods.flatMap(({ start, isPartial }, place) => {
    const ofVacancies = months.vacancies[place] ?? 0
    return isPartial || ofVacancies === 0 ? [] : [{ start, ofVacancies, place }]
  })

/**
 * First month whose share is at least the threshold and from which on the pooled share of 12 months is too; null when
 * there is none, or when the range ends before the 12 months are over.
 * @param named vacancies that name the skill, by the places of the months
 */
export function firstPassing(months: readonly WholeMonth[], named: ArrayLike<number>, threshold: number): Month | null {
  let ofSkill = 0
  let ofAll = 0
  // By index: five thresholds of every skill go through all months, and a pair taken apart is an object each time.
  for (let index = 0; index < months.length; index += 1) {
    const last = months[index]
    if (last === undefined) continue
    ofSkill += named[last.place] ?? 0
    ofAll += last.ofVacancies
    const first = index + 1 < monthsToHold ? undefined : months[index + 1 - monthsToHold]
    if (first === undefined) continue
    const own = named[first.place] ?? 0
    if (own / first.ofVacancies >= threshold && ofSkill >= threshold * ofAll) return first.start
    ofSkill -= own
    ofAll -= first.ofVacancies
  }
  return null
}

function highestPassed(
  months: readonly WholeMonth[],
  named: Uint32Array,
  largest: number,
): Pick<MoverRow, 'passed' | 'passedIn'> {
  for (const passed of thresholds.filter((threshold) => threshold <= largest).toReversed()) {
    const passedIn = firstPassing(months, named, passed)
    if (passedIn !== null) return { passed, passedIn: passedIn === months[0]?.start ? null : passedIn }
  }
  return { passed: null, passedIn: null }
}

/** 1 for the largest share, equal ones alike; null where there is none. */
function rankShares(shares: readonly (number | null)[]): (number | null)[] {
  const ranks = new Map<number, number>()
  const held = shares.flatMap((share) => share ?? []).toSorted((a, b) => b - a)
  for (const [index, share] of held.entries()) if (!ranks.has(share)) ranks.set(share, index + 1)
  return shares.map((share) => (share === null ? null : (ranks.get(share) ?? null)))
}

/**
 * Both tests must reject for a trend, so the larger p-value is that of both together, whatever the one has to do with the
 * other (intersection-union test: Berger 1982, Technometrics 24, 295–300). Null where either says nothing.
 */
export const largerOf = (byMonth: Trend | null, byEmployer: EmployerTrend | null): number | null => {
  if (byMonth === null || byEmployer === null) return null
  return byMonth.sign === byEmployer.sign ? Math.max(byMonth.pValue, byEmployer.pValue) : 1
}

const directionOf = (adjusted: number | null, sign: number): Direction =>
  adjusted !== null && adjusted <= trendLevel && sign !== 0 ? (sign > 0 ? 'rising' : 'falling') : 'none'

export interface MoversResult {
  dataVersion: DataVersion
  population: Population
  /** The 24 months compared; null where the range does not hold them whole. */
  from: Month | null
  to: Month | null
  rows: MoverRow[]
}

type Movers = Pick<MoversResult, 'from' | 'to' | 'rows'>

const memory = createTableMemory<Movers>('movers', ({ rows }) => 400 * rows.length)

/** What rose and fell: largest change first. Empty where the range does not hold 24 whole months. */
export const readMovers = asQuestion('movers', askMovers)

async function askMovers(engine: DemandEngine, filters: Filters): Promise<MoversResult> {
  const asked: Filters = { ...withSeries(filters, []), bucket: 'month' }
  const outline = await engine.outline(asked)
  const whole = outline.periods.filter(({ isPartial }) => !isPartial).map(({ start }) => start)
  // A month that still runs has no say in it, so that what changes there moves nothing.
  const [first, last] = [whole[0], whole.at(-1)]
  const spans = first === undefined || last === undefined ? [] : [{ from: first, to: last }]
  const question = { question: filters.level, spans }
  const held = memory.find(outline, question)
  if (held !== undefined) {
    const { dataVersion, population } = await engine.demand({ ...asked, bucket: 'year' })
    return { dataVersion, population, ...held }
  }
  const began = performance.now()
  const histories = await engine.histories(asked)
  const { dataVersion, population } = histories
  const movers = await compareYears(histories, asked)
  if (dataVersion.id === outline.dataVersion.id) memory.keep(outline, question, movers, performance.now() - began)
  return { dataVersion, population, ...movers }
}

/** Maps some things one by one; others have their turns between. */
async function mapInTurns<T, U>(all: readonly T[], takeTurns: Turns, map: (one: T, index: number) => U): Promise<U[]> {
  const mapped: U[] = []
  for (const [index, one] of all.entries()) {
    mapped.push(map(one, index))
    await takeTurns()
  }
  return mapped
}

/** Tests of all skills of a population, whatever the version: the next one's are made from them. */
const knownTests = shareMemory<Map<string, TestedTrend>>('tests of trends', (tests) =>
  [...tests.values()].reduce((sum, { values }) => sum + values.byteLength + 300, 0),
)

/** @returns the largest of the shares that were written */
function writeShares(whole: readonly WholeMonth[], named: Uint32Array, shares: Float64Array): number {
  let largest = 0
  for (let at = 0; at < whole.length; at += 1) {
    const month = whole[at]
    const share = month === undefined ? 0 : (named[month.place] ?? 0) / month.ofVacancies
    shares[at] = share
    if (share > largest) largest = share
  }
  return largest
}

async function compareYears(histories: HistoriesResult, filters: Filters): Promise<Movers> {
  const { years } = histories
  if (years === null) return { from: null, to: null, rows: [] }
  const population = printFilters({ ...filters, asOf: null })
  const testedBefore = knownTests.find(population)
  const tests = new Map<string, TestedTrend>()
  const began = performance.now()
  const whole = wholeMonths(histories)
  const asked = histories.skills.filter(({ sums }) => sums.before.named + sums.after.named >= leastVacancies)
  const takeTurns = createTurns()
  const allShares = new Float64Array(asked.length * whole.length)
  const measured = await mapInTurns(asked, takeTurns, ({ skill, sums, named, trend }, index) => {
    // Parts of one array: one for each skill takes longer to make and to let go of than a test.
    const shares = allShares.subarray(index * whole.length, (index + 1) * whole.length)
    const largest = writeShares(whole, named, shares)
    const tested = testTrendAfter(shares, testedBefore?.get(skill))
    if (tested !== null) tests.set(skill, tested)
    const estimates = { before: estimateShare(sums.before), after: estimateShare(sums.after) }
    return {
      skill,
      estimates,
      difference: differenceOfSums(sums, estimates),
      named,
      byEmployer: testByEmployer(histories.months, named, trend),
      byMonth: tested?.trend ?? null,
      largest,
    }
  })
  knownTests.keep(population, tests, performance.now() - began)
  const adjusted = adjustForMany(measured.map(({ byMonth, byEmployer }) => largerOf(byMonth, byEmployer)))
  const now = rankShares(measured.map(({ estimates }) => estimates.after.share))
  const before = rankShares(measured.map(({ estimates }) => estimates.before.share))
  const rows = await mapInTurns(measured, takeTurns, (one, index): MoverRow => {
    const { skill, estimates, difference, byMonth: trend, byEmployer } = one
    // Field by field, as `estimateShare` says.
    const { vacancies, ofVacancies, share, low, high, effectiveN, isThin } = estimates.after
    const { passed, passedIn } = highestPassed(whole, one.named, one.largest)
    const q = adjusted[index] ?? null
    return {
      skill,
      vacancies,
      ofVacancies,
      share,
      low,
      high,
      effectiveN,
      isThin,
      shareYearBefore: estimates.before.share,
      difference,
      rank: now[index] ?? measured.length,
      rankYearBefore: before[index] ?? null,
      trend: trend === null ? null : directionOf(q, trend.sign),
      slope: trend === null ? null : trend.slope * 12,
      pValue: trend?.pValue ?? null,
      pEmployers: trend === null ? null : (byEmployer?.pValue ?? null),
      adjusted: q,
      passed,
      passedIn,
    }
  })
  const sorted = rows.toSorted(
    (a, b) => Math.abs(b.difference.change ?? 0) - Math.abs(a.difference.change ?? 0) || (a.skill < b.skill ? -1 : 1),
  )
  return { from: years.from, to: years.to, rows: sorted }
}
