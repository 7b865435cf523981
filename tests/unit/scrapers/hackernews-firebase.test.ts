import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { haltSource, retryLater, skipRecord } from '@/scrapers/http/errors'
import { parseThread } from '@/scrapers/sources/hackernews/parse'
import { hackernews } from '@/scrapers/sources/hackernews/source'
import { crawlWith } from '../../support/crawl'
import type { Crawled } from '../../support/crawl'

const Child = z.object({
  id: z.int(),
  created_at: z.unknown(),
  author: z.string().nullable(),
  text: z.string().nullable(),
})
const Thread = z.object({ id: z.int(), title: z.string(), created_at: z.string(), children: z.array(Child) })

const search = 'https://hn.algolia.com/api/v1'
const firebase = 'https://hacker-news.firebaseio.com/v0'
const config = { baseUrl: search }

const fixture = async () =>
  Thread.parse(JSON.parse(await readFile(new URL('../../fixtures/hackernews/thread.json', import.meta.url), 'utf8')))

const secondsOf = (written: unknown): number | null =>
  typeof written === 'string' && !Number.isNaN(Date.parse(written)) ? Date.parse(written) / 1000 : null

/** The fixture thread as HN's own API gives it, item by item. */
async function items(): Promise<Record<string, unknown>> {
  const { id, title, created_at, children } = await fixture()
  const kids = children.map((child) => child.id)
  const story = { id, type: 'story', by: 'whoishiring', title, time: secondsOf(created_at), kids }
  const comments = children.map((child) => {
    const common = { id: child.id, type: 'comment', parent: id, time: secondsOf(child.created_at) }
    if (child.text === null) return { ...common, deleted: true }
    // The API tells that a comment is dead, and keeps its text.
    return child.text === '[dead]'
      ? { ...common, by: child.author, text: 'Acme | Engineer | Remote', dead: true }
      : { ...common, by: child.author, text: child.text }
  })
  const others = {
    699: { id: 699, type: 'story', title: 'Ask HN: Who wants to be hired? (March 2024)', time: 1709308803 },
  }
  return { ...others, ...Object.fromEntries([story, ...comments].map((item) => [String(item.id), item])) }
}

interface Far {
  /** What the search API does with a path. */
  search: (path: string) => string
  /** Items that are broken off. */
  broken?: string
}

async function crawl(
  { search: answerSearch, broken }: Far,
  bounds: { since?: '2024-03' } = {},
): Promise<Crawled<unknown>> {
  const known = await items()
  return crawlWith(hackernews, {
    config,
    now: '2024-03-20T12:00:00Z',
    ...bounds,
    answer: (url) => {
      if (url.startsWith(search)) return answerSearch(url.slice(search.length))
      if (url === `${firebase}/user/whoishiring.json`)
        return JSON.stringify({ id: 'whoishiring', submitted: [699, 700, 705] })
      const id = /\/item\/(\d+)\.json$/.exec(url)?.[1] ?? ''
      if (id === broken) throw retryLater('hacker-news.firebaseio.com', 'broken off')
      return JSON.stringify(known[id] ?? null)
    },
  })
}

const down = (): string => {
  throw retryLater('hn.algolia.com', 'hn.algolia.com answered with status 503')
}
const hits = JSON.stringify({
  hits: [{ objectID: '700', title: 'Ask HN: Who is hiring? (March 2024)', created_at: '2024-03-01T16:00:03.000Z' }],
})

const parsed = (crawled: Crawled<unknown>) => crawled.pages.map(({ payload }) => parseThread(payload))

describe('a thread of Hacker News while the search API is down', () => {
  it('gives the same postings, rejects and left-out comments, read item by item', async () => {
    const thread = JSON.stringify({ ...(await fixture()) })
    const usual = await crawl({ search: (path) => (path.startsWith('/items') ? thread : hits) })
    const fallen = await crawl({ search: down })
    const [expected] = parsed(usual)
    const [found] = parsed(fallen)
    expect(found?.postings).toEqual(expected?.postings)
    expect(found?.skipped).toEqual(expected?.skipped)
    expect(found?.rejects.map(({ externalId }) => externalId)).toEqual(['709'])
    expect(fallen.pages.map(({ completes, payload }) => [completes, payload.key])).toEqual(
      usual.pages.map(({ completes, payload }) => [completes, payload.key]),
    )
    expect(fallen.pages[0]?.cursor).toEqual(usual.pages[0]?.cursor)
  })

  it('is read so too when only the thread fails, whatever the failure asks for', async () => {
    const crawled = await crawl({
      search: (path) => {
        if (path.startsWith('/items')) throw haltSource('hn.algolia.com', 'keeps asking us to slow down')
        return hits
      },
    })
    expect(parsed(crawled)[0]?.postings.map(({ externalId }) => externalId)).toEqual(['701', '702'])
    expect(crawled.asked.some((url) => url.endsWith('/user/whoishiring.json'))).toBe(false)
  })

  it('is not taken for whole when one of its comments cannot be had', async () => {
    const crawled = await crawl({ search: (path) => (path.startsWith('/items') ? down() : hits), broken: '702' })
    expect(crawled.pages).toEqual([])
    expect(crawled.missed).toEqual(['March 2024'])
  })

  it('is not read where it is not there, or where months are asked for that the other API does not list', async () => {
    const gone = await crawl({
      search: (path) => {
        if (path.startsWith('/items')) throw skipRecord('hn.algolia.com', 'nothing there')
        return hits
      },
    })
    expect(gone.asked.some((url) => url.startsWith(firebase))).toBe(false)
    await expect(crawl({ search: down }, { since: '2024-03' })).rejects.toMatchObject({ host: 'hn.algolia.com' })
  })

  it('allows the other host only beside the public search API', () => {
    expect(hackernews.policy.hosts(config)).toEqual(['hn.algolia.com', 'hacker-news.firebaseio.com'])
    expect(hackernews.policy.hosts({ baseUrl: 'http://localhost:9' })).toEqual(['localhost:9'])
  })
})
