import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPopulationMemory } from '@/lib/db/demand/population'
import { createSqlDemandEngine } from '@/lib/db/sql-demand-engine'
import type { Month } from '@/lib/domain/month'
import type { DemandEngine, SeriesKey } from '@/lib/query/engine'
import { defaultFilters, type Filters } from '@/lib/query/filters'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { type Fact, plainFact, replaceFacts, uuidFor, writeSkills } from '../support/facts'
import { createOracle } from '../support/oracle'
import { rowsOfTable } from '../support/table-rows'
import { anyFacts, anyFilters, anySeries, world } from '../support/query-arbitraries'

const now = new Date('2024-03-09T12:00:00Z')
let database: TestDatabase
let engine: DemandEngine

beforeAll(async () => {
  database = await createTestDatabase()
  await writeSkills(
    database.pool,
    world.skills.map((id) => ({ id, family: 'cloud' })),
  )
  engine = createSqlDemandEngine(database.pool, () => now)
})
afterAll(() => database.drop())

/** Equal to the ninth decimal, counts to the last one; fast-check prints the seed of a failure. */
const rounded = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, item: unknown) => {
      if (typeof item !== 'number') return item
      // JSON has no minus zero.
      return Number(item.toFixed(9)) + 0
    }),
  )

const runs = { numRuns: 300 }

describe('SQL and the oracle agree to the last count', () => {
  const methods: Record<string, (of: DemandEngine, filters: Filters, series: SeriesKey) => Promise<unknown>> = {
    demand: (of, filters) => of.demand(filters),
    skills: (of, filters) => of.skills(filters),
    levels: (of, filters, series) => of.levels(filters, series),
    regions: (of, filters, series) => of.regions(filters, series),
    companions: (of, filters, series) => of.companions(filters, series),
    alternatives: (of, filters, series) =>
      of.alternatives(filters, series.startsWith('skill:') ? series.slice('skill:'.length) : 'kubernetes'),
    table: async (of, filters, series) => rowsOfTable(await of.table(filters, [series, 'family:cloud'])),
  }

  test.each(Object.keys(methods))('on %s, for any facts, filters and periods', async (name) => {
    const ask = methods[name]
    if (ask === undefined) throw new Error(`no method ${name}`)
    await fc.assert(
      fc.asyncProperty(anyFacts, anyFilters, anySeries, async (facts, filters, series) => {
        await replaceFacts(database.pool, facts)
        const oracle = createOracle(facts, now)
        expect(rounded(await ask(engine, filters, series))).toEqual(rounded(await ask(oracle, filters, series)))
      }),
      runs,
    )
  })
})

test('adding a population filter never raises a count', async () => {
  await fc.assert(
    fc.asyncProperty(anyFacts, anyFilters, anyFilters, async (facts, filters, narrower) => {
      await replaceFacts(database.pool, facts)
      // The calendar of both is the same, so that rows stand against each other.
      const wide: Filters = {
        ...filters,
        regions: [],
        remote: [],
        seniority: [],
        sources: [],
        without: [],
        employer: 'any',
        lengths: [],
        arrival: 'all',
        role: 'all',
      }
      const narrow: Filters = {
        ...narrower,
        skills: wide.skills,
        families: wide.families,
        sets: wide.sets,
        level: wide.level,
        unit: wide.unit,
        bucket: wide.bucket,
        from: wide.from,
        to: wide.to,
      }
      const before = await engine.demand(wide)
      const after = await engine.demand(narrow)
      expect(after.population.vacancies).toBeLessThanOrEqual(before.population.vacancies)
      expect(after.rows).toHaveLength(before.rows.length)
      for (const [index, row] of after.rows.entries()) {
        expect(row.vacancies).toBeLessThanOrEqual(before.rows[index]?.vacancies ?? 0)
        expect(row.ofVacancies).toBeLessThanOrEqual(before.rows[index]?.ofVacancies ?? 0)
      }
    }),
    runs,
  )
})

test('the three levels add up to any level', async () => {
  await fc.assert(
    fc.asyncProperty(anyFacts, anyFilters, async (facts, filters) => {
      await replaceFacts(database.pool, facts)
      const asked: Filters = { ...filters, skills: ['kubernetes'], families: [], sets: [], level: 'any' }
      const { rows } = await engine.demand(asked)
      const levels = await engine.levels(asked, 'skill:kubernetes')
      expect(
        levels.rows.map(
          ({ required, preferred, mentioned }) => required.vacancies + preferred.vacancies + mentioned.vacancies,
        ),
      ).toEqual(rows.map((row) => row.vacancies))
    }),
    { numRuns: 50 },
  )
})

const kubernetes: Filters = { ...defaultFilters, skills: ['kubernetes'] }

test('a vacancy counts once a month over its copies, and again in the next month', async () => {
  await replaceFacts(database.pool, [
    plainFact,
    { ...plainFact, postingId: uuidFor('copy in France'), regions: ['FR'] },
    { ...plainFact, postingId: uuidFor('copy of another source'), sourceId: 'file' },
    { ...plainFact, postingId: uuidFor('posted anew'), month: '2024-02' },
  ])
  const { rows, population } = await engine.demand(kubernetes)
  expect(rows.map(({ start, vacancies, ofPostings }) => ({ start, vacancies, ofPostings }))).toEqual([
    { start: '2024-01', vacancies: 1, ofPostings: 3 },
    { start: '2024-02', vacancies: 1, ofPostings: 1 },
  ])
  expect(population).toMatchObject({ vacancies: 2, postings: 4, employers: 1 })
  const quarter = await engine.demand({ ...kubernetes, bucket: 'quarter' })
  expect(quarter.rows).toMatchObject([{ start: '2024-01', ofVacancies: 2, isPartial: true }])
})

test('each unit tells the copies of a vacancy apart by its own mark', async () => {
  const copy = (name: string, change: Partial<Fact>): Fact => ({ ...plainFact, postingId: uuidFor(name), ...change })
  await replaceFacts(database.pool, [
    plainFact,
    copy('another place', { regions: ['FR'] }),
    copy('another source', { sourceId: 'file' }),
    copy('another day', { day: '2024-01-20' }),
    copy('another day and place', { day: '2024-01-20', regions: ['FR'] }),
    copy('next month', { month: '2024-02', day: '2024-02-01' }),
  ])
  const counted = async (unit: Filters['unit'], without: string[] = []) =>
    (await engine.demand({ ...kubernetes, unit, without })).rows.map((row) => row.ofVacancies)
  expect(await counted('vacancy')).toEqual([1, 1])
  expect(await counted('first')).toEqual([1, 0])
  expect(await counted('repost')).toEqual([2, 1])
  expect(await counted('place')).toEqual([2, 1])
  expect(await counted('posting')).toEqual([5, 1])
  expect(await counted('posting', ['file'])).toEqual([4, 1])
  expect(await counted('posting', ['file', 'hackernews'])).toEqual([0, 0])
})

test('no unit counts more than postings or less than the first month of each vacancy', async () => {
  await fc.assert(
    fc.asyncProperty(anyFacts, anyFilters, async (facts, filters) => {
      await replaceFacts(database.pool, facts)
      const counted = async (unit: Filters['unit']) => (await engine.demand({ ...filters, unit })).population.vacancies
      const vacancies = await counted('vacancy')
      const postings = await counted('posting')
      expect(await counted('first')).toBeLessThanOrEqual(vacancies)
      for (const unit of ['repost', 'place'] as const) {
        const between = await counted(unit)
        expect(between).toBeGreaterThanOrEqual(vacancies)
        expect(between).toBeLessThanOrEqual(postings)
      }
    }),
    { numRuns: 50 },
  )
})

test('a month without vacancies is in the calendar with no share, and the running month is partial', async () => {
  await replaceFacts(database.pool, [plainFact, { ...plainFact, postingId: uuidFor('later'), month: '2024-03' }])
  const { rows } = await engine.demand(kubernetes)
  expect(rows).toMatchObject([
    { start: '2024-01', share: 1, isPartial: false },
    { start: '2024-02', ofVacancies: 0, share: null, low: null, high: null, isPartial: false },
    { start: '2024-03', share: 1, isPartial: true },
  ])
})

test('an employer is a startup from a year before its signal to a year after', async () => {
  const at = (month: Month, signals: boolean[] = []) => ({ ...plainFact, postingId: uuidFor(month), month, signals })
  const other = { ...plainFact, postingId: uuidFor('other'), employerId: uuidFor('large'), vacancyId: uuidFor('other') }
  await replaceFacts(database.pool, [
    at('2022-12'),
    at('2023-01'),
    at('2024-01', [true]),
    at('2025-01'),
    at('2025-02'),
    { ...other, signals: [false] },
  ])
  const startups: Filters = { ...kubernetes, employer: 'startup' }
  const { rows, population } = await engine.demand(startups)
  expect(rows.filter((row) => row.ofVacancies > 0).map((row) => row.start)).toEqual(['2023-01', '2024-01', '2025-01'])
  expect(population).toMatchObject({ vacancies: 3, employers: 1 })
  expect((await engine.demand(kubernetes)).population.vacancies).toBe(6)
})

test('alternatives are counted of the vacancies that name the skill', async () => {
  const named: Fact = { ...plainFact, required: ['skill:aws', 'skill:docker', 'skill:kubernetes'] }
  const vacancy = (name: string, anyOf: Fact['anyOf']): Fact => ({
    ...named,
    postingId: uuidFor(name),
    vacancyId: uuidFor(name),
    anyOf,
  })
  await replaceFacts(database.pool, [
    vacancy('both', [
      { level: 'required', skills: ['aws', 'docker'] },
      { level: 'mentioned', skills: ['aws', 'docker', 'terraform'] },
    ]),
    vacancy('of others', [{ level: 'required', skills: ['docker', 'kubernetes'] }]),
    vacancy('none', []),
    { ...plainFact, postingId: uuidFor('unnamed'), vacancyId: uuidFor('unnamed') },
  ])
  const { rows } = await engine.alternatives(defaultFilters, 'aws')
  expect(rows.map(({ skill, vacancies, ofVacancies }) => [skill, vacancies, ofVacancies])).toEqual([
    [null, 1, 3],
    ['docker', 1, 3],
    ['terraform', 1, 3],
  ])
  const required = await engine.alternatives({ ...defaultFilters, level: 'required' }, 'aws')
  expect(required.rows.map(({ skill, vacancies }) => [skill, vacancies])).toEqual([
    [null, 1],
    ['docker', 1],
  ])
})

test('a value that no fact holds finds nothing, whatever characters it is made of', async () => {
  await replaceFacts(database.pool, [plainFact])
  const { population, rows } = await engine.demand({ ...kubernetes, regions: [`DE'); drop table posting_fact; --`] })
  expect(population.vacancies).toBe(0)
  expect(rows).toMatchObject([{ start: '2024-01', ofVacancies: 0, share: null }])
  expect((await engine.demand({ ...kubernetes, skills: ['no-such-skill'] })).rows).toMatchObject([
    { vacancies: 0, ofVacancies: 1 },
  ])
})

test('without any data every answer is empty', async () => {
  await replaceFacts(database.pool, [])
  expect(await engine.demand(kubernetes)).toMatchObject({
    rows: [],
    population: { vacancies: 0, from: null, to: null },
    dataVersion: { id: 0 },
  })
  expect(await engine.skills(defaultFilters)).toMatchObject({ rows: [], from: null, to: null })
  expect(await engine.regions(defaultFilters, 'skill:aws')).toMatchObject({ rows: [] })
  expect(await engine.alternatives(defaultFilters, 'aws')).toMatchObject({ rows: [{ skill: null, share: null }] })
})

test('an answer names the newest data version', async () => {
  await database.pool.query(
    `insert into data_version (at, run_id, source_id, months, changed, taxonomy_version, rules_version)
     values ('2024-03-01T00:00:00Z', $1, 'hackernews', '{}', 1, 't1', 'r1'), ('2024-03-02T00:00:00Z', $1, 'hackernews', '{}', 1, 't1', 'r2')`,
    [uuidFor('run')],
  )
  const { dataVersion } = await engine.demand(kubernetes)
  expect(dataVersion).toMatchObject({ at: new Date('2024-03-02T00:00:00Z'), taxonomyVersion: 't1', rulesVersion: 'r2' })
})

test('a remembered population is counted anew when the data has a new version', async () => {
  const remembering = createSqlDemandEngine(database.pool, () => now, createPopulationMemory())
  const vacancies = async (filters: Filters) => (await remembering.demand(filters)).population.vacancies
  await replaceFacts(database.pool, [plainFact])
  expect(await vacancies(kubernetes)).toBe(1)
  await replaceFacts(database.pool, [plainFact, { ...plainFact, postingId: uuidFor('later'), month: '2024-02' }])
  await database.pool.query(
    `insert into data_version (at, run_id, source_id, months, changed, taxonomy_version, rules_version)
     values ('2024-03-03T00:00:00Z', $1, 'hackernews', '{}', 1, 't1', 'r2')`,
    [uuidFor('run')],
  )
  expect(await vacancies(kubernetes)).toBe(2)
  expect(await vacancies({ ...kubernetes, to: '2024-01' })).toBe(1)
})
