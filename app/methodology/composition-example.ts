import { exampleTable } from '@/app/methodology/example-table'
import { type View, views } from '@/lib/domain/composition-view'
import { createView } from '@/lib/query/composition'
import { decomposeChange } from '@/lib/query/decomposition'
import type { VacancyTable } from '@/lib/query/engine'
import { correlationOf, differenceOf, toShare } from '@/lib/query/linearised'
import { measureLift } from '@/lib/query/lift'

/** A made-up pair of years: vacancies of an employer, those naming the skill, and whether its texts are long. */
export const compositionExample = [
  { employer: 'A', year: 'before', vacancies: 20, named: 4, texts: 'short' },
  { employer: 'B', year: 'before', vacancies: 20, named: 8, texts: 'long' },
  { employer: 'A', year: 'after', vacancies: 10, named: 2, texts: 'short' },
  { employer: 'B', year: 'after', vacancies: 10, named: 5, texts: 'long' },
  { employer: 'C', year: 'after', vacancies: 30, named: 24, texts: 'long' },
] as const

type Line = (typeof compositionExample)[number]

export const toTable = (lines: readonly Line[]): VacancyTable =>
  exampleTable(
    lines.flatMap(({ employer, year, vacancies, named, texts }) =>
      Array.from({ length: vacancies }, (_, index) => ({
        period: year === 'before' ? 0 : 1,
        employer: 'ABC'.indexOf(employer),
        band: texts === 'short' ? 0 : 2,
        named: [index < named ? 1 : 0, texts === 'long' ? 1 : 0],
      })),
    ),
    { starts: ['2022-01', '2023-01'], series: 2 },
  )

/** The example's figures, by the functions that make every figure of the site. */
export function computeComposition() {
  const table = toTable(compositionExample)
  const before = table.period.filter((period) => period === 0).length
  const compared = { from: { from: 0, to: before }, to: { from: before, to: table.period.length } }
  const changeOf = (view: View) => {
    const estimate = createView(table, 0, view, compared)
    return { view, ...differenceOf(estimate(compared.from), estimate(compared.to)) }
  }
  const [named = new Uint8Array(), long = new Uint8Array()] = table.named
  const raw = createView(table, 0, 'raw', compared)
  const [earlier, later] = [raw(compared.from), raw(compared.to)]
  return {
    changes: views.map(changeOf),
    /** The change as counted, with what its interval is made from. */
    counted: {
      before: toShare(earlier),
      after: toShare(later),
      correlation: correlationOf(earlier, later),
      difference: differenceOf(earlier, later),
    },
    parts: decomposeChange(table, 0, compared),
    lift: measureLift(table, named, long),
  }
}
