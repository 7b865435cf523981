import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { text } from 'node:stream/consumers'
import { hash } from 'node:crypto'
import { z } from 'zod'
import { answersOf } from './answers'
import type { Answer } from './answers'
import { emptied, repeated } from './bend'
import { planFaults } from './faults'
import type { Fault } from './faults'
import { Watch } from './watch'
import type { HostReport } from './watch'
import type { World } from './world'

export interface FaultServerOptions {
  world: World
  /** Seed and share of the addresses that have faults; none without. */
  faults?: { seed: number; share: number }
  /** Milliseconds that the fetcher waits for a piece of an answer; slow ones take less, stalled ones more. */
  timeoutMs: number
  /** What a 429 asks for in its Retry-After. */
  retryAfterSeconds: number
}

export interface FaultServer {
  /** For `SKILLTIDE_REROUTE`. */
  url: string
  /** From now on the boards show what they show in this round, and faults begin anew. */
  showRound: (round: number) => void
  /** Faults so far, by kind. */
  injected: Map<Fault, number>
  report: () => Record<string, HostReport>
  close: () => Promise<void>
}

interface Ready {
  kind: Answer['kind']
  zipped: Buffer
  etag: string
}

const Offset = z.object({ offset: z.int() })

/** The address that the request is for, as `answersOf` names it. */
async function addressOf(request: IncomingMessage): Promise<string> {
  const address = `${String(request.headers['x-forwarded-host'] ?? '')}${request.url ?? '/'}`
  if (request.method !== 'POST') return address
  return `${address} ${Offset.parse(JSON.parse(await text(request))).offset}`
}

const json = { 'content-type': 'application/json; charset=utf-8' }

function sendReady(request: IncomingMessage, response: ServerResponse, { zipped, etag }: Ready): void {
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end()
  const length = String(zipped.byteLength)
  response.writeHead(200, { ...json, etag, 'content-encoding': 'gzip', 'content-length': length }).end(zipped)
}

/** Sends bytes with headers that may not fit them, and hangs up. */
function sendCut(response: ServerResponse, headers: Record<string, string>, bytes: Uint8Array): void {
  response.writeHead(200, { ...json, ...headers, connection: 'close' })
  response.write(bytes, () => response.destroy())
}

const zip = (body: unknown): Buffer => gzipSync(JSON.stringify(body), { level: 4 })

function prepare(world: World, round: number): Map<string, Ready> {
  const ready = new Map<string, Ready>()
  for (const employer of world.employers) {
    for (const { address, kind, body } of answersOf(employer, world.jobsOf(employer, round))) {
      const zipped = zip(body)
      ready.set(address, { kind, zipped, etag: `"${hash('md5', zipped, 'base64url')}"` })
    }
  }
  return ready
}

const listen = (server: Server): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`)
    })
  })

/** Serves the boards of a world by six protocols, each under its own host, and breaks answers as planned. */
export async function startFaultServer(options: FaultServerOptions): Promise<FaultServer> {
  const { world, timeoutMs, retryAfterSeconds } = options
  const watch = new Watch()
  const injected = new Map<Fault, number>()
  let round = 0
  let ready = prepare(world, round)
  let asked = new Map<string, number>()

  /** The fault of this answer: each address has its own in a row, then none. */
  function faultOf(address: string, kind: Answer['kind'] | 'robots'): Fault | null {
    if (options.faults === undefined) return null
    const count = asked.get(address) ?? 0
    asked.set(address, count + 1)
    const fault = planFaults({ ...options.faults, round, address, kind })[count] ?? null
    if (fault !== null) injected.set(fault, (injected.get(fault) ?? 0) + 1)
    return fault
  }

  const send: Record<Fault, (exchange: Exchange) => void | Promise<void>> = {
    'error-500': ({ response }) => void response.writeHead(500, json).end('{"error":"injected"}'),
    reset: ({ request }) => void request.socket.destroy(),
    'cut-gzip': ({ response, zipped }) => {
      const half = zipped.subarray(0, Math.ceil(zipped.byteLength / 2))
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(half)
    },
    'length-too-long': ({ response, zipped }) =>
      sendCut(response, { 'content-encoding': 'gzip', 'content-length': String(zipped.byteLength + 100) }, zipped),
    'length-too-short': ({ response, zipped }) => sendCut(response, { 'content-length': '100' }, gunzipSync(zipped)),
    html: ({ response }) =>
      void response
        .writeHead(200, { 'content-type': 'text/html', etag: '"maintenance"' })
        .end('<!doctype html><title>Maintenance</title><p>We will be back soon.</p>'),
    slow: async ({ request, response, found, end }) => {
      await wait(timeoutMs / 4)
      if (found !== null) return sendReady(request, response, found)
      response.writeHead(404).end()
      end()
    },
    stalled: async ({ response, zipped, end }) => {
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' })
      response.write(zipped.subarray(0, 20))
      // It counts as under way until long before the other side may give up, which we see later than it does.
      await wait(timeoutMs * 0.3)
      end()
      await wait(timeoutMs * 1.5)
      response.destroy()
    },
    'too-many-requests': ({ response }) => {
      response.writeHead(429, { 'retry-after': String(retryAfterSeconds) }).end()
    },
    duplicate: ({ response, zipped, found }) => {
      const kind = found?.kind === 'list' ? 'list' : 'board'
      response.writeHead(200, json).end(JSON.stringify(repeated(JSON.parse(gunzipSync(zipped).toString()), kind)))
    },
    empty: ({ response, zipped }) =>
      void response.writeHead(200, json).end(JSON.stringify(emptied(JSON.parse(gunzipSync(zipped).toString())))),
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const end = watch.begin(String(request.headers['x-forwarded-host'] ?? ''))
    // Before the last bytes leave, so that whoever waits for them finds it over.
    response.once('prefinish', end)
    response.once('close', end)
    const address = await addressOf(request)
    const isRobots = request.url === '/robots.txt'
    const found = ready.get(address) ?? null
    const kind = isRobots ? 'robots' : (found?.kind ?? null)
    const fault = kind === null ? null : faultOf(address, kind)
    const zipped = found?.zipped ?? Buffer.alloc(0)
    if (fault !== null) return send[fault]({ request, response, zipped, found, end })
    if (found !== null) return sendReady(request, response, found)
    response.writeHead(404, json).end('{}')
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(error instanceof Error ? error.message : String(error))
    })
  })
  server.keepAliveTimeout = 60_000
  return {
    url: await listen(server),
    showRound: (next) => {
      round = next
      ready = prepare(world, round)
      asked = new Map()
    },
    injected,
    report: () => watch.report(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  zipped: Buffer
  /** Null for robots.txt, of which there is none. */
  found: Ready | null
  end: () => void
}
