import { spawn } from 'node:child_process'
import { once } from 'node:events'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { areFactsOld } from '@/lib/db/rules-age'
import type { PostingToStore } from '@/lib/db/posting-to-store'
import { retagBatch } from '@/lib/db/retag-batch'
import type { Deriver, IdRange } from '@/lib/db/retag-batch'
import { createSqlDemandEngine } from '@/lib/db/sql-demand-engine'
import { inheritEnvironment } from '@/lib/env'
import { defaultFilters } from '@/lib/query/filters'
import type { NamedSeries } from '@/lib/query/engine'
import { derivePostings } from '@/scrapers/derive'
import { keepFactsCurrent } from '@/scrapers/keep-facts-current'
import { openProcessPool } from '@/scrapers/process-pool'
import { retag } from '@/scrapers/retag'
import type { RetagOptions } from '@/scrapers/retag'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { countOf, emptyDatabase, runFor, snapshot } from '../support/ingest'
import { toySource } from '../support/toy-source'
import type { ToyRecord } from '../support/toy-source'
import { syncDeclared } from '@/scrapers/prepare'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(async () => {
  await emptyDatabase(database.pool)
  await syncDeclared(database.pool)
})
afterAll(() => database.drop())

const record = (index: number, date = '2024-03-05'): ToyRecord => ({
  id: `ad-${index}`,
  date,
  text:
    index % 3 === 0
      ? `Acme ${index} | Backend Engineer | Berlin\nWe run Kubernetes on AWS.`
      : `Umbra ${index} | Backend Engineer | Paris\nWe write Go and Postgres.`,
})
const records = (size: number) => Array.from({ length: size }, (_, index) => record(index))

/** Rules under which Kubernetes goes unseen, Go is required, and whoever uses Go sits in Lyon and is staff. */
function changePosting(posting: PostingToStore): PostingToStore {
  const usesGo = posting.series.mentioned.some((series) => series === 'skill:go')
  const without = (hidden: NamedSeries[], series: readonly NamedSeries[]) =>
    series.filter((key) => !hidden.includes(key))
  const { series, normalised } = posting
  return {
    ...posting,
    series: {
      required: [...series.required, ...(usesGo ? (['skill:go'] as const) : [])],
      preferred: series.preferred,
      mentioned: without(['skill:kubernetes', ...(usesGo ? (['skill:go'] as const) : [])], series.mentioned),
    },
    normalised: {
      ...normalised,
      ...(usesGo && {
        seniority: ['staff'],
        places: [{ text: 'Lyon', country: 'FR', region: 'FR-ARA', city: 'Lyon' }],
        role: { backend: 'broad', reason: 'other rules' },
      }),
    },
  }
}

const changed: Deriver = { derive: (inputs) => derivePostings(inputs).map(changePosting), readFields: () => null }

const retagWith = (deriver: Deriver, options: Partial<RetagOptions> = {}) =>
  retag({
    pool: database.pool,
    work: (range) => retagBatch(database.pool, range, deriver),
    versions: { taxonomyVersion: '2099.1.1', rulesVersion: '2099.1.1' },
    isDryRun: false,
    now: () => new Date('2024-06-11T00:00:00Z'),
    signal: new AbortController().signal,
    pageSize: 7,
    ...options,
  })

/** What a fresh ingest under the changed rules stores. */
async function freshUnderChangedRules(pages: ToyRecord[]) {
  const other = await createTestDatabase()
  try {
    const source = toySource([{ listing: 'a', records: pages }])
    await runFor(other.pool, source, {
      process: async (from, payload) => {
        const { postings, rejects, skipped } = from.parse(payload)
        const times = { parseMs: 0, tagMs: 0, normaliseMs: 0 }
        return { postings: await changed.derive(postings), rejects, skipped, times }
      },
    })
    return await snapshot(other.pool)
  } finally {
    await other.drop()
  }
}

const ingest = (all: ToyRecord[]) => runFor(database.pool, toySource([{ listing: 'a', records: all }]))

describe('a retag', () => {
  it('ends in the rows that a fresh ingest under the new rules makes, as one data version', async () => {
    await ingest(records(30))
    const before = await countOf(database.pool, 'select max(id) from data_version')
    const outcome = await retagWith(changed)
    expect(outcome).toMatchObject({
      status: 'succeeded',
      changedFacts: 30,
      counts: { seen: 30, updated: 30, skipped: 0 },
    })
    expect(await snapshot(database.pool)).toEqual(await freshUnderChangedRules(records(30)))
    const { rows } = await database.pool.query(
      'select id, source_id, months::text[], changed, taxonomy_version from data_version order by id desc limit 1',
    )
    expect(rows).toEqual([
      { id: before + 1, source_id: 'all', months: ['2024-03-01'], changed: 30, taxonomy_version: '2099.1.1' },
    ])
    const run = await database.pool.query(
      `select status, source_id, seen, pages_done, pages_total from run where trigger = 'retag'`,
    )
    expect(run.rows).toEqual([{ status: 'succeeded', source_id: 'all', seen: 30, pages_done: 5, pages_total: 5 }])
  })

  it('by the same rules changes no row, and says that the facts are of these rules', async () => {
    await ingest(records(20))
    const stored = await snapshot(database.pool)
    const same: Deriver = { derive: derivePostings, readFields: () => null }
    expect(await retagWith(same)).toMatchObject({
      status: 'succeeded',
      changedFacts: 0,
      counts: { updated: 0, unchanged: 20 },
    })
    expect(await snapshot(database.pool)).toEqual(stored)
  })

  it('shows readers the old figures until its end and the new ones from then on, never a mix', async () => {
    await ingest(records(60))
    const engine = createSqlDemandEngine(database.pool, () => new Date('2024-06-15T00:00:00Z'))
    const filters = { ...defaultFilters, role: 'all' as const, skills: ['kubernetes', 'go'], families: [], sets: [] }
    const seen = new Set<string>()
    const look = async () => {
      const { rows, dataVersion } = await engine.demand(filters)
      seen.add(`${dataVersion.id}: ${rows.map((row) => `${row.series} ${row.vacancies}`).join(', ')}`)
    }
    // One reader stays in its snapshot over the swap.
    const reader = await database.pool.connect()
    await reader.query('begin isolation level repeatable read read only')
    const roles = async () =>
      (await reader.query('select role, count(*)::int from posting_fact group by role order by role')).rows
    const inside = await roles()
    let isOver = false
    const looking = (async () => {
      while (!isOver) await look()
    })()
    await retagWith(changed, {
      work: async (range) => {
        await look()
        return retagBatch(database.pool, range, changed)
      },
    })
    expect(await roles()).toEqual(inside)
    await reader.query('commit')
    expect(await roles()).not.toEqual(inside)
    reader.release()
    await look()
    isOver = true
    await looking
    expect([...seen].toSorted()).toEqual(['1: skill:kubernetes 20, skill:go 40', '2: skill:kubernetes 0, skill:go 40'])
  })

  it('keeps the newer row of a posting that is edited, added or withdrawn meanwhile', async () => {
    const source = (all: ToyRecord[]) => toySource([{ listing: 'a', records: all }])
    await runFor(database.pool, source(records(20)))
    const edited = { ...record(3), text: 'Acme 3 | Backend Engineer | Berlin\nNow we run Terraform and Docker.' }
    const later = [...records(19).map((one) => (one.id === 'ad-3' ? edited : one)), record(40)]
    let pages = 0
    await retagWith(changed, {
      work: async (range: IdRange) => {
        const batch = await retagBatch(database.pool, range, changed)
        pages++
        if (pages === 3) await runFor(database.pool, source(later))
        return batch
      },
    })
    const read = async (id: string) =>
      (
        await database.pool.query(
          `select text, withdrawn_at is not null as gone, f.posting_id is not null as counted, p.role_reason
           from posting p left join posting_fact f on f.posting_id = p.id where external_id = $1`,
          [id],
        )
      ).rows[0]
    expect(await read('ad-3')).toMatchObject({ text: edited.text, counted: true })
    expect(await read('ad-40')).toMatchObject({ counted: true })
    expect(await read('ad-19')).toMatchObject({ gone: true, counted: false })
    expect(await read('ad-1')).toMatchObject({ counted: true, role_reason: 'other rules' })
    const terraform = `select count(*) from posting_fact f join posting p on p.id = f.posting_id
      join skill s on s.id = 'terraform' and s.kind = 'skill' where p.external_id = 'ad-3' and s.code = any(f.mentioned || f.required)`
    expect(await countOf(database.pool, terraform)).toBe(1)
  })

  it('leaves a posting alone whose given fields were never kept, and says how many', async () => {
    await ingest(records(9))
    await database.pool.query(`update posting set given = null where external_id = 'ad-1'`)
    expect(await retagWith(changed)).toMatchObject({ status: 'succeeded', changedFacts: 8, counts: { skipped: 1 } })
  })

  it('refuses to run twice at once', async () => {
    await ingest(records(9))
    const second: string[] = []
    await retagWith(changed, {
      work: async (range) => {
        second.push((await retagWith(changed)).status)
        return retagBatch(database.pool, range, changed)
      },
    })
    expect(new Set(second)).toEqual(new Set(['busy']))
  })

  it('that fails changes nothing and tells why', async () => {
    await ingest(records(9))
    const stored = await snapshot(database.pool)
    const outcome = await retagWith(changed, { work: () => Promise.reject(new Error('a broken rule')) })
    expect(outcome).toMatchObject({ status: 'failed', error: 'a broken rule' })
    expect(await snapshot(database.pool)).toEqual(stored)
    expect(await countOf(database.pool, `select count(*) from run where trigger = 'retag' and status = 'failed'`)).toBe(
      1,
    )
  })

  it('in the threads gives what it gives here', async () => {
    await ingest(records(30))
    const stored = await snapshot(database.pool)
    await retagWith(changed)
    const processors = openProcessPool(2)
    try {
      const outcome = await retagWith(changed, { work: processors.retag(database.url) })
      expect(outcome).toMatchObject({ status: 'succeeded', counts: { seen: 30, updated: 30 } })
    } finally {
      await processors.close()
    }
    expect(await snapshot(database.pool)).toEqual(stored)
  })
})

describe('a dry run', () => {
  it('tells the facts and shares that would change, by skill and family, and changes nothing', async () => {
    await ingest(records(30))
    const stored = await snapshot(database.pool)
    const { preview } = await retagWith(changed, { isDryRun: true })
    expect(preview).toMatchObject({
      changedFacts: 30,
      changedRoles: 20,
      changedSeniority: 20,
      window: { to: '2024-03' },
    })
    const of = (id: string) => preview?.series.find((series) => series.kind === 'skill' && series.id === id)
    expect(of('kubernetes')).toMatchObject({ added: 0, removed: 10, moved: 0, shareAfter: 0 })
    expect(of('kubernetes')?.shareBefore).toBeCloseTo(1 / 3, 6)
    expect(of('go')).toMatchObject({ added: 0, removed: 0, moved: 20 })
    expect(await snapshot(database.pool)).toEqual(stored)
    expect(await countOf(database.pool, `select count(*) from run where trigger = 'retag'`)).toBe(0)
  })
})

describe('a kill in the middle of a retag', () => {
  it('changes nothing, leaves nothing behind, and the next one comes to its end', async () => {
    await ingest(records(30))
    const stored = await snapshot(database.pool)
    const child = spawn(process.execPath, ['--import', 'tsx', 'tests/db/slow-retag.ts'], {
      env: inheritEnvironment({ DATABASE_URL: database.url }),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await snapshot(database.pool)).toEqual(stored)
    expect(
      await countOf(database.pool, `select count(*) from run where trigger = 'retag' and status = 'running'`),
    ).toBe(1)
    // The server notices the lost connection a moment later.
    await expect.poll(async () => (await retagWith(changed)).status).toBe('succeeded')
    expect(await snapshot(database.pool)).toEqual(await freshUnderChangedRules(records(30)))
    const { rows } = await database.pool.query(`select status from run where trigger = 'retag' order by status`)
    expect(rows).toEqual([{ status: 'interrupted' }, { status: 'succeeded' }])
    expect(await countOf(database.pool, `select count(*) from pg_class where relname = 'retag_stage'`)).toBe(0)
  })
})

describe('facts of older rules', () => {
  const current = { taxonomyVersion: '2099.1.1', rulesVersion: '2099.1.1' }

  it('are known as such until a retag, also when newer code has stored a page beside them', async () => {
    expect(await areFactsOld(database.pool, current)).toBe(false)
    await ingest(records(9))
    expect(await areFactsOld(database.pool, current)).toBe(true)
    await database.pool.query(
      `insert into data_version (at, run_id, source_id, months, changed, taxonomy_version, rules_version)
       select at, run_id, source_id, months, changed, '2099.1.1', '2099.1.1' from data_version`,
    )
    expect(await areFactsOld(database.pool, current)).toBe(true)
    await retagWith(changed)
    expect(await areFactsOld(database.pool, current)).toBe(false)
  })

  it('are tagged again by the worker, by itself and once', async () => {
    await ingest(records(9))
    await database.pool.query(`update data_version set rules_version = '2020.1.1'`)
    await database.pool.query(`update posting_fact set mentioned = '{1}', role = 'no'`)
    const processors = openProcessPool(1)
    const options = {
      pool: database.pool,
      databaseUrl: database.url,
      processors,
      log: pino({ level: 'silent' }),
      signal: new AbortController().signal,
      now: () => new Date(),
    }
    try {
      await keepFactsCurrent(options)
      await keepFactsCurrent(options)
    } finally {
      await processors.close()
    }
    expect(await countOf(database.pool, `select count(*) from posting_fact where mentioned = '{1}'`)).toBe(0)
    expect(
      await countOf(database.pool, `select count(*) from run where trigger = 'retag' and status = 'succeeded'`),
    ).toBe(1)
  })

  it('are not what newer code has written', async () => {
    await ingest(records(3))
    expect(await areFactsOld(database.pool, { taxonomyVersion: '2020.1.1', rulesVersion: '2020.1.1' })).toBe(false)
  })

  it('that an older process stores while a retag reads are retagged again', async () => {
    await ingest(records(9))
    await retagWith(changed, {
      work: async (range) => {
        await runFor(database.pool, toySource([{ listing: 'b', records: [record(50)] }]))
        return retagBatch(database.pool, range, changed)
      },
    })
    expect(await areFactsOld(database.pool, current)).toBe(true)
  })
})
