import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSet } from '@/lib/query/parse-set'
import { canonicalSet, isInSet, printSet } from '@/lib/query/set-expression'
import { anySet, world } from '../../support/query-arbitraries'

const skills = new Set(world.skills)

test('what is printed of a canonical set is read back as the same set', () => {
  fc.assert(
    fc.property(anySet, (set) => {
      const canonical = canonicalSet(set)
      const text = printSet(canonical)
      fc.pre(text.length <= 400)
      expect(parseSet(text, skills)).toEqual({ ok: true, set: canonical })
    }),
  )
})

test('making a set canonical changes no vacancy’s membership', () => {
  fc.assert(
    fc.property(anySet, fc.func(fc.boolean()), (set, names) => {
      expect(isInSet(canonicalSet(set), names)).toBe(isInSet(set, names))
    }),
  )
})
