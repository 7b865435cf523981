import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { employerByPattern, employerRange } from '@/lib/tagger/employer'

const unitsOf = (text: string): Uint16Array =>
  Uint16Array.from({ length: text.length + 4 }, (_, at) => (at < text.length ? text.charCodeAt(at) : 0))

/** First lines of postings, of the pieces that a cell may be made of, end with or be refused for. */
const someLine = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'Acme',
        'AT&T',
        'A',
        'Foo-Bar',
        '(YC S21)',
        '(https://a.b)',
        '(formerly B)',
        'www.a.com',
        'Thisis',
        'is',
      ),
      fc.constantFrom(
        'is hiring',
        'is looking',
        'Remote',
        'senior',
        'Full time',
        'we',
        'your',
        'yourself',
        'Devs',
        '3',
      ),
      fc.constantFrom('|', '-', '–', '--', '·', '(', '[', '<b>', '\t', '  ', 'é', '“', '_', 'x'.repeat(40)),
      fc.string({ maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .chain((pieces) => fc.constantFrom(pieces.join(' '), pieces.join('')))

describe('the employer of a first line', () => {
  it('is read from its code units as the pattern finds it', () => {
    fc.assert(
      fc.property(someLine, (line) => {
        const text = line.replaceAll('\n', ' ')
        const read = employerRange({ text, units: unitsOf(text) })
        expect(read).toEqual(employerByPattern(text, Math.min(text.length, 400)))
      }),
      { numRuns: 5_000 },
    )
  })
})
