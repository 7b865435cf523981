import { createServer } from 'node:http'
import type { Server, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hackernews } from '@/scrapers/sources/hackernews/source'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { countOf, runFor, snapshot } from '../support/ingest'

const months = ['January', 'February', 'March', 'April', 'May', 'June']
const story = (id: number) => ({
  objectID: String(id),
  title: `Ask HN: Who is hiring? (${months[id - 1]} 2023)`,
  created_at: `2023-0${id}-01T15:00:00Z`,
})
const comment = (id: number, text: string) => ({ id, text, author: 'x', created_at: '2023-02-02T00:00:00Z' })
const thread = (id: number, extra: unknown[] = []) =>
  JSON.stringify({
    id,
    children: [
      comment(id * 100, `Acme ${id} | Backend Engineer | Berlin<p>Go.`),
      comment(id * 100 + 1, `Beta ${id} | SRE | Oslo<p>AWS.`),
      ...extra,
    ],
  })

type Answer = (response: ServerResponse, count: number) => void
const good =
  (id: number, extra?: unknown[]): Answer =>
  (response) =>
    void response.end(thread(id, extra))

let database: TestDatabase
let server: Server
let answers: Map<number, Answer>
const asked = new Map<number, number>()

beforeEach(async () => {
  database = await createTestDatabase()
  answers = new Map(months.map((_, index) => [index + 1, good(index + 1)]))
  asked.clear()
  server = createServer((request, response) => {
    const id = Number(/^\/items\/(\d)$/.exec(request.url ?? '')?.[1])
    if (request.url?.startsWith('/search'))
      response.end(JSON.stringify({ hits: months.map((_, index) => story(index + 1)) }))
    else if (Number.isNaN(id)) response.writeHead(404).end()
    else {
      asked.set(id, (asked.get(id) ?? 0) + 1)
      answers.get(id)?.(response, (asked.get(id) ?? 0) - 1)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterEach(async () => {
  server.close()
  server.closeAllConnections()
  await database.drop()
})

function run() {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return runFor(database.pool, hackernews, { config: { baseUrl: `http://127.0.0.1:${port}` } })
}

describe('a hostile server', () => {
  it('costs only the threads that it spoils, and the next run makes them good', async () => {
    answers.set(2, (response) => void response.end('<html>login</html>'))
    answers.set(4, (response) => void response.writeHead(302, { location: '/items/4' }).end())
    answers.set(
      5,
      good(5, [
        comment(500, 'The same id again | Engineer'),
        comment(510, `${'x'.repeat(10_000_000)} | Engineer`),
        comment(511, 'Nul\u0000l | Engineer | Rome<p>Go\u0000'),
      ]),
    )
    answers.set(6, (response, count) => {
      if (count < 3) response.writeHead(429, { 'retry-after': '0' }).end()
      else response.end(thread(6))
    })
    const first = await run()
    expect(first).toMatchObject({ status: 'failed', errorKind: 'SkipRecord' })
    expect(await countOf(database.pool, `select count(distinct listing) from posting`)).toBe(4)
    expect(await countOf(database.pool, `select count(*) from posting where text like '%Rome%'`)).toBe(1)
    expect(await countOf(database.pool, `select count(*) from reject where reason like '%HTML%'`)).toBe(1)

    for (const id of [2, 4]) answers.set(id, good(id))
    const second = await run()
    expect(second.status).toBe('succeeded')
    expect(second.counts).toMatchObject({ withdrawn: 0, updated: 0 })
    expect(
      await countOf(database.pool, `select count(distinct listing) from posting_fact join posting on id = posting_id`),
    ).toBe(6)
  })

  it('does not make us forget what a thread held by sending it empty or broken', async () => {
    // Read while its month lasts, so that it is read again.
    await run()
    const before = await snapshot(database.pool)
    await database.pool.query('delete from cursor')
    answers.set(1, (response) => void response.end('{"id":1,"children":"none"}'))
    answers.set(3, (response) => void response.end(''))
    answers.set(5, (response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      response.end(gzipSync(thread(5)).subarray(0, 40))
    })
    const second = await run()
    expect(second.status).toBe('failed')
    expect(second.counts.withdrawn).toBe(0)
    expect(await snapshot(database.pool)).toEqual(before)
  })
})
