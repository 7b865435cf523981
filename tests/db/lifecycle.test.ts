import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listBoards, readBoard, setBoardState, upsertBoards } from '@/lib/db/board-store'
import { retryLater } from '@/scrapers/http/errors'
import { withScopeLock } from '@/scrapers/run-lock'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { countOf, emptyDatabase, runFor } from '../support/ingest'
import { board, onDay, record, records, runAcme } from '../support/toy-acme'
import { toyBoards } from '../support/toy-board'
import type { ToyBoard } from '../support/toy-board'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(() => emptyDatabase(database.pool))
afterAll(() => database.drop())

const run = (shown: ToyBoard, day: string, options: Parameters<typeof runFor>[2] = {}) =>
  runAcme(database.pool, shown, day, options)

const acme = () => readBoard(database.pool, 'toys', 'acme')
const count = (condition: string) => countOf(database.pool, `select count(*) from posting where ${condition}`)
const facts = (condition = 'true') => countOf(database.pool, `select count(*) from posting_fact where ${condition}`)

describe.each([
  ['a board of one payload', false],
  ['a board of one payload a posting', true],
])('%s', (_, isDetailed) => {
  const shown = (from: number, to: number, more: Partial<ToyBoard> = {}) => board(from, to, { isDetailed, ...more })

  it('counts its first complete listing as stock and what comes later as flow, each in the month of its first sight', async () => {
    expect(await run(shown(0, 10), '2026-08-20')).toMatchObject({ status: 'succeeded', counts: { inserted: 10 } })
    expect(await acme()).toMatchObject({ openCount: 10, failures: 0, baselineAt: expect.any(Date) })
    expect(await run(shown(0, 12), '2026-09-01')).toMatchObject({ status: 'succeeded', counts: { inserted: 2 } })
    expect(await count(`arrival = 'stock' and month = '2026-08-01'`)).toBe(10)
    expect(await count(`arrival = 'flow' and month = '2026-09-01'`)).toBe(2)
    expect(await facts(`arrival = 'stock' and month = '2026-08-01'`)).toBe(10)
    expect(await facts(`arrival = 'flow' and month = '2026-09-01'`)).toBe(2)
    expect(
      await facts(`day = (select (first_seen_at at time zone 'UTC')::date from posting where id = posting_id)`),
    ).toBe(12)
  })

  it('closes what is gone and keeps its fact; listed again, it is open again in its old month', async () => {
    await run(shown(0, 10), '2026-08-20')
    const gone = await run(shown(0, 8), '2026-09-02')
    expect(gone).toMatchObject({ status: 'succeeded', counts: { withdrawn: 2 } })
    expect(await count('closed_at is not null and withdrawn_at is null')).toBe(2)
    expect(await facts()).toBe(10)
    expect(await acme()).toMatchObject({ openCount: 8 })
    // Small payloads that come soon after one another are stored together.
    expect(await countOf(database.pool, 'select count(*) from data_version')).toBeLessThan(isDetailed ? 10 : 2)

    const back = await run(shown(0, 10), '2026-10-03')
    expect(back).toMatchObject({ status: 'succeeded', counts: { inserted: 0, updated: 0, reopened: 2 } })
    expect(await count(`closed_at is null and reopened_at = '2026-10-03T12:00:00Z'`)).toBe(2)
    expect(await facts(`month = '2026-08-01' and arrival = 'stock'`)).toBe(10)
    // Open all the time since, it is not counted again.
    expect(await run(shown(0, 10), '2026-10-04')).toMatchObject({ counts: { reopened: 0, updated: 0 } })
  })

  it('closes nothing for an empty answer, and says so, however small the board is', async () => {
    await run(shown(0, 3), '2026-08-20')
    const empty = await run(shown(0, 0), '2026-08-21')
    expect(empty).toMatchObject({ status: 'held', counts: { withdrawn: 0 }, error: expect.stringContaining('empty') })
    expect(await count('closed_at is not null')).toBe(0)
    expect(await acme()).toMatchObject({ openCount: 3, failures: 0, succeededAt: new Date('2026-08-20T12:00:00Z') })
    const accepted = await run(shown(0, 0), '2026-08-22', { acceptsLosses: true })
    expect(accepted).toMatchObject({ status: 'succeeded', counts: { withdrawn: 3 } })
    expect(await acme()).toMatchObject({ openCount: 0 })
  })

  it('closes nothing when all that was known is gone, whatever is new', async () => {
    await run(shown(0, 3), '2026-08-20')
    const other = await run(shown(5, 7), '2026-08-21')
    expect(other).toMatchObject({ status: 'held', counts: { inserted: 2, withdrawn: 0 } })
  })

  it('holds a run that is far below what the board usually has, stores it, and applies it when a person says so', async () => {
    for (const day of ['01', '02', '03']) await run(shown(0, 24), `2026-08-${day}`)
    for (const [index, to] of [20, 16, 13].entries()) await run(shown(0, to), `2026-08-1${index}`)
    expect(await count('closed_at is null')).toBe(13)
    // Five gone are a handful and less than half of what is open, but less than half of what is usual.
    const low = shown(4, 12)
    const held = await run({ ...low, records: [...low.records, record('new')] }, '2026-08-20')
    expect(held).toMatchObject({
      status: 'held',
      counts: { inserted: 1, withdrawn: 0 },
      error: expect.stringContaining('9 records, where 20 are usual'),
    })
    expect(await run(low, '2026-08-21', { acceptsLosses: true })).toMatchObject({ status: 'succeeded' })
    // What a person accepted is usual from then on.
    expect(await run(shown(5, 12), '2026-08-22')).toMatchObject({ status: 'succeeded', counts: { withdrawn: 1 } })
  })

  it('closes nothing after an error, counts the failure, and is well again after a good run', async () => {
    await run(shown(0, 6), '2026-08-20')
    const error = { after: 0, error: retryLater('example.com', 'later') }
    expect(await run(shown(0, 2, { error }), '2026-08-21')).toMatchObject({ status: 'failed' })
    expect(await run(shown(0, 2, { error }), '2026-08-22')).toMatchObject({ status: 'failed' })
    expect(await count('closed_at is not null')).toBe(0)
    expect(await acme()).toMatchObject({ failures: 2, failingSince: new Date('2026-08-21T12:00:00Z') })
    await run(shown(0, 6), '2026-08-23')
    expect(await acme()).toMatchObject({ failures: 0, failingSince: null })
  })

  it('keeps what an edit replaced, and no version for a change of case, spaces and punctuation', async () => {
    const edited = (text: string): ToyBoard => ({ isDetailed, records: [record('1', text), ...records(2, 6)] })
    const again = async (text: string, day: string) => {
      // A source that reads details again forgets that it read them.
      await database.pool.query('delete from cursor')
      return run(edited(text), day)
    }
    await run(edited('Acme | Engineer | Berlin\nGo and Kubernetes.'), '2026-08-20')
    await again('Acme | Engineer | Berlin\n\nGo, and KUBERNETES', '2026-08-21')
    expect(await countOf(database.pool, 'select count(*) from posting_version')).toBe(0)
    await again('Acme | Engineer | Berlin\nRust.', '2026-08-22')
    await again('Acme | Engineer | Berlin\nJava.', '2026-08-23')
    const { rows } = await database.pool.query(
      'select ordinal, text, replaced_at, title from posting_version order by ordinal',
    )
    expect(rows).toEqual([
      {
        ordinal: 1,
        text: 'Acme | Engineer | Berlin\n\nGo, and KUBERNETES',
        replaced_at: new Date('2026-08-22T12:00:00Z'),
        title: 'Engineer',
      },
      {
        ordinal: 2,
        text: 'Acme | Engineer | Berlin\nRust.',
        replaced_at: new Date('2026-08-23T12:00:00Z'),
        title: 'Engineer',
      },
    ])
    expect(await count(`month = '2026-08-01' and arrival = 'stock'`)).toBe(5)
  })
})

describe('a first run', () => {
  const details = (to: number, more: Partial<ToyBoard> = {}) => board(0, to, { isDetailed: true, ...more })

  it('that breaks off leaves stock to the one that completes it', async () => {
    const error = { after: 4, error: retryLater('example.com', 'later') }
    expect(await run(details(10, { error }), '2026-08-31')).toMatchObject({ status: 'failed', counts: { inserted: 4 } })
    expect(await acme()).toMatchObject({ baselineAt: null, failures: 1 })
    expect(await run(details(10), '2026-09-01')).toMatchObject({ status: 'succeeded', counts: { inserted: 6 } })
    expect(await count(`arrival = 'stock'`)).toBe(10)
    expect(await count(`month = '2026-08-01'`)).toBe(4)
    await run(details(11), '2026-09-02')
    expect(await count(`arrival = 'flow'`)).toBe(1)
  })

  it('that misses a posting is no baseline yet, unless that goes on for a week', async () => {
    expect(await run(details(5, { broken: ['3'] }), '2026-08-01')).toMatchObject({ status: 'failed' })
    expect(await acme()).toMatchObject({ baselineAt: null })
    await run(details(5, { broken: ['3'] }), '2026-08-09')
    expect(await acme()).toMatchObject({ baselineAt: new Date('2026-08-09T12:00:00Z') })
  })

  it('that refuses a posting is no baseline either: what can be read a day later was there already', async () => {
    const refused = records(0, 5).map((each, index) => ({ ...each, isBad: index === 0 }))
    expect(await run({ records: refused }, '2026-08-01')).toMatchObject({ status: 'succeeded' })
    expect(await acme()).toMatchObject({ baselineAt: null })
    await run({ records: records(0, 5) }, '2026-08-02')
    expect(await count(`arrival = 'stock'`)).toBe(5)
    expect(await acme()).toMatchObject({ baselineAt: new Date('2026-08-02T12:00:00Z') })
  })

  it('of an empty board is no baseline', async () => {
    expect(await run(board(0, 0), '2026-08-01')).toMatchObject({ status: 'succeeded' })
    expect(await acme()).toMatchObject({ baselineAt: null, openCount: 0 })
  })
})

describe('the end of a listing', () => {
  it('closes only what is not listed, even when the detail of a listed posting could not be had', async () => {
    await run(board(0, 8, { isDetailed: true }), '2026-08-01')
    const outcome = await run(board(1, 10, { isDetailed: true, broken: ['8', '9'] }), '2026-08-05')
    expect(outcome).toMatchObject({ status: 'failed', counts: { withdrawn: 1, inserted: 0 } })
    expect(await count(`closed_at is not null and external_id = '0'`)).toBe(1)
    expect(await count('closed_at is null')).toBe(7)
    expect(await count(`last_seen_at = '2026-08-05T12:00:00Z'`)).toBe(7)
  })
})

describe('a listing of the newest only', () => {
  const read = (shown: ToyBoard, day: string, options: Parameters<typeof runFor>[2] = {}) =>
    runFor(database.pool, toyBoards({ acme: shown }, { isWindow: true }), {
      scope: 'acme',
      config: { board: 'acme', name: 'Acme' },
      ...onDay(day),
      ...options,
    })

  it('closes nothing that has left it, counts its first sight as stock, and tells a drop', async () => {
    await read(board(0, 30), '2026-08-01')
    expect(await read(board(20, 50), '2026-08-02')).toMatchObject({
      status: 'succeeded',
      counts: { inserted: 20, withdrawn: 0 },
    })
    expect(await count('closed_at is not null')).toBe(0)
    expect(await count(`arrival = 'flow'`)).toBe(20)
    const low = await read(board(45, 55), '2026-08-03')
    expect(low).toMatchObject({
      status: 'held',
      counts: { inserted: 5 },
      error: expect.stringContaining('30 are usual'),
    })
    expect(await read(board(45, 55), '2026-08-04', { acceptsLosses: true })).toMatchObject({ status: 'succeeded' })
    expect(await count('closed_at is not null')).toBe(0)
  })
})

describe('boards', () => {
  it('of one source are read side by side, each with its own cursor, and one of them by one process only', async () => {
    const source = toyBoards({ acme: board(0, 3, { isDetailed: true }), beta: board(3, 5, { isDetailed: true }) })
    const config = (slug: string) => ({ scope: slug, config: { board: slug, name: slug } })
    const results = await withScopeLock(
      database.pool,
      { sourceId: 'toys', scope: 'acme' },
      () => new Date(),
      () => Promise.all([runFor(database.pool, source, config('acme')), runFor(database.pool, source, config('beta'))]),
    )
    expect(results).toMatchObject([{ status: 'busy' }, { status: 'succeeded' }])
    await runFor(database.pool, source, config('acme'))
    const { rows } = await database.pool.query('select scope, value from cursor order by scope')
    expect(rows).toEqual([
      { scope: 'acme', value: { read: ['0', '1', '2'] } },
      { scope: 'beta', value: { read: ['3', '4'] } },
    ])
    expect(await countOf(database.pool, `select count(*) from run where scope = 'beta'`)).toBe(1)
  })

  it('tell their own name', async () => {
    await run(board(0, 1, { ownName: 'Another Acme, Inc.' }), '2026-08-01')
    expect(await acme()).toMatchObject({ name: 'acme', ownName: 'Another Acme, Inc.' })
  })

  it('are added once, changed by adding them again, and come back when they were removed', async () => {
    const at = new Date('2026-08-01T00:00:00Z')
    const added = { sourceId: 'toys', slug: 'acme', name: 'Acme', origin: 'cli' as const }
    expect(await upsertBoards(database.pool, [added, { ...added, slug: 'beta' }], at)).toEqual({ added: 2, changed: 0 })
    expect(await upsertBoards(database.pool, [added], at)).toEqual({ added: 0, changed: 0 })
    expect(await upsertBoards(database.pool, [{ ...added, name: 'ACME' }], at)).toEqual({ added: 0, changed: 1 })
    await setBoardState(database.pool, { sourceId: 'toys', slug: 'acme', state: 'removed', reason: 'gone' })
    expect(await listBoards(database.pool, { states: ['active'] })).toHaveLength(1)
    await upsertBoards(database.pool, [added], at)
    expect(await acme()).toMatchObject({ state: 'active', stateReason: null })
  })
})
