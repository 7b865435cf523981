import { createServer } from 'node:http'
import type { Server } from 'node:http'
import pino from 'pino'
import { afterAll, afterEach, beforeEach, beforeAll, describe, expect, it } from 'vitest'
import { readBoard, upsertBoards } from '@/lib/db/board-store'
import { closeHost, openHost } from '@/lib/db/host-store'
import { listQueued } from '@/lib/db/job-queue'
import { createPool } from '@/lib/db/pool'
import { readEnv } from '@/lib/env'
import { processInline } from '@/scrapers/process-inline'
import type { ProcessPool } from '@/scrapers/process-pool'
import { greenhouse } from '@/scrapers/sources/greenhouse/source'
import { lever } from '@/scrapers/sources/lever/source'
import { connectionsOfWorker, runWorker } from '@/scrapers/worker-loop'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { countOf, emptyDatabase } from '../support/ingest'

const host = 'boards-api.greenhouse.io'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(() => emptyDatabase(database.pool))

const cleanUps: (() => void)[] = []
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp()
})

interface Boards {
  url: string
  /** Paths asked, with the host that each was for. */
  asked: string[]
  /** Most requests answered at once, by host. */
  most: Map<string, number>
}

/** Answers for every host as its boards would: two jobs each; `statusOf` breaks some. */
async function serveBoards(
  options: { answerMs?: number; statusOf?: (path: string) => number; onAsk?: () => void } = {},
): Promise<Boards> {
  const asked: string[] = []
  const running = new Map<string, number>()
  const most = new Map<string, number>()
  const server: Server = createServer((request, response) => {
    const forHost = String(request.headers['x-forwarded-host'])
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    if (path === '/robots.txt') return void response.writeHead(404).end()
    asked.push(`${forHost}${path}`)
    options.onAsk?.()
    running.set(forHost, (running.get(forHost) ?? 0) + 1)
    most.set(forHost, Math.max(most.get(forHost) ?? 0, running.get(forHost) ?? 0))
    setTimeout(() => {
      running.set(forHost, (running.get(forHost) ?? 0) - 1)
      response.writeHead(options.statusOf?.(path) ?? 200).end(forHost === host ? greenhouseBoard() : '[]')
    }, options.answerMs ?? 0)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanUps.push(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`, asked, most }
}

const greenhouseBoard = () =>
  JSON.stringify({
    jobs: [1, 2].map((id) => ({
      id,
      title: 'Backend Engineer',
      content: 'You write services in Go.',
      first_published: '2024-05-02T10:00:00-04:00',
      location: { name: 'Berlin, Germany' },
    })),
  })

/** Threads would have to load the taxonomy for every worker of every test. */
const inline: ProcessPool = {
  process: processInline,
  retag: () => () => Promise.reject(new Error('there is nothing to tag again')),
  close: async () => undefined,
}

const start = Date.now()
/** Runs a worker with connections of its own, until nothing is left to do or the signal aborts. */
async function work(
  boards: Boards,
  { afterMs = 0, signal = new AbortController().signal, untilIdle = true } = {},
): Promise<void> {
  const env = readEnv({
    DATABASE_URL: database.url,
    SKILLTIDE_REROUTE: boards.url,
    SKILLTIDE_POLITENESS: 'off',
    SKILLTIDE_CONTACT: 'test',
  })
  const pool = createPool(database.url, connectionsOfWorker(env))
  const log = pino({ level: 'silent' })
  const now = () => new Date(start + afterMs)
  try {
    const sources = [greenhouse, lever]
    await runWorker({ pool, env, sources, log, signal, now, random: Math.random, processors: inline, untilIdle })
  } finally {
    await pool.end()
  }
}

const addBoards = (sourceId: string, slugs: readonly string[]) =>
  upsertBoards(
    database.pool,
    slugs.map((slug) => ({ sourceId, slug, name: slug, origin: 'cli' })),
    new Date(start),
  )
const slugs = (count: number, prefix: string) => Array.from({ length: count }, (_, index) => `${prefix}${index}`)
const hoursUntilDue = async (slug: string, afterMs = 0): Promise<number> => {
  const board = await readBoard(database.pool, 'greenhouse', slug)
  return ((board?.dueAt?.getTime() ?? 0) - start - afterMs) / 3_600_000
}

describe('two workers', () => {
  it('read every due board once, in no host more at once than its limit', async () => {
    const boards = await serveBoards({ answerMs: 5 })
    await addBoards('greenhouse', slugs(40, 'g'))
    await addBoards('lever', slugs(15, 'l'))
    await Promise.all([work(boards), work(boards)])
    expect(boards.asked.toSorted()).toEqual(
      [
        ...slugs(40, 'g').map((slug) => `${host}/v1/boards/${slug}/jobs`),
        ...slugs(15, 'l').map((slug) => `api.lever.co/v0/postings/${slug}`),
      ].toSorted(),
    )
    expect(Math.max(...boards.most.values())).toBeLessThanOrEqual(2)
    expect(await countOf(database.pool, `select count(*) from run where status = 'succeeded'`)).toBe(55)
    expect(await countOf(database.pool, `select count(*) from posting`)).toBe(80)
    expect(await listQueued(database.pool)).toEqual([])
    expect(await hoursUntilDue('g7')).toBeGreaterThan(21)
    expect(await hoursUntilDue('g7')).toBeLessThan(27)
  })
})

describe('a worker', () => {
  it('reads nothing before it is due, and a paused board not at all', async () => {
    const boards = await serveBoards()
    await addBoards('greenhouse', ['acme', 'initech'])
    await database.pool.query(`update board set state = 'paused' where slug = 'initech'`)
    await work(boards)
    await work(boards)
    expect(boards.asked).toEqual([`${host}/v1/boards/acme/jobs`])
    await work(boards, { afterMs: 27 * 3_600_000 })
    expect(boards.asked).toHaveLength(2)
  })

  it('asks a failing board later, one that is not there after a day, and one that refuses us after a day', async () => {
    const boards = await serveBoards({
      statusOf: (path) => (path.includes('gone') ? 404 : path.includes('login') ? 403 : 200),
    })
    await addBoards('greenhouse', ['gone', 'login'])
    await work(boards)
    for (const slug of ['gone', 'login']) {
      expect(await hoursUntilDue(slug)).toBeGreaterThan(21)
      expect(await readBoard(database.pool, 'greenhouse', slug)).toMatchObject({ state: 'active', failures: 1 })
    }
    expect(
      await countOf(database.pool, `select count(*) from run where status = 'halted' and error like '%refused%'`),
    ).toBe(1)
  })

  it('parks a board that failed for days while others work, and takes it back when it answers', async () => {
    let status = 404
    const boards = await serveBoards({ statusOf: (path) => (path.includes('acme') ? status : 200) })
    await addBoards('greenhouse', ['acme'])
    await database.pool.query('update board set failures = 6, failing_since = $1', [new Date(start - 4 * 86_400_000)])
    await work(boards)
    expect(await readBoard(database.pool, 'greenhouse', 'acme')).toMatchObject({ state: 'active', failures: 7 })

    await addBoards('greenhouse', ['other'])
    await database.pool.query('update board set due_at = null')
    await work(boards)
    await database.pool.query(`update board set due_at = null where slug = 'acme'`)
    await work(boards)
    expect(await readBoard(database.pool, 'greenhouse', 'acme')).toMatchObject({
      state: 'parked',
      stateReason: expect.stringMatching(/^Failed \d times in a row, for 4 days: .*nothing at/),
    })
    expect(await hoursUntilDue('acme')).toBeGreaterThan(6 * 24)

    status = 200
    const afterMs = 8 * 86_400_000
    await work(boards, { afterMs })
    expect(await readBoard(database.pool, 'greenhouse', 'acme')).toMatchObject({ state: 'active', stateReason: null })
    expect(await hoursUntilDue('acme', afterMs)).toBeLessThan(27)
  })

  it('passes over a closed host, whose boards stay due until it is open', async () => {
    const boards = await serveBoards()
    await addBoards('greenhouse', ['acme'])
    await addBoards('lever', ['initech'])
    await closeHost(database.pool, host, 'asked by mail')
    await work(boards)
    expect(boards.asked).toEqual(['api.lever.co/v0/postings/initech'])
    await openHost(database.pool, host)
    await work(boards)
    expect(boards.asked).toContain(`${host}/v1/boards/acme/jobs`)
  })

  it('gives a board back when it is stopped in the middle, for the next worker to read', async () => {
    const stopping = new AbortController()
    const boards = await serveBoards({ answerMs: 1_000, onAsk: () => stopping.abort(new Error('stop')) })
    await addBoards('greenhouse', ['acme'])
    await work(boards, { signal: stopping.signal, untilIdle: false })
    expect(await countOf(database.pool, `select count(*) from run where status = 'interrupted'`)).toBe(1)
    expect(await readBoard(database.pool, 'greenhouse', 'acme')).toMatchObject({ dueAt: null, failures: 0 })
    await work(boards)
    expect(await countOf(database.pool, `select count(*) from run where status = 'succeeded'`)).toBe(1)
  })
})
