import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { careers } from '@/scrapers/sources/careers/source'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { findChromium } from '../support/find-chromium.mjs'
import { countOf, emptyDatabase, runFor } from '../support/ingest'

// A career site through the real fetcher, the real browser and the real store.

const site = 'https://careers.acme.test'
const board = 'careers.acme.test'

let database: TestDatabase
/** Pages of the site by path, and what its sitemap says of each. */
let pages: Record<string, { html: string; lastmod: string }> = {}
let asked: string[] = []

const jobPage = (title: string, description = 'Go and PostgreSQL'): string =>
  `<html><head><script type="application/ld+json">${JSON.stringify({
    '@type': 'JobPosting',
    title,
    description,
    datePosted: '2024-05-01',
  })}</script></head></html>`

/** A page that is empty until its script ran. */
const scriptedPage = (title: string): string =>
  `<html><body><script>
    const block = document.createElement('script')
    block.type = 'application/ld+json'
    block.textContent = JSON.stringify({ '@type': 'JobPosting', title: ${JSON.stringify(title)}, description: 'Rust', datePosted: '2024-05-01' })
    document.body.append(block)
  </script></body></html>`

const server = createServer((request, response) => {
  const path = request.url ?? '/'
  if (path === '/robots.txt') return response.writeHead(404).end()
  asked.push(path)
  const sitemap = Object.entries(pages)
    .map(([page, { lastmod }]) => `<url><loc>${site}${page}</loc><lastmod>${lastmod}</lastmod></url>`)
    .join('')
  if (path === '/sitemap.xml') return response.writeHead(200).end(`<urlset>${sitemap}</urlset>`)
  const page = pages[path]
  return response.writeHead((page?.html ?? '') === '' ? 404 : 200, { 'content-type': 'text/html' }).end(page?.html)
})

let reroute = ''
beforeAll(async () => {
  database = await createTestDatabase()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port')
  reroute = `http://127.0.0.1:${address.port}`
})
beforeEach(() => emptyDatabase(database.pool))
afterAll(async () => {
  server.close()
  await database.drop()
})

const run = async (now: string, config: object = {}) => {
  asked = []
  const chromium = findChromium()
  const options = { scope: board, config: { board, name: 'Acme', ...config }, reroute, chromium }
  return runFor(database.pool, careers, { ...options, now: () => new Date(now) })
}

const open = async (): Promise<string[]> => {
  const { rows } = await database.pool.query(
    'select title from posting where source_id = $1 and closed_at is null order by title',
    [careers.id],
  )
  return z
    .array(z.object({ title: z.string() }))
    .parse(rows)
    .map(({ title }) => title)
}

describe('a career site', () => {
  it('is read page by page, what is unchanged only once; a job closes when its page is gone or twice without one', async () => {
    pages = {
      '/jobs/1': { html: jobPage('Backend Engineer'), lastmod: '2024-05-01' },
      '/jobs/2': { html: jobPage('Data Engineer'), lastmod: '2024-05-01' },
      '/jobs/3': { html: jobPage('Platform Engineer'), lastmod: '2024-05-01' },
      '/jobs/4': { html: jobPage('Systems Engineer'), lastmod: '2024-05-01' },
      '/about': { html: '<p>Ladders</p>', lastmod: '2024-05-01' },
    }
    expect((await run('2024-06-10T00:00:00Z')).status).toBe('succeeded')
    expect(asked).toEqual(['/sitemap.xml', '/jobs/1', '/jobs/2', '/jobs/3', '/jobs/4'])
    expect(await open()).toEqual(['Backend Engineer', 'Data Engineer', 'Platform Engineer', 'Systems Engineer'])

    pages['/jobs/1'] = { html: '<p>This position is closed</p>', lastmod: '2024-06-10' }
    delete pages['/jobs/3']
    pages['/jobs/4'] = { html: '', lastmod: '2024-06-10' }
    expect((await run('2024-06-11T00:00:00Z')).counts).toMatchObject({ withdrawn: 1 })
    expect(asked).toEqual(['/sitemap.xml', '/jobs/1', '/jobs/4'])
    expect(await open()).toEqual(['Backend Engineer', 'Data Engineer', 'Systems Engineer'])

    await run('2024-06-12T00:00:00Z')
    expect(asked).toEqual(['/sitemap.xml', '/jobs/1', '/jobs/4'])
    expect(await open()).toEqual(['Data Engineer'])
    expect((await run('2024-06-13T00:00:00Z')).status).toBe('succeeded')
    expect(asked).toEqual(['/sitemap.xml'])
    expect(await countOf(database.pool, 'select count(*) from posting')).toBe(4)
  })

  it('halts and says so where the browser is not there', async () => {
    pages = { '/jobs/1': { html: scriptedPage('Backend Engineer'), lastmod: '2024-05-01' } }
    asked = []
    const outcome = await runFor(database.pool, careers, {
      scope: board,
      config: { board, name: 'Acme', renders: true },
      reroute,
      chromium: '/nowhere/chromium',
      now: () => new Date('2024-06-10T00:00:00Z'),
    })
    expect(outcome).toMatchObject({ status: 'halted', errorKind: 'HaltSource' })
    expect(outcome.error).toContain('apt-get install chromium')
  })

  it.runIf(existsSync(findChromium() ?? ''))('is read in a browser where it needs one', async () => {
    pages = {
      '/jobs/1': { html: scriptedPage('Backend Engineer'), lastmod: '2024-05-01' },
      '/jobs/2': { html: scriptedPage('Data Engineer'), lastmod: '2024-05-01' },
    }
    const without = await run('2024-06-10T00:00:00Z')
    expect(without).toMatchObject({ status: 'failed', errorKind: 'RetryLater' })
    expect(await open()).toEqual([])
    expect((await run('2024-06-11T00:00:00Z', { renders: true })).status).toBe('succeeded')
    expect(await open()).toEqual(['Backend Engineer', 'Data Engineer'])
  })
})
