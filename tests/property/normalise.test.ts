import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPlainText, plainTexts } from '@/tests/support/text-arbitraries'
import { tidyText } from '@/lib/normalise/clean-text'
import { duplicateKeyOf } from '@/lib/normalise/duplicate-key'
import { readHeader } from '@/lib/normalise/header'
import { htmlToText } from '@/lib/normalise/html-to-text'
import { normalise, normaliseAll } from '@/lib/normalise/normalise'
import { findPlaces } from '@/lib/normalise/places/find-places'
import { readSalary } from '@/lib/normalise/salary'

const anyString = plainTexts()
const normaliseText = (text: string) =>
  normalise({ title: null, company: null, text, placeTexts: [], remoteText: null, salaryText: null }, [])

describe('HTML to text', () => {
  test('gives storable text for any string: no null byte, no lone surrogate, no empty line', () =>
    fc.assert(
      fc.property(anyString, (html) => {
        expect(isPlainText(htmlToText(html))).toBe(true)
      }),
    ))

  test('gives back escaped text unchanged but for white space', () =>
    fc.assert(
      fc.property(anyString, (text) => {
        const plain = tidyText(text).replaceAll('\n', ' ')
        const escaped = plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
        expect(htmlToText(`<div>${escaped}</div>`)).toBe(tidyText(plain))
      }),
    ))

  test('is the same when the document is wrapped in blocks', () =>
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1 }), (words) => {
        const html = words.map((word) => `<p>${word}</p>`).join('')
        expect(htmlToText(`<div><section>${html}</section></div>`)).toBe(words.join('\n'))
      }),
    ))

  test('takes time in proportion to hostile input', () => {
    for (const hostile of [
      '<'.repeat(300_000),
      '<a href="'.repeat(40_000),
      '&#'.repeat(200_000),
      '<ul><li>'.repeat(40_000),
    ])
      expect(htmlToText(hostile).length).toBeLessThanOrEqual(hostile.length * 2)
  })
})

describe('normalising', () => {
  test('reads a posting alike alone and among others', () =>
    fc.assert(
      fc.property(fc.array(anyString, { maxLength: 6 }), (texts) => {
        const postings = texts.map((text) => ({
          input: { title: null, company: null, text, placeTexts: [], remoteText: null, salaryText: null },
          tags: [],
        }))
        expect(normaliseAll(postings).map(({ normalised }) => normalised)).toEqual(texts.map(normaliseText))
      }),
    ))

  test('never throws and gives the same twice, for any string', () =>
    fc.assert(
      fc.property(anyString, (text) => {
        const posting = normaliseText(text)
        expect(normaliseText(text)).toEqual(posting)
        expect(posting.countries).toEqual([...new Set(posting.countries)].sort())
        for (const country of posting.countries) expect(country).toMatch(/^[A-Z]{2}$/)
        for (const { region } of posting.places) expect(region ?? 'US-CA').toMatch(/^[A-Z]{2}-[A-Z0-9]{1,3}$/)
      }),
      { numRuns: 300 },
    ))

  test('survives long lines of one thing in seconds', () => {
    const before = process.cpuUsage()
    for (const piece of [
      '| ',
      'a - ',
      'Remote (US), ',
      '$1',
      '100k-',
      'New ',
      '((((',
      'senior ',
      'back end ',
      '1.',
      'no remote ',
      'a-',
      '-a-',
    ])
      for (const opening of ['', 'Hiring back end '])
        normaliseText(opening + piece.repeat(Math.floor(100_000 / piece.length)))
    // Of the processor: waiting for a busy machine does not count.
    expect(process.cpuUsage(before).user).toBeLessThan(20_000_000)
  })

  test('the places found are where they are said to be', () =>
    fc.assert(
      fc.property(anyString, fc.constantFrom('Berlin', 'Paris, TX', 'SF/NYC', 'Remote (US)'), (noise, place) => {
        const text = `${noise} | ${place}`
        for (const match of findPlaces(text, { isField: true })) {
          expect(match.start).toBeLessThan(match.end)
          expect(match.end).toBeLessThanOrEqual(text.length)
        }
      }),
    ))

  test('a pay range is ordered and what was written', () =>
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 400 }), fc.integer({ min: 0, max: 100 }), (low, more) => {
        const salary = readSalary(`$${low}k-$${low + more}k`, { defaultCurrency: null })
        expect(salary).toEqual({ min: low * 1_000, max: (low + more) * 1_000, currency: 'USD', period: 'year' })
      }),
    ))

  test('a header never gives more than its text holds', () =>
    fc.assert(
      fc.property(anyString, (text) => {
        const header = readHeader(text)
        for (const place of header?.placeTexts ?? []) expect(place.length).toBeLessThanOrEqual(text.length)
      }),
    ))

  test('the duplicate key ignores added white space and punctuation', () =>
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-zA-Z0-9äöü]{1,10}$/), { minLength: 1 }), (words) => {
        const varied = `${words.join(' - \n').toUpperCase()}.`
        expect(duplicateKeyOf(varied)).toBe(duplicateKeyOf(words.join(' ')))
      }),
    ))
})
