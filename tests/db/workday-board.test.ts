import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { readBoard } from '@/lib/db/board-store'
import { workday } from '@/scrapers/sources/workday/source'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { countOf, emptyDatabase, runFor } from '../support/ingest'

// One of the sources whose list and texts are separate requests, through the real fetcher and the real store.

const Asked = z.object({ offset: z.int() })
const board = 'acme.wd5/Careers'

let database: TestDatabase
/** Ids of the jobs that the site lists now, and those whose detail it fails to give. */
let open: string[] = []
let broken: string[] = []
let asked: string[] = []

async function answer(path: string, method: string, body: string): Promise<{ status: number; body: unknown }> {
  if (path === '/wday/cxs/acme/Careers/jobs' && method === 'POST') {
    const { offset } = Asked.parse(JSON.parse(body))
    const rows = open.slice(offset, offset + 20).map((id) => ({ title: id, externalPath: `/job/Berlin/${id}` }))
    return { status: 200, body: { total: offset === 0 ? open.length : 0, jobPostings: rows } }
  }
  const id = /^\/wday\/cxs\/acme\/Careers\/job\/Berlin\/(.+)$/.exec(path)?.[1] ?? ''
  if (!open.includes(id) || broken.includes(id)) return { status: 404, body: {} }
  const jobPostingInfo = { title: id, jobDescription: `<p>${id}: Go</p>`, startDate: '2026-08-01', location: 'Berlin' }
  return { status: 200, body: { jobPostingInfo } }
}

const server = createServer((request, response) => {
  void (async () => {
    const path = request.url ?? '/'
    if (path === '/robots.txt') return response.writeHead(404).end()
    asked.push(path)
    const { status, body } = await answer(path, request.method ?? 'GET', await text(request))
    return response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })()
})

let reroute = ''
beforeAll(async () => {
  database = await createTestDatabase()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address: string | AddressInfo | null = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port')
  reroute = `http://127.0.0.1:${address.port}`
})
beforeEach(async () => {
  await emptyDatabase(database.pool)
  broken = []
  asked = []
})
afterAll(async () => {
  server.close()
  await database.drop()
})

const run = (day: string) =>
  runFor(database.pool, workday, {
    scope: board,
    config: { board, name: 'Acme' },
    now: () => new Date(`${day}T12:00:00Z`),
    reroute,
  })

const jobs = (count: number) => Array.from({ length: count }, (_, index) => `Engineer_R-${index}`)

it('reads what is new, keeps what it knows open without reading it again, and closes what is gone', async () => {
  open = jobs(25)
  expect(await run('2026-08-20')).toMatchObject({ status: 'succeeded', counts: { inserted: 25 } })
  expect(await readBoard(database.pool, 'workday', board)).toMatchObject({ openCount: 25 })

  asked = []
  open = [...jobs(24).slice(1), 'Engineer_R-99']
  expect(await run('2026-09-02')).toMatchObject({ status: 'succeeded', counts: { inserted: 1, withdrawn: 2 } })
  expect(asked.filter((path) => path.includes('/job/'))).toEqual(['/wday/cxs/acme/Careers/job/Berlin/Engineer_R-99'])
  expect(await readBoard(database.pool, 'workday', board)).toMatchObject({ openCount: 24 })
})

it('keeps a posting open whose detail is gone, and asks for it again a week later', async () => {
  open = jobs(5)
  expect(await run('2026-08-20')).toMatchObject({ status: 'succeeded', counts: { inserted: 5 } })
  open = jobs(7)
  broken = ['Engineer_R-6']
  expect(await run('2026-08-21')).toMatchObject({ status: 'failed', counts: { inserted: 1, withdrawn: 0 } })
  broken = []
  asked = []
  expect(await run('2026-08-22')).toMatchObject({ status: 'succeeded', counts: { inserted: 0, withdrawn: 0 } })
  expect(asked.filter((path) => path.includes('/job/'))).toEqual([])
  expect(await run('2026-08-29')).toMatchObject({ status: 'succeeded', counts: { inserted: 1, withdrawn: 0 } })
  expect(await countOf(database.pool, 'select count(*) from posting where closed_at is null')).toBe(7)
})
