import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isDatabaseAway } from '@/lib/db/database-away'
import { PrismaClient } from '@/lib/db/generated/client'
import { readHealth } from '@/lib/db/health'
import { readIngestStatus } from '@/lib/db/ingest-status'
import { listRuns, listSources, readDataVersion } from '@/lib/db/operator-store'
import { listRejects } from '@/lib/db/reject-views'
import { beatLostAfterMs, keepWorkerBeat } from '@/lib/db/worker-beat'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { uuidFor } from '../support/facts'

const now = new Date('2024-05-20T12:00:00Z')
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

let database: TestDatabase
let prisma: PrismaClient

beforeAll(async () => {
  database = await createTestDatabase()
  prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) })
})
afterAll(async () => {
  await prisma.$disconnect()
  await database.drop()
})
beforeEach(async () => {
  await database.pool.query(
    'truncate source, run, reject, raw_payload, posting, posting_fact, data_version, worker cascade',
  )
  await prisma.source.createMany({
    data: ['hackernews', 'file'].map((id) => ({
      id,
      name: id,
      homepage: 'https://example.org',
      attribution: `Postings from ${id}`,
      parserVersion: 1,
      cadenceHours: id === 'file' ? null : 6,
    })),
  })
})

const addRun = (fields: { sourceId?: string; status: string; startedAt: Date; finishedAt?: Date; inserted?: number }) =>
  prisma.run.create({
    data: {
      id: randomUUID(),
      sourceId: 'hackernews',
      trigger: 'worker',
      params: {},
      beatAt: fields.finishedAt ?? now,
      ...fields,
    },
  })

/** A posting with its fact, in the plainest shape that the tables allow. */
async function addPosting(month: string, role: string): Promise<void> {
  const id = randomUUID()
  await prisma.posting.create({
    data: {
      id,
      sourceId: 'hackernews',
      externalId: id,
      payloadId: randomUUID(),
      listing: month,
      text: 'text',
      contentHash: 'hash',
      postedAt: now,
      month: new Date(`${month}-01`),
      role,
      roleReason: 'made up',
      remote: 'unknown',
      parserVersion: 1,
      firstSeenAt: now,
      lastSeenAt: now,
      fact: {
        create: {
          month: new Date(`${month}-01`),
          day: now,
          vacancyId: id,
          employerId: id,
          sourceId: 'hackernews',
          role,
          remote: 'unknown',
          words: 1,
        },
      },
    },
  })
}

const addVersion = (months: string[]) =>
  prisma.dataVersion.create({
    data: {
      at: now,
      runId: randomUUID(),
      sourceId: 'hackernews',
      months: months.map((month) => new Date(`${month}-01`)),
      changed: 1,
      taxonomyVersion: 'taxonomy',
      rulesVersion: 'rules',
    },
  })

describe('the sources page', () => {
  it('counts what each source holds, the largest first, and tells its newest and its last complete run apart', async () => {
    await addPosting('2024-03', 'strict')
    await addPosting('2024-05', 'no')
    await addRun({ status: 'succeeded', startedAt: minutesAgo(60), finishedAt: minutesAgo(50) })
    await addRun({ status: 'failed', startedAt: minutesAgo(5), finishedAt: minutesAgo(4) })
    const [first, second] = await listSources(prisma)
    expect(first).toMatchObject({ id: 'hackernews', postings: 2, backendPostings: 1, from: '2024-03', to: '2024-05' })
    expect(first?.lastRun).toMatchObject({ status: 'failed', durationMs: 60_000 })
    expect(first?.lastSuccessAt).toEqual(minutesAgo(50))
    expect(second).toMatchObject({ id: 'file', postings: 0, from: null, lastRun: null, lastSuccessAt: null })
  })

  it('pages through runs newest first and ends', async () => {
    for (const minutes of [1, 2, 3])
      await addRun({ status: 'succeeded', startedAt: minutesAgo(minutes), finishedAt: now })
    const page = await listRuns(prisma, { limit: 2 })
    expect(page.rows.map((run) => run.startedAt)).toEqual([minutesAgo(1), minutesAgo(2)])
    const rest = await listRuns(prisma, { limit: 2, cursor: page.next ?? undefined })
    expect(rest.rows.map((run) => run.startedAt)).toEqual([minutesAgo(3)])
    expect(rest.next).toBeNull()
    expect((await listRuns(prisma, { sourceId: 'file', limit: 2 })).rows).toEqual([])
  })

  it('shows each reject once over all pages, with the address that it came from', async () => {
    const payloadId = randomUUID()
    await prisma.rawPayload.create({
      data: {
        id: payloadId,
        sourceId: 'hackernews',
        key: 'thread/1',
        sha256: 'x',
        url: 'https://example.org/items/1',
        headers: {},
        body: new Uint8Array(),
        byteCount: 0,
        context: {},
        fetchedAt: now,
        lastSeenAt: now,
        runId: randomUUID(),
      },
    })
    // Equal instants, as rejects of one page have: the cursor must not lean on time alone.
    const data = Array.from({ length: 5 }, (_, line) => ({
      id: randomUUID(),
      sourceId: 'hackernews',
      payloadId: line === 0 ? randomUUID() : payloadId,
      runId: randomUUID(),
      line,
      reason: 'the text is empty',
      at: now,
    }))
    await prisma.reject.createMany({ data })
    const seen: (number | null)[] = []
    let cursor: string | undefined
    do {
      const page = await listRejects(prisma, { sourceId: 'hackernews', limit: 2, cursor })
      for (const reject of page.rows) {
        seen.push(reject.line)
        expect(reject.payloadUrl).toBe(reject.line === 0 ? null : 'https://example.org/items/1')
      }
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(seen.toSorted()).toEqual([0, 1, 2, 3, 4])
  })
})

describe('the ingest status', () => {
  it('follows a first run and the months that arrived since a version', async () => {
    await addRun({ status: 'running', startedAt: minutesAgo(1), inserted: 7 })
    await addPosting('2024-05', 'strict')
    const { id } = await addVersion(['2024-05'])
    await addVersion(['2024-04', '2024-05'])
    const status = await readIngestStatus(prisma, { now, since: id })
    expect(status).toMatchObject({
      dataVersion: id + 1,
      postings: 1,
      from: '2024-05',
      monthsSince: ['2024-04', '2024-05'],
    })
    expect(status.runs).toMatchObject([{ sourceId: 'hackernews', postings: 7, isFirst: true }])
    expect((await readIngestStatus(prisma, { now })).monthsSince).toEqual([])
  })

  it('counts again as soon as the data version moves', async () => {
    await addVersion(['2024-05'])
    expect((await readIngestStatus(prisma, { now })).postings).toBe(0)
    await addPosting('2024-05', 'strict')
    await addVersion(['2024-05'])
    expect((await readIngestStatus(prisma, { now })).postings).toBe(1)
  })

  it('is no first run once a run has come to its end', async () => {
    await addRun({ status: 'succeeded', startedAt: minutesAgo(90), finishedAt: minutesAgo(80) })
    await addRun({ status: 'running', startedAt: minutesAgo(1) })
    expect((await readIngestStatus(prisma, { now })).runs).toMatchObject([{ isFirst: false }])
  })

  it('reports a source whose last run failed and forgets it when the next one succeeds', async () => {
    await addRun({ status: 'failed', startedAt: minutesAgo(9), finishedAt: minutesAgo(8) })
    expect((await readIngestStatus(prisma, { now })).troubles).toMatchObject([
      { sourceId: 'hackernews', dataUntil: null },
    ])
    await addRun({ status: 'succeeded', startedAt: minutesAgo(7), finishedAt: minutesAgo(6) })
    expect((await readIngestStatus(prisma, { now })).troubles).toEqual([])
  })
})

describe('health', () => {
  it('is degraded without a worker, ok with one, degraded again when its beat is lost', async () => {
    expect(await readHealth(prisma, { now })).toMatchObject({ status: 'degraded' })
    const stop = await keepWorkerBeat(database.pool, { now: () => now, onError: () => undefined })
    expect(await readHealth(prisma, { now })).toMatchObject({ status: 'ok', checks: { worker: { isOk: true } } })
    const later = new Date(now.getTime() + beatLostAfterMs + 1)
    expect(await readHealth(prisma, { now: later })).toMatchObject({ status: 'degraded' })
    await stop()
    expect(await readHealth(prisma, { now })).toMatchObject({ checks: { worker: { isOk: false } } })
  })

  it('does not take for alive what a wrong clock wrote, and keeps no lives of days ago, once a worker starts', async () => {
    const day = 24 * 60 * 60 * 1000
    for (const [name, days] of [
      ['old', -2],
      ['of today', -0.5],
      ['ahead', 400],
    ] as const)
      await database.pool.query('insert into worker (id, started_at, beat_at) values ($1, $2, $2)', [
        uuidFor(name),
        new Date(now.getTime() + days * day),
      ])
    const stop = await keepWorkerBeat(database.pool, { now: () => now, onError: () => undefined })
    await stop()
    expect(await readHealth(prisma, { now })).toMatchObject({ checks: { worker: { isOk: false } } })
    const { rows } = await database.pool.query('select id from worker order by beat_at')
    expect(rows).toMatchObject([{ id: uuidFor('of today') }, {}])
  })

  it('fails when a migration has not been applied or the database is away, and tells no address', async () => {
    const missing = await readHealth(prisma, { now, migrationsFolder: 'tests' })
    expect(missing).toMatchObject({ status: 'failing', checks: { migrations: { isOk: false } } })
    const away = new PrismaClient({
      adapter: new PrismaPg({ connectionString: 'postgresql://u:secret@127.0.0.1:1/x' }),
    })
    await expect(away.source.findMany()).rejects.toSatisfy(isDatabaseAway)
    await expect(away.$queryRaw`select 1`).rejects.toSatisfy(isDatabaseAway)
    const health = await readHealth(away, { now })
    expect(health.status).toBe('failing')
    expect(JSON.stringify(health)).not.toMatch(/secret|127\.0\.0\.1/)
  })

  it('names the newest data version, and 0 before any', async () => {
    expect(await readDataVersion(prisma)).toEqual({ id: 0, at: null, taxonomyVersion: null, rulesVersion: null })
    const { id } = await addVersion(['2024-05'])
    expect(await readDataVersion(prisma)).toMatchObject({ id, taxonomyVersion: 'taxonomy', rulesVersion: 'rules' })
  })
})
