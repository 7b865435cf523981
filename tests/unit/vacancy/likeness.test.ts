import { describe, expect, it } from 'vitest'
import { shinglesOfPosting } from '@/lib/vacancy/advertisement'
import { groupAdvertisements } from '@/lib/vacancy/group'
import { judgePair } from '@/lib/vacancy/likeness'
import { jaccardOf } from '@/lib/vacancy/shingles'
import { areAtOdds, isRefinement, titleCore } from '@/lib/vacancy/titles'
import { advertisementOf, variedText, type WrittenPosting } from '../../support/naive-vacancies'

const base: WrittenPosting = {
  id: 'a',
  employer: 'acme',
  title: 'Backend Engineer',
  isTitleGiven: true,
  places: ['Berlin'],
  text: variedText('Acme in Berlin', []),
  day: 100,
  month: '3',
}

function judge(one: Partial<WrittenPosting>, other: Partial<WrittenPosting>, repostDays = 65) {
  const [left, right] = [
    { ...base, ...one },
    { ...base, id: 'b', ...other },
  ]
  const similarity = jaccardOf(shinglesOfPosting(left), shinglesOfPosting(right))
  return judgePair(advertisementOf(left), advertisementOf(right), { similarity, repostDays })
}

const vacanciesOf = async (postings: WrittenPosting[]) =>
  new Set(
    [
      ...(
        await groupAdvertisements(postings.map(advertisementOf), {
          repostDays: 65,
          loadShingles: (ids) =>
            Promise.resolve(
              new Map(
                postings
                  .filter(({ id }) => ids.includes(id))
                  .map((posting) => [posting.id, shinglesOfPosting(posting)]),
              ),
            ),
        })
      ).values(),
    ].map(({ vacancy }) => vacancy),
  )

describe('two postings', () => {
  it('of one text in two cities are one vacancy, though each names its own', () => {
    const verdict = judge({}, { places: ['Paris'], text: variedText('Acme in Paris', []) })
    expect(verdict).toMatchObject({ isOne: true, isSameText: false, isOneEmployer: true, obstacle: null })
    expect(verdict.similarity).toBeGreaterThan(0.95)
  })
  it('with the same text for other jobs are two vacancies', () =>
    expect(judge({}, { title: 'Frontend Engineer' })).toMatchObject({ isOne: false, obstacle: 'titles' }))
  it('for other levels of one job are two vacancies', () =>
    expect(judge({}, { title: 'Senior Backend Engineer' })).toMatchObject({ isOne: false, obstacle: 'titles' }))
  it('that share the boilerplate alone are two vacancies', () => {
    const verdict = judge({}, { text: variedText('Acme in Berlin', [0, 1, 2, 3]) })
    expect(verdict).toMatchObject({ isOne: false, obstacle: 'texts', needed: 0.8 })
  })
  it('of a text that holds everything are one though half of it was edited', () => {
    const read = { isTitleGiven: false, places: [] }
    const verdict = judge(read, { ...read, text: variedText('Acme in Berlin', [3]) })
    expect(verdict.isOne).toBe(true)
    expect(verdict.similarity).toBeLessThan(0.8)
  })
  it('of different employers are one only by a text that is the same to the letter', () => {
    expect(judge({}, { employer: 'acmegmbh' })).toMatchObject({ isOne: true, isOneEmployer: false, isSameText: true })
    expect(judge({}, { employer: 'acmegmbh', text: `${base.text} Apply.` })).toMatchObject({ obstacle: 'employers' })
    expect(judge({ employer: null }, { employer: null, text: `${base.text} Apply.` })).toMatchObject({
      obstacle: 'employers',
    })
  })
  it('of different employers are not one by a few words that anybody may write', () =>
    expect(judge({ text: 'See our site.' }, { text: 'See our site.', employer: 'bolt' }).obstacle).toBe('employers'))
  it('too long apart are two vacancies, however like', () => {
    expect(judge({}, { day: 165 }).isOne).toBe(true)
    expect(judge({}, { day: 166 })).toMatchObject({ isOne: false, obstacle: 'days', daysApart: 66 })
    expect(judge({}, { day: 166 }, 66).isOne).toBe(true)
  })
})

describe('a chain of reposts', () => {
  it('is one vacancy, though its ends are a year apart', async () => {
    const monthly = Array.from({ length: 12 }, (_, month) => ({
      ...base,
      id: String(month),
      day: month * 60,
      month: String(month),
    }))
    expect(await vacanciesOf(monthly)).toHaveProperty('size', 1)
    expect(await vacanciesOf(monthly.filter((_, month) => month !== 5))).toHaveProperty('size', 2)
  })
  it('does not join two jobs that stand side by side', async () => {
    const read = { isTitleGiven: false, places: [] }
    const chain = [
      { ...base, ...read, id: '1', title: 'Web Designer', day: 30, month: '1' },
      { ...base, ...read, id: '2', title: 'Web Designer', day: 60, month: '2' },
      { ...base, ...read, id: '3', title: 'Data Scientist', day: 60, month: '2', text: `${base.text} Statistics.` },
    ]
    expect(await vacanciesOf(chain)).toEqual(new Set(['1', '3']))
  })
  it('of a thousand near-equal postings is found without comparing every two of them', async () => {
    const many = Array.from({ length: 1_000 }, (_, index) => ({
      ...base,
      id: String(index),
      text: `${base.text} ${index}`,
    }))
    expect(await vacanciesOf(many)).toHaveProperty('size', 1)
  })
})

describe('titles', () => {
  const core = (title: string, places: string[] = []) => titleCore(title, new Set(places))
  it('are freed of places, remote work, gender and requisition numbers', () =>
    expect(core('Senior Backend Engineer (m/w/d) – Berlin, Remote #482913', ['berlin'])).toBe(
      'backend engineer senior',
    ))
  it('keep what makes an internship', () => expect(core('Software Intern')).not.toBe(core('Software')))
  it.each([
    ['Backend Engineer', 'Front-end Engineer', true],
    ['Back-End Engineer', 'backend developer', false],
    ['Backend Engineer, Data Scientist', 'Data Scientist', false],
    ['Software Engineer', 'Web Designer', false],
    ['Web Designer', 'SDET', true],
  ])('“%s” and “%s” are at odds: %s', (left, right, expected) => expect(areAtOdds(left, right)).toBe(expected))
  it.each([
    ['Product Manager', 'E-commerce Product Manager', true],
    ['Engineer', 'Senior Engineer', false],
    ['Backend Engineer', 'Frontend Engineer', false],
    ['', 'Engineer', false],
  ])('“%s” is refined by “%s”: %s', (left, right, expected) =>
    expect(isRefinement(core(left), core(right))).toBe(expected),
  )
})
