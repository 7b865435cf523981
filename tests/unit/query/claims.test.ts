import { describe, expect, test } from 'vitest'
import { articleClaims, shippedClaims } from '@/lib/query/claims/article-claims'
import { canonicalClaim, type Claim } from '@/lib/query/claims/claim'
import { parseClaim, printClaim } from '@/lib/query/claims/claim-address'
import { explainUnknownClaim, findShipped, readClaimQuestion } from '@/lib/query/claims/claim-question'
import { describeClaim } from '@/lib/query/claims/claim-sentences'
import { slopeOf } from '@/lib/query/claims/estimate'
import { emptyEstimate } from '@/lib/query/linearised'
import type { Points } from '@/lib/query/points'
import { judgeAll, judgeInterval, reasonOfThinness } from '@/lib/query/claims/judge'
import { cutMonths } from '@/lib/query/claims/windows'
import { defaultFilters } from '@/lib/query/filters'
import type { Vocabulary } from '@/lib/query/parse-filters'
import { nameSeries } from '@/lib/query/series-name'
import { studentQuantile } from '@/lib/query/statistics'
import { addMonths, type Month } from '@/lib/domain/month'
import { skills } from '@/lib/tagger/taxonomy'

const vocabulary: Vocabulary = {
  skills: new Set(['kubernetes', 'docker', 'terraform']),
  spellings: new Map([['k8s', 'kubernetes']]),
  sources: new Set(['hackernews']),
  regions: new Set(['DE']),
}
const plain: Claim = {
  measure: { kind: 'series', series: 'skill:kubernetes' },
  comparison: 'at-least',
  threshold: 0.5,
  method: 'trend',
  before: null,
  filters: defaultFilters,
}
const read = (query: string) => parseClaim(new URLSearchParams(query), vocabulary)
const issuesOf = (query: string) => {
  const parsed = read(query)
  return parsed.ok ? [] : parsed.issues.map(({ parameter, message }) => `${parameter}: ${message}`)
}

describe('the verdict of an interval', () => {
  const at = (low: number, high: number) => ({ value: (low + high) / 2, low, high })

  test.each([
    ['at-least', 0.5, 0.6, 'supported'],
    ['at-least', 0.51, 0.6, 'supported'],
    ['at-least', 0.49, 0.6, 'undecided'],
    ['at-least', 0.4, 0.5, 'undecided'],
    ['at-least', 0.3, 0.49, 'refuted'],
    ['at-most', 0.3, 0.5, 'supported'],
    ['at-most', 0.5, 0.6, 'undecided'],
    ['at-most', 0.51, 0.6, 'refuted'],
  ] as const)('for %s a half, from %d to %d, is %s', (comparison, low, high, verdict) => {
    expect(judgeInterval(at(low, high), 0.5, comparison).verdict).toBe(verdict)
  })

  test.each([
    ['rises', 0.01, 0.02, 'supported'],
    ['rises', 0, 0.02, 'undecided'],
    ['rises', -0.02, 0.01, 'undecided'],
    ['rises', -0.02, -0.01, 'refuted'],
    ['falls', -0.02, -0.01, 'supported'],
    ['falls', 0.01, 0.02, 'refuted'],
  ] as const)('that something %s, from %d to %d, is %s', (comparison, low, high, verdict) => {
    expect(judgeInterval(at(low, high), 0, comparison).verdict).toBe(verdict)
  })

  test('is undecided, with the reason, where there is nothing to count', () => {
    const nothing = judgeInterval({ value: null, low: null, high: null }, 0.5, 'at-least')
    expect(nothing).toEqual({ verdict: 'undecided', reason: 'there is nothing to count' })
  })

  test('is undecided where a figure has no interval because all employers are alike', () => {
    const alike = judgeInterval({ value: 0, low: null, high: null }, 0.5, 'at-least')
    expect(alike.verdict).toBe('undecided')
    expect(alike.reason).toContain('employers do not differ')
  })

  test('is not given by fewer than thirty effective vacancies', () => {
    expect(reasonOfThinness([{ ofVacancies: 14, effectiveN: 14 }])).toBe('only 14 vacancies: too few to judge by')
    expect(reasonOfThinness([{ ofVacancies: 80, effectiveN: 18.7 }])).toMatch(/^80 vacancies that are worth only 18/u)
    expect(reasonOfThinness([{ ofVacancies: 80, effectiveN: 30 }])).toBeNull()
  })
})

describe('the headline', () => {
  const view = (verdict: 'supported' | 'refuted' | 'undecided', isThin = false) => ({ verdict, reason: null, isThin })

  test('is the verdict on which all views agree', () => {
    expect(judgeAll([view('refuted'), view('refuted')], []).verdict).toBe('refuted')
  })
  test('depends on the view when views differ', () => {
    expect(judgeAll([view('refuted'), view('undecided')], [])).toMatchObject({ verdict: 'depends', on: 'view' })
  })
  test('does not listen to views that are too thin to judge by', () => {
    expect(judgeAll([view('refuted'), view('undecided', true)], []).verdict).toBe('refuted')
  })
  test('is undecided when the plain count is too thin', () => {
    expect(judgeAll([view('undecided', true), view('supported')], []).verdict).toBe('undecided')
  })
  test('depends on the source only when one supports what another refutes', () => {
    const views = [view('supported'), view('supported')]
    expect(judgeAll(views, [view('supported'), view('undecided')]).verdict).toBe('supported')
    expect(judgeAll(views, [view('supported'), view('refuted')])).toMatchObject({ verdict: 'depends', on: 'source' })
  })
})

describe('the address of a claim', () => {
  test('takes a set of one for the skill, percent for a share, and blanks of a form for nothing', () => {
    const parsed = read('set=kubernetes&is=at-least&threshold=50&blur=&region=&from=')
    expect(parsed).toEqual({ ok: true, claim: plain })
    expect(printClaim(plain)).toBe('is=at-least&skill=kubernetes&threshold=50')
  })
  test('carries population, level, period and data version', () => {
    const query =
      'asOf=7&beforeFrom=2022-01&beforeTo=2022-12&by=periods&employer=startup&from=2023-01&is=rises&level=required&set=docker+%7C+kubernetes&to=2023-12'
    const parsed = read(query)
    expect(parsed.ok && printClaim(parsed.claim)).toBe(query)
  })
  test.each([
    ['skill=kubernetes', 'is: is missing; expected one of at-least, at-most, rises, falls'],
    [
      'skill=kubernetes&is=at-least',
      'threshold: is missing; expected a percentage from 0 to 100, such as threshold=50',
    ],
    ['skill=kubernetes&is=at-least&threshold=130', 'threshold: “130” is not a percentage from 0 to 100'],
    ['skill=kubernetes&is=rises&threshold=5', 'threshold: is for at-least and at-most; “rises” has none'],
    ['is=rises', 'skill: is missing; a claim is about one skill, family or set, or about blur'],
    ['skill=docker&blur=mean&is=rises', 'blur: stands beside a series; a claim is about one of them'],
    ['blur=mean&is=at-least&threshold=9', 'threshold: “9” is not a number of families from 0 to 6'],
    ['skill=docker&is=rises&by=periods&beforeFrom=2023-02', 'beforeTo: is missing; an earlier period has both ends'],
    ['skill=docker&is=grows', 'is: “grows” is not known; expected one of at-least, at-most, rises, falls'],
    ['skill=docker&is=rises&treshold=5', 'treshold: is not a parameter of a claim; did you mean “threshold”?'],
    ['skill=dokcer&is=rises', 'skill: there is no skill “dokcer”; did you mean “docker”?'],
  ])('of %s is refused with %s', (query, message) => {
    expect(issuesOf(query)).toContain(message)
  })
  test('of several series is refused with the way to join them', () => {
    expect(issuesOf('skill=docker&skill=kubernetes&is=rises')[0]).toContain('set=docker | kubernetes')
  })
})

describe('the sentence of a claim', () => {
  const say = (claim: Partial<Claim>, filters: Partial<Claim['filters']> = {}) =>
    describeClaim({ ...plain, ...claim, filters: { ...defaultFilters, ...filters } }, (key) =>
      nameSeries(key, (id) => (id === 'kubernetes' ? 'Kubernetes' : undefined)),
    )

  test('says share, whom, and the period', () => {
    expect(say({})).toBe('At least 50\u202f% of backend vacancies name Kubernetes, in the last 12 months')
  })
  test('says “require” only of what is required', () => {
    expect(say({}, { level: 'required', employer: 'startup' })).toBe(
      'At least 50\u202f% of backend vacancies of startups require Kubernetes, in the last 12 months',
    )
  })
  test('says a trend over its years, and a change against its earlier period', () => {
    expect(say({ comparison: 'rises' })).toBe(
      'The share of backend vacancies that name Kubernetes rises over the last five years',
    )
    expect(
      say(
        { comparison: 'falls', method: 'periods', before: { from: '2022-01', to: '2022-12' } },
        { from: '2023-01', to: '2023-12' },
      ),
    ).toBe(
      'The share of backend vacancies that name Kubernetes falls from January 2023 to December 2023, against January 2022 to December 2022',
    )
  })
  test('says the blur of roles by its mean or its share', () => {
    expect(say({ measure: { kind: 'blur', blur: 'mean' }, comparison: 'rises' })).toBe(
      'The mean number of ops families that backend vacancies name rises over the last five years',
    )
    expect(say({ measure: { kind: 'blur', blur: 'three' }, threshold: 0.1 }, { regions: ['DE'] })).toBe(
      'At least 10\u202f% of backend vacancies (DE) name three or more ops families, in the last 12 months',
    )
  })
})

describe('the months of a claim', () => {
  const periods = (from: Month, count: number, partial: number) =>
    Array.from({ length: count }, (_, index) => ({
      start: addMonths(from, index),
      isPartial: index >= count - partial,
    }))

  test('of a share are the last twelve whole ones', () => {
    expect(cutMonths(plain, periods('2020-01', 60, 1))).toMatchObject({
      later: { from: '2023-12', to: '2024-11' },
      earlier: { from: '2022-12', to: '2023-11' },
    })
  })
  test('of a trend are points of three months, counted back from the last whole one', () => {
    const cut = cutMonths({ ...plain, comparison: 'rises' }, periods('2015-01', 120, 1))
    expect(cut?.points).toHaveLength(20)
    expect(cut?.points?.at(-1)).toEqual({ from: '2024-09', to: '2024-11' })
    expect(cut?.earlier).toEqual({ from: '2019-12', to: '2020-11' })
  })
  test('are none when the data end before they begin', () => {
    expect(
      cutMonths({ ...plain, filters: { ...defaultFilters, from: '2030-01' } }, periods('2020-01', 12, 0)),
    ).toBeNull()
    expect(cutMonths(plain, [])).toBeNull()
  })
})

describe('the interval of a trend', () => {
  /** Points of which employers move the last one alone. */
  const pointsFrom = (
    shares: readonly number[],
    deviations: readonly number[],
  ): Pick<Points, 'measured' | 'combine'> => ({
    measured: shares.map((share) => ({ ...emptyEstimate, share })),
    *combine(by) {
      yield
      const moved = deviations.map((d) => (by.at(-1) ?? 0) * d)
      const sum = (power: number) => moved.reduce((total, u) => total + u ** power, 0)
      return { employers: moved.length, squares: sum(2), fourths: sum(4) }
    },
  })
  const shares = [0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07]
  const steep = (deviations: readonly number[]) => slopeOf(pointsFrom(shares, deviations))

  test('is that of the least-squares line, with the weight of its last point for what an employer moves there', () => {
    // Quarters: a point more each is four points a year. c of the last point is 0.875 / 2.625 = 1/3.
    const { value, low, high } = steep([0.03, -0.03])
    expect(value).toBeCloseTo(0.04, 12)
    // m/(m−1) = 2, Σu² = 2 · 0.01², and Student's quantile at three degrees of freedom.
    expect((high ?? 0) - (low ?? 0)).toBeCloseTo(2 * studentQuantile(3) * Math.sqrt(2 * 2 * 0.01 ** 2), 9)
  })
  test('reaches further when two employers carry what two hundred could', () => {
    const spreadOut = steep(
      Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? 0.03 : -0.03) / Math.sqrt(200)),
    )
    const carried = steep([0.03 / Math.SQRT2, -0.03 / Math.SQRT2])
    expect(carried.low).toBeLessThan(0.025)
    expect(spreadOut.low).toBeGreaterThan(0.02)
    expect((carried.high ?? 0) - (carried.low ?? 0)).toBeGreaterThan(
      1.6 * ((spreadOut.high ?? 0) - (spreadOut.low ?? 0)),
    )
  })
  test('is none of fewer than eight points', () => {
    expect(slopeOf(pointsFrom(shares.slice(1), [])).value).toBeNull()
  })
})

describe('the claims that come along', () => {
  test('name only skills of the taxonomy, and read back from their addresses', () => {
    const known = { ...vocabulary, skills: new Set(skills.map(({ id }) => id)) }
    for (const { claim } of shippedClaims()) {
      expect(parseClaim(new URLSearchParams(printClaim(claim)), known)).toEqual({
        ok: true,
        claim: canonicalClaim(claim),
      })
    }
  })
  test('each have four forms: all and startups, required and named at all', () => {
    expect(findShipped('cloud', null).map(({ id }) => id)).toEqual([
      'cloud.all.required',
      'cloud.all.any',
      'cloud.startups.required',
      'cloud.startups.any',
    ])
    expect(new Set(shippedClaims().map(({ id }) => id)).size).toBe(articleClaims.length * 4)
  })
  test('are asked by their id, and a wrong one is answered with the near one', () => {
    const asked = readClaimQuestion(new URLSearchParams('claim=terraform.all.any&asOf=3'), vocabulary)
    expect(asked).toMatchObject({ ok: true, kind: 'shipped', claims: [{ id: 'terraform.all.any' }] })
    const wrong = readClaimQuestion(new URLSearchParams('claim=terrafrom'), vocabulary)
    expect(wrong).toMatchObject({
      ok: false,
      issues: [{ message: expect.stringContaining('did you mean “terraform”') }],
    })
  })
})

test('a claim that does not ship is told with those that do, and a form with those of its claim', () => {
  expect(explainUnknownClaim('clod')).toBe('there is no claim “clod”; did you mean “cloud”?')
  expect(explainUnknownClaim('cloud.mine')).toBe(
    'the claim “cloud” has no form “cloud.mine”; there are cloud.all.required, cloud.all.any, cloud.startups.required, cloud.startups.any',
  )
})
