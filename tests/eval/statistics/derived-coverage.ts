import { exampleTable } from '@/app/methodology/example-table'
import { addMonths } from '@/lib/domain/month'
import { opsFamilies } from '@/lib/domain/skill'
import { measureBlur } from '@/lib/query/blur'
import type { NamedSeries } from '@/lib/query/engine'
import { measureLift } from '@/lib/query/lift'
import type { Interval } from '@/lib/query/claims/judge'
import { differenceOfSums } from '@/lib/query/pair-sums'
import { sumPair } from '@/lib/query/table-sums'
import type { RecordedVacancy } from '@/tests/eval/statistics/recorded-employers'
import { drawUntilSettled, type Measured } from '@/tests/eval/statistics/settled'
import { createRandom, type Random } from '@/tests/eval/statistics/synthetic-employers'

const families = opsFamilies.map((family): NamedSeries => `family:${family}`)
const skills: NamedSeries[] = ['skill:kubernetes', 'skill:docker', 'skill:terraform', 'skill:aws']
const columns = [...families, ...skills]
const columnOf = (series: NamedSeries): number => columns.indexOf(series)

/** Pairs whose lift is measured: an everyday one, one of tools for the same people, and a rare one. */
const pairs: [NamedSeries, NamedSeries][] = [
  ['skill:kubernetes', 'skill:docker'],
  ['skill:kubernetes', 'skill:terraform'],
  ['skill:aws', 'family:observability'],
]
const changed: NamedSeries[] = ['family:cloud', 'family:containers', 'skill:kubernetes', 'skill:terraform']
const sampleSizes = [200, 800] as const
/** Times as many samples as usual, at most, for a cell of which they do not tell whether it is inside. */
const mostTimes = 4

/** How often the interval of a figure made from several shares holds the one of all recorded employers. */
export interface DerivedCoverage extends Measured {
  figure: string
  employers: number
  truth: number
}

/** A vacancy of the earlier year (0) or the later (1), with the columns that it names. */
interface Row {
  period: number
  named: number[]
}

/** The last two years of what is recorded, by employer. */
function lastYears(recorded: readonly RecordedVacancy[]): Row[][] {
  const last = recorded.reduce(
    (latest, { month }) => (month > latest ? month : latest),
    recorded[0]?.month ?? '2000-01',
  )
  const [middle, first] = [addMonths(last, -11), addMonths(last, -23)]
  const byEmployer = new Map<string, Row[]>()
  for (const { month, employer, names } of recorded) {
    if (month < first) continue
    const named = columns.map((series) => (names.has(series) ? 1 : 0))
    const row = { period: month < middle ? 0 : 1, named }
    const rows = byEmployer.get(employer)
    if (rows === undefined) byEmployer.set(employer, [row])
    else rows.push(row)
  }
  return [...byEmployer.values()]
}

/** Every figure of some employers with its interval. */
function measure(employers: readonly (readonly Row[])[]): Map<string, Interval> {
  const rows = employers.flatMap((own, employer) => own.map(({ period, named }) => ({ period, employer, named })))
  const table = exampleTable(
    rows.toSorted((a, b) => a.period - b.period),
    { starts: ['2023-01', '2024-01'], series: columns.length },
  )
  const column = (series: NamedSeries) => table.named[columnOf(series)] ?? new Uint8Array(rows.length)
  const middle = table.period.indexOf(1)
  const ranges = { before: { from: 0, to: middle }, after: { from: middle, to: rows.length } }
  const figures = new Map<string, Interval>()
  for (const series of changed) {
    const { change, low, high } = differenceOfSums(sumPair(table, column(series), ranges))
    figures.set(`change of ${series} in a year`, { value: change, low, high })
  }
  for (const [a, b] of pairs) {
    const { lift, low, high } = measureLift(table, column(a), column(b))
    figures.set(`lift of ${a} and ${b}`, { value: lift, low, high })
  }
  const blur = measureBlur({ ...table, named: families.map(column) })[1]
  if (blur !== undefined) {
    figures.set('blur index, mean', { value: blur.mean, low: blur.meanLow, high: blur.meanHigh })
    figures.set('blur index, three or more', { ...blur.blurred, value: blur.blurred.share })
  }
  return figures
}

const drawEmployers = (population: readonly Row[][], count: number, random: Random): (readonly Row[])[] =>
  Array.from({ length: count }, () => population[Math.floor(random() * population.length)] ?? [])

/**
 * How often intervals of changes, of lifts and of the blur index hold the figures of the employers of the recorded last two
 * years, when some of them are drawn with replacement.
 */
export function coverDerived(recorded: readonly RecordedVacancy[], samples: number): DerivedCoverage[] {
  const population = lastYears(recorded)
  const truths = measure(population)
  return sampleSizes.flatMap((employers) => {
    const random = createRandom(4_000 + employers)
    // All figures are measured on the same samples, which are drawn once and only as far as any figure wants them.
    const drawn: Map<string, Interval>[] = []
    const sampleOf = (index: number) => (drawn[index] ??= measure(drawEmployers(population, employers, random)))
    return [...truths].map(([figure, { value: truth }]): DerivedCoverage => {
      let index = 0
      const draw = (): boolean => {
        const { low = null, high = null } = sampleOf(index++).get(figure) ?? {}
        return truth !== null && low !== null && high !== null && low <= truth && truth <= high
      }
      return {
        figure,
        employers,
        truth: truth ?? NaN,
        ...drawUntilSettled(draw, { samples, mostSamples: mostTimes * samples }),
      }
    })
  })
}
