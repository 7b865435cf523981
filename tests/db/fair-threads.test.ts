import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openProcessPool } from '@/scrapers/process-pool'
import type { ProcessPool } from '@/scrapers/process-pool'
import { retag } from '@/scrapers/retag'
import { greenhouse } from '@/scrapers/sources/greenhouse/source'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { runFor } from '../support/ingest'
import { toySource } from '../support/toy-source'

let database: TestDatabase
let processors: ProcessPool
beforeAll(async () => {
  database = await createTestDatabase()
  processors = openProcessPool(1)
})
afterAll(async () => {
  await processors.close()
  await database.drop()
})

const text = (index: number) => `Acme ${index} | Backend Engineer | Berlin
${'We run Kubernetes on AWS, write Go and Postgres, and ship by Terraform. '.repeat(12)}`

const jobs = Array.from({ length: 40 }, (_, index) => ({
  id: index,
  title: 'Backend Engineer',
  absolute_url: `https://example.com/${index}`,
  location: { name: 'Berlin' },
  updated_at: '2024-03-05T00:00:00Z',
  first_published: '2024-03-05T00:00:00Z',
  content: text(index),
}))
const board = {
  key: 'board',
  url: 'https://example.com',
  status: 200,
  headers: {},
  body: Buffer.from(JSON.stringify({ jobs })),
  context: { board: 'acme', company: 'Acme' },
}

/** Time in the thread, without waiting for its turn. */
async function processBoard(): Promise<number> {
  const { postings, times } = await processors.process(greenhouse, board)
  expect(postings).toHaveLength(jobs.length)
  return times.parseMs + times.tagMs + times.normaliseMs
}

async function retagAll(): Promise<number> {
  const { status, counts, times } = await retag({
    pool: database.pool,
    work: processors.retag(database.url),
    versions: { taxonomyVersion: '2099.1.1', rulesVersion: '2099.1.1' },
    isDryRun: true,
    now: () => new Date(),
    signal: new AbortController().signal,
    pageSize: 20,
  })
  expect([status, counts.seen]).toEqual(['succeeded', 480])
  return times.deriveMs
}

/** Share of the thread's time that a retag had beside an ingest that goes on as long as it does. */
async function retagShare(): Promise<number> {
  let ingestMs = 0
  let isOver = false
  const readBoards = async () => {
    while (!isOver) {
      const ms = await processBoard()
      ingestMs += ms
    }
  }
  const ingest = Promise.all(Array.from({ length: 12 }, readBoards))
  const retagMs = await retagAll()
  const share = retagMs / (retagMs + ingestMs)
  isOver = true
  await ingest
  return share
}

const isHalf = (share: number) => share > 0.3 && share < 0.7

describe('a retag beside an ingest that never ends', () => {
  it('has half of the time of the thread that both share, and the ingest the other half', async () => {
    const records = Array.from({ length: 480 }, (_, index) => ({ id: `ad-${index}`, text: text(index) }))
    await runFor(database.pool, toySource([{ listing: 'a', records }]))
    // Both are read twice, the first time by code that is not warm.
    await processBoard()
    await retagAll()
    // A task during which the machine stands still, or a database that does, is charged to one of the two, and more than the
    // other can catch up on in this second: then it is measured again. Whoever is not given his half never has it.
    const shares: number[] = []
    while (shares.length < 8 && !shares.some(isHalf)) shares.push(await retagShare())
    expect(shares.filter(isHalf), `shares: ${String(shares)}`).not.toEqual([])
  })
})

describe('a second thread', () => {
  it('is started as soon as a core is idle, while the first is at the first pages of a retag', async () => {
    let looks = 0
    // The five tasks cost four looks.
    const pool = openProcessPool(2, () => {
      looks += 1
      return looks > 5
    })
    try {
      const work = pool.retag(database.url)
      const nothing = { after: 'ffffffff-ffff-ffff-ffff-ffffffffffff', upTo: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }
      const pages = Array.from({ length: 5 }, () => work(nothing))
      await Promise.race(pages)
      // With two threads there is nothing to look for any more.
      expect(looks).toBe(6)
      expect((await Promise.all(pages)).map(({ seen }) => seen)).toEqual([0, 0, 0, 0, 0])
    } finally {
      await pool.close()
    }
  })
})

describe('a pool that is closed', () => {
  it('refuses what waits for a thread, and what comes later', async () => {
    const pool = openProcessPool(1)
    const work = pool.retag(database.url)
    const range = { after: '00000000-0000-0000-0000-000000000000', upTo: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }
    const pages = Promise.allSettled(Array.from({ length: 5 }, () => work(range)))
    await pool.close()
    expect((await pages).map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'rejected'))
    await expect(pool.process(greenhouse, board)).rejects.toThrow('the processing threads were closed')
  })
})
