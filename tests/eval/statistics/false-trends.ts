import { testByEmployer } from '@/lib/query/employer-trend'
import type { Month } from '@/lib/domain/month'
import { largerOf } from '@/lib/query/movers'
import { testTrend } from '@/lib/query/trends'
import type { RecordedVacancy } from '@/tests/eval/statistics/recorded-employers'
import { createRandom, drawOwnShare, type Random } from '@/tests/eval/statistics/synthetic-employers'

/** Ranges in months that are tested, the last of what is recorded; shares; and likeness of the vacancies of one employer. */
const ranges = [Infinity, 60, 24] as const
const shares = [0.003, 0.01, 0.05, 0.2, 0.5] as const
const correlations = [0.01, 0.5, 0.85] as const

/** The level of the tests. */
const level = 0.05

/** How often a trend is found where there is none, by a p-value of at most 5 %. */
export interface FalseTrends {
  months: number
  share: number
  correlation: number
  byMonth: number
  byEmployer: number
  /** By the larger p-value of both, as movers have it. */
  both: number
}

/** Recorded employers in a range: the months in which each posts, as often as it does, and the vacancies of each month. */
interface Schedule {
  starts: readonly Month[]
  employers: readonly (readonly number[])[]
  vacancies: Uint32Array
}

function scheduleOf(vacancies: readonly RecordedVacancy[], range: number): Schedule {
  const starts = [...new Set(vacancies.map(({ month }) => month))].toSorted().slice(-range)
  const places = new Map(starts.map((start, place) => [start, place]))
  const byEmployer = new Map<string, number[]>()
  const counts = new Uint32Array(starts.length)
  for (const { month, employer } of vacancies) {
    const place = places.get(month)
    if (place === undefined) continue
    counts[place] = (counts[place] ?? 0) + 1
    byEmployer.set(employer, [...(byEmployer.get(employer) ?? []), place])
  }
  return { starts, employers: [...byEmployer.values()], vacancies: counts }
}

/** Tests a skill that each employer names by a share of its own, the same in all months. */
function drawTests(schedule: Schedule, { share, correlation }: { share: number; correlation: number }, random: Random) {
  const { starts, employers, vacancies } = schedule
  const months = { periods: starts.map((start) => ({ start, isPartial: false })), vacancies }
  const all = vacancies.reduce((sum, count) => sum + count, 0)
  const mean = vacancies.reduce((sum, count, t) => sum + count * t, 0) / all
  const named = new Uint32Array(starts.length)
  const sums = { employers: employers.length, sumWW: 0, sumAA: 0, sumAW: 0 }
  for (const places of employers) {
    const own = drawOwnShare(share, correlation, random)
    let [a, w] = [0, 0]
    for (const t of places) {
      w += t - mean
      if (random() >= own) continue
      a += t - mean
      named[t] = (named[t] ?? 0) + 1
    }
    sums.sumWW += w * w
    sums.sumAA += a * a
    sums.sumAW += a * w
  }
  const byMonth = testTrend(Array.from(named, (count, t) => count / (vacancies[t] ?? 1)))
  const byEmployer = testByEmployer(months, named, sums)
  return {
    byMonth: byMonth?.pValue ?? 1,
    byEmployer: byEmployer?.pValue ?? 1,
    both: largerOf(byMonth, byEmployer) ?? 1,
  }
}

/**
 * How often the tests find a trend among skills without one, over the months in which the recorded employers posted: what
 * makes months depend on each other is there as it is, and no employer ever changes its mind.
 */
export const countFalseTrends = (recorded: readonly RecordedVacancy[], samples: number): FalseTrends[] =>
  ranges.flatMap((range) => {
    const schedule = scheduleOf(recorded, range)
    return shares.flatMap((share) =>
      correlations.map((correlation) => {
        const random = createRandom(3_000 + schedule.starts.length)
        const found = { byMonth: 0, byEmployer: 0, both: 0 }
        for (let sample = 0; sample < samples; sample += 1) {
          const tests = drawTests(schedule, { share, correlation }, random)
          for (const key of ['byMonth', 'byEmployer', 'both'] as const)
            if (tests[key] <= level) found[key] += 1 / samples
        }
        return { months: schedule.starts.length, share, correlation, ...found }
      }),
    )
  })
