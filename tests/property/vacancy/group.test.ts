import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shinglesOfPosting } from '@/lib/vacancy/advertisement'
import { groupAdvertisements } from '@/lib/vacancy/group'
import { leastSimilarity } from '@/lib/vacancy/likeness'
import { jaccardOf, shinglesOf } from '@/lib/vacancy/shingles'
import { bandsOf, minHashesOf } from '@/lib/vacancy/signature'
import { foldedWords } from '@/lib/vacancy/words'
import { advertisementOf, naiveVacancies, variedText, type WrittenPosting } from '../../support/naive-vacancies'

const repostDays = 65
const titles = [
  'Backend Engineer',
  'Frontend Engineer',
  'Senior Backend Engineer',
  'Engineer',
  'Data Scientist (Berlin)',
]

const anyPosting: fc.Arbitrary<Omit<WrittenPosting, 'id'>> = fc
  .record({
    employer: fc.constantFrom('acme', 'acme', 'bolt', null),
    title: fc.option(fc.constantFrom(...titles)),
    isGiven: fc.boolean(),
    day: fc.nat({ max: 400 }),
    changes: fc.uniqueArray(fc.nat({ max: 11 }), { maxLength: 3 }),
    places: fc.constantFrom<string[][]>([], ['Berlin'], ['Paris, France']),
  })
  .map(({ employer, title, isGiven, day, changes, places }) => ({
    employer,
    title,
    isTitleGiven: isGiven && title !== null,
    places: isGiven && title !== null ? places : [],
    text: `${variedText('', changes)} ${places.join(' ')}`,
    day,
    month: String(Math.floor(day / 30)),
  }))

const anyPostings = fc
  .array(anyPosting, { minLength: 1, maxLength: 25 })
  .map((postings) => postings.map((posting, index) => ({ ...posting, id: String(index).padStart(2, '0') })))

async function vacanciesOf(postings: readonly WrittenPosting[]): Promise<Map<string, string>> {
  const byId = new Map(postings.map((posting) => [posting.id, posting]))
  const grouped = await groupAdvertisements(postings.map(advertisementOf), {
    repostDays,
    loadShingles: (ids) =>
      Promise.resolve(
        new Map(
          ids.flatMap((id) => {
            const posting = byId.get(id)
            return posting === undefined ? [] : [[id, shinglesOfPosting(posting)]]
          }),
        ),
      ),
  })
  return new Map([...grouped].map(([id, { vacancy }]) => [id, vacancy]))
}

const sorted = (vacancies: ReadonlyMap<string, string>) => [...vacancies].toSorted()

describe('vacancies', () => {
  it('are those that comparing every two postings gives', async () => {
    await fc.assert(
      fc.asyncProperty(anyPostings, async (postings) => {
        expect(sorted(await vacanciesOf(postings))).toEqual(sorted(naiveVacancies(postings, repostDays)))
      }),
      { numRuns: 300 },
    )
  })

  it('do not depend on the order of the postings', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyPostings.chain((postings) =>
          fc.tuple(fc.constant(postings), fc.shuffledSubarray(postings, { minLength: postings.length })),
        ),
        async ([postings, shuffled]) => {
          expect(sorted(await vacanciesOf(shuffled))).toEqual(sorted(await vacanciesOf(postings)))
        },
      ),
      { numRuns: 100 },
    )
  })

  it('never hold two employers unless a text of theirs is the same to the letter', async () => {
    await fc.assert(
      fc.asyncProperty(anyPostings, async (postings) => {
        const vacancies = await vacanciesOf(postings)
        const ads = postings.map(advertisementOf)
        for (const ad of ads) {
          const members = ads.filter((other) => vacancies.get(other.id) === vacancies.get(ad.id))
          const own = new Set(members.filter(({ employer }) => employer === ad.employer).map(({ textKey }) => textKey))
          // A posting without an employer stands for itself.
          const strangers = members.filter((other) => other !== ad && (other.employer ?? other.id) !== ad.employer)
          expect(strangers.length === 0 || strangers.some(({ textKey }) => own.has(textKey))).toBe(true)
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('signatures', () => {
  const anyChanges = fc.uniqueArray(fc.nat({ max: 59 }), { maxLength: 12 })
  const textWith = (changes: readonly number[]) =>
    variedText('acme', [])
      .split(' ')
      .map((word, index) => (changes.includes(index) ? `other${index}` : word))
      .join(' ')

  it('of texts as like as a vacancy needs share a band, nearly always', () => {
    let like = 0
    let found = 0
    fc.assert(
      fc.property(anyChanges, anyChanges, (one, other) => {
        const [left, right] = [one, other].map((changes) => shinglesOf(foldedWords(textWith(changes))))
        if (left === undefined || right === undefined || jaccardOf(left, right) < leastSimilarity.untitled) return
        like += 1
        const bands = new Set(bandsOf(minHashesOf(left), 7))
        if (bandsOf(minHashesOf(right), 7).some((band) => bands.has(band))) found += 1
      }),
      { numRuns: 2_000 },
    )
    expect(like).toBeGreaterThan(200)
    expect(found / like).toBeGreaterThan(0.99)
  })

  it('of other scopes share no band', () => {
    const hashes = minHashesOf(shinglesOf(foldedWords(textWith([]))))
    const bands = new Set(bandsOf(hashes, 7))
    expect(bandsOf(hashes, 8).some((band) => bands.has(band))).toBe(false)
  })
})

describe('Jaccard similarity', () => {
  const anyWords = fc.array(fc.constantFrom('go', 'rust', 'java', 'c', 'on', 'us'), { maxLength: 30 })
  it('is what the sets of shingles give when they are written out', () => {
    fc.assert(
      fc.property(anyWords, anyWords, (left, right) => {
        const setOf = (words: string[]) =>
          new Set(
            words.length < 3
              ? words.length === 0
                ? []
                : [words.join(' ')]
              : words.slice(2).map((_, index) => words.slice(index, index + 3).join(' ')),
          )
        const [one, other] = [setOf(left), setOf(right)]
        const shared = [...one].filter((shingle) => other.has(shingle)).length
        const either = new Set([...one, ...other]).size
        expect(jaccardOf(shinglesOf(left), shinglesOf(right))).toBeCloseTo(either === 0 ? 0 : shared / either, 10)
      }),
    )
  })
})
