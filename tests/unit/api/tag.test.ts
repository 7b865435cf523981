import { describe, expect, test } from 'vitest'
import { POST } from '@/app/api/tag/route'
import { maximumTextLength } from '@/lib/domain/posting'
import { ExplainedReading } from '@/lib/domain/reading'
import { explainPosting } from '@/lib/reading/read-posting'

const ask = (body: BodyInit, contentType = 'application/json') =>
  POST(new Request('http://localhost/api/tag', { method: 'POST', body, headers: { 'content-type': contentType } }))

const askFor = (posting: object) => ask(JSON.stringify(posting))

async function problemOf(response: Response): Promise<unknown> {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  return response.json()
}

describe('a posting sent to /api/tag', () => {
  test('comes back as the line of the command, with every name decided', async () => {
    const posting = { id: 'a', title: 'Backend Engineer', text: 'You need Kubernetes. We go to market fast.' }
    const response = await askFor(posting)
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const reading = ExplainedReading.parse(await response.json())
    expect(reading).toEqual(explainPosting(posting))
    expect(reading).toMatchObject({ id: 'a', role: { backend: 'strict' }, skills: [{ skill: 'kubernetes' }] })
    expect(reading.decisions.map(({ span }) => span.text)).toEqual(['Kubernetes', 'go to market'])
    expect(reading.decisions[1]).toMatchObject({ skill: null, level: null, reason: expect.stringMatching(/\S/) })
  })

  test('needs neither id, title nor company', async () => {
    const response = await askFor({ text: 'Acme | Backend Engineer | Berlin | €70k-90k\nWe run Postgres.' })
    expect(await response.json()).toMatchObject({
      title: 'Backend Engineer',
      company: 'Acme',
      countries: ['DE'],
      salary: { min: 70_000, max: 90_000, currency: 'EUR', period: 'year' },
    })
  })

  test('of the greatest length is read', async () => {
    const text = 'We use Go, Rust and Kubernetes. '.repeat(maximumTextLength / 32)
    expect(text).toHaveLength(maximumTextLength)
    expect((await askFor({ text })).status).toBe(200)
  })
})

describe('what cannot be read', () => {
  test.each([
    ['text', {}, /^is missing; expected a string$/],
    ['text', { text: '  \n' }, /is empty/],
    ['text', { text: 'a'.repeat(maximumTextLength + 1) }, /has 200,001 characters; at most 200,000 are read/],
    ['title', { text: 'Go', title: 'a'.repeat(1_001) }, /at most 1,000/],
    ['company', { text: 'Go', company: 7 }, /^expected a string, found a number$/],
    ['Title', { text: 'Go', Title: 'Backend Engineer' }, /is not known; expected id, title, company and text/],
  ])('is a 400 that names the field %s', async (parameter, posting, detail) => {
    const response = await askFor(posting)
    expect(response.status).toBe(400)
    expect(await problemOf(response)).toMatchObject({
      status: 400,
      errors: [{ parameter, detail: expect.stringMatching(detail) }],
    })
  })

  test('for want of JSON is a 400 that says so', async () => {
    expect(await problemOf(await ask('{"text":'))).toMatchObject({ errors: [{ parameter: 'body' }] })
  })

  test('because a form of another site could have sent it is a 415', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect((await ask('{"text":"Go"}', type)).status).toBe(415)
  })

  test('because the body is larger than any posting is a 413, whether or not its length is told', async () => {
    const body = JSON.stringify({ text: 'a'.repeat(2_000_000) })
    expect((await ask(body)).status).toBe(413)
    const inPieces: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      body: new Blob([body]).stream(),
      headers: { 'content-type': 'application/json' },
      duplex: 'half',
    }
    const pieces = new Request('http://localhost/api/tag', inPieces)
    expect((await POST(pieces)).status).toBe(413)
  })
})
