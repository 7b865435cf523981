import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { PostingInput } from '@/lib/domain/posting'
import type { ParseResult, RawPayload, Source } from '@/scrapers/contract'
import { sources } from '@/scrapers/registry'
import { file } from '@/scrapers/sources/file/source'
import { crawlWith } from '../support/crawl'
import { sharedData } from '../support/shared-data'

/** A payload as recorded, with the number of records that a person counts in it. */
interface Recording {
  name: string
  payload: RawPayload
  records: number
}

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url))
const Children = z.object({ id: z.int(), created_at: z.string(), children: z.array(z.unknown()) })

function threadRecording(name: string, body: Uint8Array): Recording {
  const { id, created_at, children } = Children.parse(JSON.parse(Buffer.from(body).toString()))
  const context = { month: created_at.slice(0, 7) }
  const payload = { key: `thread/${id}`, url: `http://localhost/items/${id}`, status: 200, headers: {}, body, context }
  return { name, payload, records: children.length }
}

async function hackernewsRecordings(): Promise<Recording[]> {
  const own = threadRecording('own thread', await readFile(join(fixtures, 'hackernews/thread.json')))
  const shared = sharedData()
  if (shared === null) return [own]
  const folder = join(shared, 'hn-algolia/items')
  const names = (await readdir(folder)).sort().filter((_, index) => index % 20 === 0)
  return [
    own,
    ...(await Promise.all(
      names.map(async (name) => threadRecording(name, gunzipSync(await readFile(join(folder, name))))),
    )),
  ]
}

async function fileRecordings(): Promise<Recording[]> {
  const { pages } = await crawlWith(file, {
    config: { path: join(fixtures, 'file/postings.jsonl'), label: 'postings', columns: {} },
    answer: () => Promise.reject(new Error('a file needs no network')),
  })
  return pages.map((page) => ({ name: page.position, payload: page.payload, records: 6 }))
}

const recordingsOf: Record<string, () => Promise<Recording[]>> = {
  hackernews: hackernewsRecordings,
  file: fileRecordings,
}

const skippedOf = ({ skipped }: ParseResult): number => Object.values(skipped).reduce((sum, count) => sum + count, 0)

/** Tags left in a text. One that the source has in escaped form is no markup: its author typed it, and people see it so. */
const leftMarkup = (text: string, source: string): string[] =>
  (text.match(/<\/?(?:p|br|div|ul|li|a|strong|pre|code)\b(?=[^<>]*>)/gi) ?? []).filter(
    (tag) => !source.includes(`&lt;${tag.slice(1).replace('/', '&#x2F;')}`) && !source.includes(`&lt;${tag.slice(1)}`),
  )

/** What must hold for whatever a parser returns, be the bytes good or hostile. */
function checkPostings(result: ParseResult, body: Uint8Array): void {
  const source = Buffer.from(body).toString()
  for (const posting of result.postings) {
    expect(PostingInput.safeParse(posting).error?.issues).toBeUndefined()
    expect(posting.postedAt.getTime()).toBeGreaterThan(Date.UTC(2005, 0, 1))
    expect(posting.postedAt.getTime()).toBeLessThan(Date.UTC(2100, 0, 1))
    expect(posting.text.trim()).not.toBe('')
    expect(posting.text).toBe(posting.text.normalize('NFC'))
    expect(posting.text).not.toContain('\u0000')
    expect(leftMarkup(posting.text, source)).toEqual([])
    expect(posting.url ?? 'https://').toMatch(/^https?:/)
    expect(posting.url ?? '').not.toContain('javascript')
  }
  const ids = result.postings.map((posting) => posting.externalId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const reject of result.rejects) expect(reject.reason).not.toBe('')
}

/** Bodies that no source should send and each will, one day. */
const hostileBodies: [string, Uint8Array][] = [
  ['nothing', Buffer.from('')],
  ['HTML where JSON was due', Buffer.from('<!doctype html><html><body>Please log in</body></html>')],
  ['JSON that is cut off', Buffer.from('{"id": 1, "children": [{"id": 2, "text": "Acme | Engi')],
  ['bytes of another charset', Buffer.from([0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d])],
  ['gzip that nobody unpacked', Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0])],
  ['JSON of another shape', Buffer.from('[1, null, "x", {"children": 3}]')],
  ['null', Buffer.from('null')],
  ['deep nesting', Buffer.from(`${'['.repeat(2_000)}${']'.repeat(2_000)}`)],
]

const hostileThread = (children: unknown[]): Uint8Array =>
  Buffer.from(JSON.stringify({ id: 1, created_at: '2024-03-01T00:00:00Z', children }))
const comment = (id: unknown, text: unknown, created_at: unknown = '2024-03-01T10:00:00Z') => ({
  id,
  text,
  created_at,
  author: 'x',
})

const hostileThreads: [string, Uint8Array, number][] = [
  [
    'a title of 10 MB',
    hostileThread([comment(2, `${'x'.repeat(10_000_000)} | Engineer<p>Go`), comment(3, 'Acme | Engineer<p>Go')]),
    2,
  ],
  [
    'null bytes and lone surrogates',
    hostileThread([comment(2, 'Acme\u0000 | Engineer \ud800<p>Go\u0000lang and Kubernetes')]),
    1,
  ],
  [
    'comments that are no comments',
    hostileThread([null, 3, 'x', [], {}, comment('7', 'Acme | Engineer'), comment(8, 9)]),
    7,
  ],
  [
    'impossible dates',
    hostileThread([comment(2, 'Acme | Engineer<p>Go', '2024-13-45'), comment(3, 'Acme | Engineer<p>Go', 17)]),
    2,
  ],
  ['markup that never closes', hostileThread([comment(2, `Acme | Engineer${'<p><a href="'.repeat(5_000)}`)]), 1],
]

describe.each(sources.map((source): [string, Source] => [source.id, source]))('the source %s', (id, source) => {
  it('declares what pages and the fetcher need', () => {
    expect(id).toMatch(/^[a-z][a-z0-9-]*$/)
    expect(source.name).not.toBe('')
    expect(source.attribution).toMatch(/\.$/)
    expect(Number.isInteger(source.parserVersion) && source.parserVersion > 0).toBe(true)
    expect(source.policy.inFlight).toBeGreaterThanOrEqual(1)
    for (const share of Object.values(source.bounds)) expect(share >= 0 && share <= 1).toBe(true)
    const isRemote = source.cadenceHours !== null
    expect(source.homepage).toMatch(isRemote ? /^https:/ : /^$/)
    expect(source.policy.minimumDelayMs).toBeGreaterThanOrEqual(isRemote ? 100 : 0)
  })

  it('parses its recordings without losing a record, into valid postings', async () => {
    const recordings = (await recordingsOf[id]?.()) ?? []
    // Every source of the registry needs recordings here.
    expect(recordings.length).toBeGreaterThan(0)
    for (const { name, payload, records } of recordings) {
      const result = source.parse(payload)
      expect({ name, isEmpty: result.postings.length === 0 }).toEqual({ name, isEmpty: false })
      const parsed = result.postings.length + result.rejects.length + skippedOf(result)
      expect({ name, records: parsed }).toEqual({ name, records })
      checkPostings(result, payload.body)
    }
  })

  it('parses as a pure function: the same bytes give the same postings and stay as they are', async () => {
    const [recording] = (await recordingsOf[id]?.()) ?? []
    if (recording === undefined) throw new Error('no recording')
    const before = Buffer.from(recording.payload.body).toString('hex')
    const first = source.parse(recording.payload)
    expect(source.parse(recording.payload)).toEqual(first)
    expect(Buffer.from(recording.payload.body).toString('hex')).toBe(before)
  })

  it.each(hostileBodies)('refuses %s instead of throwing or inventing', async (_, body) => {
    const [recording] = (await recordingsOf[id]?.()) ?? []
    if (recording === undefined) throw new Error('no recording')
    const result = source.parse({ ...recording.payload, body })
    expect(result.postings).toEqual([])
    checkPostings(result, body)
  })
})

describe('a hostile thread', () => {
  it.each(hostileThreads)('with %s loses no record and breaks nothing', async (_, body, records) => {
    const [recording] = await hackernewsRecordings()
    const [hackernews] = sources
    if (recording === undefined || hackernews === undefined) throw new Error('no recording')
    const result = hackernews.parse({ ...recording.payload, body })
    checkPostings(result, body)
    expect(result.postings.length + result.rejects.length + skippedOf(result)).toBe(records)
  })
})
