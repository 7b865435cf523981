import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { retagBatch } from '@/lib/db/retag-batch'
import type { Deriver } from '@/lib/db/retag-batch'
import { derivePostings } from '@/scrapers/derive'
import { replaySource } from '@/scrapers/replay'
import { retag } from '@/scrapers/retag'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { countOf, emptyDatabase, runFor, snapshot } from '../support/ingest'
import { board, onDay, record, records, runAcme } from '../support/toy-acme'
import { toyBoards } from '../support/toy-board'
import type { ToyBoard } from '../support/toy-board'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(() => emptyDatabase(database.pool))
afterAll(() => database.drop())

const run = (shown: ToyBoard, day: string) => runAcme(database.pool, shown, day)
const count = (condition: string) => countOf(database.pool, `select count(*) from posting where ${condition}`)

describe('a replay of an open board', () => {
  const replay = (source = toyBoards({}), isDryRun = false, name?: string) =>
    replaySource({
      pool: database.pool,
      source,
      isDryRun,
      ...(name !== undefined && { board: name }),
      ...onDay('2026-12-24'),
      signal: new AbortController().signal,
    })

  /** A parser that reads another text out of the same bytes. */
  const improved = (boards: Record<string, ToyBoard> = {}) => {
    const source = toyBoards(boards)
    return {
      ...source,
      parserVersion: 2,
      parse: (payload: Parameters<typeof source.parse>[0]) => {
        const parsed = source.parse(payload)
        return { ...parsed, postings: parsed.postings.map((each) => ({ ...each, text: `${each.text}\nRust.` })) }
      },
    }
  }

  it.each([false, true])(
    'moves no month, opens and closes nothing, and changes closed postings too',
    async (isDetailed) => {
      await run(board(0, 10, { isDetailed }), '2026-08-20')
      await run(board(0, 8, { isDetailed }), '2026-09-02')
      await run(board(0, 9, { isDetailed, records: [...records(0, 8), record('20')] }), '2026-09-03')
      const before = await snapshot(database.pool)
      expect(await replay()).toMatchObject({ status: 'succeeded', counts: { updated: 0, inserted: 0, withdrawn: 0 } })
      expect(await snapshot(database.pool)).toEqual(before)

      expect(await replay(improved(), true)).toMatchObject({
        report: {
          added: 0,
          changed: 11,
          gone: 0,
          fields: expect.arrayContaining([expect.objectContaining({ field: 'text', count: 11 })]),
        },
      })
      expect(await snapshot(database.pool)).toEqual(before)
      expect(await replay(improved())).toMatchObject({ status: 'succeeded', counts: { updated: 11, withdrawn: 0 } })
      expect(await count(`text like '%Rust.' and closed_at is not null`)).toBe(2)
      expect(await count(`month = '2026-08-01' and arrival = 'stock'`)).toBe(10)
      expect(await count(`month = '2026-09-01' and arrival = 'flow'`)).toBe(1)
      expect(await countOf(database.pool, 'select count(*) from posting_version')).toBe(0)
      expect(await count(`last_seen_at > '2026-12-01'`)).toBe(0)
    },
  )

  it('by the rules of another day leaves month, arrival and closing alone, as a retag does', async () => {
    await run(board(0, 10), '2026-08-20')
    await run(board(0, 8, { records: [...records(0, 8), record('20')] }), '2026-09-02')
    const lived = async () =>
      (
        await database.pool.query(
          `select p.external_id, p.month, p.arrival, p.closed_at, f.month as counted, f.arrival as counted_as
             from posting p join posting_fact f on f.posting_id = p.id order by p.external_id`,
        )
      ).rows
    const before = await lived()
    const deriver: Deriver = {
      derive: (inputs) =>
        derivePostings(inputs).map((posting) => ({
          ...posting,
          normalised: { ...posting.normalised, seniority: ['staff'] },
        })),
      readFields: () => null,
    }
    const outcome = await retag({
      pool: database.pool,
      work: (range) => retagBatch(database.pool, range, deriver),
      versions: { taxonomyVersion: '2099.1.1', rulesVersion: '2099.1.1' },
      isDryRun: false,
      ...onDay('2026-12-24'),
      signal: new AbortController().signal,
    })
    expect(outcome).toMatchObject({ status: 'succeeded', changedFacts: 11 })
    expect(await lived()).toEqual(before)
    expect(before).toHaveLength(11)
  })

  it('gives a posting that an older parser had missed the month in which its bytes came', async () => {
    await run(board(0, 4), '2026-08-20')
    await run(board(0, 5), '2026-09-02')
    await database.pool.query(`delete from posting where external_id in ('1', '4')`)
    expect(await replay()).toMatchObject({ counts: { inserted: 2 } })
    // The newest bytes are those of September, after the baseline.
    expect(await count(`month = '2026-09-01' and arrival = 'flow' and first_seen_at = '2026-09-02T12:00:00Z'`)).toBe(2)
  })

  it('keeps no version, nor does a run of a new parser: what it reads differently is no edit', async () => {
    await run(board(0, 3), '2026-08-20')
    const config = { scope: 'acme', config: { board: 'acme', name: 'Acme' } }
    await runFor(database.pool, improved({ acme: board(0, 4) }), { ...config, ...onDay('2026-08-21') })
    expect(await count(`text like '%Rust.'`)).toBe(4)
    expect(await countOf(database.pool, 'select count(*) from posting_version')).toBe(0)
  })

  it('of one board leaves the others alone', async () => {
    const source = toyBoards({ acme: board(0, 2), beta: board(2, 5) })
    for (const slug of ['acme', 'beta'])
      await runFor(database.pool, source, { scope: slug, config: { board: slug, name: slug } })
    expect(await replay(improved(), false, 'beta')).toMatchObject({ counts: { updated: 3 } })
    expect(await count(`text like '%Rust.'`)).toBe(3)
    expect(await replay(improved())).toMatchObject({ status: 'succeeded' })
    expect(await count(`text like '%Rust.'`)).toBe(5)
  })
})
