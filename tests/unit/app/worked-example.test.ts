import { describe, expect, it } from 'vitest'
import { computeExample, exampleEmployers } from '@/app/methodology/worked-example'
import { thinBelow } from '@/lib/query/statistics'

describe('the worked example of the methodology page', () => {
  const example = computeExample()
  const n = exampleEmployers.reduce((sum, employer) => sum + employer.vacancies, 0)
  const p = exampleEmployers.reduce((sum, employer) => sum + employer.named, 0) / n

  it('has the figures that the printed formulas give by hand', () => {
    const m = exampleEmployers.length
    const squares = exampleEmployers.reduce((sum, { vacancies, named }) => sum + (named - p * vacancies) ** 2, 0)
    const variance = ((m / (m - 1)) * squares) / n ** 2
    expect(example.share).toBeCloseTo(p, 12)
    expect(example.variance).toBeCloseTo(variance, 12)
    expect(example.effectiveN).toBeCloseTo((p * (1 - p)) / variance, 9)
    // Kish's number of employers behind the naming vacancies: 36² / 750 = 1.728; less one, that is below the least, 3.
    expect(example.freedom).toBe(3)
    const [z, t, ne] = [1.96, 3.1786, example.effectiveN]
    const r = z + (t - z) * (1 - ne / n)
    expect(example.reach).toBeCloseTo(r, 3)
    // nₑ p (1 − p) is 1.47, below 5: the farther ends of log-odds and Wilson.
    const [x, y] = [ne * p + 1 / 2, ne * (1 - p) + 1 / 2]
    const factor = Math.exp(r * Math.sqrt(1 / x + 1 / y))
    const root = r * Math.sqrt((p * (1 - p)) / ne + r ** 2 / (4 * ne ** 2))
    const [middle, scale] = [p + r ** 2 / (2 * ne), 1 + r ** 2 / ne]
    expect(example.behind).toBeCloseTo(ne * p * (1 - p), 9)
    expect(example.interval.low).toBeCloseTo(Math.min(x / (x + y * factor), (middle - root) / scale), 3)
    expect(example.interval.high).toBeCloseTo(Math.max((x * factor) / (x * factor + y), (middle + root) / scale), 3)
  })

  it('shows what its text says: clustering widens the interval, and the point is thin', () => {
    const width = ({ low, high }: { low: number; high: number }) => high - low
    expect(width(example.interval)).toBeGreaterThan(width(example.plainInterval))
    expect(example.effectiveN).toBeLessThan(thinBelow)
  })
})
