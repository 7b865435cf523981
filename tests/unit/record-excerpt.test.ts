import { describe, expect, it } from 'vitest'
import { excerptOf } from '@/lib/normalise/record-excerpt'

const payload = JSON.stringify({
  jobs: [
    { id: 41, title: 'Other' },
    {
      id: 42,
      title: 'Backend Engineer',
      content: '&amp;lt;p&amp;gt;Write to jane&amp;amp;#64;example.com or call +1 (415) 555-0133&amp;lt;/p&amp;gt;',
      recruiter: { name: 'Jane Roe' },
      contact_phone: 4155550133,
      departments: [{ id: 7, name: 'Platform' }],
    },
  ],
})

describe('the excerpt of a refused record', () => {
  it('is the record alone, found by the id behind the board', () => {
    const { text, isRecord } = excerptOf(payload, { externalId: 'acme/42', line: null })
    expect(isRecord).toBe(true)
    expect(text).toContain('Backend Engineer')
    expect(text).toContain('Platform')
    expect(text).not.toContain('Other')
  })

  it('holds no address, number or name of a person, however they are escaped', () => {
    const { text } = excerptOf(payload, { externalId: 'acme/42', line: null })
    expect(text).not.toMatch(/jane|example\.com|555|Roe/i)
    expect(text).toContain('[e-mail]')
    expect(text).toContain('[person]')
  })

  it('finds no address that tags part', () => {
    const body = '{"id":"a","text":"jobs<b>@</b>example.com, mailto:jobs%40example.com"}'
    expect(excerptOf(body, { externalId: 'a', line: null }).text).not.toMatch(/@|%40/)
  })

  it('is the line of a file', () => {
    const body = ['{"line":2,"row":{"title":"First"}}', '{"line":3,"row":{"title":"Second","email":"a@b.com"}}'].join(
      '\n',
    )
    const { text } = excerptOf(body, { externalId: null, line: 3 })
    expect(text).toContain('Second')
    expect(text).not.toMatch(/First|a@b/)
  })

  it('is what stands around the id in XML, and never half of an address', () => {
    const body = `<jobs>${'x'.repeat(3_000)}<job><id>77</id><name>Data</name><mail>someone@example.com</mail></job></jobs>`
    const { text } = excerptOf(body, { externalId: 'acme/77', line: null })
    expect(text).toContain('Data')
    expect(text).not.toContain('@')
    expect(text.length).toBeLessThan(4_000)
  })

  it('is the beginning of what cannot be read at all', () => {
    expect(excerptOf('<html>Down for maintenance</html>', { externalId: null, line: null })).toEqual({
      text: 'Down for maintenance',
      isRecord: false,
    })
  })
})
