import { describe, expect, it } from 'vitest'
import { EvaluationRates, isCurrent, publishedRates, skillSentence, toFinding, toRate } from '@/lib/evaluation/rates'
import { skillById } from '@/lib/tagger/taxonomy'
import { toPublishedRates } from '@/tests/eval/publish-rates'
import { Tallies } from '@/tests/eval/tallies'

describe('a rate', () => {
  it('has the Wilson interval of its counts', () => {
    // Worked out apart from the code: Wilson's score interval of 41 of 44 is 0.8177 to 0.9765.
    const { rate, low, high } = toRate(41, 44)
    expect(rate).toBeCloseTo(0.9318, 4)
    expect(low).toBeCloseTo(0.8177, 4)
    expect(high).toBeCloseTo(0.9765, 4)
  })

  it('of nothing is no rate', () => {
    expect(toRate(0, 0)).toEqual({ right: 0, n: 0, rate: null, low: null, high: null })
    expect(toFinding({ right: 0, wrong: 0, missed: 0 }).f1).toBeNull()
  })
})

describe('what was found', () => {
  it('is divided by what was found for precision and by what was named for recall', () => {
    const { precision, recall, f1 } = toFinding({ right: 8, wrong: 2, missed: 0 })
    expect(precision).toMatchObject({ right: 8, n: 10, rate: 0.8 })
    expect(recall).toMatchObject({ right: 8, n: 8, rate: 1 })
    expect(f1).toBeCloseTo((2 * 0.8) / 1.8, 6)
  })
})

describe('the sentence of a skill', () => {
  const rates: EvaluationRates = {
    ...publishedRates,
    postings: 133,
    bySkill: { go: { right: 41, wrong: 1, missed: 3 }, rust: { right: 0, wrong: 2, missed: 0 } },
  }

  it('gives its counts', () => {
    expect(skillSentence(rates, 'go')).toBe('In 133 hand-labelled test postings: found 41 of 44, 1 wrong')
    expect(skillSentence(rates, 'rust')).toBe('In 133 hand-labelled test postings: named in none, 2 wrong')
  })

  it('is left out where the sample says nothing', () => expect(skillSentence(rates, 'cobol')).toBeNull())
})

describe('published rates', () => {
  it('are of the running version only when both versions are the same', () => {
    const running = { taxonomyVersion: '2', rulesVersion: '3' }
    expect(isCurrent(running, running)).toBe(true)
    expect(isCurrent({ ...running, taxonomyVersion: '1' }, running)).toBe(false)
    expect(isCurrent({ ...running, rulesVersion: '2' }, running)).toBe(false)
  })

  it('add up: skills are their families and their single counts together', () => {
    const { skills, families, bySkill } = publishedRates
    const total = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0)
    expect(total(Object.values(families).map(({ precision }) => precision.n))).toBe(skills.precision.n)
    expect(total(Object.values(bySkill).map(({ right, missed }) => right + missed))).toBe(skills.recall.n)
    expect(Object.keys(bySkill).filter((id) => skillById(id) === undefined)).toEqual([])
  })

  it('are made of the tallies of a measurement, dated and versioned', () => {
    const tallies = new Tallies()
    for (const name of ['skills', 'family cloud', 'skill aws']) tallies.add(name, ['aws', 'gcp'], ['aws', 'azure'])
    tallies.judge('backend', true)
    tallies.judge('backend', false)
    const rates = toPublishedRates(tallies, '2026-11-23')
    expect(rates).toMatchObject({
      date: '2026-11-23',
      postings: 2,
      role: { right: 1, n: 2 },
      bySkill: { aws: { right: 1, wrong: 1, missed: 1 } },
    })
    expect(rates.families.cloud?.recall).toMatchObject({ right: 1, n: 2 })
    expect(EvaluationRates.parse(JSON.parse(JSON.stringify(rates)))).toEqual(rates)
  })
})
