import { describe, expect, it } from 'vitest'
import { examplePosting } from '@/app/try/example-posting'
import { toNameRows } from '@/app/try/name-rows'
import { readPosted } from '@/app/try/read-posted'
import { decisionWords, factsOf, findingOf, salaryWords } from '@/app/try/reading-words'
import { leadOf, toTextParts } from '@/app/try/text-parts'
import { emptyState, faultSentence } from '@/app/try/try-state'
import type { NameDecision } from '@/lib/domain/reading'
import { explainPosting } from '@/lib/reading/read-posting'

const decide = (text: string, words: string, change: Partial<NameDecision> = {}): NameDecision => ({
  skill: words.toLowerCase(),
  name: words,
  family: 'languages',
  field: 'text',
  span: { start: text.indexOf(words), end: text.indexOf(words) + words.length, text: words },
  level: 'mentioned',
  reason: 'describes the work',
  evidence: null,
  anyOf: null,
  ...change,
})

describe('a text cut into plain stretches and names', () => {
  const text = 'Go first, Ruby on Rails last'
  const decisions = [decide(text, 'Go'), decide(text, 'Ruby'), decide(text, 'Ruby on Rails')]

  it('is whole again when joined, and each name is where it stands', () => {
    const parts = toTextParts(text, decisions)
    expect(parts.map((part) => part.text)).toEqual(['Go', ' first, ', 'Ruby on Rails', ' last'])
    for (const part of parts) expect(text.startsWith(part.text, part.start)).toBe(true)
  })

  it('shows a name inside a longer one as part of it, led by the longest that stands', () => {
    const [, , rails] = toTextParts(text, decisions)
    expect(rails?.decisions).toHaveLength(2)
    expect(leadOf(rails?.decisions ?? [])?.span.text).toBe('Ruby on Rails')
    const refused = decide(text, 'Ruby on Rails', { level: null })
    expect(leadOf([refused, decide(text, 'Ruby')])?.span.text).toBe('Ruby')
  })

  it('of no names is one plain stretch, and of no words none', () => {
    expect(toTextParts('plain', [])).toEqual([{ start: 0, text: 'plain', decisions: [] }])
    expect(toTextParts('', [])).toEqual([])
  })
})

describe('the rows of a reading', () => {
  const reading = explainPosting(examplePosting)
  const rows = toNameRows(reading)

  it('have one row for each skill, strongest level first', () => {
    expect(rows.kept.map(({ skill }) => skill).toSorted()).toEqual(reading.skills.map(({ skill }) => skill).toSorted())
    const levels = rows.kept.map(({ level }) => level)
    expect([...new Set(levels)]).toEqual(['required', 'preferred', 'mentioned'])
    expect(levels.lastIndexOf('required')).toBeLessThan(levels.indexOf('preferred'))
  })

  it('explain every decision in a row that is on the page', () => {
    const ids = new Set([...rows.kept, ...rows.refused].map(({ id }) => id))
    expect(ids.size).toBe(rows.kept.length + rows.refused.length)
    for (const decision of reading.decisions) expect(ids).toContain(rows.rowOf.get(decision))
  })

  it('join the same words judged the same way', () => {
    const text = 'go to market, go to market'
    const twice = { ...reading, skills: [], decisions: [decide(text, 'go to market', { skill: null, level: null })] }
    const again = { ...twice, decisions: [...twice.decisions, ...twice.decisions.map((one) => ({ ...one }))] }
    const { refused } = toNameRows(again)
    expect(refused).toHaveLength(1)
    expect(refused[0]?.grounds).toMatchObject([{ words: 'go to market', count: 2 }])
  })

  it('are told in a sentence', () => {
    expect(findingOf(rows)).toMatch(/^\d+ skills found, \d+ required; \d+ names refused$/u)
    expect(findingOf({ kept: [], refused: [] })).toBe('No skill found')
    expect(findingOf({ kept: rows.kept.slice(-1), refused: [] })).toBe('1 skill found, none required')
  })
})

describe('the words of a reading', () => {
  it('tell what became of a name and why', () => {
    expect(decisionWords(decide('Go', 'Go', { level: 'preferred', anyOf: 1, evidence: 'a list' }))).toBe(
      'Go, a plus: describes the work; one of a choice; taken for the technology: a list',
    )
    expect(decisionWords(decide('Go', 'Go', { level: null, reason: 'a verb' }))).toBe('Not Go: a verb')
    expect(decisionWords(decide('Go', 'Go', { level: null, skill: null, name: null }))).toMatch(/^No skill: /u)
  })

  it('tell the facts, or that the posting does not say', () => {
    const words = (text: string) => Object.fromEntries(factsOf(explainPosting({ text })).map((f) => [f.term, f.words]))
    expect(words(examplePosting.text)).toMatchObject({
      Role: 'Backend',
      Employer: 'Fernhill Tides',
      'Remote work': 'Remote',
      Countries: expect.stringContaining('Germany'),
      Language: 'English',
    })
    expect(words('we are a small team that works together on many things.')).toMatchObject({
      Countries: 'Not said',
      Pay: 'Not said',
      Employer: 'None found',
    })
    expect(words('We are a 12-person startup.')).toMatchObject({ Startup: 'Yes, by what it says' })
    expect(words('We raised our Series D.')).toMatchObject({ Startup: 'No' })
    expect(words('You need Go.')).toMatchObject({ Startup: 'Not said' })
    expect(salaryWords({ min: 80, max: 80, currency: 'EUR', period: 'hour' })).toBe('EUR 80 an hour')
  })
})

describe('the form without scripts', () => {
  const send = (fields: Record<string, string>) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    return readPosted(emptyState, form)
  }

  it('gives the reading and keeps what was typed', async () => {
    const state = await send({ text: 'You need Kubernetes\r\nand Terraform.', title: 'Backend Engineer', company: '' })
    expect(state.faults).toEqual([])
    expect(state.posting.text).toBe('You need Kubernetes\nand Terraform.')
    for (const { span } of state.reading?.decisions ?? [])
      expect(state.posting.text.slice(span.start, span.end)).toBe(span.text)
    expect(state.reading?.skills).toHaveLength(2)
  })

  it('says what is wrong and keeps the text', async () => {
    const state = await send({ text: 'a'.repeat(200_001) })
    expect(state.reading).toBeNull()
    expect(state.posting.text).toHaveLength(200_001)
    expect(state.faults.map(faultSentence)).toEqual(['The posting has 200,001 characters; at most 200,000 are read.'])
  })
})
