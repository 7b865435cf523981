import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { compareTerm, explainMonth, farMonths } from '@/tests/eval/series/compare'
import { readComment, type Term } from '@/tests/eval/series/published-rule'
import { defaultColumns, readPublished, readSpellings } from '@/tests/eval/series/published-series'
import { chooseTerms, readSeriesOptions } from '@/tests/eval/series/series-options'

const python: Term = { name: 'Python', skill: 'python', spellings: ['python'] }
const counts = (html: string) => readComment(html, 'pieces')(python)

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

  it('finds a spelling of several words where they stand in a row', () => {
    const learning: Term = { name: 'ML', skill: 'machine-learning', spellings: ['machine learning'] }
    expect(readComment('We do Machine  Learning, daily', 'pieces')(learning)).toBe(true)
    expect(readComment('a learning machine', 'pieces')(learning)).toBe(false)
  })
})

describe('the rule of whole words', () => {
  const counts = (html: string, spelling: string) =>
    readComment(html, 'words')({ name: spelling, skill: spelling, spellings: [spelling] })

  it('reads the text, so that slashes and paragraphs hide nothing', () => {
    expect(counts('Python&#x2F;Django', 'python')).toBe(true)
    expect(counts('Stack:<p>Python<p>Go', 'python')).toBe(true)
  })

  it('takes no part of a longer word', () => {
    expect(counts('JavaScript, C++ and C#', 'java')).toBe(false)
    expect(counts('JavaScript, C++ and C#', 'c')).toBe(false)
    expect(counts('JavaScript, then Java.', 'java')).toBe(true)
  })
})

describe('a published series of another form', () => {
  const folder = mkdtempSync(join(tmpdir(), 'series-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const write = (text: string) => {
    const path = join(folder, 'series.csv')
    writeFileSync(path, text)
    return path
  }
  const columns = { ...defaultColumns, month: 'date', term: 'keyword', count: 'n', comments: 'of' }

  it('is read by the names of its columns, its percentages counted where it has none', () => {
    const { rows, spellings } = readPublished(write('date,keyword,n,of\n2024-06-01,Rust,25,400\n'), columns)
    expect(rows.get('2024-06 Rust')).toEqual({ month: '2024-06', term: 'Rust', comments: 400, percentage: 6.25 })
    expect(spellings.get('Rust')).toEqual(['rust'])
  })

  it('names the row and the field that cannot be read', () => {
    expect(() => readPublished(write('date,keyword,n,of\nJune,Rust,25,400\n'), columns)).toThrow(/row 1, month/)
    expect(() => readPublished(write('date,keyword\n2024-06,Rust\n'), columns)).toThrow(/neither a percentage/)
  })

  it('tells spellings the way that HN Hiring Trends does', () => {
    expect(readSpellings('AI', 'AI/alias[AI|Artificial Intelligence]')).toEqual(['ai', 'artificial intelligence'])
    expect(readSpellings('React', 'React/js[react]')).toEqual(['react', 'reactjs', 'react.js'])
  })

  it('has terms that are found among our skills or told, and others are refused by name', () => {
    const series = {
      rows: new Map(),
      spellings: new Map([
        ['golang', ['golang']],
        ['Vibes', ['vibes']],
      ]),
    }
    expect(chooseTerms('golang', series)).toEqual([{ name: 'golang', skill: 'go', spellings: ['golang'] }])
    expect(chooseTerms('Vibes=agile', series)).toMatchObject([{ skill: 'agile' }])
    expect(chooseTerms('all', series)).toHaveLength(1)
    expect(() => chooseTerms('Vibes', series)).toThrow(/no skill is called/)
    expect(() => chooseTerms('COBOL', series)).toThrow(/has no term/)
  })

  it('is asked for by options that name what they do not understand', () => {
    const options = readSeriesOptions(
      ['--threads', 'x', '--series', 'y', '--match', 'words', '--since', '2024-06'],
      null,
    )
    expect(options).toMatchObject({ threads: 'x', series: 'y', rule: 'words', since: '2024-06', until: null })
    expect(() => readSeriesOptions([], null)).toThrow(/SKILLTIDE_SHARED_DATA/)
    expect(() => readSeriesOptions(['--match', 'fuzzy'], '.')).toThrow(/--match/)
    expect(() => readSeriesOptions(['--columns', 'day=x'], '.')).toThrow(/--columns/)
    expect(() => readSeriesOptions(['--until', '2024'], '.')).toThrow(/--until/)
    expect(() => readSeriesOptions(['--write', '--match', 'words'], '.')).toThrow(/--write/)
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

  it('explains a month by the comments that one side lacks, and says so when they do not', () => {
    const line = {
      month: '2020-02' as const,
      published: 0,
      recounted: 20,
      tagged: 30,
      publishedComments: 3,
      comments: 100,
    }
    expect(explainMonth(line)).toMatch(/the series read 3 %.*can hold the difference of 20/)
    expect(explainMonth({ ...line, publishedComments: 97 })).toMatch(/not all of it/)
    expect(explainMonth({ ...line, publishedComments: 100 })).toMatch(/not explained/)
    expect(explainMonth({ ...line, publishedComments: null })).toMatch(/does not say/)
  })
})
