import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currentNames } from '@/lib/tagger/names'

const pieces = [
  'Go',
  'C#',
  '.NET',
  'Node.js',
  'must have',
  ' ',
  '  ',
  '\n',
  ':',
  '<b>',
  '&amp;',
  '’s',
  '–',
  'é',
  'ß',
  'Ｇｏ',
  '中',
  '\0',
]

/** What a scan marks, copied: its arrays are used again. */
function marksOf(text: string): { marks: number[]; found: number[]; isWide: boolean } {
  const { marks, found, count, isWide } = currentNames.matcher.scan(text)
  return { marks: [...marks.subarray(0, count)], found: [...found.subarray(0, count)], isWide }
}

describe('the scan', () => {
  it('reads two units at a time and marks the same wherever a pair begins', () => {
    const someText = fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 3 })))
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(someText, (text) => {
        const plain = marksOf(text)
        const shifted = marksOf(`\n${text}`)
        expect(shifted.marks.slice(1)).toEqual(plain.marks.map((mark) => mark + 1))
        expect(shifted.found.slice(1)).toEqual(plain.found)
        expect(plain.isWide).toBe(/[^\x00-\xff]/.test(text))
      }),
      { numRuns: 3_000 },
    )
  })
})
