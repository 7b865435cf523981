import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blurMeasures, changeMethods, comparisons, isChange } from '@/lib/domain/claim'
import { addMonths } from '@/lib/domain/month'
import { checkClaims } from '@/lib/query/claims/check-claims'
import { canonicalClaim, type Claim } from '@/lib/query/claims/claim'
import { parseClaim, printClaim } from '@/lib/query/claims/claim-address'
import type { SeriesKey } from '@/lib/query/engine'
import { canonicalFilters, defaultFilters, levelFilters } from '@/lib/query/filters'
import { engineOfFacts } from '../../support/index-of-facts'
import { createOracle, oracleShare } from '../../support/oracle'
import { type Fact, plainFact } from '../../support/facts'
import { anyFacts, anyFilters, anySeries, manyFacts, world, worldVocabulary } from '../../support/query-arbitraries'

const anyMeasure: fc.Arbitrary<Claim['measure']> = fc.oneof(
  { weight: 3, arbitrary: anySeries.map((series): Claim['measure'] => ({ kind: 'series', series })) },
  { weight: 1, arbitrary: fc.constantFrom(...blurMeasures).map((blur): Claim['measure'] => ({ kind: 'blur', blur })) },
)
const anyClaim: fc.Arbitrary<Claim> = fc
  .record({
    measure: anyMeasure,
    comparison: fc.constantFrom(...comparisons),
    percent: fc.nat({ max: 100 }),
    method: fc.constantFrom(...changeMethods),
    before: fc.constantFrom(null, { from: '2022-01' as const, to: '2022-06' as const }),
    filters: anyFilters,
  })
  .map(({ percent, ...claim }) => {
    const isMean = claim.measure.kind === 'blur' && claim.measure.blur === 'mean'
    const threshold = isChange(claim.comparison) ? null : isMean ? (percent * 6) / 100 : percent / 100
    return canonicalClaim({ ...claim, threshold, filters: canonicalFilters(claim.filters) })
  })

test('a claim comes back from its address as it was', () => {
  fc.assert(
    fc.property(anyClaim, (claim) => {
      expect(parseClaim(new URLSearchParams(printClaim(claim)), worldVocabulary)).toEqual({ ok: true, claim })
    }),
    { numRuns: 2_000 },
  )
})

const now = new Date('2024-09-09T12:00:00Z')

/** The interval against the mark, in words of the definition. */
function naiveVerdict(claim: Claim, low: number, high: number, effectiveN: number): string {
  if (effectiveN < 30) return 'undecided'
  const mark = claim.threshold ?? 0
  // An end that is off the mark by rounding stands on it.
  const [below, above] = [mark - 1e-12, mark + 1e-12]
  const [inside, outside] =
    claim.comparison === 'at-least' ? [low >= below, high < below] : [high <= above, low > above]
  return inside ? 'supported' : outside ? 'refuted' : 'undecided'
}

/** Enough employers that intervals are narrow at times: the same facts over and over, under other names. */
const manyTimes = (facts: readonly Fact[], times: number): Fact[] =>
  Array.from({ length: times }, (_, copy) => copy).flatMap((copy) =>
    facts.map((fact) => ({
      ...fact,
      postingId: fact.postingId.replace(/^.{4}/u, String(1000 + copy)),
      vacancyId: fact.vacancyId.replace(/^.{4}/u, String(1000 + copy)),
      employerId: fact.employerId.replace(/^.{4}/u, String(1000 + copy)),
    })),
  )

test('the verdict on a share is the one of the naive count of its last twelve whole months', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(
      anyFacts,
      fc.constantFrom<SeriesKey>('skill:kubernetes', 'family:cloud', 'set:aws | docker'),
      anyFilters,
      fc.record({ comparison: fc.constantFrom('at-least', 'at-most'), percent: fc.nat({ max: 100 }) }),
      async (few, series, filters, { comparison, percent }) => {
        const facts = manyTimes(few, 20)
        const claim = canonicalClaim({
          measure: { kind: 'series', series },
          comparison,
          threshold: percent / 100,
          method: 'trend',
          before: null,
          filters: { ...filters, from: null, to: null, asOf: null },
        })
        const [result] = await checkClaims(engineOfFacts(facts, { now, skills: world.skills }), [claim])
        const plain = result?.scopes[0]?.views[0]
        const newest = facts
          .map(({ month }) => month)
          .toSorted()
          .at(-1)
        // Without any posting there is nothing to decide on, and no month to count in.
        expect(newest !== undefined || result?.headline.verdict === 'undecided').toBe(true)
        if (newest === undefined) return
        // The oracle's table is rows and flags: what is left is the definition of a share.
        const table = await createOracle(facts, now).table(
          { ...claim.filters, from: addMonths(newest, -11), to: newest, bucket: 'month' },
          [series],
        )
        const rows = Array.from(table.employer, (employer, row) => ({ employer, names: table.named[0]?.[row] === 1 }))
        const share = oracleShareOf(rows)
        const verdict = share === null ? 'undecided' : naiveVerdict(claim, share.low, share.high, share.effectiveN)
        expect([plain?.now.vacancies, plain?.now.ofVacancies]).toEqual([
          rows.filter(({ names }) => names).length,
          rows.length,
        ])
        expect(plain?.verdict ?? 'undecided').toBe(verdict)
        seen.add(verdict)
      },
    ),
    { numRuns: 150 },
  )
  expect(seen).toEqual(new Set(['supported', 'refuted', 'undecided']))
})

test('the trend of a claim is the least-squares line through the shares of its points', async () => {
  let lines = 0
  await fc.assert(
    fc.asyncProperty(manyFacts, fc.constantFrom(...levelFilters), async (facts, level) => {
      const claim = canonicalClaim({
        measure: { kind: 'series', series: 'skill:docker' },
        comparison: 'rises',
        threshold: null,
        method: 'trend',
        before: null,
        filters: { ...defaultFilters, role: 'all', arrival: 'all', level },
      })
      const [result] = await checkClaims(engineOfFacts(facts, { now, skills: world.skills }), [claim])
      const plain = result?.scopes[0]?.views[0]
      const points: { year: number; share: number }[] = []
      for (const [index, { from, to }] of (result?.cut?.points ?? []).entries()) {
        const { named, period } = await createOracle(facts, now).table(
          { ...claim.filters, from, to, bucket: 'month' },
          ['skill:docker'],
        )
        const naming = named[0]?.filter((one) => one === 1).length ?? 0
        if (period.length > 0) points.push({ year: index / 4, share: naming / period.length })
      }
      expect(points.length >= 8 || (plain?.verdict ?? 'undecided') === 'undecided').toBe(true)
      if (points.length < 8) return
      lines += 1
      const mean = (of: (point: { year: number; share: number }) => number) =>
        points.reduce((sum, point) => sum + of(point), 0) / points.length
      const [year, share] = [mean((point) => point.year), mean((point) => point.share)]
      const slope =
        mean((point) => (point.year - year) * (point.share - share)) / mean((point) => (point.year - year) ** 2)
      expect(plain?.change?.value).toBeCloseTo(slope, 9)
    }),
    { numRuns: 150 },
  )
  expect(lines).toBeGreaterThan(0)
})

function oracleShareOf(rows: readonly { employer: number; names: boolean }[]) {
  const facts = rows.map(({ employer, names }): Fact => ({
    ...plainFact,
    employerId: String(employer),
    required: names ? ['skill:kubernetes'] : [],
  }))
  const share = oracleShare(facts, (fact) => fact.required.length > 0)
  return share.low === null || share.high === null
    ? null
    : { low: share.low, high: share.high, effectiveN: share.effectiveN }
}
