import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readCursor } from '@/lib/db/run-store'
import { haltSource, retryLater, unreachable } from '@/scrapers/http/errors'
import { replaySource } from '@/scrapers/replay'
import { recoverRuns, withScopeLock } from '@/scrapers/run-lock'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { countOf, emptyDatabase, runFor, snapshot } from '../support/ingest'
import { toySource } from '../support/toy-source'
import type { ToyPage, ToyRecord } from '../support/toy-source'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(() => emptyDatabase(database.pool))
afterAll(() => database.drop())

const record = (id: string, text = `Acme ${id} | Backend Engineer | Berlin\nGo and Kubernetes.`): ToyRecord => ({
  id,
  text,
})
const records = (from: number, to: number): ToyRecord[] =>
  Array.from({ length: to - from }, (_, index) => record(String(from + index)))

const cursor = async () => {
  const client = await database.pool.connect()
  try {
    return await readCursor(client, 'toy', 'all')
  } finally {
    client.release()
  }
}

describe('ingest', () => {
  it('stores postings with their facts, and the same again changes nothing', async () => {
    const source = toySource([
      { listing: 'a', records: records(0, 20) },
      { listing: 'b', records: records(20, 30) },
    ])
    const first = await runFor(database.pool, source)
    const stored = await snapshot(database.pool)
    const second = await runFor(database.pool, source)
    expect(first).toMatchObject({ status: 'succeeded', counts: { inserted: 30, updated: 0, seen: 30 } })
    expect(second).toMatchObject({ status: 'succeeded', counts: { inserted: 0, updated: 0, unchanged: 30 } })
    expect(await snapshot(database.pool)).toEqual(stored)
    expect(stored.facts).toHaveLength(30)
    expect(await countOf(database.pool, 'select count(*) from data_version')).toBe(2)
    expect(await countOf(database.pool, 'select count(*) from raw_payload')).toBe(2)
  })

  it('ends in the same rows whatever order the pages come in', async () => {
    const pages = fc.uniqueArray(
      fc.record({
        listing: fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e'), minLength: 1, maxLength: 3 }),
        texts: fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 8 }),
      }),
      { selector: (page) => page.listing, minLength: 1, maxLength: 5 },
    )
    await fc.assert(
      fc.asyncProperty(pages, fc.infiniteStream(fc.nat()), async (made, random) => {
        const toyPages: ToyPage[] = made.map(({ listing, texts }) => ({
          listing,
          records: texts.map((text, index) => record(`${listing}/${index}`, `Acme | Engineer\n${text}`)),
        }))
        const keyed = toyPages.map((page) => ({ page, key: random.next().value }))
        const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ page }) => page)
        await emptyDatabase(database.pool)
        await runFor(database.pool, toySource(toyPages))
        const inOrder = await snapshot(database.pool)
        await emptyDatabase(database.pool)
        await runFor(database.pool, toySource(shuffled))
        expect(await snapshot(database.pool)).toEqual(inOrder)
      }),
      { numRuns: 8 },
    )
  })

  it('updates an edited posting and moves its fact to the month that it now has', async () => {
    await runFor(database.pool, toySource([{ listing: 'a', records: [record('1'), record('2')] }]))
    const edited: ToyRecord = { id: '1', text: 'Acme | Data Engineer | Paris\nTerraform.', date: '2024-04-02' }
    const outcome = await runFor(database.pool, toySource([{ listing: 'a', records: [edited, record('2')] }]))
    expect(outcome.counts).toMatchObject({ inserted: 0, updated: 1, unchanged: 1 })
    const { rows } = await database.pool.query('select months, changed from data_version order by id desc limit 1')
    expect(rows).toMatchObject([{ changed: 1 }])
    expect(
      await countOf(
        database.pool,
        `select count(*) from posting_fact where month = '2024-04-01' and day = '2024-04-02'`,
      ),
    ).toBe(1)
    expect(
      await countOf(database.pool, 'select array_length(months, 1) from data_version order by id desc limit 1'),
    ).toBe(2)
  })

  it('withdraws what a complete listing no longer holds, and takes it back when it is there again', async () => {
    await runFor(database.pool, toySource([{ listing: 'a', records: records(0, 10) }]))
    const before = await snapshot(database.pool)
    const gone = await runFor(database.pool, toySource([{ listing: 'a', records: records(0, 8) }]))
    expect(gone.counts).toMatchObject({ withdrawn: 2, unchanged: 8 })
    expect(await countOf(database.pool, 'select count(*) from posting_fact')).toBe(8)
    expect(await countOf(database.pool, 'select count(*) from posting where withdrawn_at is not null')).toBe(2)
    const back = await runFor(database.pool, toySource([{ listing: 'a', records: records(0, 10) }]))
    expect(back.counts).toMatchObject({ updated: 2, unchanged: 8 })
    expect(await snapshot(database.pool)).toEqual(before)
  })

  it('keeps a posting whose record was refused this time: it is still listed', async () => {
    await runFor(database.pool, toySource([{ listing: 'a', records: records(0, 3) }]))
    const [first, ...others] = records(0, 3)
    const outcome = await runFor(
      database.pool,
      toySource([{ listing: 'a', records: [{ id: first?.id ?? '', text: 'x', isBad: true }, ...others] }]),
    )
    expect(outcome.counts).toMatchObject({ withdrawn: 0, rejected: 1, unchanged: 2 })
    expect(await countOf(database.pool, 'select count(*) from posting_fact')).toBe(3)
  })

  it('holds a listing that lost too much, keeps its cursor, and applies it when a person says so', async () => {
    await runFor(database.pool, toySource([{ listing: 'a', records: records(0, 20) }]))
    const shrunk = toySource([{ listing: 'a', records: records(0, 4) }])
    const held = await runFor(database.pool, shrunk)
    expect(held).toMatchObject({ status: 'held', counts: { withdrawn: 0 }, error: expect.stringContaining('4 of 20') })
    expect(await countOf(database.pool, 'select count(*) from posting_fact')).toBe(20)
    const accepted = await runFor(database.pool, shrunk, { acceptsLosses: true })
    expect(accepted).toMatchObject({ status: 'succeeded', counts: { withdrawn: 16 } })
  })

  it('withdraws nothing for a page that is only a part of a listing', async () => {
    await runFor(database.pool, toySource([{ listing: 'a', records: records(0, 3) }]))
    await runFor(database.pool, toySource([{ listing: 'a', records: [], isPart: true }]))
    expect(await countOf(database.pool, 'select count(*) from posting_fact')).toBe(3)
  })

  it('goes on after a page that a parser breaks on, keeps its bytes, and does not count it as read', async () => {
    const outcome = await runFor(
      database.pool,
      toySource([
        { listing: 'a', records: records(0, 2) },
        { listing: 'b', records: [], garbage: '<html>' },
        { listing: 'c', records: records(2, 4) },
      ]),
    )
    expect(outcome).toMatchObject({ status: 'failed', errorKind: 'Bug', counts: { inserted: 4 } })
    expect(await countOf(database.pool, `select count(*) from raw_payload where key = 'b' and parsed_by is null`)).toBe(
      1,
    )
    expect(await cursor()).toEqual({ listings: ['a'] })
  })

  it('applies nothing of a page that is mostly refused, and shows why', async () => {
    const outcome = await runFor(
      database.pool,
      toySource([{ listing: 'a', records: [record('1'), ...records(2, 6).map((each) => ({ ...each, isBad: true }))] }]),
    )
    expect(outcome).toMatchObject({ status: 'failed', errorKind: 'RetryLater', counts: { inserted: 0, rejected: 4 } })
    expect(await countOf(database.pool, 'select count(*) from reject')).toBe(4)
    expect(await cursor()).toBeNull()
  })

  it.each([
    [haltSource('example.com', 'go away'), 'halted', 'HaltSource'],
    [retryLater('example.com', 'later'), 'failed', 'RetryLater'],
    [unreachable('example.com', 'example.com could not be reached'), 'failed', 'Unreachable'],
  ])('keeps the pages and the cursor before %s', async (error, status, errorKind) => {
    const source = toySource([
      { listing: 'a', records: records(0, 2) },
      { listing: 'b', records: [], error },
    ])
    expect(await runFor(database.pool, source)).toMatchObject({
      status,
      errorKind,
      error: error.message,
      counts: { inserted: 2 },
    })
    expect(await cursor()).toEqual({ listings: ['a'] })
    const { rows } = await database.pool.query('select status, error_kind, pages_done, pages_total from run')
    expect(rows).toEqual([{ status, error_kind: errorKind, pages_done: 1, pages_total: 2 }])
  })

  it('does not move the cursor in a bounded backfill', async () => {
    await runFor(database.pool, toySource([{ listing: 'a', records: records(0, 2) }]), { since: '2024-01' })
    expect(await cursor()).toBeNull()
  })

  it('takes the first of two records with one id, on one page or on two, and tells the other', async () => {
    const source = toySource([
      { listing: 'a', records: [record('1'), record('1', 'Another | Engineer\nRust.')] },
      { listing: 'b', records: [record('1', 'A third | Engineer\nJava.')] },
    ])
    const outcome = await runFor(database.pool, source)
    expect(outcome.counts).toMatchObject({ inserted: 1, updated: 0, rejected: 2 })
    expect(await runFor(database.pool, source)).toMatchObject({ counts: { inserted: 0, updated: 0, unchanged: 1 } })
    expect(await countOf(database.pool, `select count(*) from posting where text like '%Go and Kubernetes%'`)).toBe(1)
  })

  it('refuses advertisements from the future', async () => {
    const outcome = await runFor(
      database.pool,
      toySource([{ listing: 'a', records: [record('1'), record('2'), { ...record('3'), date: '2031-01-01' }] }]),
    )
    expect(outcome.counts).toMatchObject({ inserted: 2, rejected: 1 })
  })

  it('leaves a source alone that another process is reading', async () => {
    const busy = await withScopeLock(
      database.pool,
      { sourceId: 'toy', scope: 'all' },
      () => new Date(),
      () => runFor(database.pool, toySource([{ listing: 'a', records: records(0, 2) }])),
    )
    expect(busy).toMatchObject({ status: 'busy' })
    expect(await countOf(database.pool, 'select count(*) from run')).toBe(0)
  })

  it('closes as interrupted what a dead process left running', async () => {
    await database.pool.query(
      `insert into run (id, source_id, trigger, status, params, started_at, beat_at) values (gen_random_uuid(), 'toy', 'worker', 'running', '{}', now(), now())`,
    )
    await recoverRuns(database.pool, ['toy'], () => new Date())
    const { rows } = await database.pool.query('select status, finished_at is not null as is_closed from run')
    expect(rows).toEqual([{ status: 'interrupted', is_closed: true }])
  })
})

it('many runs of one connection leave no growing tables behind: nothing vacuums temporary ones', async () => {
  const largest = async () =>
    countOf(database.pool, `select coalesce(max(pg_relation_size(oid)), 0) from pg_class where relname = 'run_seen'`)
  const source = toySource([{ listing: 'a', records: records(0, 300) }])
  const sizes: number[] = []
  for (let run = 0; run < 40; run++) {
    await runFor(database.pool, source)
    sizes.push(await largest())
  }
  // 12,000 rows in all, of which 5,000 may lie there at once, and those of a run: 50 bytes each.
  expect(Math.max(...sizes)).toBeGreaterThan(0)
  expect(Math.max(...sizes)).toBeLessThan(6_000 * 50)
})

describe('replay', () => {
  const pages: ToyPage[] = [{ listing: 'a', records: records(0, 5) }]
  const replay = (isDryRun: boolean, source = toySource(pages)) =>
    replaySource({ pool: database.pool, source, isDryRun, now: () => new Date(), signal: new AbortController().signal })

  it('of unchanged rules changes nothing', async () => {
    await runFor(database.pool, toySource(pages))
    const before = await snapshot(database.pool)
    expect(await replay(false)).toMatchObject({ status: 'succeeded', counts: { seen: 5, updated: 0, unchanged: 5 } })
    expect(await snapshot(database.pool)).toEqual(before)
  })

  it('applies a changed parser to the stored bytes, and a dry run only counts', async () => {
    await runFor(database.pool, toySource(pages))
    const before = await snapshot(database.pool)
    const source = toySource(pages)
    const improved = {
      ...source,
      parserVersion: 2,
      parse: (payload: Parameters<typeof source.parse>[0]) => {
        const parsed = source.parse(payload)
        return {
          ...parsed,
          postings: parsed.postings.slice(1).map((posting) => ({ ...posting, text: `${posting.text}\nRust.` })),
        }
      },
    }
    expect(await replay(true, improved)).toMatchObject({ counts: { updated: 4, withdrawn: 1 } })
    expect(await snapshot(database.pool)).toEqual(before)
    expect(await replay(false, improved)).toMatchObject({ counts: { updated: 4, withdrawn: 1 } })
    expect(await countOf(database.pool, 'select count(*) from posting_fact')).toBe(4)
    expect(await countOf(database.pool, `select count(*) from posting where text like '%Rust.'`)).toBe(4)
  })

  it('withdraws nothing of a payload whose records are refused, as by a wrong map of columns', async () => {
    await runFor(database.pool, toySource(pages))
    const source = toySource(pages)
    const failing = {
      ...source,
      parserVersion: 2,
      parse: (payload: Parameters<typeof source.parse>[0]) => ({
        postings: [],
        rejects: source.parse(payload).postings.map((_, index) => ({
          externalId: null,
          line: index + 1,
          field: 'text',
          reason: 'the text is missing or empty',
        })),
        skipped: {},
      }),
    }
    expect(await replay(false, failing)).toMatchObject({ counts: { withdrawn: 0, rejected: 5 } })
    expect(await countOf(database.pool, 'select count(*) from posting_fact')).toBe(5)
  })
})
