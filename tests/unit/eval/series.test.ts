import { describe, expect, it } from 'vitest'
import { compareTerm, farMonths } from '@/tests/eval/series/compare'
import { countsByRule, piecesOf, type Term } from '@/tests/eval/series/published-rule'

const python: Term = { name: 'Python', skill: 'python', spellings: ['python'] }
const counts = (html: string) => countsByRule(piecesOf(html), python)

describe('the published rule', () => {
  it('finds a word between spaces and commas, in any case', () => {
    expect(counts('We use PYTHON, Go')).toBe(true)
    expect(counts('(python)')).toBe(true)
  })

  it('misses the word before a slash or at the edge of a paragraph, since it reads HTML', () => {
    expect(counts('Python&#x2F;Django')).toBe(false)
    expect(counts('Django&#x2F;Python')).toBe(true)
    expect(counts('Stack:<p>Python<p>Go')).toBe(false)
    expect(counts('Pythonista')).toBe(false)
  })
})

describe('a comparison with a published series', () => {
  const gaps = { 'other spelling': 1, 'hidden from the rule': 2, 'refused by context': 1, 'left out by rule': 0 }
  const recount = { term: 'Python', comments: 100, postings: 80, byRule: 20, byTagger: 24, gaps }
  const published = new Map([
    ['2020-01 Python', { month: '2020-01' as const, term: 'Python', comments: 100, count: 21, percentage: 21 }],
    ['2020-02 Python', { month: '2020-02' as const, term: 'Python', comments: 3, count: 0, percentage: 0 }],
  ])

  it('is of the months that both have, in points, with what moves ours up and down', () => {
    const compared = compareTerm(
      'Python',
      [
        { month: '2020-01', ...recount },
        { month: '2020-02', ...recount },
        { month: '2020-03', ...recount },
      ],
      published,
    )
    expect(compared.lines.map((line) => line.month)).toEqual(['2020-01', '2020-02'])
    expect(compared.meanGap).toBeCloseTo((1 + 20) / 2)
    expect(compared.meanGapOfTags).toBeCloseTo((9 + 30) / 2)
    expect(compared.reasons).toEqual({
      'other spelling': 1,
      'hidden from the rule': 2,
      'refused by context': -1,
      'left out by rule': -0,
    })
    expect(farMonths(compared, 2).map((line) => line.month)).toEqual(['2020-02'])
  })
})
