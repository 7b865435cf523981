import { describe, expect, test } from 'vitest'
import { compositionExample, toTable } from '@/app/methodology/composition-example'
import { type FormulaId, formulas } from '@/app/methodology/formulas'
import { views } from '@/lib/domain/composition-view'
import { backendRoles } from '@/lib/domain/posting'
import { opsFamilies } from '@/lib/domain/skill'
import { toFinding } from '@/lib/evaluation/rates'
import { listGrounds, type OpenRole, scorecard, scoreRole } from '@/lib/normalise/role-scorecard'
import { readSigns } from '@/lib/normalise/role-signs'
import { measureBlur } from '@/lib/query/blur'
import { slopeOf } from '@/lib/query/claims/estimate'
import { createView, createViewInSteps } from '@/lib/query/composition'
import { decomposeChange } from '@/lib/query/decomposition'
import { correlationOf, differenceOf, type Linearised, toShare, varianceOf } from '@/lib/query/linearised'
import { estimateLift, sumLift } from '@/lib/query/lift'
import {
  effectiveSize,
  freedomFrom,
  freedomOf,
  logitInterval,
  reachOf,
  studentQuantile,
  sumClusters,
  varianceOfShare,
  wilsonInterval,
} from '@/lib/query/statistics'
import { senSlope } from '@/lib/query/sen-slope'
import { adjustForMany, testTrend } from '@/lib/query/trends'
import { finish } from '@/lib/query/turns'
import { tag } from '@/lib/tagger/tag'
import { jaccardOf } from '@/lib/vacancy/shingles'
import { bandCount, bandRows, bandsOf, minHashesOf } from '@/lib/vacancy/signature'
import { createRandom } from '@/tests/eval/statistics/synthetic-employers'
import { checkEmployerTrend, quarterTable } from '../../support/check-employer-trend'
import { autocorrelation, kendall, pairs, squares, stretch, sum, z } from '../../support/naive-trend'

// Each printed formula once more, as it stands on the page and in plain loops, against the code that counts by it.

const near = (actual: number | null, expected: number, digits = 10) => expect(actual).toBeCloseTo(expected, digits)

/** Employers of a made-up period. */
const employers = [
  { vacancies: 14, named: 9 },
  { vacancies: 9, named: 2 },
  { vacancies: 7, named: 0 },
  { vacancies: 6, named: 5 },
  { vacancies: 5, named: 1 },
  { vacancies: 3, named: 3 },
  { vacancies: 2, named: 0 },
  { vacancies: 1, named: 1 },
  { vacancies: 1, named: 0 },
]
const sums = sumClusters(employers)
const n = employers.map(({ vacancies }) => vacancies)
const y = employers.map(({ named }) => named)
const N = sum(n)
const p = sum(y) / N
const m = employers.length
const v = ((m / (m - 1)) * squares(y.map((one, at) => one - p * (n[at] ?? 0)))) / N ** 2
const ne = Math.min((p * (1 - p)) / v, N)

/** The two years of the page’s example, by employer, with what each posts of short and long texts. */
const table = toTable(compositionExample)
const before = table.period.filter((period) => period === 0).length
const compared = { from: { from: 0, to: before }, to: { from: before, to: table.period.length } }
const linesOf = (year: string) => compositionExample.filter((line) => line.year === year)
const estimate = (view: (typeof views)[number], side: 'from' | 'to'): Linearised =>
  createView(table, 0, view, compared)(compared[side])
const deviationsOf = ({ deviations }: Linearised) =>
  new Map(Array.from(deviations.employers, (employer, at) => ['ABC'[employer], deviations.values[at] ?? 0]))

const monthly = [0.1, 0.14, 0.09, 0.15, 0.15, 0.2, 0.22, 0.19, 0.24, 0.21, 0.27, 0.26, 0.31, 0.29, 0.31, 0.36]

function checkSlope(): void {
  const quarters = quarterTable()
  const ranges = Array.from({ length: 10 }, (_, period) => ({
    from: quarters.period.indexOf(period),
    to: quarters.period.lastIndexOf(period) + 1,
  }))
  const all = { from: 0, to: quarters.period.length }
  const slope = slopeOf(finish(createViewInSteps(quarters, 0, 'raw', { from: all, to: all }).points(ranges)))
  const years = ranges.map((_, index) => index / 4)
  const middle = sum(years) / years.length
  const c = years.map((year) => (year - middle) / squares(years.map((one) => one - middle)))
  const rowsOf = ({ from, to }: { from: number; to: number }) =>
    Array.from({ length: to - from }, (_, at) => ({
      employer: quarters.employer[from + at] ?? 0,
      isNamed: quarters.named[0]?.[from + at] ?? 0,
    }))
  const shares = ranges.map((range) => sum(rowsOf(range).map(({ isNamed }) => isNamed)) / (range.to - range.from))
  near(slope.value, sum(shares.map((share, at) => (c[at] ?? 0) * share)))
  const u = [0, 1, 2, 3].map((employer) =>
    sum(
      ranges.map((range, at) => {
        const own = rowsOf(range).filter((row) => row.employer === employer)
        const moved = sum(own.map(({ isNamed }) => isNamed)) - (shares[at] ?? 0) * own.length
        return ((c[at] ?? 0) * moved) / (range.to - range.from)
      }),
    ),
  )
  const variance = (4 / 3) * squares(u)
  const freedom = Math.max(3, squares(u) ** 2 / sum(u.map((one) => one ** 4)))
  near((slope.high ?? 0) - (slope.value ?? 0), studentQuantile(freedom) * Math.sqrt(variance))
}

function checkChange(): void {
  for (const view of views) {
    const [from, to] = [estimate(view, 'from'), estimate(view, 'to')]
    const [one, other] = [toShare(from), toShare(to)]
    const [p1, l1, u1] = [one.share ?? 0, one.low ?? 0, one.high ?? 0]
    const [p2, l2, u2] = [other.share ?? 0, other.low ?? 0, other.high ?? 0]
    const [d1, d2] = [deviationsOf(from), deviationsOf(to)]
    const products = sum([...d1].map(([employer, d]) => d * (d2.get(employer) ?? 0)))
    // Under the view of equal lengths every text length of the first year has one employer, which moves nothing.
    const rho = view === 'length' ? 0 : products / Math.sqrt(squares([...d1.values()]) * squares([...d2.values()]))
    near(correlationOf(from, to), rho)
    const difference = differenceOf(from, to)
    near(difference.low, p2 - p1 - Math.sqrt((p2 - l2) ** 2 + (u1 - p1) ** 2 - 2 * rho * (p2 - l2) * (u1 - p1)), 9)
    near(difference.high, p2 - p1 + Math.sqrt((u2 - p2) ** 2 + (p1 - l1) ** 2 - 2 * rho * (u2 - p2) * (p1 - l1)), 9)
  }
}

/** By text length: the only cells of the example. */
function checkDecomposition(): void {
  const part = (lines: readonly (typeof compositionExample)[number][]) => ({
    n: sum(lines.map(({ vacancies }) => vacancies)),
    y: sum(lines.map(({ named }) => named)),
  })
  const [early, late] = [linesOf('before'), linesOf('after')]
  const found = decomposeChange(table, 0, compared)
  let [ofLength, ofCells] = [0, 0]
  for (const texts of ['short', 'long']) {
    const [cell1, cell2] = [early, late].map((lines) => lines.filter((line) => line.texts === texts))
    const [c1, c2] = [part(cell1 ?? []), part(cell2 ?? [])]
    const [w1, w2] = [c1.n / part(early).n, c2.n / part(late).n]
    const [P1, P2] = [c1.y / c1.n, c2.y / c2.n]
    const P = (P1 + P2) / 2
    ofLength += (w2 - w1) * P
    const names = new Set([...(cell1 ?? []), ...(cell2 ?? [])].map(({ employer }) => employer))
    let within = 0
    for (const name of names) {
      const [own1, own2] = [cell1, cell2].map((lines) => (lines ?? []).find((line) => line.employer === name))
      const [e1, e2] = [(own1?.vacancies ?? 0) / c1.n, (own2?.vacancies ?? 0) / c2.n]
      const [q1, q2] = [own1, own2].map((own) => (own === undefined ? undefined : own.named / own.vacancies))
      if (q1 !== undefined && q2 !== undefined) within += ((e1 + e2) / 2) * (q2 - q1) + (e2 - e1) * ((q1 + q2) / 2 - P)
      else within += q2 !== undefined ? e2 * (q2 - P) : -e1 * ((q1 ?? 0) - P)
    }
    near(within, P2 - P1)
    ofCells += ((w1 + w2) / 2) * within
  }
  near(found?.length ?? null, ofLength)
  near((found?.within ?? 0) + (found?.shift ?? 0) + (found?.turnover ?? 0), ofCells)
  near(found?.change ?? null, ofLength + ofCells)
}

/** a, b and both of each employer of the example: the skill, and long texts. */
const together = ['A', 'B', 'C'].map((employer) => {
  const own = compositionExample.filter((line) => line.employer === employer)
  const long = own.filter(({ texts }) => texts === 'long')
  return {
    n: sum(own.map(({ vacancies }) => vacancies)),
    a: sum(own.map(({ named }) => named)),
    b: sum(long.map(({ vacancies }) => vacancies)),
    ab: sum(long.map(({ named }) => named)),
  }
})
const totalOf = (key: 'n' | 'a' | 'b' | 'ab') => sum(together.map((one) => one[key]))
const liftSums = sumLift(table, table.named[0] ?? new Uint8Array(), table.named[1] ?? new Uint8Array())
const movedLift = together.map(
  ({ n: all, a, b, ab }) => ab / totalOf('ab') - a / totalOf('a') - b / totalOf('b') + all / totalOf('n'),
)

/** Two sets of numbers of which a given part is common. */
function createSets(random: () => number, { common, apart }: { common: number; apart: number }) {
  const numbers = Int32Array.from({ length: common + 2 * apart }, () => Math.floor(random() * 2 ** 32) | 0)
  return [
    numbers.slice(0, common + apart),
    Int32Array.from([...numbers.slice(0, common), ...numbers.slice(common + apart)]),
  ]
}

const checks: Record<FormulaId, () => void> = {
  share: () => near(estimate('raw', 'to').share, 31 / 50),
  variance: () => near(varianceOfShare(sums), v),
  effectiveSize: () => near(effectiveSize(sums), ne),
  kish: () => near(effectiveSize(sumClusters(employers.map((one) => ({ ...one, named: 0 })))), N ** 2 / squares(n)),
  logOdds: () => {
    const { low, high } = logitInterval(p, ne, 2.3)
    const [a, b] = [ne * p + 1 / 2, ne * (1 - p) + 1 / 2]
    const half = 2.3 * Math.sqrt(1 / a + 1 / b)
    near(Math.log(low / (1 - low)), Math.log(a / b) - half)
    near(Math.log(high / (1 - high)), Math.log(a / b) + half)
  },
  wilson: () => {
    const [r, size] = [2.3, 17.4]
    const half = r * Math.sqrt((p * (1 - p)) / size + r ** 2 / (4 * size ** 2))
    const { low, high } = wilsonInterval(p, size, r)
    near(low, (p + r ** 2 / (2 * size) - half) / (1 + r ** 2 / size))
    near(high, (p + r ** 2 / (2 * size) + half) / (1 + r ** 2 / size))
  },
  reach: () => near(reachOf(sums), z + (studentQuantile(freedomOf(sums)) - z) * (1 - ne / N), 6),
  employersBehind: () => {
    const rest = n.map((one, at) => one - (y[at] ?? 0))
    const k = Math.min(sum(y) ** 2 / squares(y), sum(rest) ** 2 / squares(rest))
    near(freedomOf(sums), Math.max(3, (k - 1) / 2))
  },
  freedom: () => {
    expect(formulas.freedom).toBe('f = max( 3, (k − 1) / 2 )')
    for (const k of [1, 5, 7, 8, 40]) near(freedomFrom(k), Math.max(3, (k - 1) / 2))
  },
  student: () => {
    for (const f of [3, 4.5, 12, 80]) {
      const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * f ** 2)
      const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * f ** 3)
      const fourth = (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / (92_160 * f ** 4)
      near(studentQuantile(f), z + (z ** 3 + z) / (4 * f) + second + third + fourth, 6)
    }
  },

  standardised: () => {
    // Half of the first year’s vacancies are short, half long.
    near(estimate('length', 'to').share, 0.5 * (2 / 10) + 0.5 * (29 / 40))
  },
  votes: () => near(estimate('votes', 'to').share, (2 / 10 + 5 / 10 + 24 / 30) / 3),
  movedRatio: () => {
    const d = deviationsOf(estimate('raw', 'to'))
    for (const line of linesOf('after')) near(d.get(line.employer) ?? null, (line.named - 0.62 * line.vacancies) / 50)
  },
  movedCells: () => {
    const d = deviationsOf(estimate('length', 'to'))
    near(d.get('A') ?? null, (0.5 * (2 - (2 / 10) * 10)) / 10)
    near(d.get('B') ?? null, (0.5 * (5 - (29 / 40) * 10)) / 40)
    near(d.get('C') ?? null, (0.5 * (24 - (29 / 40) * 30)) / 40)
  },
  movedVotes: () => {
    const d = deviationsOf(estimate('votes', 'to'))
    for (const line of linesOf('after')) near(d.get(line.employer) ?? null, (line.named / line.vacancies - 0.5) / 3)
  },
  movedVariance: () => {
    const { deviations } = estimate('raw', 'to')
    near(varianceOf(deviations.values), (3 / 2) * squares([...deviations.values]))
  },
  correlation: checkChange,
  changeLow: checkChange,
  changeHigh: checkChange,
  withinCell: checkDecomposition,
  betweenCells: checkDecomposition,

  lift: () => near(estimateLift(liftSums).lift, (totalOf('n') * totalOf('ab')) / (totalOf('a') * totalOf('b'))),
  movedLift: () => near(liftSums.squares, squares(movedLift)),
  liftInterval: () => {
    const { lift, low, high } = estimateLift(liftSums)
    const kish = totalOf('ab') ** 2 / squares(together.map(({ ab }) => ab))
    const half = studentQuantile(Math.max(3, kish - 1)) * Math.sqrt((3 / 2) * squares(movedLift))
    near(high, (lift ?? 0) * Math.exp(half))
    near(low, (lift ?? 0) * Math.exp(-half))
  },
  meanInterval: () => {
    const counts = [[3, 1, 2, 1], [0, 1, 0], [2, 2], [1], [0], [4, 1]]
    const rows = counts.flatMap((own, employer) => own.map((count) => ({ employer, count })))
    const blurOf = (countOf: (row: (typeof rows)[number]) => number) =>
      measureBlur({
        ...toTable([]),
        periods: [{ start: '2022-01', isPartial: false }],
        period: Uint16Array.from(rows, () => 0),
        employer: Uint32Array.from(rows, ({ employer }) => employer),
        named: opsFamilies.map((_, at) => Uint8Array.from(rows, (row) => (at < countOf(row) ? 1 : 0))),
      })[0]
    const row = blurOf(({ count }) => count)
    const mean = sum(counts.flat()) / rows.length
    const d = counts.map((own) => sum(own.map((count) => count - mean)) / rows.length)
    const kish = (values: readonly number[]) => sum(values) ** 2 / squares(values)
    const k = Math.min(kish(counts.map((own) => own.length)), kish(counts.map(sum)))
    const t = studentQuantile(Math.max(3, (k - 1) / 2))
    near(row?.mean ?? null, mean)
    near(row?.meanHigh ?? null, mean + t * Math.sqrt((6 / 5) * squares(d)))
    near(row?.meanLow ?? null, Math.max(0, mean - t * Math.sqrt((6 / 5) * squares(d))))
    // Employers that are all alike prove nothing of how sure their mean is.
    expect(blurOf(() => 0)).toMatchObject({ mean: 0, meanLow: null, meanHigh: null })
  },

  kendall: () => near(testTrend(monthly)?.pValue ?? null, kendall(monthly), 6),
  kendallScore: () => {
    const falling = monthly.toReversed()
    near(testTrend(falling)?.pValue ?? null, kendall(falling), 6)
    expect(testTrend(falling)?.sign).toBe(-1)
  },
  kendallP: () => {
    const noise = monthly.map((_, at) => monthly[(at * 7) % monthly.length] ?? 0)
    near(testTrend(noise)?.pValue ?? null, kendall(noise), 6)
  },
  autocorrelation: () => {
    const waves = Array.from({ length: 48 }, (_, at) => 0.01 * at + Math.sin(at / 5))
    expect(stretch(waves, autocorrelation)).toBeGreaterThan(1.5)
    near(testTrend(waves)?.pValue ?? null, kendall(waves), 6)
  },
  stretch: () => {
    // Neighbours that lean to opposite sides would shorten the variance, which is not done.
    const zigzag = Array.from({ length: 24 }, (_, at) => 0.02 * at + (at % 2 === 0 ? 0.5 : -0.5))
    near(stretch(zigzag, autocorrelation), 1)
    near(testTrend(zigzag)?.pValue ?? null, kendall(zigzag), 6)
  },
  cochranArmitage: checkEmployerTrend,
  clusteredTrend: checkEmployerTrend,
  employerP: checkEmployerTrend,
  sen: () => {
    const slopes = pairs(monthly)
      .map(({ left, right, apart }) => (right - left) / apart)
      .toSorted((a, b) => a - b)
    near(senSlope(monthly), ((slopes[59] ?? 0) + (slopes[60] ?? 0)) / 2)
  },
  falseDiscovery: () => {
    const given = [0.04, 0.001, 0.9, 0.03, 0.012, 0.8]
    const sorted = given.toSorted((a, b) => a - b)
    const q = given.map((one) => {
      const i = sorted.indexOf(one)
      return Math.min(1, ...sorted.slice(i).map((later, step) => (later * given.length) / (i + step + 1)))
    })
    for (const [at, adjusted] of adjustForMany(given).entries()) near(adjusted, q[at] ?? 0)
  },

  trendSlope: checkSlope,
  trendVariance: checkSlope,
  satterthwaite: checkSlope,

  jaccard: () => near(jaccardOf(Int32Array.of(1, 2, 5, 8), Int32Array.of(2, 3, 5, 9, 11)), 2 / 7),
  bands: () => {
    // Sets of similarity 30 / (30 + 2 · 60) = 0.2, of which 73 in 100 share a band.
    const random = createRandom(11)
    const draws = 2_000
    let shared = 0
    for (let draw = 0; draw < draws; draw += 1) {
      const [left, right] = createSets(random, { common: 30, apart: 60 }).map((set) => bandsOf(minHashesOf(set), 1))
      if (left?.some((key, band) => key === right?.[band]) === true) shared += 1
    }
    const expected = 1 - (1 - 0.2 ** bandRows) ** bandCount
    expect(Math.abs(shared / draws - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / draws))
  },

  roleScore: () => {
    const texts = ['Our API is in Go, its data in PostgreSQL.', 'You write firmware.', 'You own our backend services.']
    const decided = texts.map((text) => {
      const skills = tag({ text }).map(({ skill }) => skill)
      const kinds = new Set(['generic', 'other'] as const)
      const role: OpenRole = { kinds, strongest: 'generic', signs: readSigns(text, skills), skills }
      const there = [...listGrounds(role).keys()]
      const s = [0, 1, 2].map(
        (c) => (scorecard.intercept[c] ?? 0) + sum(there.map((g) => scorecard.grounds[g]?.[c] ?? 0)),
      )
      const best = backendRoles[s.indexOf(Math.max(...s))]
      expect(scoreRole(role).backend).toBe(best)
      return best
    })
    expect(new Set(decided).size).toBeGreaterThan(1)
  },

  precision: () => near(toFinding({ right: 7, wrong: 2, missed: 5 }).precision.rate, 7 / 9, 6),
  recall: () => near(toFinding({ right: 7, wrong: 2, missed: 5 }).recall.rate, 7 / 12, 6),
  f1: () => near(toFinding({ right: 7, wrong: 2, missed: 5 }).f1, 14 / 21, 6),
}

describe('what the code counts by is what the methodology page prints:', () => {
  test.each(Object.entries(formulas))('%s, %s', (id) => {
    const check = new Map(Object.entries(checks)).get(id)
    expect(check).toBeDefined()
    check?.()
  })
})
