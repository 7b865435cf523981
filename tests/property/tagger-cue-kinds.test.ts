import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choiceBefore, or } from '@/lib/tagger/choices'
import { cueIndex, cueKind } from '@/lib/tagger/cue-kinds'
import { backReference, needAfter, wishAfter } from '@/lib/tagger/level-cues'
import { legacy } from '@/lib/tagger/levels'
import { needBefore } from '@/lib/tagger/refusals'

const inside = ({ source }: RegExp): string => /^\(\?<=\((.*)\)\)$/.exec(source)?.[1] ?? source

/** Words that a pattern is made of, as they stand in its source. */
const wordsOf = (source: string): string[] => [
  ...new Set(
    source
      .replace(/\\p\{\w+\}\*?|\\[a-z]|\(\?<?[!=:]|[()^$*?]|\[[^\]]*\]|\{[\d,]*\}/g, '|')
      .split('|')
      .map((word) => word.replaceAll('\\', '').trim())
      .filter((word) => word !== ''),
  ),
]

/** Kinds of the cues that may begin at the beginnings of words of a text. */
function kindsIn(text: string): number {
  const units = Uint16Array.from({ length: text.length + 4 }, (_, at) => (at < text.length ? text.charCodeAt(at) : 0))
  return [...text.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]|['’+]/gu)].reduce(
    (kinds, { index }) => kinds | cueIndex.at(units, index),
    0,
  )
}

/** “extra +”: a match whose words begin within another word is none that a posting means, and is not announced. */
function isGlued(text: string, start: number, match: string, source: string): boolean {
  if (!/\p{L}/u.test(text.charAt(start - 1))) return false
  return !new RegExp(source, 'u').test(match.replace(/^\p{L}+/u, ''))
}

describe.each([
  ['wishes said behind', cueKind.after, wishAfter],
  ['needs said behind', cueKind.after, needAfter],
  ['what is not needed', cueKind.refusal, needBefore.pattern],
  ['what is being left', cueKind.legacy, legacy.pattern],
  ['a choice said before', cueKind.choice, choiceBefore.pattern],
  ['a choice said between', cueKind.choice, or],
  ['a list referred to', cueKind.reference, backReference],
])('the words kept by hand for %s', (_, kind, pattern) => {
  const source = inside(pattern)
  const words = wordsOf(source)
  const everywhere = new RegExp(source, 'gu')

  it('announce every match of the pattern that they stand for', () => {
    let matches = 0
    const text = fc.array(fc.constantFrom(...words, 'x'), { minLength: 1, maxLength: 5 }).map((list) => list.join(' '))
    fc.assert(
      fc.property(text, (made) => {
        for (const match of `${made} `.matchAll(everywhere)) {
          if (isGlued(made, match.index, match[0], source)) continue
          matches++
          const end = match.index + match[0].length
          expect([made, match[0], (kindsIn(`${made} `.slice(0, end + 1)) & kind) !== 0]).toEqual([made, match[0], true])
        }
      }),
      { numRuns: 2000 },
    )
    expect(matches).toBeGreaterThan(20)
  })
})
