import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readChoiceCounts } from '@/lib/db/choices-store'
import { listEvidencePostings } from '@/lib/db/postings-store'
import type { Month } from '@/lib/domain/month'
import { defaultFilters } from '@/lib/query/filters'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { type Fact, replaceFacts, uuidFor } from '../support/facts'

interface Advert {
  name: string
  employer: string
  month: Month
  level: 'required' | 'mentioned'
  regions: string[]
}

const adverts: Advert[] = [
  { name: 'old', employer: 'Alder', month: '2023-01', level: 'required', regions: ['DE'] },
  { name: 'newer', employer: 'Alder', month: '2024-02', level: 'required', regions: ['DE'] },
  { name: 'other', employer: 'Birch', month: '2024-01', level: 'mentioned', regions: ['US', 'US-CA'] },
  { name: 'third', employer: 'Cedar', month: '2023-06', level: 'required', regions: [] },
]

const toFact = ({ name, employer, month, level, regions }: Advert): Fact => ({
  postingId: uuidFor(name),
  month,
  day: `${month}-10`,
  vacancyId: uuidFor(`vacancy ${name}`),
  employerId: uuidFor(employer),
  sourceId: 'board',
  arrival: 'flow',
  words: 100,
  role: 'strict',
  remote: 'remote',
  seniority: [],
  regions,
  required: level === 'required' ? ['skill:kafka', 'family:messaging'] : [],
  preferred: [],
  mentioned: level === 'mentioned' ? ['skill:kafka', 'family:messaging'] : [],
  signals: [],
  anyOf: [],
})

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  const { pool } = database
  await pool.query(
    `insert into source (id, name, homepage, attribution, parser_version)
     values ('board', 'A board', 'https://example.org', 'By its authors', 1), ('idle', 'Idle', 'https://example.org', '', 1)`,
  )
  for (const { name, employer, month } of adverts) {
    await pool.query('insert into company (id, key, name) values ($1, $2, $2) on conflict do nothing', [
      uuidFor(employer),
      employer,
    ])
    await pool.query(
      `insert into posting (id, source_id, external_id, payload_id, listing, company_id, title, text, content_hash,
         posted_at, month, role, role_reason, remote, seniority, parser_version, first_seen_at, last_seen_at)
       values ($1, 'board', $2, $1, 'all', $3, $2, 'We run Kafka.', '', $4::date, $4::date, 'strict', '', 'remote', '{}', 1, now(), now())`,
      [uuidFor(name), name, uuidFor(employer), `${month}-01`],
    )
    await pool.query(
      `insert into posting_place (posting_id, ordinal, text) values ($1, 0, 'Berlin'), ($1, 1, 'Remote')`,
      [uuidFor(name)],
    )
  }
  await replaceFacts(pool, adverts.map(toFact))
})

afterAll(() => database.drop())

describe('listEvidencePostings', () => {
  const titles = async (change: Partial<typeof defaultFilters> = {}, limit = 5) =>
    (
      await listEvidencePostings(database.pool, {
        filters: { ...defaultFilters, ...change },
        series: 'skill:kafka',
        limit,
      })
    ).map((posting) => posting.title)

  it('gives the newest posting of each employer, newest first', async () => {
    expect(await titles()).toEqual(['newer', 'other', 'third'])
  })

  it('keeps to the population and the level of the filters', async () => {
    expect(await titles({ to: '2023-12' })).toEqual(['third', 'old'])
    expect(await titles({ regions: ['US-CA'] })).toEqual(['other'])
    expect(await titles({ level: 'required' })).toEqual(['newer', 'third'])
  })

  it('gives no more than asked', async () => {
    expect(await titles({}, 1)).toEqual(['newer'])
  })

  it('tells company, month, source and places as written', async () => {
    const [posting] = await listEvidencePostings(database.pool, {
      filters: defaultFilters,
      series: 'family:messaging',
      limit: 1,
    })
    expect(posting).toMatchObject({
      company: 'Alder',
      month: '2024-02',
      sourceName: 'A board',
      places: ['Berlin', 'Remote'],
    })
  })

  it('tells why the employer is a startup, by the posting itself or else by the nearest other one', async () => {
    const signals: Record<string, boolean[]> = { old: [true], other: [false, true], third: [false] }
    const facts = adverts.map((advert) => ({ ...toFact(advert), signals: signals[advert.name] ?? [] }))
    const read = async (held: Fact[]) => {
      await replaceFacts(database.pool, held)
      const filters = { ...defaultFilters }
      const postings = await listEvidencePostings(database.pool, { filters, series: 'skill:kafka', limit: 5 })
      return Object.fromEntries(postings.map(({ title, signals: told }) => [title, told]))
    }
    const seed = { kind: 'seed', value: '', evidence: 'seed round' }
    expect(await read(facts)).toEqual({ newer: [], other: [{ ...seed, month: '2024-01', isOwn: true }], third: [] })
    const within = facts.map((fact) =>
      fact.postingId === uuidFor('old') ? { ...fact, month: '2023-02' as const } : fact,
    )
    expect((await read(within)).newer).toEqual([{ ...seed, month: '2023-02', isOwn: false }])
    await replaceFacts(database.pool, adverts.map(toFact))
  })
})

describe('readChoiceCounts', () => {
  it('offers regions by number of postings, sources with facts and the range of months', async () => {
    const counts = await readChoiceCounts(database.pool)
    expect(counts.regions).toEqual([
      { code: 'DE', postings: 2 },
      { code: 'US', postings: 1 },
      { code: 'US-CA', postings: 1 },
    ])
    expect(counts.sources.map((source) => source.id)).toEqual(['board'])
    expect([counts.from, counts.to]).toEqual(['2023-01', '2024-02'])
  })
})
