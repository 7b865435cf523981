import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { PoliteFetcher } from '@/scrapers/http/polite-fetcher'
import type { FetcherOptions } from '@/scrapers/http/polite-fetcher'
import { openLocalGates } from '@/scrapers/http/host-gates'
import { HostGate } from '@/scrapers/http/host-gate'
import { retryAfterMs } from '@/scrapers/http/retry-after'

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void

const servers: Server[] = []
afterEach(() => {
  vi.unstubAllGlobals()
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

/** A server whose robots.txt is `robots` (404 when null); every other request goes to the handler. */
async function serve(
  handler: Handler,
  robots: string | null = null,
): Promise<{ host: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    if (request.url === '/robots.txt') response.writeHead(robots === null ? 404 : 200).end(robots ?? '')
    else handler(request, response, asked.push(request) - 1)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { host: `127.0.0.1:${address.port}`, asked }
}

const fetcher = (host: string, options: Partial<FetcherOptions> = {}) =>
  new PoliteFetcher({
    hosts: [host],
    minimumDelayMs: 400,
    inFlight: 2,
    contact: 'https://example.com/about',
    isPolite: false,
    reroute: null,
    gates: openLocalGates(),
    now: () => new Date('2024-03-01T00:00:00Z'),
    random: () => 0,
    backOffMs: 4,
    ...options,
  })

const signal = new AbortController().signal
const get = (host: string, path = '/a', options: Partial<FetcherOptions> = {}) =>
  fetcher(host, options).fetch(`http://${host}${path}`, { signal })

describe('the polite fetcher', () => {
  it('names itself with a contact and unpacks gzip', async () => {
    const { host, asked } = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}')),
    )
    const result = await get(host)
    expect(Buffer.from(result.body).toString()).toBe('{"a":1}')
    expect(asked[0]?.headers['user-agent']).toMatch(/^Skilltide\/.*contact: https:\/\/example\.com\/about/)
  })

  it('keeps to robots.txt', async () => {
    const { host, asked } = await serve((_, response) => response.end('{}'), 'User-agent: *\nDisallow: /private')
    await expect(get(host, '/private/1')).rejects.toMatchObject({
      kind: 'HaltSource',
      message: expect.stringContaining('robots.txt'),
    })
    await expect(get(host, '/public')).resolves.toMatchObject({ status: 200 })
    expect(asked).toHaveLength(1)
  })

  it('leaves the hosts of the source under no circumstances, not by a redirect either', async () => {
    const other = await serve((_, response) => response.end('{}'))
    const { host } = await serve((_, response) => response.writeHead(302, { location: `http://${other.host}/b` }).end())
    await expect(get(host)).rejects.toMatchObject({ kind: 'HaltSource' })
    expect(other.asked).toHaveLength(0)
  })

  it('gives up on a redirect that goes in a circle', async () => {
    const { host } = await serve((_, response) => response.writeHead(301, { location: '/a' }).end())
    await expect(get(host)).rejects.toMatchObject({ kind: 'SkipRecord' })
  })

  it('tries again after a server error, a reset and a truncated body', async () => {
    const { host, asked } = await serve((request, response, count) => {
      if (count === 0) response.writeHead(500).end()
      else if (count === 1) request.socket.destroy()
      else if (count === 2)
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}').subarray(0, 12))
      else response.end('{}')
    })
    await expect(get(host)).resolves.toMatchObject({ status: 200 })
    expect(asked).toHaveLength(4)
  })

  it.each([
    ['a gzip body that is cut off', { 'content-encoding': 'gzip' }, gzipSync('{"a":1}').subarray(0, 12)],
    ['fewer bytes than announced', { 'content-length': '100' }, Buffer.from('{}')],
  ])('takes %s for an error that may pass', async (_, headers, body) => {
    const { host } = await serve((request, response) => {
      response.writeHead(200, headers)
      response.write(body, () => request.socket.end())
    })
    await expect(get(host, '/a', { attempts: 2 })).rejects.toMatchObject({ kind: 'RetryLater' })
  })

  it('waits as long as a 429 asks, without counting it as a failure', async () => {
    const { host, asked } = await serve((_, response, count) => {
      if (count < 5) response.writeHead(429, { 'retry-after': '0' }).end()
      else response.end('{}')
    })
    await expect(get(host, '/a', { attempts: 1 })).resolves.toMatchObject({ status: 200 })
    expect(asked).toHaveLength(6)
  })

  it('halts the source when it keeps being told to slow down', async () => {
    const { host, asked } = await serve((_, response) => response.writeHead(429, { 'retry-after': '3600' }).end())
    await expect(get(host)).rejects.toMatchObject({ kind: 'HaltSource' })
    expect(asked).toHaveLength(1)
  })

  it.each([
    [404, 'SkipRecord'],
    [410, 'SkipRecord'],
    [401, 'HaltSource'],
    [403, 'HaltSource'],
    [451, 'HaltSource'],
  ])('names status %i %s and asks once', async (status, kind) => {
    const { host, asked } = await serve((_, response) => response.writeHead(status).end())
    await expect(get(host)).rejects.toMatchObject({ kind })
    expect(asked).toHaveLength(1)
  })

  it('stops reading a body beyond its cap, packed or not', async () => {
    const large = Buffer.alloc(200_000, 'x')
    const { host } = await serve((request, response) => {
      if (request.url === '/packed') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(large))
      else response.end(large)
    })
    await expect(get(host, '/plain', { maximumBytes: 100_000 })).rejects.toMatchObject({ kind: 'SkipRecord' })
    await expect(get(host, '/packed', { maximumBytes: 100_000 })).rejects.toMatchObject({ kind: 'SkipRecord' })
  })

  it('sends JSON by POST, again when a redirect keeps the method, not after one that does not', async () => {
    const bodies: string[] = []
    const { host, asked } = await serve((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        bodies.push(`${request.method ?? ''} ${request.url ?? ''} ${Buffer.concat(chunks).toString()}`)
        const location = { '/a': '/b', '/b': '/c' }[request.url ?? '']
        if (location === undefined) response.end('{}')
        else response.writeHead(location === '/b' ? 307 : 303, { location }).end()
      })
    })
    await fetcher(host).fetch(`http://${host}/a`, { json: { limit: 20 }, signal })
    expect(bodies).toEqual(['POST /a {"limit":20}', 'POST /b {"limit":20}', 'GET /c '])
    expect(asked[0]?.headers['content-type']).toBe('application/json')
  })

  it('sends everything to another server when told to, while all rules go by the address asked for', async () => {
    const { host, asked } = await serve((request, response) => {
      if (request.url === '/old?page=2') response.writeHead(302, { location: 'https://jobs.example.com/new' }).end()
      else response.end('{}')
    }, 'User-agent: *\nDisallow: /private')
    const reroute = `http://${host}`
    const ask = (path: string) =>
      fetcher('jobs.example.com', { reroute }).fetch(`https://jobs.example.com${path}`, { signal })
    await expect(ask('/old?page=2')).resolves.toMatchObject({ status: 200, url: 'https://jobs.example.com/new' })
    expect(asked.map((request) => [request.headers['x-forwarded-host'], request.url])).toEqual([
      ['jobs.example.com', '/old?page=2'],
      ['jobs.example.com', '/new'],
    ])
    await expect(ask('/private')).rejects.toMatchObject({ kind: 'HaltSource', host: 'jobs.example.com' })
    const other = fetcher('jobs.example.com', { reroute }).fetch(`${reroute}/old`, { signal })
    await expect(other).rejects.toMatchObject({ kind: 'HaltSource', host })
    expect(asked).toHaveLength(2)
  })

  it('keeps to a delay that robots.txt asks for', async () => {
    const { host } = await serve((_, response) => response.end('{}'), 'User-agent: *\nCrawl-delay: 0.2')
    const polite = fetcher(host, { isPolite: true, minimumDelayMs: 1 })
    // The delay is between two starts: what the first answer takes counts as waiting.
    const beganAt = performance.now()
    await polite.fetch(`http://${host}/a`, { signal })
    await polite.fetch(`http://${host}/b`, { signal })
    expect(performance.now() - beganAt).toBeGreaterThan(199)
  })

  it('gives up an answer that trickles without end', async () => {
    // The longest time of an answer, ten times its longest silence, is over when the test says so, not while a machine is busy.
    const later = globalThis.setTimeout
    const ends: (() => void)[] = []
    vi.stubGlobal('setTimeout', (task: () => void, ms?: number) => {
      if (ms === 300_000) ends.push(task)
      return later(task, ms)
    })
    const { host } = await serve((request, response) => {
      let pieces = 0
      const trickle = setInterval(() => {
        response.write('x')
        pieces += 1
        if (pieces === 5) ends.at(-1)?.()
      }, 5)
      request.socket.on('close', () => clearInterval(trickle))
    })
    await expect(get(host, '/a', { timeoutMs: 30_000, attempts: 1 })).rejects.toMatchObject({
      kind: 'RetryLater',
      message: expect.stringContaining('not done answering after 300 s'),
    })
  })

  it('says that a host cannot be reached, by its name', async () => {
    await expect(get('127.0.0.1:1')).rejects.toMatchObject({
      kind: 'Unreachable',
      message: expect.stringContaining('127.0.0.1:1'),
    })
  })

  it('stops at once when asked to', async () => {
    const stopping = new AbortController()
    const { host } = await serve(() => stopping.abort(new Error('stopped')))
    const result = fetcher(host).fetch(`http://${host}/a`, { signal: stopping.signal })
    await expect(result).rejects.toThrow('stopped')
  })
})

describe('the gate of a host', () => {
  it('keeps the delay between starts and the number in flight', async () => {
    const gate = new HostGate()
    const clock = vi.spyOn(performance, 'now')
    const starts: number[] = []
    let running = 0
    let most = 0
    const task = async () => {
      // When the gate let it go, however much later it is at this line.
      starts.push(Number(clock.mock.results.at(-1)?.value))
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setTimeout(resolve, 50))
      running -= 1
    }
    await Promise.all(Array.from({ length: 6 }, () => gate.run({ minimumDelayMs: 20, inFlight: 2 }, signal, task)))
    clock.mockRestore()
    const gaps = starts.slice(1).map((start, index) => start - (starts[index] ?? 0))
    expect(most).toBe(2)
    // But for the rounding of a sum.
    expect(Math.min(...gaps)).toBeGreaterThan(19.999)
  })
})

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['Fri, 01 Mar 2024 00:00:30 GMT', 30_000],
    ['Thu, 29 Feb 2024 00:00:00 GMT', 0],
    ['soon', null],
    [undefined, null],
  ])('reads %j', (value, expected) => {
    expect(retryAfterMs(value, new Date('2024-03-01T00:00:00Z'))).toBe(expected)
  })
})
