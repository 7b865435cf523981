import { expect, test } from 'vitest'
import { pinpoint } from '@/scrapers/sources/pinpoint/source'
import { crawlWith } from '../../support/crawl'

const answer = JSON.stringify({
  data: [
    { id: 1, title: 'A', description: 'Go' },
    { id: 2, title: 'B', description: 'Go' },
  ],
})
const config = { board: 'acme', name: 'Acme' }

test('a posting keeps the time at which it was first seen, and one that is gone is forgotten', async () => {
  const cursor = { firstSeen: { '1': '2026-06-01T00:00:00.000Z', '9': '2026-05-01T00:00:00.000Z' } }
  const { pages } = await crawlWith(pinpoint, { config, cursor, now: '2026-08-20T12:00:00Z', answer: () => answer })
  const [page] = pages
  expect(page?.cursor?.firstSeen).toEqual({ '1': '2026-06-01T00:00:00.000Z', '2': '2026-08-20T12:00:00.000Z' })
  const postings = page === undefined ? [] : pinpoint.parse(page.payload).postings
  expect(postings.map(({ externalId, month }) => [externalId, month])).toEqual([
    ['acme/1', '2026-06'],
    ['acme/2', '2026-08'],
  ])
})

test('an answer that cannot be read forgets no time', async () => {
  const cursor = { firstSeen: { '1': '2026-06-01T00:00:00.000Z' } }
  const { pages } = await crawlWith(pinpoint, { config, cursor, answer: () => '<html>' })
  expect(pages[0]?.cursor).toEqual(cursor)
})
