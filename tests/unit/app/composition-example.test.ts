import { describe, expect, test } from 'vitest'
import { computeComposition } from '@/app/methodology/composition-example'

describe('the example of composition on the methodology page', () => {
  const { changes, parts, lift } = computeComposition()
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
