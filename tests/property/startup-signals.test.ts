import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readStartupSignals } from '@/lib/normalise/startup'
import { plainTexts } from '@/tests/support/text-arbitraries'

const pieces = [
  'we are a ',
  'startup',
  'İ',
  '12',
  ' people',
  '-person ',
  'company',
  'YC ',
  '(S21)',
  'seed',
  ' round',
  'Series A',
  '. ',
  '\n',
]
const anyWords = fc.oneof(
  plainTexts(),
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')),
)

test('signals of any text are the same twice, each once, and their spans reproduce their words', () => {
  fc.assert(
    fc.property(anyWords, fc.option(anyWords), fc.option(anyWords), (text, company, title) => {
      const fields = { text, company, title }
      const signals = readStartupSignals(fields)
      expect(readStartupSignals(fields)).toEqual(signals)
      expect(new Set(signals.map(({ kind, value }) => `${kind} ${value}`)).size).toBe(signals.length)
      for (const { field, span } of signals) {
        expect(fields[field]?.slice(span.start, span.end)).toBe(span.text)
        expect(span.text).not.toBe('')
      }
    }),
    { numRuns: 500 },
  )
})
