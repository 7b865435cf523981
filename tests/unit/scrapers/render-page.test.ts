import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { openLocalGates } from '@/scrapers/http/host-gates'
import { PoliteFetcher, userAgent } from '@/scrapers/http/polite-fetcher'
import { PageRenderer } from '@/scrapers/http/render-page'
import { parseCareerPage } from '@/scrapers/sources/careers/parse'
import { findChromium } from '../../support/find-chromium.mjs'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

/** A far end for every host; `asked` has each request as `host path`, with its user agent. */
async function serve(files: Record<string, { type: string; body: string }>) {
  const asked: { what: string; agent: string | undefined }[] = []
  const server = createServer((request, response) => {
    const what = `${request.headers['x-forwarded-host']}${request.url}`
    asked.push({ what, agent: request.headers['user-agent'] })
    const file = files[request.url ?? '']
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': file?.type ?? 'text/plain' }).end(file?.body)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { origin: `http://127.0.0.1:${address.port}`, asked }
}

const contact = 'https://example.com/about'

function rendererOf(reroute: string, chromium: string | null = findChromium()): PageRenderer {
  const fetcher = new PoliteFetcher({
    hosts: ['careers.acme.test', 'api.acme.test'],
    minimumDelayMs: 0,
    inFlight: 2,
    contact,
    isPolite: false,
    reroute,
    gates: openLocalGates(),
    now: () => new Date('2026-08-20T12:00:00Z'),
    random: () => 0,
    backOffMs: 1,
  })
  return new PageRenderer({
    fetch: (url, request) => fetcher.fetch(url, request),
    userAgent: userAgent(contact),
    chromium,
  })
}

const script = `
  const job = await (await fetch('https://api.acme.test/job?id=7', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"id":7}' })).json()
  await fetch('/private/me').catch(() => undefined)
  await fetch('https://tracker.test/collect').catch(() => undefined)
  const block = document.createElement('script')
  block.type = 'application/ld+json'
  block.textContent = JSON.stringify({ '@type': 'JobPosting', title: job.title, datePosted: '2026-08-05', description: job.text + ' ' + navigator.userAgent })
  document.head.append(block)`

const files = {
  '/robots.txt': { type: 'text/plain', body: 'User-agent: *\nDisallow: /private/\n' },
  '/jobs/7': {
    type: 'text/html',
    body: `<html><head><link rel="stylesheet" href="/style.css"><script type="module" src="/app.js"></script>
      <script src="https://tracker.test/t.js"></script></head><body><img src="/logo.png"><video src="/film.mp4"></video></body></html>`,
  },
  '/app.js': { type: 'text/javascript', body: script },
  '/job?id=7': { type: 'application/json', body: '{"title": "Backend Engineer", "text": "Go on ladders"}' },
}

const signal = new AbortController().signal
const page = 'https://careers.acme.test/jobs/7'

describe('without a browser', () => {
  it('halts and says what to install', async () => {
    const { origin } = await serve(files)
    await expect(rendererOf(origin, '/nowhere/chromium').render(page, signal)).rejects.toMatchObject({
      kind: 'HaltSource',
      message: expect.stringContaining('apt-get install chromium'),
    })
  })

  it('tells that the page itself is not there before it looks for one', async () => {
    const { origin } = await serve(files)
    await expect(
      rendererOf(origin, '/nowhere/chromium').render('https://careers.acme.test/jobs/8', signal),
    ).rejects.toMatchObject({ kind: 'SkipRecord' })
  })
})

describe.runIf(existsSync(findChromium() ?? ''))('a page that builds itself in a browser', () => {
  it('is given as shown, and asks for nothing but what the rules allow', async () => {
    const { origin, asked } = await serve(files)
    const result = await rendererOf(origin).render(page, signal)
    const { postings } = parseCareerPage({
      key: 'x',
      ...result,
      context: { board: 'careers.acme.test', company: 'Acme', page, readAt: '2026-08-20T12:00:00Z' },
    })
    expect(postings).toMatchObject([{ title: 'Backend Engineer', externalId: 'careers.acme.test/jobs/7' }])
    expect(postings[0]?.text).toBe(`Go on ladders ${userAgent(contact)}`)
    expect(asked.map(({ what }) => what).filter((what) => !what.endsWith('/robots.txt'))).toEqual([
      'careers.acme.test/jobs/7',
      'careers.acme.test/app.js',
      'api.acme.test/job?id=7',
    ])
    expect(new Set(asked.map(({ agent }) => agent))).toEqual(new Set([userAgent(contact)]))
  })

  it('asks for a script once, however many pages of the site need it', async () => {
    const { origin, asked } = await serve(files)
    const renderer = rendererOf(origin)
    await renderer.render(page, signal)
    await renderer.render(page, signal)
    expect(asked.filter(({ what }) => what.endsWith('/app.js'))).toHaveLength(1)
  })
})
