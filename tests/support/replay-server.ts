import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import { Command, InvalidArgumentError } from 'commander'
import { z } from 'zod'
import { readEnv } from '@/lib/env'

/** What goes wrong with one answer. */
export const faults = ['500', 'reset', 'truncated'] as const
export type Fault = (typeof faults)[number]

export interface ReplayOptions {
  /** Folder with search_by_date.json and items/. */
  folder: string
  port?: number
  /** Milliseconds before every answer. */
  delayMs?: number
  /** An answer waits for what this gives for its path. */
  hold?: (path: string) => Promise<unknown>
  /** What to do to the nth request of all (from 0), robots.txt included; null for nothing. */
  fault?: (request: number, path: string) => Fault | null
  /** Keeps only these threads in the listing. */
  onlyStories?: readonly string[]
}

export interface ReplayServer {
  /** Base address, as SKILLTIDE_HN_URL takes it. */
  url: string
  /** Paths asked for, in order. */
  requests: string[]
  close(): Promise<void>
}

const Listing = z.looseObject({
  hits: z.array(z.looseObject({ objectID: z.string(), title: z.string(), created_at: z.string() })),
})

/** The real account also opens these two threads every month; the recordings lack them. */
const otherThreads = [
  'Ask HN: Who wants to be hired? (May 2024)',
  'Ask HN: Freelancer? Seeking freelancer? (May 2024)',
].map((title, index) => ({
  objectID: String(90_000_001 + index),
  title,
  author: 'whoishiring',
  created_at: '2024-05-01T15:00:55.000Z',
  created_at_i: 1_714_575_655,
  _tags: ['story', 'author_whoishiring', 'ask_hn'],
}))

async function readListing(options: ReplayOptions): Promise<string> {
  const listing = Listing.parse(JSON.parse(await readFile(join(options.folder, 'search_by_date.json'), 'utf8')))
  const kept = listing.hits.filter((hit) => options.onlyStories?.includes(hit.objectID) ?? true)
  const hits = [...kept.slice(0, 1), ...otherThreads, ...kept.slice(1)]
  return JSON.stringify({ ...listing, hits, nbHits: hits.length })
}

const send = (response: ServerResponse, status: number, body: string): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(body)
}

function sendItem(request: IncomingMessage, response: ServerResponse, path: string): void {
  const file = createReadStream(path)
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  file.on('error', () => send(response, 404, '{"status":404,"error":"Not Found"}'))
  file.on('open', () => {
    response.setHeader('content-type', 'application/json; charset=utf-8')
    if (takesGzip) response.setHeader('content-encoding', 'gzip')
    if (takesGzip) file.pipe(response)
    else file.pipe(createGunzip()).pipe(response)
  })
}

async function sendTruncated(response: ServerResponse, path: string): Promise<void> {
  const bytes = await readFile(path).catch(() => Buffer.from('{"hits":[', 'utf8'))
  const headers = path.endsWith('.gz') ? { 'content-encoding': 'gzip' } : {}
  response.writeHead(200, { 'content-type': 'application/json', ...headers })
  response.end(bytes.subarray(0, Math.ceil(bytes.byteLength / 2)))
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: ReplayOptions,
  count: number,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  if (options.delayMs) await wait(options.delayMs)
  await options.hold?.(pathname)
  const item = /^(?:\/api\/v1)?\/items\/(\d+)$/.exec(pathname)?.[1]
  const path = item === undefined ? 'search_by_date.json' : join('items', `${item}.json.gz`)
  const fault = options.fault?.(count, pathname) ?? null
  if (fault === '500') return send(response, 500, '{"error":"injected"}')
  if (fault === 'reset') return void request.socket.destroy()
  if (fault === 'truncated') return sendTruncated(response, join(options.folder, path))
  if (item !== undefined) return sendItem(request, response, join(options.folder, path))
  if (/^(?:\/api\/v1)?\/search_by_date$/.test(pathname)) return send(response, 200, await readListing(options))
  send(response, 404, '{"status":404,"error":"Not Found"}')
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })

/** Serves recorded threads as the Algolia HN Search API answers, on loopback. */
export async function startReplayServer(options: ReplayOptions): Promise<ReplayServer> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    const count = requests.push(request.url ?? '/') - 1
    answer(request, response, options, count).catch((error: unknown) => {
      send(response, 500, JSON.stringify({ error: error instanceof Error ? error.message : String(error) }))
    })
  })
  const port = await listen(server, options.port ?? 0)
  return {
    url: `http://127.0.0.1:${port}/api/v1`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const wholeNumber = (text: string): number => {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('expected a whole number')
  return Number(text)
}

async function main(): Promise<void> {
  const command = new Command('replay-server')
    .description('Serves the recorded Hacker News threads of the shared data folder as the Algolia API does.')
    .option('--port <port>', 'port to listen on', wholeNumber, 4010)
    .option('--folder <folder>', 'recordings; by default hn-algolia in SKILLTIDE_SHARED_DATA')
    .option('--delay <ms>', 'wait before each answer', wholeNumber, 0)
    .option(
      '--fault-every <n>',
      'break every nth answer: status 500, connection reset, truncated body, in turn',
      wholeNumber,
      0,
    )
    .parse()
  const given = z
    .object({ port: z.int(), folder: z.string().optional(), delay: z.int(), faultEvery: z.int() })
    .parse(command.opts())
  const shared = readEnv().SKILLTIDE_SHARED_DATA
  const folder = given.folder ?? (shared === undefined ? undefined : join(shared, 'hn-algolia'))
  if (folder === undefined) return command.error('give --folder, or set SKILLTIDE_SHARED_DATA', { exitCode: 2 })
  const every = given.faultEvery
  const server = await startReplayServer({
    folder,
    port: given.port,
    delayMs: given.delay,
    fault: (count) =>
      every > 0 && count % every === every - 1 ? (faults[Math.floor(count / every) % faults.length] ?? null) : null,
  })
  process.stderr.write(`Serving ${folder} at ${server.url}. Set SKILLTIDE_HN_URL to it.\n`)
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main()
