import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { skipRecord, unreachable } from '@/scrapers/http/errors'
import { parseThread } from '@/scrapers/sources/hackernews/parse'
import type { HackerNewsCursor } from '@/scrapers/sources/hackernews/schema'
import { hackernews, isFinalAt, listThreads, monthOfTitle } from '@/scrapers/sources/hackernews/source'
import { crawlWith } from '../../support/crawl'
import type { Crawled } from '../../support/crawl'

const fixture = (name: string) => readFile(new URL(`../../fixtures/hackernews/${name}`, import.meta.url))

const payload = (body: Uint8Array) => ({
  key: 'thread/700',
  url: 'http://localhost/items/700',
  status: 200,
  headers: { 'content-type': 'application/json' },
  body,
  context: { month: '2024-03' },
})

/** Crawls with a network that answers from the fixture listing; `answer` may throw for one path. */
async function crawl(options: {
  now: string
  cursor?: HackerNewsCursor
  since?: '2024-03'
  until?: '2024-03'
  answer?: (path: string) => void
}): Promise<Crawled<HackerNewsCursor>> {
  const listing = await fixture('listing.json')
  const { answer, ...rest } = options
  const crawled = await crawlWith(hackernews, {
    ...rest,
    config: { baseUrl: 'http://localhost:1' },
    answer: (url) => {
      const path = new URL(url).pathname
      answer?.(path)
      return path.includes('search') ? listing : '{}'
    },
  })
  return { ...crawled, asked: crawled.asked.map((url) => new URL(url).pathname) }
}

describe('a thread of Hacker News', () => {
  it('gives its direct children as postings and counts what is left out by rule', async () => {
    const { postings, rejects, skipped } = parseThread(payload(await fixture('thread.json')))
    expect(postings.map((posting) => posting.externalId)).toEqual(['701', '702'])
    expect(skipped).toEqual({
      deleted: 1,
      dead: 1,
      'by the account that opens the threads': 1,
      'a person seeking work': 1,
      'a remark': 1,
      'too short to advertise anything': 1,
    })
    expect(rejects).toMatchObject([{ externalId: '709', field: 'created_at' }])
  })

  it('puts a posting into the month of its thread, with its header read and its HTML gone', async () => {
    const [first] = parseThread(payload(await fixture('thread.json'))).postings
    expect(first).toMatchObject({
      listing: 'thread/700',
      url: 'https://news.ycombinator.com/item?id=701',
      company: 'Harbour Ledger',
      month: '2024-03',
      postedAt: new Date('2024-03-01T16:05:00.000Z'),
    })
    expect(first?.text).toContain('Kubernetes & Postgres')
    expect(first?.text).not.toMatch(/<|&amp;|Docker/)
  })

  it.each([
    ['<html>busy</html>', 'expected JSON, found HTML'],
    ['', 'expected JSON, found nothing'],
    ['{"id": 1', 'expected JSON, found text that is no JSON'],
    ['{"message":"not found"}', 'expected a thread: '],
  ])('is refused as a whole when it is no thread: %j', (body, reason) => {
    const { postings, rejects } = parseThread(payload(Buffer.from(body)))
    expect(postings).toEqual([])
    expect(rejects).toHaveLength(1)
    expect(rejects[0]?.reason).toContain(reason)
  })

  it('is refused when its bytes are not of the charset that it names', () => {
    const { rejects } = parseThread(payload(Buffer.from([0x7b, 0xff, 0xfe, 0x7d])))
    expect(rejects[0]?.reason).toContain('UTF-8')
  })
})

describe('the list of threads', () => {
  it('leaves out the threads for people and for freelancers, and begins with the newest', async () => {
    const { hits } = z.object({ hits: z.array(z.unknown()) }).parse(JSON.parse(String(await fixture('listing.json'))))
    expect(listThreads(hits)).toEqual([
      { id: '800', month: '2024-04' },
      { id: '700', month: '2024-03' },
      { id: '600', month: '2024-02' },
    ])
  })

  it.each([
    ['Ask HN: Who is hiring? (March 2011)', '2011-02-28T11:08:15Z', '2011-03'],
    ['Ask HN: Who is Hiring? (Sept 2012)', '2012-09-01T00:00:00Z', '2012-09'],
    ["Ask HN: Who's hiring? (December, 2013)", '2013-12-01T00:00:00Z', '2013-12'],
    ['Ask HN: Who’s hiring? (Jan. 2025)', '2025-01-02T16:00:00Z', '2025-01'],
    ['Ask HN: Who is hiring? (September 2026)', '2026-09-01T15:00:00Z', '2026-09'],
    ['Ask HN: Who is hiring?', '2014-07-01T00:00:00Z', '2014-07'],
    ['Ask HN: Who wants to be hired? (March 2024)', '2024-03-01T00:00:00Z', null],
    ['Ask HN: Freelancer? Seeking freelancer? (March 2024)', '2024-03-01T00:00:00Z', null],
  ])('reads the month of %j', (title, createdAt, month) => {
    expect(monthOfTitle(title, new Date(createdAt))).toBe(month)
  })

  it('takes a thread for final a few days after its month', () => {
    expect(isFinalAt('2024-03', new Date('2024-04-03T00:00:00Z'))).toBe(false)
    expect(isFinalAt('2024-03', new Date('2024-04-06T00:00:00Z'))).toBe(true)
  })
})

describe('a crawl of Hacker News', () => {
  it('reads every thread, newest first, and remembers which are final', async () => {
    const { pages, expected } = await crawl({ now: '2024-04-20T00:00:00Z' })
    expect(pages.map((page) => page.position)).toEqual(['April 2024', 'March 2024', 'February 2024'])
    expect(expected).toEqual({ total: 3, fresh: 0 })
    expect(pages.at(-1)?.cursor?.threads).toMatchObject({
      800: { isFinal: false },
      700: { isFinal: true },
      600: { isFinal: true },
    })
  })

  it('never fetches a final thread again and re-reads the current one', async () => {
    const first = await crawl({ now: '2024-04-20T00:00:00Z' })
    const cursor = first.pages.at(-1)?.cursor
    const second = await crawl({ now: '2024-04-21T00:00:00Z', ...(cursor && { cursor }) })
    expect(second.asked).toEqual(['/search_by_date', '/items/800'])
    expect(second.expected).toEqual({ total: 1, fresh: 2 })
  })

  it('stays inside the bounds of a backfill and does not move the cursor', async () => {
    const { pages } = await crawl({ now: '2024-04-20T00:00:00Z', since: '2024-03', until: '2024-03' })
    expect(pages.map((page) => page.position)).toEqual(['March 2024'])
    expect(pages[0]?.cursor).toBeUndefined()
  })

  it('goes on without a thread that cannot be had, and does not remember it as read', async () => {
    const { pages, missed } = await crawl({
      now: '2024-06-20T00:00:00Z',
      answer: (path) => {
        if (path === '/items/700') throw skipRecord('localhost', 'nothing there')
      },
    })
    expect(missed).toEqual(['March 2024'])
    expect(Object.keys(pages.at(-1)?.cursor?.threads ?? {}).sort()).toEqual(['600', '800'])
  })

  it('ends at once when the network is gone', async () => {
    const crawling = crawl({
      now: '2024-06-20T00:00:00Z',
      answer: (path) => {
        if (path.startsWith('/items')) throw unreachable('localhost', 'no network')
      },
    })
    await expect(crawling).rejects.toMatchObject({ kind: 'Unreachable' })
  })
})
