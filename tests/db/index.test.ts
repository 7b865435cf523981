import { randomBytes } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { listMonthHashes, readChunkBytes } from '@/lib/db/chunk-store'
import { groupVacancies } from '@/lib/db/group-vacancies'
import { createIndexMemory } from '@/lib/db/index-memory'
import { readVersionState } from '@/lib/db/index-versions'
import { createPageEngine } from '@/lib/db/page-engine'
import type { Deriver } from '@/lib/db/retag-batch'
import { pruneSealed, sealMonths } from '@/lib/db/seal-months'
import { warmPages } from '@/lib/db/warm-pages'
import { seriesCode } from '@/lib/db/series-code'
import { createSqlDemandEngine } from '@/lib/db/sql-demand-engine'
import { createIndexEngine } from '@/lib/demand-index/engine'
import type { DemandEngine, NamedSeries } from '@/lib/query/engine'
import { AskedLately } from '@/lib/query/asked-lately'
import { defaultFilters, type Filters } from '@/lib/query/filters'
import { derivePostings } from '@/scrapers/derive'
import { syncDeclared } from '@/scrapers/prepare'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { engineMethods } from '../support/index-methods'
import { countOf, emptyDatabase } from '../support/ingest'
import { rounded } from '../support/rounded'
import { anyToyAds, readToyStep, retagBy } from '../support/toy-steps'
import type { ReadStep } from '../support/toy-steps'

const now = () => new Date('2024-06-10T00:00:00Z')
let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(async () => {
  await emptyDatabase(database.pool)
  await syncDeclared(database.pool)
})
afterEach(() => void vi.useRealTimers())
afterAll(() => database.drop())

const roles = ['Backend Engineer', 'Full Stack Engineer', 'Sales Lead']
const needs = [
  'Kubernetes is required.',
  'Docker is a plus.',
  'We run AWS, GCP or Azure.',
  'An early-stage startup. Go.',
  '',
]
const cities = ['Berlin', 'Paris', 'Lyon, France | REMOTE']

/** An advertisement told by one number: equal numbers are equal texts, and there are few enough for copies. */
const textOf = (of: number): string =>
  `Acme ${of % 4} | ${roles[of % 3]} | ${cities[of % 2]}\n${needs[of % 5]} ${needs[(of * 7) % 5]}`

type Step = ReadStep | { kind: 'retag'; hidden: number } | { kind: 'seal' }

const anyAds = anyToyAds(31)
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('thread' as const), month: fc.nat({ max: 3 }), ads: anyAds }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('board' as const), month: fc.nat({ max: 3 }), ads: anyAds }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retag' as const), hidden: fc.nat({ max: 2 }) }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'seal' as const }) },
)

/** Rules that do not see one of the skills. */
const deriverOf = (hidden: number): Deriver => ({
  derive: (inputs) => {
    const unseen: NamedSeries = `skill:${['kubernetes', 'docker', 'go'][hidden] ?? ''}`
    const without = (series: readonly NamedSeries[]) => series.filter((key) => key !== unseen)
    return derivePostings(inputs).map((posting) => {
      const { required, preferred, mentioned } = posting.series
      const seen = { required: without(required), preferred: without(preferred), mentioned: without(mentioned) }
      return { ...posting, series: { ...posting.series, ...seen } }
    })
  },
  readFields: () => null,
})

async function take(step: Step): Promise<void> {
  const { pool } = database
  if (step.kind === 'seal') {
    await groupVacancies(pool, { repostDays: 65, now })
    await sealMonths(pool, { now })
  } else if (step.kind === 'retag') await retagBy(pool, deriverOf(step.hidden), now)
  else await readToyStep(pool, step, textOf)
}

const engines = (): { index: DemandEngine; sql: DemandEngine } => {
  const sql = createSqlDemandEngine(database.pool, now)
  const warn = (message: string) => expect.fail(message)
  return { index: createPageEngine({ memory: createIndexMemory(database.pool, 0), sql, now, warn }), sql }
}

const questions: [Filters, NamedSeries][] = [
  [{ ...defaultFilters, families: ['cloud', 'containers'], role: 'all', arrival: 'all' }, 'skill:kubernetes'],
  [{ ...defaultFilters, skills: ['docker', 'go'], regions: ['EU'], bucket: 'year' }, 'family:cloud'],
  [{ ...defaultFilters, skills: ['go'], role: 'broad', employer: 'startup', arrival: 'all' }, 'skill:go'],
  [{ ...defaultFilters, unit: 'first', role: 'all', arrival: 'all', level: 'required' }, 'skill:aws'],
]

async function sealedHashes(): Promise<unknown> {
  const version = await countOf(database.pool, 'select coalesce(max(id), 0) from sealed_version')
  return listMonthHashes(database.pool, version)
}

describe('after any order of ingests, edits, closings and retags', () => {
  it('the index that was sealed step by step equals SQL, and the one that is sealed from scratch', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 9 }), async (steps) => {
        await emptyDatabase(database.pool)
        await syncDeclared(database.pool)
        const { index, sql } = engines()
        for (const step of steps) {
          await take(step)
          // Loaded between the steps, the index must take in what came after.
          if (step.kind === 'seal') await index.dataVersion()
        }
        await sealMonths(database.pool, { now })
        for (const [filters, series] of questions)
          for (const [name, ask] of Object.entries(engineMethods))
            expect([name, rounded(await ask(index, filters, series))]).toEqual([
              name,
              rounded(await ask(sql, filters, series)),
            ])
        const stepwise = await sealedHashes()
        await database.pool.query('truncate chunk, month_chunk, sealed_version')
        await sealMonths(database.pool, { now })
        expect(stepwise).toEqual(await sealedHashes())
      }),
      { numRuns: 25 },
    )
  })
})

const ads = (...of: number[]) => of.map((one) => ({ id: one, of: one }))
const demandAt = (engine: DemandEngine, asOf: number | null) =>
  engine.demand({ ...defaultFilters, role: 'all', families: ['containers'], asOf })

describe('data versions', () => {
  it('an older version keeps giving its numbers after an edit, a new month and a retag', async () => {
    const { index } = engines()
    await take({ kind: 'thread', month: 0, ads: ads(0, 1, 2, 3) })
    await take({ kind: 'seal' })
    const first = await demandAt(index, null)
    expect(first.population.postings).toBe(4)
    await take({ kind: 'thread', month: 0, ads: ads(0, 1, 2, 5) })
    await take({ kind: 'thread', month: 1, ads: ads(6, 7) })
    await take({ kind: 'retag', hidden: 0 })
    await take({ kind: 'seal' })
    expect((await demandAt(index, null)).dataVersion.id).toBeGreaterThan(first.dataVersion.id)
    expect((await demandAt(index, null)).population.postings).toBe(6)
    expect(rounded((await demandAt(engines().index, first.dataVersion.id)).rows)).toEqual(rounded(first.rows))
    expect(rounded((await demandAt(index, first.dataVersion.id)).rows)).toEqual(rounded(first.rows))
  })

  it('a month that did not change keeps its chunk, and one that became empty is left out', async () => {
    await take({ kind: 'thread', month: 0, ads: ads(0, 1) })
    await take({ kind: 'thread', month: 1, ads: ads(2, 3, 4, 5) })
    await take({ kind: 'seal' })
    const before = await listMonthHashes(database.pool, 2)
    await database.pool.query(`with gone as (delete from posting_fact where month = '2024-02-01')
      insert into data_version (at, run_id, source_id, months, changed, taxonomy_version, rules_version)
      select now(), gen_random_uuid(), 'toy', '{2024-02-01}', 4, '1', '1'`)
    await take({ kind: 'seal' })
    expect(await listMonthHashes(database.pool, 3)).toEqual(before.filter(({ month }) => month === '2024-01'))
    expect(await listMonthHashes(database.pool, 2)).toEqual(before)
  })

  it('while nothing is sealed, SQL answers', async () => {
    const { index, sql } = engines()
    await take({ kind: 'thread', month: 0, ads: ads(0, 1) })
    expect(await demandAt(index, null)).toEqual(await demandAt(sql, null))
  })

  it('a chunk that cannot be read is told once, and SQL answers', async () => {
    await take({ kind: 'thread', month: 0, ads: ads(0, 1) })
    await take({ kind: 'seal' })
    await database.pool.query(`update chunk set bytes = '\\x00000000'`)
    const sql = createSqlDemandEngine(database.pool, now)
    const told: string[] = []
    const warn = (message: string) => void told.push(message)
    const engine = createPageEngine({ memory: createIndexMemory(database.pool), sql, now, warn })
    expect((await demandAt(engine, null)).population.postings).toBe(2)
    await demandAt(engine, null)
    expect(told).toHaveLength(1)
  })

  it('of old versions the newest of each month is kept, with the chunks that it needs and no others', async () => {
    for (const [day, id] of [
      ['2024-01-05', 1],
      ['2024-01-20', 2],
      ['2024-02-03', 3],
      ['2024-06-09', 4],
    ] as const) {
      await take({ kind: 'thread', month: 0, ads: ads(...Array.from({ length: id }, (_, index) => index)) })
      await database.pool.query('update data_version set at = $1 where id = $2', [`${day}T00:00:00Z`, id])
      await take({ kind: 'seal' })
    }
    expect(await pruneSealed(database.pool, { now, days: 30 })).toEqual({ versions: 1, chunks: 1 })
    const states = [1, 2, 3, 4, 5].map((version) => readVersionState(database.pool, version))
    expect(await Promise.all(states)).toEqual(['dropped', 'kept', 'kept', 'kept', 'unknown'])
    expect(await countOf(database.pool, 'select count(*) from chunk')).toBe(3)
    const { index } = engines()
    expect((await demandAt(index, 2)).population.postings).toBe(2)
  })

  it('a reader that began on a version ends on it, while a newer one is sealed and loaded', async () => {
    const memory = createIndexMemory(database.pool, 0)
    await take({ kind: 'thread', month: 0, ads: ads(0, 1, 2, 3) })
    await take({ kind: 'thread', month: 1, ads: ads(4) })
    await take({ kind: 'seal' })
    const began = await memory.newest()
    if (began === null) throw new Error('nothing is sealed')
    const reader = createIndexEngine({
      snapshot: () => Promise.resolve(began),
      now,
      codeOf: seriesCode,
      skillOf: memory.skillOf,
    })
    const before = await demandAt(reader, null)
    await take({ kind: 'thread', month: 0, ads: ads(0, 5) })
    await take({ kind: 'seal' })
    expect((await memory.newest())?.dataVersion.id).toBeGreaterThan(began.dataVersion.id)
    expect(await demandAt(reader, null)).toEqual(before)
    // Also what it never asked before.
    expect((await reader.skills({ ...defaultFilters, role: 'all' })).dataVersion).toEqual(before.dataVersion)
    expect((await reader.table({ ...defaultFilters, role: 'all' }, [])).period).toHaveLength(
      before.population.vacancies,
    )
  })

  it('a newer version takes over when it is warm, and the first one at once, warmed beside its readers', async () => {
    const warmed: number[] = []
    const open: (() => void)[] = []
    const memory = createIndexMemory(database.pool, 0, (snapshot) => {
      warmed.push(snapshot.dataVersion.id)
      return new Promise((resolve) => open.push(resolve))
    })
    await take({ kind: 'thread', month: 0, ads: ads(0, 1) })
    await take({ kind: 'seal' })
    const first = await memory.newest()
    expect([first?.months.length, warmed]).toEqual([1, [first?.dataVersion.id]])
    await take({ kind: 'thread', month: 0, ads: ads(0, 1, 2) })
    await take({ kind: 'seal' })
    expect(await memory.newest()).toBe(first)
    expect(warmed).toHaveLength(1)
    open[0]?.()
    await expect.poll(() => warmed).toHaveLength(2)
    expect(await memory.newest()).toBe(first)
    open[1]?.()
    await expect.poll(async () => (await memory.newest())?.dataVersion.id).toBe(warmed[1])
  })

  it('every question that warms a version is answered, also of one that holds little', async () => {
    const { index } = engines()
    await take({ kind: 'thread', month: 0, ads: ads(0, 1) })
    await take({ kind: 'seal' })
    await expect(warmPages(index, new AskedLately())).resolves.toBeUndefined()
  })

  it('while a newer version is loaded, readers are answered from the one at hand', async () => {
    let gate = Promise.resolve()
    const { pool } = database
    const slow = new Proxy(pool, {
      get: (target, key) =>
        key === 'query'
          ? async (sql: string, values: unknown[]) => {
              if (sql.includes('bytes from chunk')) await gate
              return target.query(sql, values)
            }
          : Reflect.get(target, key),
    })
    const memory = createIndexMemory(slow, 0)
    await take({ kind: 'thread', month: 0, ads: ads(0, 1) })
    await take({ kind: 'seal' })
    const first = await memory.newest()
    let open = () => undefined as void
    gate = new Promise((resolve) => {
      open = resolve
    })
    await take({ kind: 'thread', month: 0, ads: ads(0, 1, 2) })
    await take({ kind: 'seal' })
    for (let reader = 0; reader < 3; reader += 1) expect(await memory.newest()).toBe(first)
    open()
    await expect.poll(async () => (await memory.newest())?.dataVersion.id).toBeGreaterThan(first?.dataVersion.id ?? 0)
  })

  it('a reader who comes while others come does not wait to learn whether there is a newer version', async () => {
    let hasAsked = false
    const { pool } = database
    const stuck = new Proxy(pool, {
      get: (target, key) =>
        key === 'query'
          ? (sql: string, values: unknown[]) => {
              if (!sql.includes('order by s.id desc') || !hasAsked) return target.query(sql, values)
              return new Promise(() => undefined)
            }
          : Reflect.get(target, key),
    })
    // Who comes a second and a half later is alone, and waits: a busy machine must not make it so late.
    vi.useFakeTimers({ toFake: ['performance'] })
    const memory = createIndexMemory(stuck, 200)
    await take({ kind: 'thread', month: 0, ads: ads(0, 1) })
    await take({ kind: 'seal' })
    const first = await memory.newest()
    hasAsked = true
    vi.advanceTimersByTime(250)
    let answer: unknown
    void memory.newest().then((newest) => (answer = newest))
    await turn()
    expect(answer).toBe(first)
  })

  it('the bytes of a large chunk are read in parts and are whole, also where the last part is full', async () => {
    for (const size of [2 ** 20, 2 ** 20 + 7]) {
      const bytes = randomBytes(size)
      await database.pool.query(
        `insert into chunk (hash, month, format, rows, bytes, sealed_at) values ($1, '2024-01-01', 1, 1, $2, now())`,
        [`of ${size}`, bytes],
      )
      expect(Buffer.compare(await readChunkBytes(database.pool, `of ${size}`), bytes)).toBe(0)
    }
  })
})
