import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeHost, listHosts, openHost, pauseHost, releaseHostLease, takeHostTurn } from '@/lib/db/host-store'
import { PoliteFetcher } from '@/scrapers/http/polite-fetcher'
import type { FetcherOptions } from '@/scrapers/http/polite-fetcher'
import { openSharedGates } from '@/scrapers/http/shared-gates'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { countOf } from '../support/ingest'
import { logTurns, readTurns } from '../support/turn-log'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.pool.query('truncate host, host_lease')
})

const cleanUps: (() => void)[] = []
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp()
})

interface Watched {
  host: string
  url: string
  /** Milliseconds at which each request began, robots.txt left out. */
  starts: number[]
  paths: string[]
  most: () => number
}

/**
 * A server that watches how many it answers at once.
 * @param patience told how many are under way with a new request; the answer waits for it
 */
async function watch(
  patience: (running: number) => Promise<unknown>,
  answer = (_path: string) => ({ status: 200, body: '{}' }),
): Promise<Watched> {
  const starts: number[] = []
  const paths: string[] = []
  let running = 0
  let most = 0
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '/'
    paths.push(path)
    if (path !== '/robots.txt') starts.push(performance.now())
    running += 1
    most = Math.max(most, running)
    void patience(running).then(() => {
      running -= 1
      const { status, body } = answer(path)
      response.writeHead(status).end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanUps.push(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  const host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  return { host, url: `http://${host}/a`, starts, paths, most: () => most }
}

function startFetching(url: string, limits: { count: number; minimumDelayMs: number; inFlight: number }): ChildProcess {
  const given = JSON.stringify({ databaseUrl: database.url, url, ...limits })
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/db/fetch-process.ts', given], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  cleanUps.push(() => child.kill('SIGKILL'))
  return child
}

const atOnce = () => Promise.resolve()

/** Waits for a second request, once: as many as are allowed are then under way at the same time, on whatever machine. */
function company(): (running: number) => Promise<unknown> {
  let come: () => void = () => undefined
  const second = new Promise<void>((resolve) => (come = resolve))
  return async (running) => {
    if (running > 1) come()
    await second
    await wait(30)
  }
}

const ended = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('exit', resolve))

const fetcherFor = (host: string, options: Partial<FetcherOptions> = {}) =>
  new PoliteFetcher({
    hosts: [host],
    minimumDelayMs: 0,
    inFlight: 2,
    gates: openSharedGates(database.pool, () => 0),
    contact: 'test',
    isPolite: true,
    reroute: null,
    now: () => new Date(),
    random: () => 0,
    backOffMs: 4,
    ...options,
  })
const { signal } = new AbortController()

/** Sessions of other processes: that of a dead one ends once the server notices. */
const otherSessions = async (): Promise<number> =>
  (await countOf(database.pool, 'select count(*) from pg_stat_activity where datname = current_database()')) -
  database.pool.totalCount

describe('a host that several processes ask', () => {
  it('never has more requests under way than its limit, and every request is answered', async () => {
    const server = await watch(company())
    const limits = { count: 15, minimumDelayMs: 0, inFlight: 2 }
    const children = [1, 2, 3].map(() => startFetching(server.url, limits))
    expect(await Promise.all(children.map(ended))).toEqual([0, 0, 0])
    expect(server.starts).toHaveLength(45)
    expect(server.most()).toBe(2)
  })

  it('is asked no closer together than its delay', async () => {
    const server = await watch(atOnce)
    await logTurns(database.pool)
    const limits = { count: 6, minimumDelayMs: 100, inFlight: 4 }
    const children = [1, 2, 3].map(() => startFetching(server.url, limits))
    expect(await Promise.all(children.map(ended))).toEqual([0, 0, 0])
    expect(server.starts).toHaveLength(18)
    const turns = await readTurns(database.pool, limits.minimumDelayMs)
    expect(turns.get(server.host)).toEqual({ turns: server.paths.length, pauses: 0, early: 0 })
  })

  it('gets the turns of a killed process back', async () => {
    const server = await watch(() => new Promise(() => undefined))
    const child = startFetching(server.url.replace('/a', '/b'), { count: 2, minimumDelayMs: 0, inFlight: 1 })
    const underWay = async () => (await listHosts(database.pool))[0]?.inFlight
    await expect.poll(underWay).toBe(1)
    const isOver = ended(child)
    child.kill('SIGKILL')
    await isOver
    await expect.poll(otherSessions).toBe(0)
    // Its lease holds for longer than this test, and then ages at once, instead of in fifteen seconds.
    await database.pool.query(`update host_lease set expires_at = clock_timestamp() + interval '1 hour'`)
    const turn = { host: server.host, minimumDelayMs: 0, inFlight: 1, leaseMs: 3_600_000 }
    expect(await takeHostTurn(database.pool, { ...turn, leaseId: '00000000-0000-4000-8000-000000000001' })).toEqual({
      isGranted: false,
      waitMs: 0,
      closedBecause: null,
    })
    await database.pool.query(`update host_lease set expires_at = clock_timestamp() - interval '1 second'`)
    expect(
      await takeHostTurn(database.pool, { ...turn, leaseId: '00000000-0000-4000-8000-000000000001' }),
    ).toMatchObject({ isGranted: true })
    await releaseHostLease(database.pool, '00000000-0000-4000-8000-000000000001')
    expect(await underWay()).toBe(0)
  })
})

describe('the row of a host', () => {
  it('keeps robots.txt for a day, so that another process does not ask again', async () => {
    const server = await watch(atOnce, (path) =>
      path === '/robots.txt' ? { status: 200, body: 'User-agent: *\nDisallow: /b' } : { status: 200, body: '{}' },
    )
    await fetcherFor(server.host).fetch(server.url, { signal })
    await expect(fetcherFor(server.host).fetch(`http://${server.host}/b`, { signal })).rejects.toMatchObject({
      kind: 'HaltSource',
    })
    expect(server.paths).toEqual(['/robots.txt', '/a'])
    await database.pool.query(`update host set robots_at = robots_at - interval '25 hours'`)
    await fetcherFor(server.host).fetch(server.url, { signal })
    expect(server.paths).toEqual(['/robots.txt', '/a', '/robots.txt', '/a'])
  })

  it('keeps nothing of a robots.txt that fails: nothing is read until it can be had', async () => {
    let status = 500
    const server = await watch(atOnce, (path) => ({ status: path === '/robots.txt' ? status : 200, body: '' }))
    await expect(fetcherFor(server.host).fetch(server.url, { signal })).rejects.toMatchObject({ kind: 'RetryLater' })
    expect(server.starts).toHaveLength(0)
    status = 404
    await expect(fetcherFor(server.host).fetch(server.url, { signal })).resolves.toMatchObject({ status: 200 })
  })

  it('keeps the pause that one process was asked for, for all others', async () => {
    const server = await watch(atOnce)
    const beganAt = performance.now()
    await pauseHost(database.pool, server.host, 300)
    await fetcherFor(server.host).fetch(server.url, { signal })
    expect(performance.now() - beganAt).toBeGreaterThan(280)
    await pauseHost(database.pool, server.host, 3_600_000)
    await expect(fetcherFor(server.host).fetch(server.url, { signal })).rejects.toMatchObject({
      kind: 'RetryLater',
      message: expect.stringContaining('60 minutes'),
    })
  })

  it('closes the host for everybody from the next request on, with its reason, until it is opened', async () => {
    const server = await watch(atOnce)
    const fetcher = fetcherFor(server.host)
    await fetcher.fetch(server.url, { signal })
    await closeHost(database.pool, server.host, 'they asked us by mail')
    await expect(fetcher.fetch(server.url, { signal })).rejects.toMatchObject({
      kind: 'HaltSource',
      message: expect.stringContaining('they asked us by mail'),
    })
    expect(server.starts).toHaveLength(1)
    expect(await openHost(database.pool, server.host)).toBe(true)
    expect(await openHost(database.pool, server.host)).toBe(false)
    await fetcher.fetch(server.url, { signal })
    expect(server.starts).toHaveLength(2)
  })
})
