import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tagWithChoices } from '@/lib/tagger/tag'
import { plainTexts } from '@/tests/support/text-arbitraries'

const pieces = [
  'AWS',
  'Go',
  'Rust',
  'Ruby on Rails',
  'Azure',
  'GCP',
  ', ',
  ' or ',
  ' and ',
  '/',
  'one of ',
  '. ',
  '\n',
  'You know ',
]
const anyWords = fc.oneof(
  plainTexts(),
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join('')),
)

test('alternatives of any text are two or more of its skills, sorted and each once', () => {
  fc.assert(
    fc.property(anyWords, (text) => {
      const { tags, anyOf } = tagWithChoices({ text })
      const found = tags.map(({ skill }) => skill)
      for (const { skills } of anyOf) {
        expect(skills.length).toBeGreaterThan(1)
        expect(skills).toEqual([...new Set(skills)].sort())
        expect(found).toEqual(expect.arrayContaining(skills))
      }
    }),
    { numRuns: 500 },
  )
})
