import { expect, test } from 'vitest'
import type { ParseResult } from '@/scrapers/contract'
import { retryLater, skipRecord } from '@/scrapers/http/errors'
import { DetailCursor, crawlDetails } from '@/scrapers/list-details'
import { lever } from '@/scrapers/sources/lever/source'
import { crawlWith } from '../../support/crawl'

const refusedWords = 'refused'

const parse = (body: Uint8Array): ParseResult => ({
  postings: [],
  rejects:
    Buffer.from(body).toString() === refusedWords ? [{ externalId: null, line: null, field: null, reason: 'x' }] : [],
  skipped: {},
})

/** Crawls the details of these ids, each answered by `answer`. */
const crawl = (ids: string[], answer: (id: string) => string, cursor?: DetailCursor, now = '2026-08-20T12:00:00Z') =>
  crawlWith(
    {
      ...lever,
      cursorSchema: DetailCursor,
      crawl: (context) =>
        crawlDetails(
          context,
          ids.map((id) => ({ id, url: `https://jobs.test/${id}`, title: `Job ${id}`, row: { id } })),
          (payload) => parse(payload.body),
        ),
    },
    {
      config: { board: 'acme', name: 'Acme' },
      now,
      ...(cursor && { cursor }),
      answer: (url) => answer(url.split('/').pop() ?? ''),
    },
  )

const failing = (broken: Record<string, Error>) => (id: string) => {
  if (broken[id]) throw broken[id]
  return 'ok'
}

test('a detail that fails alone is missed, listed all the same, and read again by the next run', async () => {
  const first = await crawl(['1', '2', '3'], failing({ '2': retryLater('jobs.test', 'slow') }))
  expect(first.missed).toEqual(['Job 2'])
  expect(first.ends[0]?.listed).toEqual(['acme/1', 'acme/2', 'acme/3'])
  const next = await crawl(['1', '2', '3'], () => 'ok', first.ends[0]?.cursor, '2026-08-21T12:00:00Z')
  expect(next.asked).toEqual(['https://jobs.test/2'])
})

test('a detail that is not there is asked for again a week later, not every day', async () => {
  const first = await crawl(['1', '2'], failing({ '2': skipRecord('jobs.test', 'gone') }))
  const cursor = first.ends[0]?.cursor
  expect((await crawl(['1', '2'], () => 'ok', cursor, '2026-08-24T12:00:00Z')).asked).toEqual([])
  expect((await crawl(['1', '2'], () => 'ok', cursor, '2026-08-28T12:00:00Z')).asked).toEqual(['https://jobs.test/2'])
})

test('three failures in a row end the crawl without a listing', async () => {
  const error = retryLater('jobs.test', 'slow')
  await expect(crawl(['1', '2', '3', '4'], failing({ '2': error, '3': error, '4': error }))).rejects.toThrow('slow')
})

test('a refused detail is given on, and read again; many of them are the fault of the format', async () => {
  const one = await crawl(['1', '2', '3'], (id) => (id === '2' ? refusedWords : 'ok'))
  expect(one.pages).toHaveLength(3)
  expect(Object.keys(one.ends[0]?.cursor?.read ?? {})).toEqual(['1', '3'])
  await expect(crawl(['1', '2', '3', '4'], () => refusedWords)).rejects.toThrow('4 of 4 postings of Acme')
})

test('the cursor moves while a long board is read', async () => {
  const ids = Array.from({ length: 60 }, (_, index) => String(index))
  const { pages } = await crawl(ids, () => 'ok')
  const cursors = pages.flatMap((page) => (page.cursor === undefined ? [] : [Object.keys(page.cursor.read).length]))
  expect(cursors).toEqual([25, 50])
})
