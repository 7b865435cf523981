import fc from 'fast-check'
import { expect, test } from 'vitest'
import { childOf, PrefixTreeBuilder } from '@/lib/tagger/prefix-tree'

const word = fc.array(fc.integer({ min: 0, max: 63 }), { minLength: 1, maxLength: 8 })
const keyOf = (symbols: readonly number[]): string => symbols.join(' ')

test('a packed tree leads along the words it was made of and along nothing else', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 200 }), fc.array(word, { maxLength: 50 }), (words, others) => {
      const builder = new PrefixTreeBuilder()
      const nodes = words.map((symbols) => builder.add(symbols))
      const { cells, states } = builder.pack()
      const beginnings = new Set(words.flatMap((symbols) => symbols.map((_, at) => keyOf(symbols.slice(0, at + 1)))))
      const stateOf = (symbols: readonly number[]): number =>
        symbols.reduce((state, symbol, at) => (at > 0 && state === 0 ? 0 : childOf(cells, state, symbol)), 0)
      words.forEach((symbols, index) => expect(stateOf(symbols)).toBe(states[nodes[index] ?? 0]))
      for (const symbols of [...words, ...others])
        for (let length = 1; length <= symbols.length; length++) {
          const start = symbols.slice(0, length)
          expect([start, stateOf(start) !== 0]).toEqual([start, beginnings.has(keyOf(start))])
        }
      expect(new Set(states).size).toBe(states.length)
    }),
  )
})
