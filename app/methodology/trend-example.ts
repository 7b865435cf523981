import { type ExampleRow, exampleTable } from '@/app/methodology/example-table'
import { measureBlur } from '@/lib/query/blur'
import { slopeOf } from '@/lib/query/claims/estimate'
import { createViewInSteps } from '@/lib/query/composition'
import { addMonths, type Month } from '@/lib/domain/month'
import { opsFamilies } from '@/lib/domain/skill'
import { sumTrend, testByEmployer } from '@/lib/query/employer-trend'
import { periodRanges } from '@/lib/query/periods'
import { adjustForMany, testTrend } from '@/lib/query/trends'
import { finish } from '@/lib/query/turns'
import { jaccardOf, shinglesOf } from '@/lib/vacancy/shingles'
import { foldedWords } from '@/lib/vacancy/words'

/** Made-up shares of twelve months, in percent; some of them equal. */
export const exampleMonths = [10, 11, 9, 12, 12, 13, 11, 14, 15, 13, 16, 17] as const
/** Made-up p-values of the other skills tested beside it. */
export const otherPValues = [0.03, 0.2, 0.6] as const

/** A made-up list of vacancies: each one’s employer and how many ops families it names. */
export const exampleVacancies = [
  { employer: 'A', families: [4, 3, 3] },
  { employer: 'B', families: [0, 1] },
  { employer: 'C', families: [2] },
  { employer: 'D', families: [0, 0] },
] as const

/** Made-up quarters: of ten vacancies of an employer in each, those that name the skill. */
export const exampleQuarters = [
  { employer: 'A', named: [2, 2, 3, 3, 4, 4, 5, 5] },
  { employer: 'B', named: [1, 2, 1, 2, 2, 3, 2, 3] },
  { employer: 'C', named: [4, 4, 5, 4, 6, 5, 6, 7] },
  { employer: 'D', named: [0, 1, 0, 1, 1, 1, 2, 1] },
] as const

export const exampleTexts = [
  'We are hiring a backend engineer to run our payments.',
  'We are hiring a backend engineer to run our search.',
] as const

const firstQuarter: Month = '2021-01'
const byPeriod = (a: ExampleRow, b: ExampleRow) => a.period - b.period

function blurOfExample() {
  const rows = exampleVacancies.flatMap(({ families }, employer) =>
    families.map((count) => ({ period: 0, employer, named: opsFamilies.map((_, index) => (index < count ? 1 : 0)) })),
  )
  const [only] = measureBlur(exampleTable(rows, { starts: [firstQuarter], series: opsFamilies.length }))
  if (only === undefined) throw new Error('the example has one period')
  return only
}

const vacanciesOfQuarter = 10

function quartersOfExample() {
  const rows = exampleQuarters.flatMap(({ named }, employer) =>
    named.flatMap((count, period) =>
      Array.from({ length: vacanciesOfQuarter }, (_, index) => ({ period, employer, named: [index < count ? 1 : 0] })),
    ),
  )
  const starts = exampleQuarters[0].named.map((_, index) => addMonths(firstQuarter, 3 * index))
  return exampleTable(rows.toSorted(byPeriod), { starts, series: 1 })
}

function slopeOfExample() {
  const table = quartersOfExample()
  const all = { from: 0, to: table.period.length }
  const { points } = createViewInSteps(table, 0, 'raw', { from: all, to: all })
  return slopeOf(finish(points(periodRanges(table))))
}

/** The same quarters, taken as months, by the test whose units are employers. */
function testExample() {
  const table = quartersOfExample()
  const counts = (of: (row: number) => number) =>
    Uint32Array.from(periodRanges(table), ({ from, to }) =>
      Array.from({ length: to - from }, (_, at) => of(from + at)).reduce((sum, one) => sum + one, 0),
    )
  const months = { periods: table.periods, vacancies: counts(() => 1) }
  const column = table.named[0] ?? new Uint8Array(0)
  const test = testByEmployer(
    months,
    counts((row) => column[row] ?? 0),
    sumTrend(table, column, months),
  )
  if (test === null) throw new Error('four employers are enough for a test')
  return test
}

/** The examples’ figures, by the functions that make every figure of the site. */
export function computeTrends() {
  const trend = testTrend(exampleMonths)
  if (trend === null) throw new Error('twelve months are enough for a test')
  const [left, right] = exampleTexts.map((text) => shinglesOf(foldedWords(text)))
  if (left === undefined || right === undefined) throw new Error('the example has two texts')
  const adjusted = adjustForMany([trend.pValue, ...otherPValues])
  return {
    trend,
    /** The p-value once the other three skills are tested as well. */
    adjusted: adjusted[0] ?? 1,
    byEmployer: testExample(),
    blur: blurOfExample(),
    slope: slopeOfExample(),
    shingles: [left.length, right.length] as const,
    jaccard: jaccardOf(left, right),
  }
}
