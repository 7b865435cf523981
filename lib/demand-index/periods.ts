import { type Bucket, bucketStart, type Month } from '@/lib/domain/month'
import type { Share, VacancyTable } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { estimateShare } from '@/lib/query/statistics'
import { createMemory } from '@/lib/query/memory'
import type { Steps } from '@/lib/query/turns'
import type { Range } from '@/lib/query/periods'
import { type Asked, type EmployerSums, keyOfAsked, takeSums } from '@/lib/demand-index/employer-sums'
import { type IndexSnapshot, keyOfSelections, type Selection } from '@/lib/demand-index/index-snapshot'

/** Months that the answer covers: those of the index, inside the ones asked for; null when there are none. */
export function rangeOf({ months }: IndexSnapshot, filters: Filters): Range | null {
  const first = months[0]?.chunk.month
  const last = months.at(-1)?.chunk.month
  if (first === undefined || last === undefined) return null
  const from = filters.from !== null && filters.from > first ? filters.from : first
  const to = filters.to !== null && filters.to < last ? filters.to : last
  return from <= to ? { from, to } : null
}

/** Selections of the months of a range. */
export const within = (selections: readonly Selection[], { from, to }: Range): Selection[] =>
  selections.filter(({ table }) => table.chunk.month >= from && table.chunk.month <= to)

/** Selections of the months whose period is in any of some spans of periods. */
export const withinAny = (
  selections: readonly Selection[],
  { spans, bucket }: { spans: readonly Range[]; bucket: Bucket },
): Selection[] =>
  selections.filter(({ table }) => {
    const start = bucketStart(table.chunk.month, bucket)
    return spans.some(({ from, to }) => from <= start && start <= to)
  })

/** A share with the number of employers in the population. */
interface PeriodShare {
  share: Share
  employers: number
}

type Periods = VacancyTable['periods']

export interface PeriodShares {
  start: Month
  isPartial: boolean
  postings: number
  shares: PeriodShare[]
}

/** Selections by the period that their months are in. */
export function groupByBucket(selections: readonly Selection[], bucket: Bucket): Map<Month, Selection[]> {
  const byStart = new Map<Month, Selection[]>()
  for (const selection of selections) {
    const start = bucketStart(selection.table.chunk.month, bucket)
    const held = byStart.get(start)
    if (held === undefined) byStart.set(start, [selection])
    else held.push(selection)
  }
  return byStart
}

const known = createMemory<PeriodShare>('shares', () => 300)

/** Shares of several numerators for each of some periods; a period whose months stand is not counted again. */
export function* sharePeriods(
  snapshot: IndexSnapshot,
  query: { selections: readonly Selection[]; bucket: Bucket; periods: Periods; numerators: readonly Asked[] },
): Steps<PeriodShares[]> {
  const { bucket, periods, numerators } = query
  const byStart = groupByBucket(query.selections, bucket)
  const questions = numerators.map(keyOfAsked)
  const all: PeriodShares[] = []
  for (const period of periods) {
    const selections = byStart.get(period.start) ?? []
    const rows = keyOfSelections(selections)
    let employers: EmployerSums | null = null
    const shares = numerators.map((numerator, index) =>
      known.remember(`${questions[index]} ${rows}`, () => {
        if (employers === null) {
          employers = takeSums(snapshot.names)
          employers.begin(selections)
        }
        for (const selection of selections) employers.addSeries(selection, numerator)
        const taken = employers.takeSeries()
        return { share: estimateShare(taken), employers: taken.employers }
      }),
    )
    const postings = selections.reduce((sum, { postingCount }) => sum + postingCount, 0)
    all.push({ start: period.start, isPartial: period.isPartial, postings, shares })
    yield
  }
  return all
}
