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
    const [z, ne] = [1.96, example.effectiveN]
    const half = z * Math.sqrt((p * (1 - p)) / ne + z ** 2 / (4 * ne ** 2))
    expect(example.interval.low).toBeCloseTo((p + z ** 2 / (2 * ne) - half) / (1 + z ** 2 / ne), 4)
    expect(example.interval.high).toBeCloseTo((p + z ** 2 / (2 * ne) + half) / (1 + z ** 2 / ne), 4)
  })

  it('shows what its text says: clustering widens the interval, and the point is thin', () => {
    const width = ({ low, high }: { low: number; high: number }) => high - low
    expect(width(example.interval)).toBeGreaterThan(width(example.plainInterval))
    expect(example.effectiveN).toBeLessThan(thinBelow)
  })
})
