import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { plainFact, replaceFacts } from '../support/facts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  vi.stubEnv('DATABASE_URL', database.url)
})
afterAll(async () => {
  const { getPool } = await import('@/lib/db/pool')
  await getPool().end()
  vi.unstubAllEnvs()
  await database.drop()
})

test('the route answers from the database with the vocabulary of the taxonomy and its sources', async () => {
  await database.pool.query(
    `insert into source (id, name, homepage, attribution, parser_version)
     values ('hackernews', 'Hacker News', 'https://news.ycombinator.com', 'Hacker News', 1)`,
  )
  await replaceFacts(database.pool, [plainFact])
  const { GET } = await import('@/app/api/[dataset]/route')
  const get = (path: string, dataset: string) =>
    GET(new Request(`http://localhost/api/${path}`), { params: Promise.resolve({ dataset }) })

  const answer = await get('demand?skill=kubernetes&source=hackernews', 'demand')
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({
    rows: [{ series: 'skill:kubernetes', vacancies: 1, ofVacancies: 1, share: 1 }],
  })

  const refused = await get('demand?source=monster', 'demand')
  expect(refused.status).toBe(400)
  expect(await refused.json()).toMatchObject({ errors: [{ parameter: 'source' }] })
})
