import { describe, expect, it } from 'vitest'
import { haltSource, retryLater, skipRecord } from '@/scrapers/http/errors'
import type { CareersCursor } from '@/scrapers/sources/careers/crawl-pages'
import { isJobPage } from '@/scrapers/sources/careers/site'
import { CareersConfig } from '@/scrapers/sources/careers/site'
import { careers } from '@/scrapers/sources/careers/source'
import { crawlWith } from '../../support/crawl'

const site = 'https://careers.acme.com'
const configOf = (more: object = {}) => CareersConfig.parse({ board: 'careers.acme.com', name: 'Acme', ...more })

const jobPage = (more: object = {}): string =>
  `<script type="application/ld+json">${JSON.stringify({
    '@type': 'JobPosting',
    title: 'Engineer',
    description: 'Go',
    datePosted: '2026-08-01',
    ...more,
  })}</script>`
const sitemapOf = (paths: string[]): string =>
  `<urlset>${paths.map((path) => `<url><loc>${site}${path}</loc><lastmod>1</lastmod></url>`).join('')}</urlset>`

/** Crawls a site of these pages; an error is thrown as the fetcher throws it. */
const crawl = (
  pages: Record<string, string | Error>,
  options: { cursor?: CareersCursor; config?: CareersConfig } = {},
) =>
  crawlWith(careers, {
    config: options.config ?? configOf(),
    ...(options.cursor !== undefined && { cursor: options.cursor }),
    answer: (url) => {
      const path = url.slice(site.length)
      if (path === '/robots.txt') throw skipRecord('careers.acme.com', 'nothing there')
      if (path === '/sitemap.xml' && pages[path] === undefined) return sitemapOf(Object.keys(pages))
      const page = pages[path] ?? ''
      if (page instanceof Error) throw page
      return page
    },
  })

const known = (ids: Record<string, string[]>): CareersCursor => ({
  sitemaps: [],
  pages: Object.fromEntries(
    Object.entries(ids).map(([page, list]) => [page, { token: '0', due: '2026-09-30', ids: list, isDoubtful: false }]),
  ),
})

describe('the crawl of a career site', () => {
  it('keeps the postings of a page that cannot be read for now, and tells of it', async () => {
    const busy = retryLater('careers.acme.com', 'status 500')
    const { ends, missed } = await crawl(
      { '/jobs/1': jobPage(), '/jobs/2': busy },
      { cursor: known({ 'jobs/2': ['careers.acme.com/jobs/2'] }) },
    )
    expect(ends[0]?.listed.toSorted()).toEqual(['careers.acme.com/jobs/1', 'careers.acme.com/jobs/2'])
    expect(missed).toEqual(['jobs/2'])
  })

  it('ends after three failures in a row, and at once when the site asks us to stay away', async () => {
    const busy = retryLater('careers.acme.com', 'status 500')
    const pages = Object.fromEntries([1, 2, 3, 4].map((id) => [`/jobs/${id}`, busy]))
    await expect(crawl(pages)).rejects.toBe(busy)
    const closed = haltSource('careers.acme.com', 'status 403')
    await expect(crawl({ '/jobs/1': closed, '/jobs/2': jobPage() })).rejects.toBe(closed)
  })

  it('passes over any number of pages that are not there', async () => {
    const gone = skipRecord('careers.acme.com', 'nothing there')
    const pages = Object.fromEntries([1, 2, 3, 4, 5].map((id) => [`/jobs/${id}`, gone]))
    const first = await crawl({ ...pages, '/jobs/9': jobPage() })
    expect(first.missed).toHaveLength(5)
    const cursor = first.ends[0]?.cursor
    if (cursor === undefined) throw new Error('no cursor')
    const second = await crawl({ ...pages, '/jobs/9': jobPage() }, { cursor })
    expect(second.missed).toEqual([])
    expect(second.ends[0]?.listed).toEqual(['careers.acme.com/jobs/9'])
  })

  it('leaves out a job whose end has passed, and closes it', async () => {
    const { pages, ends } = await crawl(
      { '/jobs/1': jobPage({ validThrough: '2026-08-18' }), '/jobs/2': jobPage({ validThrough: '2026-08-20' }) },
      { cursor: known({ 'jobs/1': ['careers.acme.com/jobs/1'] }) },
    )
    expect(pages.map(({ position }) => position)).toEqual(['jobs/2'])
    expect(ends[0]?.listed).toEqual(['careers.acme.com/jobs/2'])
  })

  it('closes nothing when no page names a job, or no page looks like one', async () => {
    await expect(crawl({ '/jobs/1': '<p>Log in</p>' })).rejects.toMatchObject({ kind: 'RetryLater' })
    await expect(crawl({ '/about': '<p>Us</p>' })).rejects.toMatchObject({
      message: expect.stringContaining('pathPattern'),
    })
  })

  it('reads a sitemap of many escaped addresses whole', async () => {
    const paths = Array.from({ length: 2_000 }, (_, index) => `/jobs/${index}?a=1&amp;b=2&amp;c=3`)
    const cursor = known(Object.fromEntries(paths.map((path) => [path.slice(1).replaceAll('&amp;', '&'), ['x']])))
    for (const entry of Object.values(cursor.pages)) entry.token = '1'
    const { expected } = await crawl({ '/sitemap.xml': sitemapOf(paths) }, { cursor })
    expect(expected).toEqual({ total: 0, fresh: 2_000 })
  })
})

describe('a job page', () => {
  it.each([
    ['https://careers.acme.com/jobs/1', {}, true],
    ['https://careers.acme.com/about', {}, false],
    ['https://elsewhere.example.com/jobs/1', {}, false],
    ['https://careers.acme.com/p/1', { pathPattern: '^/p/\\d+' }, true],
    ['https://www.acme.com/work/backend', { board: 'acme.com/work' }, true],
    ['https://acme.com/jobs/backend', { board: 'acme.com/work' }, false],
  ])('%s, with %j: %s', (url, more, is) => {
    expect(isJobPage(url, configOf(more))).toBe(is)
  })

  it.each(['acme', 'https://acme.com', 'acme.com/../x y', 'localhost', '127.0.0.1'])('is of no board %s', (board) => {
    expect(CareersConfig.safeParse({ board, name: 'Acme' }).success).toBe(false)
  })
})
