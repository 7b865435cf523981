import { describe, expect, test } from 'vitest'
import { computeComposition } from '@/app/methodology/composition-example'

describe('the example of composition on the methodology page', () => {
  const { changes, counted, parts, lift } = computeComposition()
  const changeOf = (view: string) => changes.find((row) => row.view === view)?.change

  test('has the changes that its definitions give by hand', () => {
    // As counted: 12/40 before, 31/50 after.
    expect(changeOf('raw')).toBeCloseTo(0.62 - 0.3, 12)
    // One source, one country, one level: a fixed mix fixes nothing.
    expect(changeOf('mix')).toBeCloseTo(0.32, 12)
    // A and B alone: 7/20 after.
    expect(changeOf('employers')).toBeCloseTo(0.35 - 0.3, 12)
    // (0.2 + 0.4) / 2 before, (0.2 + 0.5 + 0.8) / 3 after.
    expect(changeOf('votes')).toBeCloseTo(0.5 - 0.3, 12)
    // Half short, half long: (0.2 + 29/40) / 2 after.
    expect(changeOf('length')).toBeCloseTo(0.4625 - 0.3, 12)
  })

  test('has the interval of the change that the printed formulas give by hand', () => {
    const { before, after, difference } = counted
    // Employers A, B and C, vacancies n and those naming it y, by hand; C is in the second period only.
    const earlier = [
      { n: 20, y: 4 },
      { n: 20, y: 8 },
    ]
    const later = [
      { n: 10, y: 2 },
      { n: 10, y: 5 },
      { n: 30, y: 24 },
    ]
    expect([before.share, after.share]).toEqual([0.3, 0.62])
    const d = (line: { n: number; y: number } | undefined, share: number, all: number) =>
      line === undefined ? 0 : (line.y - share * line.n) / all
    const u = [0, 1, 2].map((at) => d(earlier[at], 0.3, 40))
    const v = [0, 1, 2].map((at) => d(later[at], 0.62, 50))
    const dot = (a: number[], b: number[]) => a.reduce((total, one, at) => total + one * (b[at] ?? 0), 0)
    const rho = dot(u, v) / Math.sqrt(dot(u, u) * dot(v, v))
    expect(counted.correlation).toBeCloseTo(rho, 12)
    const [a, b] = [0.62 - (after.low ?? 0), (before.high ?? 0) - 0.3]
    expect(difference.low).toBeCloseTo(0.32 - Math.sqrt(a * a + b * b - 2 * rho * a * b), 9)
    const [e, f] = [(after.high ?? 0) - 0.62, 0.3 - (before.low ?? 0)]
    expect(difference.high).toBeCloseTo(0.32 + Math.sqrt(e * e + f * f - 2 * rho * e * f), 9)
  })

  test('has the parts that the printed formulas give by hand', () => {
    // Short texts weigh 0.5 and then 0.2 with a share of 0.2; long ones 0.5 and then 0.8 with (0.4 + 0.725) / 2.
    const length = -0.3 * 0.2 + 0.3 * 0.5625
    // In long texts, weighing 0.65 on average: B from all of them to a quarter, and C in.
    const within = 0.65 * 0.625 * 0.1
    const shift = 0.65 * -0.75 * (0.45 - 0.5625)
    const turnover = 0.65 * 0.75 * (0.8 - 0.5625)
    expect(parts?.length).toBeCloseTo(length, 12)
    expect(parts?.within).toBeCloseTo(within, 12)
    expect(parts?.shift).toBeCloseTo(shift, 12)
    expect(parts?.turnover).toBeCloseTo(turnover, 12)
    expect(parts?.source).toBe(0)
    expect(length + within + shift + turnover).toBeCloseTo(0.32, 12)
  })

  test('has the lift that its definition gives by hand', () => {
    // 37 of the 60 vacancies with long texts name it, and 43 of all 90.
    expect(lift.lift).toBeCloseTo(37 / 60 / (43 / 90), 12)
  })
})
