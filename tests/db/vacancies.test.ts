import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { groupVacancies } from '@/lib/db/group-vacancies'
import { sealMonths } from '@/lib/db/seal-months'
import { comparePostings, readVacancy } from '@/lib/db/vacancy-view'
import { listVersions } from '@/lib/db/version-store'
import { derivePostings } from '@/scrapers/derive'
import { syncDeclared } from '@/scrapers/prepare'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { countOf, emptyDatabase } from '../support/ingest'
import { naiveVacancies, variedText, type WrittenPosting } from '../support/naive-vacancies'
import { anyToyAds, readToyStep, retagBy } from '../support/toy-steps'
import type { ReadStep } from '../support/toy-steps'

const now = () => new Date('2024-06-10T00:00:00Z')
const repostDays = 65
let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(async () => {
  await emptyDatabase(database.pool)
  await syncDeclared(database.pool)
})
afterAll(() => database.drop())

const group = (days = repostDays) => groupVacancies(database.pool, { repostDays: days, now })

const roles = ['Backend Engineer', 'Frontend Engineer', 'Backend Engineer, Data Scientist']
const textOf = (of: number): string =>
  `Acme ${of % 2} | ${roles[of % 3] ?? ''} | ${of % 5 === 0 ? 'Paris' : 'Berlin'}\n${variedText('', [of % 4])}`

type Step = ReadStep | { kind: 'retag'; isRenamed: boolean } | { kind: 'group' }

const anyAds = anyToyAds(13)
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constantFrom('thread', 'board'), month: fc.nat({ max: 4 }), ads: anyAds }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retag' as const), isRenamed: fc.boolean() }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'group' as const }) },
)

async function take(step: Step): Promise<void> {
  const { pool } = database
  if (step.kind === 'group') await group()
  else if (step.kind === 'retag')
    await retagBy(
      pool,
      {
        derive: (inputs) =>
          derivePostings(
            step.isRenamed
              ? inputs.map((input) => ({ ...input, company: input.company === null ? null : 'Acme 0' }))
              : inputs,
          ),
        readFields: () => null,
      },
      now,
    )
  else await readToyStep(pool, step, textOf)
}

const Stored = z.object({
  id: z.string(),
  employer: z.string().nullable(),
  title: z.string().nullable(),
  isTitleGiven: z.boolean(),
  places: z.array(z.string()),
  text: z.string(),
  day: z.int(),
  month: z.string(),
  vacancy: z.string(),
})

async function stored(): Promise<{ postings: WrittenPosting[]; vacancies: [string, string][] }> {
  const { rows } = await database.pool.query(`
    select p.id, case when p.company_id is not null then p.company_id::text end as employer, p.title,
           p.given->>'title' is not null as "isTitleGiven",
           case when p.given->>'title' is not null then p.given->'placeTexts' else '[]' end as places,
           p.text, f.day - date '1970-01-01' as day, f.month, f.vacancy_id as vacancy
      from posting p join posting_fact f on f.posting_id = p.id`)
  const postings = z.array(Stored).parse(rows)
  return { postings, vacancies: postings.map(({ id, vacancy }): [string, string] => [id, vacancy]).toSorted() }
}

describe('after any order of ingests, edits, closings, retags and groupings', () => {
  it('vacancies are those that comparing every two postings gives', async () => {
    let joined = 0
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 2, maxLength: 9 }), async (steps) => {
        await emptyDatabase(database.pool)
        await syncDeclared(database.pool)
        for (const step of steps) await take(step)
        await group()
        const { postings, vacancies } = await stored()
        expect(vacancies).toEqual([...naiveVacancies(postings, repostDays)].toSorted())
        joined += vacancies.filter(([id, vacancy]) => id !== vacancy).length
        expect(await countOf(database.pool, 'select count(*) from posting_signature')).toBe(vacancies.length)
        expect(await group()).toBeNull()
      }),
      { numRuns: 40 },
    )
    expect(joined).toBeGreaterThan(40)
  })
})

const ads = (...of: number[]) => of.map((one, id) => ({ id, of: one }))
const vacancyCount = () => countOf(database.pool, 'select count(distinct vacancy_id) from posting_fact')

describe('grouping', () => {
  it('leaves the change log its reason, the months touched, and the counts of facts that moved', async () => {
    await take({ kind: 'thread', month: 0, ads: ads(0, 0, 1) })
    await take({ kind: 'thread', month: 1, ads: ads(0) })
    expect(await vacancyCount()).toBe(4)
    expect(await group()).toMatchObject({ grouped: 4, gone: 0, changed: 2 })
    expect(await vacancyCount()).toBe(2)
    const [newest] = await listVersions(database.pool, { limit: 1 })
    expect(newest).toMatchObject({ cause: 'duplicates', sourceId: 'all', changed: 2 })
    expect(await sealMonths(database.pool, { now })).toMatchObject({ version: newest?.id })
  })

  it('writes no version when nothing moved', async () => {
    await take({ kind: 'thread', month: 0, ads: ads(0, 1) })
    const before = await countOf(database.pool, 'select max(id) from data_version')
    expect(await group()).toMatchObject({ grouped: 2, changed: 0 })
    expect(await countOf(database.pool, 'select max(id) from data_version')).toBe(before)
  })

  it('begins anew under another window', async () => {
    await take({ kind: 'thread', month: 0, ads: ads(0) })
    await take({ kind: 'thread', month: 1, ads: ads(0) })
    await group()
    expect(await vacancyCount()).toBe(1)
    expect(await group(10)).toMatchObject({ grouped: 2, changed: 1 })
    expect(await vacancyCount()).toBe(2)
  })

  it('keeps vacancies when a posting is read again unchanged', async () => {
    await take({ kind: 'thread', month: 0, ads: ads(0, 0) })
    await group()
    const before = await countOf(database.pool, 'select max(id) from data_version')
    await take({ kind: 'thread', month: 0, ads: ads(0, 0) })
    expect(await vacancyCount()).toBe(1)
    expect(await countOf(database.pool, 'select max(id) from data_version')).toBe(before)
  })

  it('gives in to a page that is being written, and is done by the next call', async () => {
    await take({ kind: 'thread', month: 0, ads: ads(0, 0) })
    const client = await database.pool.connect()
    await client.query('begin; update posting_fact set words = words + 1')
    await expect(group()).rejects.toThrow(/lock timeout/)
    await client.query('rollback')
    client.release()
    expect(await group()).toMatchObject({ changed: 1 })
  })

  it('takes up facts of an older installation, which know no likeness and have ids of another kind', async () => {
    await take({ kind: 'thread', month: 0, ads: ads(0, 0, 1) })
    await database.pool.query('update posting_fact set likeness_key = null, vacancy_id = gen_random_uuid()')
    expect(await group()).toMatchObject({ grouped: 3, changed: 3 })
    expect(await vacancyCount()).toBe(2)
  })
})

describe('the vacancy of a posting', () => {
  const idOf = async (externalId: string) => {
    const { rows } = await database.pool.query('select id from posting where external_id = $1', [externalId])
    return z.tuple([z.object({ id: z.string() })]).parse(rows)[0].id
  }

  it('is given with all its postings, and what joins each to one before it', async () => {
    await take({ kind: 'thread', month: 0, ads: ads(0, 1) })
    await take({ kind: 'thread', month: 1, ads: ads(0) })
    await take({ kind: 'thread', month: 2, ads: ads(0) })
    expect(await readVacancy(database.pool, await idOf('thread-0-0'), repostDays)).toBeNull()
    await group()
    const vacancy = await readVacancy(database.pool, await idOf('thread-1-0'), repostDays)
    expect(vacancy).toMatchObject({ size: 3 })
    expect(vacancy?.postings.map(({ day }) => day)).toEqual(['2024-01-05', '2024-02-05', '2024-03-05'])
    expect(vacancy?.postings.map(({ link }) => link?.verdict.daysApart ?? null)).toEqual([null, 31, 29])
    expect(vacancy?.id).toBe(vacancy?.postings.map(({ id }) => id).toSorted()[0])
  })

  it('is another than that of a posting it is not like, which is explained', async () => {
    await take({ kind: 'thread', month: 0, ads: ads(0, 1) })
    await group()
    const pair = [await idOf('thread-0-0'), await idOf('thread-0-1')] as const
    expect(await comparePostings(database.pool, pair, repostDays)).toMatchObject({
      to: pair[1],
      verdict: { isOne: false, obstacle: 'employers' },
    })
    const unknown = '00000000-0000-8000-8000-000000000000'
    expect(await comparePostings(database.pool, [pair[0], unknown], repostDays)).toBeNull()
    expect(await readVacancy(database.pool, unknown, repostDays)).toBeNull()
  })
})
