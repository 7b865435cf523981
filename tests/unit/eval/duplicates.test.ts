import { describe, expect, it } from 'vitest'
import { ratesOf } from '@/tests/eval/duplicates/evaluate-duplicates'
import { readPairs } from '@/tests/eval/duplicates/recorded-pairs'

describe('judged pairs', () => {
  const pairs = readPairs()
  it('are at least two hundred, each once, in two halves with both answers in each', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(200)
    expect(new Set(pairs.map(({ left, right }) => [left, right].toSorted().join(' '))).size).toBe(pairs.length)
    const kinds = new Set(pairs.map(({ half, isOne }) => `${half} ${isOne}`))
    expect(kinds.size).toBe(4)
  })
  it('are never more than their stratum holds', () => {
    for (const { stratum, stratumPairs } of pairs)
      expect(pairs.filter((pair) => pair.stratum === stratum).length).toBeLessThanOrEqual(stratumPairs)
  })
})

describe('precision and recall', () => {
  it('are weighted by what each pair stands for', () => {
    const { precision, recall } = ratesOf([
      { weight: 30, isOne: true, isSaid: true },
      { weight: 10, isOne: false, isSaid: true },
      { weight: 60, isOne: true, isSaid: false },
      { weight: 1_000, isOne: false, isSaid: false },
    ])
    expect(precision).toMatchObject({ share: 0.75, hits: 1, of: 2 })
    expect(recall.share).toBeCloseTo(1 / 3)
    expect(precision.low).toBeLessThan(0.75)
    expect(precision.high).toBeGreaterThan(0.75)
  })
  it('are none where nothing was said', () =>
    expect(ratesOf([{ weight: 1, isOne: false, isSaid: false }]).precision).toMatchObject({ share: null, of: 0 }))
})
