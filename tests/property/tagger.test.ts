import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainTags } from '@/lib/tagger/explain'
import { tag } from '@/lib/tagger/tag'
import { skills } from '@/lib/tagger/taxonomy'

const names = skills.flatMap((skill) => skill.aliases.map((alias) => alias.text.replaceAll('~', ' ')))
const glue = [
  'we use',
  'and',
  'or',
  ',',
  '/',
  '(',
  ')',
  '. ',
  '\n',
  '- ',
  'Requirements:',
  'Nice to have:',
  'no',
  'https://',
  '@',
  '|',
  'für',
  '\ud800',
  '\u0130',
]
const textOfNames = fc
  .array(fc.oneof(fc.constantFrom(...names), fc.constantFrom(...glue), fc.string({ unit: 'binary', maxLength: 6 })), {
    maxLength: 40,
  })
  .map((parts) => parts.join(' '))
const skillLevels = (text: string): string[] => tag({ text }).map(({ skill, level }) => `${skill} ${level}`)

describe('tagging any text', () => {
  it('gives the same tags each time', () => {
    fc.assert(
      fc.property(textOfNames, (text) => {
        expect(tag({ text })).toEqual(tag({ text }))
      }),
    )
  })

  it('gives spans that reproduce their text, in order and within the text', () => {
    fc.assert(
      fc.property(textOfNames, textOfNames, (text, title) => {
        for (const { spans, titleSpans } of tag({ text, title })) {
          for (const span of spans) expect(text.slice(span.start, span.end)).toBe(span.text)
          for (const span of titleSpans) expect(title.slice(span.start, span.end)).toBe(span.text)
          expect(spans.length + titleSpans.length).toBeGreaterThan(0)
          expect(spans.map(({ start }) => start)).toEqual(spans.map(({ start }) => start).toSorted((a, b) => a - b))
        }
      }),
    )
  })

  it('explains exactly the tags it gives', () => {
    fc.assert(
      fc.property(textOfNames, (text) => {
        const kept = explainTags({ text }).filter((decision) => decision.level !== null)
        expect(new Set(kept.map(({ skill }) => skill))).toEqual(new Set(tag({ text }).map(({ skill }) => skill)))
      }),
    )
  })

  it('never throws, whatever the string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: 'binary' }), (text, company) => {
        expect(Array.isArray(tag({ text, title: text, company }))).toBe(true)
      }),
    )
  })

  it('is blind to the number of spaces and to non-breaking ones', () => {
    const words = fc.array(
      fc.oneof(
        fc.constantFrom(...names),
        fc.constantFrom('we', 'use', 'with', 'and', 'experience with', 'nice to have', 'is a plus', 'required'),
      ),
      { minLength: 1, maxLength: 15 },
    )
    fc.assert(
      fc.property(words, fc.constantFrom('  ', '\u00a0', ' \u00a0 '), (parts, space) => {
        const text = parts.join(' ')
        expect(skillLevels(text.replaceAll(' ', space))).toEqual(skillLevels(text))
      }),
    )
  })

  it('is blind to HTML around the whole text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...names, 'we use', 'and', 'experience with'), { minLength: 1, maxLength: 12 }),
        (parts) => {
          const text = parts.join(' ')
          expect(skillLevels(`<div><p>${text}</p></div>`)).toEqual(skillLevels(text))
        },
      ),
    )
  })
})

/** Processor time of tagging a text, in ms: waiting for a busy machine does not count. */
function tagMs(text: string): number {
  const before = process.cpuUsage()
  tag({ text })
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

describe('tagging hostile text', () => {
  const size = 1 << 17
  // Below this a garbage collection decides the figure.
  const noiseMs = 100
  it.each([
    ['one letter', 'a'],
    ['spaces', ' '],
    ['line breaks', '\n'],
    ['a short name', 'Go, '],
    ['cells of a header', 'Go | '],
    ['names in lines', 'Go\n'],
    ['a name and joiners', 'Google  -- '],
    ['unfinished names', 'Amazon Web '],
    ['open brackets', '(('],
    ['tags', '<p '],
    ['addresses', 'a.b/'],
    ['one endless list', 'Java/'],
    ['labels', 'requirements: '],
    ['lone surrogates', '\ud800'],
    ['negations', 'no Java or '],
    ['customers', 'customers like Docker and '],
  ])('takes time that grows with the length, not its square, for %s', (_, unit) => {
    const text = unit.repeat(Math.ceil((8 * size) / unit.length))
    tag({ text: text.slice(0, size) })
    const short = tagMs(text.slice(0, size))
    const long = tagMs(text.slice(0, 8 * size))
    // Eight times the text: linear work takes eight times as long, quadratic work 64 times.
    expect(long).toBeLessThan(24 * Math.max(short, noiseMs))
  })
})
