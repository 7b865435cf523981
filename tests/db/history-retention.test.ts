import fc from 'fast-check'
import { Command } from 'commander'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { readBoardView } from '@/lib/db/board-overview'
import { readVersionState } from '@/lib/db/index-versions'
import { readFirstRunAt, readUsualCounts } from '@/lib/db/listed-counts'
import { listPayloadsToReplay } from '@/lib/db/payload-store'
import { groupingRunId, listVersions } from '@/lib/db/version-store'
import type { VersionView } from '@/lib/domain/version-change'
import { defineHistory } from '@/scrapers/cli/history'
import { pruneHistory } from '@/scrapers/prune-old'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { uuidFor } from '../support/facts'
import { countOf, emptyDatabase, runFor, snapshot } from '../support/ingest'
import { toyBoards } from '../support/toy-board'
import type { ToyBoard } from '../support/toy-board'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(() => emptyDatabase(database.pool))
afterAll(() => database.drop())

const dayMs = 24 * 60 * 60 * 1000
const dayAt = (day: number): Date => new Date(Date.parse('2026-01-01T00:00:00Z') + day * dayMs)

/** Prunes as on some day after the first of 2026. */
const prune = (pool: TestDatabase['pool'], day: number, more: { isDryRun?: boolean; days?: number } = {}) =>
  pruneHistory({
    pool,
    retentionDays: more.days ?? 30,
    versionDays: more.days ?? 30,
    isDryRun: more.isDryRun ?? false,
    now: () => dayAt(day),
    signal: new AbortController().signal,
  })

const read = (pool: TestDatabase['pool'], board: ToyBoard, day: number, more: { acceptsLosses?: boolean } = {}) =>
  runFor(pool, toyBoards({ acme: board }), {
    scope: 'acme',
    config: { board: 'acme', name: 'Acme' },
    now: () => dayAt(day),
    ...more,
  })

const records = (count: number, text = 'Go.') =>
  Array.from({ length: count }, (_, index) => ({ id: String(index), text: `Acme ${index} | Engineer\n${text}` }))

const runDays = async (status: string) => {
  const { rows } = await database.pool.query('select started_at from run where status = $1 order by 1', [status])
  return rows.map((row: { started_at: Date }) => (row.started_at.getTime() - dayAt(0).getTime()) / dayMs)
}

describe('old runs', () => {
  /** A hundred days of a board: it changes twice, fails for some days, and its losses are accepted once. */
  async function fill() {
    const scope = { sourceId: 'toys', scope: 'acme' }
    for (let day = 0; day < 100; day++) {
      const board: ToyBoard = { records: records(day < 20 ? 40 : day < 60 ? 30 : 31) }
      if (day >= 70 && day < 80) board.error = { after: 0, error: new Error('the board is away') }
      await read(database.pool, board, day, { acceptsLosses: day === 97 })
    }
    return async () => {
      const client = await database.pool.connect()
      const [usual, firstAt] = [await readUsualCounts(client, scope), await readFirstRunAt(client, scope)]
      client.release()
      return {
        usual,
        firstAt,
        board: await readBoardView(database.pool, 'toys', 'acme'),
        replay: await listPayloadsToReplay(database.pool, 'toys'),
        state: await snapshot(database.pool),
      }
    }
  }

  it('go, but for the first of a board, the last of each ending, and those whose payloads are kept', async () => {
    const needs = await fill()
    const before = await needs()
    expect(await prune(database.pool, 600, { isDryRun: true })).toEqual({ runs: 100 - 13, versions: 0 })
    expect(await countOf(database.pool, 'select count(*) from run')).toBe(100)
    expect(await prune(database.pool, 600)).toEqual({ runs: 100 - 13, versions: 0 })
    // The first, those whose bytes are kept, the last five; of those that failed the last five.
    expect(await runDays('succeeded')).toEqual([0, 20, 60, 95, 96, 97, 98, 99])
    expect(await runDays('failed')).toEqual([75, 76, 77, 78, 79])
    expect(await needs()).toEqual(before)
    expect(await prune(database.pool, 600)).toEqual({ runs: 0, versions: 0 })
  })

  it('stay while they are young, while one is under way, and when all is to be kept', async () => {
    await fill()
    expect(await prune(database.pool, 30)).toMatchObject({ runs: 0 })
    expect(await prune(database.pool, 50)).toMatchObject({ runs: 19 })
    expect(await prune(database.pool, 600, { days: 0 })).toEqual({ runs: 0, versions: 0 })
    await database.pool.query(`update run set status = 'running'`)
    expect(await prune(database.pool, 600)).toMatchObject({ runs: 0 })
  })

  it('that retagged or replayed stay: they say why figures changed', async () => {
    await fill()
    await database.pool.query(`update run set trigger = 'retag' where started_at < $1`, [dayAt(10)])
    await database.pool.query(`update run set trigger = 'replay' where started_at between $1 and $2`, [
      dayAt(10),
      dayAt(15),
    ])
    await prune(database.pool, 600)
    expect((await runDays('succeeded')).filter((day) => day <= 15)).toHaveLength(16)
  })
})

/** A row of `data_version` as a test makes it, in the order of ids. */
interface Made {
  hours: number
  sourceId: string
  cause: 'data' | 'retag' | 'replay' | 'duplicates'
  rules: string
  month: number
  changed: number
  /** Sealed and kept, sealed and dropped, or never sealed. */
  sealed: 'kept' | 'dropped' | 'no'
}

async function write(made: readonly Made[]): Promise<void> {
  const { pool } = database
  await emptyDatabase(pool)
  for (const trigger of ['retag', 'replay'] as const)
    await pool.query(
      `insert into run (id, source_id, trigger, status, params, started_at, beat_at)
       values ($1, 'all', $2, 'succeeded', '{}', now(), now())`,
      [uuidFor(trigger), trigger],
    )
  let at = dayAt(0).getTime()
  const rows = made.map((row, index) => {
    at += row.hours * 60 * 60 * 1000
    const runId = row.cause === 'duplicates' ? groupingRunId : uuidFor(row.cause)
    return { ...row, id: index + 1, at: new Date(at), run_id: runId, month: `2026-0${row.month}-01` }
  })
  await pool.query(
    `insert into data_version (id, at, run_id, source_id, months, changed, taxonomy_version, rules_version)
     select id, at, run_id, "sourceId", array[month], changed, rules, rules
       from json_to_recordset($1) as row(id int, at timestamptz, run_id uuid, "sourceId" text, month date, changed int, rules text)`,
    [JSON.stringify(rows)],
  )
  const sealed = rows.filter((row) => row.sealed !== 'no').map((row) => ({ id: row.id, isKept: row.sealed === 'kept' }))
  await pool.query(
    `insert into sealed_version (id, sealed_at, dropped_at)
     select id, now(), case when "isKept" then null else now() end from json_to_recordset($1) as row(id int, "isKept" boolean)`,
    [JSON.stringify(sealed)],
  )
}

/** What lies between two versions that can be asked, by day and cause, in the order in which it is told. */
function tellSpans(versions: readonly VersionView[]) {
  const spans: { after: number | null; told: Map<string, { months: Set<string>; changed: number }> }[] = []
  for (const version of versions) {
    const isRetag = version.cause === 'taxonomy' || version.cause === 'rules'
    if (version.isKept || isRetag || spans.length === 0)
      spans.push({ after: version.isKept ? version.id : null, told: new Map() })
    const { at, cause, sourceId, rulesVersion } = version
    const key = [at.toISOString().slice(0, 10), cause, sourceId, rulesVersion].join(' ')
    const told = spans.at(-1)?.told
    const one = told?.get(key) ?? { months: new Set(), changed: 0 }
    told?.set(key, {
      months: new Set([...version.months, ...one.months].toSorted()),
      changed: one.changed + version.changed,
    })
  }
  return spans.map(({ after, told }) => ({ after, told: [...told] }))
}

/** One thing most of the time, so that there is something to join; now and then another. */
const mostly = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: fc.constantFrom(...others) })

const anyMade: fc.Arbitrary<Made> = fc.record({
  hours: mostly(0, 1, 9),
  sourceId: mostly('greenhouse', 'lever'),
  cause: mostly<Made['cause']>('data', 'duplicates', 'replay', 'retag'),
  rules: mostly('2026.1', '2026.2'),
  month: fc.integer({ min: 1, max: 3 }),
  changed: fc.integer({ min: 0, max: 9 }),
  sealed: mostly<Made['sealed']>('no', 'dropped', 'kept'),
})

describe('old data versions', () => {
  it('are joined without a change to what is told between two that can be asked, or to which can be', async () => {
    let joined = 0
    await fc.assert(
      fc.asyncProperty(fc.array(anyMade, { minLength: 1, maxLength: 40 }), async (made) => {
        await write(made)
        const states = () => Promise.all(made.map((_, index) => readVersionState(database.pool, index + 1)))
        const [told, asked] = [tellSpans(await listVersions(database.pool, { limit: 100 })), await states()]
        const dry = await prune(database.pool, 600, { isDryRun: true })
        const done = await prune(database.pool, 600)
        expect(done).toEqual(dry)
        joined += done.versions
        const left = await listVersions(database.pool, { limit: 100 })
        expect(left).toHaveLength(made.length - done.versions)
        expect(tellSpans(left)).toEqual(told)
        expect(await states()).toEqual(asked)
        // Of each span, day and cause one row is left, the newest of them.
        expect(left).toHaveLength(told.reduce((sum, span) => sum + span.told.length, 0))
        expect(left[0]?.id).toBe(made.length)
        expect(await prune(database.pool, 600)).toEqual({ runs: 0, versions: 0 })
      }),
      { numRuns: 60 },
    )
    expect(joined).toBeGreaterThan(100)
  })

  it('of more than one batch come together by and by; the young stay', async () => {
    await database.pool.query(
      `insert into data_version (at, run_id, source_id, months, changed, taxonomy_version, rules_version)
       select $1::timestamptz + n * interval '1 minute', gen_random_uuid(), 'toys', '{2026-01-01}', 2, '1', '1'
         from generate_series(0, 14399) n`,
      [dayAt(0)],
    )
    // Ten days, of which nine are older than thirty; a day cut by a batch has two rows at first.
    const first = await prune(database.pool, 39)
    const second = await prune(database.pool, 39)
    expect(first.versions).toBeGreaterThan(9 * 1439 - 10)
    expect(first.versions + second.versions).toBe(9 * 1439)
    expect(await countOf(database.pool, 'select count(*) from data_version')).toBe(9 + 1440)
    expect(await countOf(database.pool, 'select sum(changed) from data_version')).toBe(2 * 14400)
  })
})

it('prunes beside an ingest, and leaves what the ingest alone would have left', async () => {
  const alone = await createTestDatabase()
  try {
    const board = (day: number): ToyBoard => ({ records: records(10 + (day % 7), day % 5 === 0 ? 'Go.' : 'Rust.') })
    const ingest = async (pool: TestDatabase['pool'], from: number, to: number) => {
      for (let day = from; day < to; day++) await read(pool, board(day), day)
    }
    await ingest(alone.pool, 0, 60)
    let isOver = false
    let pruned = { runs: 0, versions: 0 }
    // Nothing is too young for it: it takes what the ingest has only just let go.
    const pruning = (async () => {
      while (!isOver) {
        const { runs, versions } = await prune(database.pool, 9_000, { days: 1 })
        pruned = { runs: pruned.runs + runs, versions: pruned.versions + versions }
      }
    })()
    try {
      await ingest(database.pool, 0, 40)
      await expect.poll(() => pruned.runs).toBeGreaterThan(0)
      await ingest(database.pool, 40, 60)
    } finally {
      isOver = true
      await pruning
    }
    expect(await snapshot(database.pool)).toEqual(await snapshot(alone.pool))
    const sums = 'select sum(changed) from data_version'
    expect(await countOf(database.pool, sums)).toBe(await countOf(alone.pool, sums))
    const statuses = `select count(*) from run where status <> 'succeeded'`
    expect(await countOf(database.pool, statuses)).toBe(await countOf(alone.pool, statuses))
  } finally {
    await alone.drop()
  }
})

it('the command says what would go, and then lets it go', async () => {
  vi.stubEnv('DATABASE_URL', database.url)
  const command = async (...words: string[]) => {
    let [stdout, stderr] = ['', '']
    const out = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => ((stdout += String(chunk)), true))
    const err = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => ((stderr += String(chunk)), true))
    const program = new Command('skilltide')
    defineHistory(program.command('history'))
    await program.parseAsync(['node', 'skilltide', 'history', 'prune', ...words]).finally(() => {
      out.mockRestore()
      err.mockRestore()
      // The command closed it, as at the end of its process.
      globalThis.skilltidePool = undefined
    })
    return { stdout, stderr }
  }
  try {
    await database.pool.query(
      `insert into run (id, source_id, scope, trigger, status, params, started_at, beat_at)
       select gen_random_uuid(), 'toys', 'acme', 'worker', 'succeeded', '{}', now() - n * interval '24 hours', now()
         from generate_series(1, 420) n`,
    )
    const dry = await command('--dry-run', '--json')
    expect(JSON.parse(dry.stdout)).toEqual({
      retentionDays: 400,
      versionDays: 30,
      isDryRun: true,
      runs: 20,
      versions: 0,
    })
    expect(dry.stderr).toContain('20 runs older than 400 days would be deleted.')
    expect((await command()).stderr).toContain('20 runs older than 400 days deleted.')
    expect(await countOf(database.pool, 'select count(*) from run')).toBe(400)
  } finally {
    vi.unstubAllEnvs()
  }
})
