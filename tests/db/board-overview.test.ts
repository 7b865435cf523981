import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PrismaPg } from '@prisma/adapter-pg'
import { createRegistry } from '@/app/metrics/registry'
import { findBoards, listBoardViews, readBoardView, tallyBoards } from '@/lib/db/board-overview'
import { setBoardState, upsertBoards } from '@/lib/db/board-store'
import { PrismaClient } from '@/lib/db/generated/client'
import { readHealth } from '@/lib/db/health'
import { readIngestStatus } from '@/lib/db/ingest-status'
import { readOperatorFigures } from '@/lib/db/operator-metrics'
import { listRuns } from '@/lib/db/operator-store'
import { listRejects, readReject } from '@/lib/db/reject-views'
import { syncReference } from '@/lib/db/reference-store'
import { listSourceStates } from '@/lib/db/source-states'
import { keepWorkerBeat } from '@/lib/db/worker-beat'
import { haltSource } from '@/scrapers/http/errors'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { runFor } from '../support/ingest'
import { type ToyBoard, toyBoards } from '../support/toy-board'
import type { ToyRecord } from '../support/toy-source'

const now = new Date('2024-06-10T12:00:00Z')
const at = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

let database: TestDatabase
let prisma: PrismaClient
let shown: Record<string, ToyBoard>

const record = (id: string): ToyRecord => ({ id, text: `Backend engineer ${id}. You need Go.`, date: '2024-06-01' })
const records = (count: number, of = 'p') => Array.from({ length: count }, (_, index) => record(`${of}${index}`))

const addBoards = (...slugs: string[]) =>
  upsertBoards(
    database.pool,
    slugs.map((slug) => ({ sourceId: 'toys', slug, name: `The ${slug} company`, origin: 'cli' as const })),
    at(100),
  )

const read = (slug: string, hoursAgo: number) =>
  runFor(database.pool, toyBoards(shown), {
    scope: slug,
    config: { board: slug, name: `The ${slug} company` },
    trigger: 'worker',
    now: () => at(hoursAgo),
  })

beforeAll(async () => {
  database = await createTestDatabase()
  prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) })
})

beforeEach(async () => {
  await database.pool.query(
    'truncate board, run, raw_payload, reject, posting, posting_fact, data_version, source, worker, host cascade',
  )
  shown = {}
  await syncReference(database.pool, { sources: [toyBoards(shown)], skills: [] })
})

afterAll(async () => {
  await prisma.$disconnect()
  await database.drop()
})

describe('how boards stand', () => {
  it('is told by state, last run and failures, those to look at first', async () => {
    shown = {
      good: { records: records(3) },
      bad: { records: [], error: { after: 0, error: haltSource('example.com', 'example.com said no') } },
      held: { records: records(9), ownName: 'Held Incorporated' },
    }
    await addBoards('good', 'bad', 'held', 'new', 'paused')
    await setBoardState(database.pool, { sourceId: 'toys', slug: 'paused', state: 'paused', reason: 'they asked' })
    for (const slug of ['good', 'bad', 'held']) await read(slug, 20)
    shown.held = { records: records(1) }
    await read('held', 2)
    const boards = await findBoards(database.pool, { limit: 10, offset: 0 })
    expect(boards.map(({ slug, condition }) => `${slug} ${condition}`)).toEqual([
      'held held',
      'bad failing',
      'new waiting',
      'good good',
      'paused paused',
    ])
    expect(boards[0]).toMatchObject({ ownName: 'Held Incorporated', openCount: 9 })
    expect(boards[0]?.lastError).toMatch(/\d/)
    expect(boards[1]).toMatchObject({ lastError: 'example.com said no', failures: 1, failingSince: at(20) })
  })

  it('is found by name, slug or own name in any case, and by the page', async () => {
    await addBoards('alpha', 'beta', 'gamma')
    const find = async (words: string) =>
      (await findBoards(database.pool, { words, limit: 5, offset: 0 })).map(({ slug }) => slug)
    expect(await find('BETA')).toEqual(['beta'])
    expect(await find('company')).toEqual(['alpha', 'beta', 'gamma'])
    expect(await find('100%')).toEqual([])
    const first = await listBoardViews(database.pool, { limit: 2 })
    const rest = await listBoardViews(database.pool, { limit: 2, after: { sourceId: 'toys', slug: 'beta' } })
    expect([...first, ...rest].map(({ slug }) => slug)).toEqual(['alpha', 'beta', 'gamma'])
    expect(await readBoardView(database.pool, 'toys', 'delta')).toBeNull()
  })

  it('comes to a tally by source, which leaves out what is not read when it looks for the oldest', async () => {
    shown = { good: { records: records(3) }, other: { records: records(2, 'q') } }
    await addBoards('good', 'other', 'gone')
    await setBoardState(database.pool, { sourceId: 'toys', slug: 'gone', state: 'removed', reason: 'gone' })
    await read('good', 30)
    await read('other', 5)
    const [tally] = await tallyBoards(database.pool)
    expect(tally).toMatchObject({ isOfBoards: true, conditions: { good: 2, removed: 1 }, open: 5 })
    expect([tally?.oldestSuccessAt, tally?.newestSuccessAt]).toEqual([at(30), at(5)])
    const [source] = await listSourceStates({ pool: database.pool, prisma }, now)
    expect(source).toMatchObject({ id: 'toys', week: { runs: 2, inserted: 5, troubled: 0 } })
  })
})

describe('what is shown of one board', () => {
  it('is its own runs and rejects', async () => {
    shown = { a: { records: [...records(4), { ...record('x'), isBad: true }] }, b: { records: records(2, 'q') } }
    await addBoards('a', 'b')
    await read('a', 2)
    await read('b', 1)
    const runs = await listRuns(prisma, { sourceId: 'toys', scope: 'b', limit: 10 })
    expect(runs.rows.map((run) => run.scope)).toEqual(['b'])
    const rejects = await listRejects(prisma, { sourceId: 'toys', scope: 'a', limit: 10 })
    expect(rejects.rows).toMatchObject([{ scope: 'a', payloadUrl: 'https://example.com/board/a' }])
    expect((await listRejects(prisma, { sourceId: 'toys', scope: 'b', limit: 10 })).rows).toEqual([])
    const [reject] = rejects.rows
    expect((await readReject(prisma, reject?.id ?? ''))?.view).toEqual(reject)
  })
})

describe('readers and the health check', () => {
  const failing = () => ({ records: [], error: { after: 0, error: haltSource('example.com', 'no') } })

  it('are not troubled by one board among many, but by most of them', async () => {
    shown = { a: { records: records(1) }, b: { records: records(1) }, c: failing() }
    await addBoards('a', 'b', 'c')
    for (const slug of ['a', 'b', 'c']) await read(slug, 3)
    const stop = await keepWorkerBeat(database.pool, { now: () => now, onError: () => undefined })
    const status = await readIngestStatus(prisma, { now })
    expect(status.troubles).toEqual([])
    expect(status.boards).toMatchObject([{ sourceId: 'toys', active: 3, tried: 3, failing: 1 }])
    expect(await readHealth(prisma, { now })).toMatchObject({ status: 'ok' })
    await setBoardState(database.pool, { sourceId: 'toys', slug: 'c', state: 'parked', reason: 'failed for days' })
    expect(await readHealth(prisma, { now })).toMatchObject({ status: 'ok' })
    shown.a = failing()
    shown.b = failing()
    for (const slug of ['a', 'b']) await read(slug, 1)
    expect((await readIngestStatus(prisma, { now })).troubles).toMatchObject([{ sourceId: 'toys', status: 'halted' }])
    expect(await readHealth(prisma, { now })).toMatchObject({ status: 'degraded', checks: { boards: { isOk: false } } })
    await stop()
  })
})

describe('the metrics', () => {
  it('are valid Prometheus text with every board, run and posting counted', async () => {
    shown = { 'a"b': { records: records(2) }, c: { records: records(3, 'q') } }
    await addBoards('a"b', 'c')
    await read('a"b', 4)
    await read('c', 2)
    const text = await createRegistry(await readOperatorFigures(database.pool, now)).metrics()
    const sample = /^[a-z_]+(?:\{[a-z_]+="(?:[^"\\\n]|\\.)*"(?:,[a-z_]+="(?:[^"\\\n]|\\.)*")*\})? -?[0-9.e+]+$/
    const comment = /^# (?:HELP [a-z_]+ .+|TYPE [a-z_]+ (?:gauge|counter|histogram))$/
    const lines = text.split('\n').filter((line) => line !== '')
    expect(lines.filter((line) => !sample.test(line) && !comment.test(line))).toEqual([])
    expect(lines).toContain('skilltide_boards{source="toys",condition="good"} 2')
    expect(lines).toContain('skilltide_boards{source="toys",condition="held"} 0')
    expect(lines).toContain('skilltide_postings{source="toys",arrival="stock",state="open"} 5')
    expect(lines).toContain('skilltide_runs{source="toys",status="succeeded"} 2')
    expect(lines).toContain(`skilltide_oldest_board_success_timestamp_seconds{source="toys"} ${at(4).getTime() / 1000}`)
    expect(lines).toContain('skilltide_workers_alive 0')
    expect(lines).toContain('skilltide_sealed_version 0')
    expect(lines).toContain(`skilltide_unsealed_since_timestamp_seconds ${at(4).getTime() / 1000}`)
  })
})
