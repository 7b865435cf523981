import { describe, expect, it } from 'vitest'
import { shinglesOfPosting } from '@/lib/vacancy/advertisement'
import {
  type ExplainedPosting,
  explainPair,
  linkPostings,
  stretchesOnlyIn,
  verdictSentence,
} from '@/lib/vacancy/explain'
import { advertisementOf, variedText, type WrittenPosting } from '../../support/naive-vacancies'

const base: WrittenPosting = {
  id: 'a',
  employer: 'acme',
  title: 'Backend Engineer',
  isTitleGiven: true,
  places: [],
  text: variedText('Acme', []),
  day: 0,
  month: '0',
}
const explained = (written: Partial<WrittenPosting>): ExplainedPosting => {
  const posting = { ...base, ...written }
  return { advertisement: advertisementOf(posting), shingles: shinglesOfPosting(posting), text: posting.text }
}
const sentence = (written: Partial<WrittenPosting>) =>
  verdictSentence(explainPair(explained({}), explained({ id: 'b', ...written }), 65).verdict, 65)

describe('why two postings are one vacancy, or two', () => {
  it.each([
    [{ day: 1 }, 'One vacancy: the same text, of one employer, 1 day apart.'],
    [
      { text: `${base.text} Apply today.` },
      /^One vacancy: 9\d(\.\d)? % of the word triples in common, of one employer, 0 days apart\.$/,
    ],
    [{ employer: 'bolt' }, 'One vacancy: the same text, of two employers, or of none, 0 days apart.'],
    [{ day: 90 }, 'Two vacancies: 90 days apart, where at most 65 are allowed.'],
    [{ title: 'Data Engineer' }, 'Two vacancies: the titles name different jobs (the same text).'],
    [{ employer: 'bolt', text: 'Short.' }, /^Two vacancies: different employers/],
    [
      { text: variedText('Acme', [1, 2, 3]) },
      /^Two vacancies: [\d.]+ % of the word triples in common, where 80 % are needed\.$/,
    ],
    [
      { isTitleGiven: false, text: `${base.text} Apply.` },
      /the same text is needed, as only one has a title of its own\.$/,
    ],
  ])('%j: %s', (written, expected) => expect(sentence(written)).toMatch(expected))

  it('tells the stretches that only one text has, long ones cut', () => {
    expect(stretchesOnlyIn('We need Go and Kafka in Berlin now', 'We need Go and Rust in Berlin now')).toEqual([
      'kafka',
    ])
    expect(stretchesOnlyIn('the same', 'The same!')).toEqual([])
    const [cut = ''] = stretchesOnlyIn(base.text, 'nothing of it')
    expect(cut.split(' ')).toHaveLength(13)
    expect(cut).toMatch(/ …$/u)
  })

  it('links each posting with the likest before it that it is one with', () => {
    const chain = [
      explained({ id: '1', day: 0 }),
      explained({ id: '2', day: 30, text: `${base.text} Apply today.` }),
      explained({ id: '3', day: 60, text: `${base.text} Apply today.` }),
      explained({ id: '4', day: 100, text: base.text }),
    ]
    const links = linkPostings(chain, 65)
    expect([...links].map(([id, { to }]) => `${id} with ${to}`)).toEqual(['2 with 1', '3 with 2', '4 with 3'])
    expect([...links.values()].every(({ verdict }) => verdict.isOne)).toBe(true)
  })
})
