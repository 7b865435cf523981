import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { z } from 'zod'
import { computeComposition } from '@/app/methodology/composition-example'
import { exampleTable } from '@/app/methodology/example-table'
import { methodChanges } from '@/app/methodology/method-changes'
import { computeTrends } from '@/app/methodology/trend-example'
import { computeExample } from '@/app/methodology/worked-example'
import { opsFamilies } from '@/lib/domain/skill'
import { measureBlur } from '@/lib/query/blur'
import { estimateShare, intervalOfShare, sumClusters } from '@/lib/query/statistics'
import { adjustForMany, testTrend } from '@/lib/query/trends'
import { createRandom } from '@/tests/eval/statistics/synthetic-employers'

const file = new URL('../../fixtures/method-changes.json', import.meta.url)
const pinned = z.strictObject({ changes: z.int(), results: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8')))

/** Employers of a made-up period, few or many, alike or not. */
function drawEmployers(random: () => number, { count, likely }: { count: number; likely: number }) {
  return Array.from({ length: count }, () => {
    const vacancies = 1 + Math.floor(random() ** 3 * 12)
    const named = random() < 0.5 ? Math.floor(random() * 2 * likely * vacancies) : random() < likely ? vacancies : 0
    return { vacancies, named: Math.min(vacancies, named) }
  })
}

/** The blur index of a made-up period: more employers than the example has, or the least degrees of freedom would hide the rest. */
function computeBlur(random: () => number) {
  const rows = drawEmployers(random, { count: 60, likely: 0.4 }).flatMap(({ vacancies, named }, employer) =>
    Array.from({ length: vacancies }, (_, index) => {
      const families = index < named ? 1 + Math.floor(random() * opsFamilies.length) : 0
      return { period: 0, employer, named: opsFamilies.map((__, at) => (at < families ? 1 : 0)) }
    }),
  )
  return measureBlur(exampleTable(rows, { starts: ['2024-01'], series: opsFamilies.length }))
}

/** What the formulas give on inputs that never change: the examples of the page, shares over their whole range, trends. */
function computeResults() {
  const random = createRandom(20_261_130)
  const shares = [0, 0.004, 0.02, 0.1, 0.4, 0.8, 1].flatMap((likely) =>
    [1, 2, 6, 40, 300].map((count) => estimateShare(sumClusters(drawEmployers(random, { count, likely })))),
  )
  // One by one over sizes, so that a bound between kinds of intervals cannot move unseen.
  const intervals = [0.02, 0.1, 0.5, 0.9].flatMap((p) =>
    Array.from({ length: 300 }, (_, size) => intervalOfShare(p, size + 1, 2.2)),
  )
  const trends = Array.from({ length: 24 }, (_, steep) =>
    testTrend(Array.from({ length: 48 }, (__, month) => Math.round((steep * month) / 40 + random() * 20) / 100)),
  )
  const adjusted = adjustForMany(trends.map((trend) => trend?.pValue ?? null))
  return {
    example: computeExample(),
    composition: computeComposition(),
    of: computeTrends(),
    blur: computeBlur(createRandom(20_261_201)),
    shares,
    intervals,
    trends,
    adjusted,
  }
}

/** sha-256 of the results, to eight digits: what rounding does behind them is no change of method. */
function hashResults(): string {
  const shorten = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(8)) : value)
  return createHash('sha256').update(JSON.stringify(computeResults(), shorten)).digest('hex')
}

test('formulas give what they gave after the newest change of method: other results need an entry', () => {
  const found = { changes: methodChanges.length, results: hashResults() }
  expect(
    found,
    `Formulas give other results than after the changes that are told: put one more first in app/methodology/method-changes.ts, with how much it moves, and write ${JSON.stringify(found)} to tests/fixtures/method-changes.json`,
  ).toEqual(pinned)
})

describe('the changes of method', () => {
  it('are told newest first, each on a day that there was', () => {
    const days = methodChanges.map(({ since }) => since)
    expect(days).toEqual(days.toSorted().toReversed())
    for (const day of days) expect(new Date(day).toISOString().slice(0, 10)).toBe(day)
  })

  it('are held by results that have something to tell: every kind of interval is among them', () => {
    const { shares, trends } = computeResults()
    const behind = shares.flatMap(({ share, effectiveN }) => (share === null ? [] : effectiveN * share * (1 - share)))
    expect(behind.some((size) => size < 0.5)).toBe(true)
    expect(behind.some((size) => size >= 0.5 && size < 5)).toBe(true)
    expect(behind.some((size) => size >= 5)).toBe(true)
    expect(trends.some((trend) => trend !== null && trend.pValue > 0.2)).toBe(true)
    expect(trends.some((trend) => trend !== null && trend.pValue < 0.001)).toBe(true)
  })
})
