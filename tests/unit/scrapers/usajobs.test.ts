import { describe, expect, it } from 'vitest'
import type { CrawlContext, Source } from '@/scrapers/contract'
import { parseUsajobsHistory } from '@/scrapers/sources/usajobs-history/parse'
import type { HistoryCursor } from '@/scrapers/sources/usajobs-history/schema'
import { usajobsHistory } from '@/scrapers/sources/usajobs-history/source'
import { usajobs } from '@/scrapers/sources/usajobs/source'
import { crawlWith } from '../../support/crawl'

describe('the search of USAJOBS', () => {
  it.each([
    [{ key: null, contact: 'someone@example.com' }, /SKILLTIDE_USAJOBS_KEY(?!.*SKILLTIDE_CONTACT)/],
    [{ key: 'a-key', contact: 'no contact configured' }, /^USAJOBS needs SKILLTIDE_CONTACT/],
  ])('asks for nothing and says what is missing: %j', async (config, message) => {
    const crawl = crawlWith(usajobs, { config, answer: () => '{}' })
    await expect(crawl).rejects.toMatchObject({ kind: 'HaltSource', message: expect.stringMatching(message) })
  })

  it('sends the key and the address that it was given to', async () => {
    const sent: unknown[] = []
    const watched: typeof usajobs = {
      ...usajobs,
      crawl: (context) =>
        usajobs.crawl({
          ...context,
          fetch: (url, options) => (sent.push(options?.headers), context.fetch(url, options)),
        }),
    }
    const answer = () => '{"SearchResult": {"SearchResultCountAll": 0, "SearchResultItems": []}}'
    await crawlWith(watched, { config: { key: 'a-key', contact: 'someone@example.com' }, answer })
    expect(sent).toEqual([{ 'user-agent': 'someone@example.com', 'authorization-key': 'a-key' }])
  })
})

/** The source with a far end that answers with status 204 where the body is empty. */
const withNoContent: Source<HistoryCursor, unknown> = {
  ...usajobsHistory,
  crawl: (context: CrawlContext<HistoryCursor, unknown>) =>
    usajobsHistory.crawl({
      ...context,
      fetch: async (url, options) => {
        const result = await context.fetch(url, options)
        return result.body.byteLength === 0 ? { ...result, status: 204 } : result
      },
    }),
}

const rowOf = (id: number) => ({
  usajobsControlNumber: id,
  positionTitle: 'Specialist',
  positionOpenDate: '2026-07-02',
})
const page = (data: unknown[], paging: object = {}) => JSON.stringify({ paging, data })

const crawlHistory = (answer: (url: string) => string, now = '2026-08-20T12:00:00Z') =>
  crawlWith(withNoContent, { config: {}, cursor: { month: '2026-06' }, now, answer })

describe('the history of USAJOBS', () => {
  it('remembers a month as read once it is over, and reads the current one again', async () => {
    const answer = (url: string) => {
      if (!url.includes('PositionSeries=2210')) return ''
      return url.includes('announcementtext') ? page([{ ...rowOf(1), summary: 'Go' }]) : page([rowOf(1)])
    }
    const crawled = await crawlHistory(answer)
    expect(crawled.pages.map(({ payload, cursor }) => [payload.key, cursor])).toEqual([
      ['2210/2026-07/1', { month: '2026-07' }],
      ['2210/2026-08/1', undefined],
    ])
    const early = await crawlHistory(answer, '2026-08-03T12:00:00Z')
    expect(early.pages.map(({ cursor }) => cursor)).toEqual([undefined, undefined])
  })

  it('counts the announcements that have no text', async () => {
    const answer = (url: string) => {
      if (!url.includes('PositionSeries=2210') || !url.includes('=07-01-')) return ''
      return url.includes('announcementtext') ? page([{ ...rowOf(1), summary: 'Go' }]) : page([rowOf(1), rowOf(2)])
    }
    const results = (await crawlHistory(answer)).pages.map(({ payload }) => parseUsajobsHistory(payload))
    expect(results.map(({ postings, skipped }) => [postings.length, skipped])).toEqual([
      [1, {}],
      [0, { 'an announcement without a text': 1 }],
    ])
  })

  it.each([
    ['fewer rows than were told of', page([rowOf(1)], { metadata: { totalCount: 2 } })],
    ['a page that comes again', page([rowOf(1)], { metadata: { continuationToken: 'a' } })],
    ['a page that leads elsewhere', page([rowOf(1)], { next: 'https://elsewhere.example.com/api/historicjoa' })],
    ['texts that are missing altogether', page([rowOf(1)])],
  ])('takes %s for a fault', async (_, list) => {
    const crawl = crawlHistory((url) => (url.includes('announcementtext') ? '' : list))
    await expect(crawl).rejects.toMatchObject({ kind: 'RetryLater' })
  })
})
