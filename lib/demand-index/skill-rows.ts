import { addMonths, bucketsBetween, type Month } from '@/lib/domain/month'
import type { CompanionRow, SkillRow } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import type { Range } from '@/lib/query/periods'
import type { Steps } from '@/lib/query/turns'
import { estimateShare, liftOf } from '@/lib/query/statistics'
import { countCodes, sumCodes } from '@/lib/demand-index/code-sums'
import { shareBeside } from '@/lib/demand-index/beside-sums'
import type { Asked } from '@/lib/demand-index/employer-sums'
import type { IndexSnapshot, Selection } from '@/lib/demand-index/index-snapshot'
import { groupByBucket, within } from '@/lib/demand-index/periods'

/** A skill and the number of its code in the index. */
export interface NumberedSkill {
  skill: string
  number: number
}

interface SkillQuery {
  selections: readonly Selection[]
  skills: readonly NumberedSkill[]
  level: Filters['level']
}

const countVacancies = (selections: readonly Selection[]): number =>
  selections.reduce((sum, { vacancyCount }) => sum + vacancyCount, 0)

/** Share of every code, without an interval: all that other years than the last need; null when nothing was counted. */
function* sharesOf(
  snapshot: IndexSnapshot,
  selections: readonly Selection[],
  level: Filters['level'],
): Steps<(number: number) => number | null> {
  const total = countVacancies(selections)
  const counts = yield* countCodes(snapshot, selections, level)
  return (number: number): number | null => (total === 0 ? null : (counts[number] ?? 0) / total)
}

/** Every skill of the last 12 months of the range against the 12 before, and by year; in no order. */
export function* listSkillRows(
  snapshot: IndexSnapshot,
  { selections, skills, level, range }: SkillQuery & { range: Range },
): Steps<{ window: Range; rows: SkillRow[] }> {
  const start = addMonths(range.to, -11)
  const window = { from: start > range.from ? start : range.from, to: range.to }
  const before = { from: addMonths(window.from, -12), to: addMonths(window.to, -12) }
  const now = within(selections, window)
  const then = yield* sharesOf(snapshot, before.from >= range.from ? within(selections, before) : [], level)
  const byYear = groupByBucket(selections, 'year')
  const years: { start: Month; shareOf: (number: number) => number | null }[] = []
  for (const start of bucketsBetween(range.from, range.to, 'year'))
    years.push({ start, shareOf: yield* sharesOf(snapshot, byYear.get(start) ?? [], level) })
  const sumsOf = yield* sumCodes(snapshot, now, level)
  const rows = skills.flatMap(({ skill, number }): SkillRow[] => {
    const sums = sumsOf.get(number)
    if (sums === undefined) return []
    const share = estimateShare(sums)
    const shareYearBefore = then(number)
    const change = share.share === null || shareYearBefore === null ? null : share.share - shareYearBefore
    const yearly = years.map((year) => ({ start: year.start, share: year.shareOf(number) }))
    return [{ skill, ...share, shareYearBefore, change, yearly }]
  })
  return { window, rows }
}

/** Skills named beside what is asked, over all months; in no order. */
export function* listCompanionRows(
  snapshot: IndexSnapshot,
  { selections, skills, level, asked }: SkillQuery & { asked: Asked },
): Steps<CompanionRow[]> {
  const beside = yield* shareBeside(snapshot, { selections, asked, level })
  return skills.flatMap(({ skill, number }): CompanionRow[] => {
    const found = beside(number)
    if (found === null) return []
    const { share, base } = found
    return [{ skill, share, base, lift: liftOf(share.share, base) }]
  })
}
