import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { abilityBefore, backdrop, describes, needBefore, wishAfter, wishBefore } from '@/lib/tagger/level-cues'
import { createPatternIndex } from '@/lib/tagger/pattern-index'
import { signs, words } from '@/lib/tagger/pattern-openings'
import { readCases } from '@/tests/support/tagger-cases'

const texts = readCases(readFileSync(new URL('../fixtures/tagger-sentences.jsonl', import.meta.url), 'utf8')).map(
  ({ text }) => text.toLowerCase(),
)

const unitsOf = (text: string): Uint16Array =>
  Uint16Array.from({ length: text.length + 4 }, (_, at) => (at < text.length ? text.charCodeAt(at) : 0))

/** Pieces of real sentences and of the patterns themselves, which their openings are likely to meet. */
const someText = (source: string) =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...texts),
        fc.constantFrom(...source.split(/[|()?:[\]]+/).filter((piece) => piece !== '')),
        fc.string({ unit: 'binary', maxLength: 4 }),
      ),
      { maxLength: 12 },
    )
    .map((pieces) => pieces.join(' ').toLowerCase().replaceAll('\u212b', ''))

describe.each([
  ['wishes', wishBefore],
  ['wishes said behind', wishAfter],
  ['needs', needBefore],
  ['abilities', abilityBefore],
  ['descriptions', describes],
  ['backdrops', backdrop],
  ['counted repeats and classes', /(?:[bc]d{2,3}|\d{1,2}\+?) ?years?|[^a-z]x|ex[- ]|\p{Lu}?no/u],
])('the openings of a pattern for %s', (_, { source }) => {
  const everywhere = new RegExp(source, 'gu')

  it.each([
    ['as written', signs],
    ['as words', words],
  ])('are found, %s, wherever the pattern matches', (_name, alphabet) => {
    const index = createPatternIndex([{ bit: 1, source }], { depth: 4, alphabet, step: 1 })
    fc.assert(
      fc.property(someText(source), (text) => {
        const units = unitsOf(text)
        for (const match of text.matchAll(everywhere))
          expect([match[0], index.at(units, match.index)]).not.toEqual([match[0], 0])
      }),
    )
  })

  it('are found from the end, too', () => {
    const index = createPatternIndex([{ bit: 1, source }], { depth: 5, alphabet: words, step: -1 })
    fc.assert(
      fc.property(someText(source), (text) => {
        const units = unitsOf(text)
        for (const match of text.matchAll(everywhere)) {
          const end = match.index + match[0].length
          expect([match[0], index.at(units, end)]).not.toEqual([match[0], 0])
        }
      }),
    )
  })
})
