import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countOnes, Ranks } from '@/lib/demand-index/count-ones'

describe('ranks', () => {
  it('tell the place of each one of a mask, and no place of a zero', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1), { maxLength: 200 }), (values) => {
        const mask = Uint8Array.from(values)
        const ranks = new Ranks(mask)
        for (const [row, value] of values.entries())
          expect(ranks.placeOf(row)).toBe(value === 1 ? countOnes(mask.subarray(0, row)) : -1)
      }),
    )
  })
})
