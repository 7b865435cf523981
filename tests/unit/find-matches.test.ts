import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findMatches } from '@/lib/domain/find-matches'

// An empty match, one before half of a surrogate pair, groups, a look behind.
const patterns = [/a*/g, /a*/gu, /(?<=b)(a)?|\u{1f600}/gu, /\b\w+/gi, /(?<word>a|ab)(?=b)/g]
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', ' ', '\n', '\u{1f600}', '\ud83d', '\ude00') })

it('gives what matchAll gives', () => {
  fc.assert(
    fc.property(text, fc.constantFrom(...patterns), (given, pattern) => {
      expect([...findMatches(given, pattern)]).toEqual([...given.matchAll(pattern)])
    }),
  )
})

it('keeps its place while another search uses the same pattern, and begins at the start after one that was left', () => {
  const pattern = /\d/g
  const pairs: string[] = []
  for (const [left] of findMatches('123', pattern))
    for (const [right] of findMatches('45', pattern)) pairs.push(left + right)
  expect(pairs).toEqual(['14', '15', '24', '25', '34', '35'])
  for (const _ of findMatches('123', pattern)) break
  expect([...findMatches('123', pattern)]).toHaveLength(3)
})

it('refuses a pattern that is not global, which would match the same for ever', () => {
  expect(() => [...findMatches('a', /a/)]).toThrow(TypeError)
})
