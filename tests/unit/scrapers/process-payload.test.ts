import { describe, expect, it } from 'vitest'
import type { PostingInput } from '@/lib/domain/posting'
import { readFields } from '@/scrapers/sources/hackernews/parse'
import { processPayload } from '@/scrapers/process-payload'
import { toySource } from '../../support/toy-source'

const payload = { key: 'a', url: 'https://example.com', status: 200, headers: {}, body: new Uint8Array(), context: {} }

const given: PostingInput = {
  externalId: '1',
  listing: 'a',
  url: null,
  title: 'Engineer (call +49 30 1234567)',
  company: 'Acme',
  text: 'We run Kubernetes. Write to jane@example.com or jane (at) example (dot) com.',
  placeTexts: [],
  remoteText: null,
  salaryText: null,
  postedAt: new Date('2024-03-05'),
  month: '2024-03',
}

/** A source that gives one posting, whatever the bytes. */
const giving = (input: PostingInput) => ({
  ...toySource([]),
  parse: () => ({ postings: [input], rejects: [], skipped: {} }),
})

describe('a processed payload', () => {
  it('holds no e-mail address and no phone number, in text or title', () => {
    const [posting] = processPayload(giving(given), payload).postings
    expect(posting?.input.text).toBe('We run Kubernetes. Write to [e-mail] or [e-mail].')
    expect(posting?.input.title).toBe('Engineer (call [phone])')
    expect(posting?.series.mentioned).toContain('skill:kubernetes')
  })

  it('has the fields of a text alone read out of what is stored, as a retag reads them', () => {
    const text = 'Acme | Backend Engineer, jobs@example.com | Berlin\nWe write Go.'
    const input = { ...given, text, ...readFields(text) }
    const [posting] = processPayload({ ...giving(input), readFields }, payload).postings
    expect(posting?.input).toEqual({ ...input, ...readFields(posting?.input.text ?? ''), text: posting?.input.text })
    expect(JSON.stringify(posting)).not.toContain('jobs@')
  })
})
