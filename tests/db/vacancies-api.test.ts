import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { groupVacancies } from '@/lib/db/group-vacancies'
import { syncDeclared } from '@/scrapers/prepare'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { runFor } from '../support/ingest'
import { variedText } from '../support/naive-vacancies'
import { toySource } from '../support/toy-source'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  vi.stubEnv('DATABASE_URL', database.url)
  await syncDeclared(database.pool)
  const text = `Acme | Backend Engineer | Berlin\n${variedText('', [])}`
  const at = (month: number, record: { id: string; text: string; date: string }) => ({
    listing: `thread-${month}`,
    records: [record],
  })
  await runFor(
    database.pool,
    toySource([
      at(1, { id: 'first', text, date: '2024-01-05' }),
      at(2, { id: 'anew', text: `${text} Apply today.`, date: '2024-02-05' }),
      at(3, { id: 'other', text: 'Bolt | Designer | Paris\nDraw.', date: '2024-03-05' }),
    ]),
  )
  await groupVacancies(database.pool, { repostDays: 65, now: () => new Date('2024-06-10T00:00:00Z') })
})
afterAll(async () => {
  const { getPool } = await import('@/lib/db/pool')
  await getPool().end()
  vi.unstubAllEnvs()
  await database.drop()
})

const idOf = async (externalId: string): Promise<string> => {
  const { rows } = await database.pool.query('select id from posting where external_id = $1', [externalId])
  return z.tuple([z.object({ id: z.string() })]).parse(rows)[0].id
}

async function ask(query: string): Promise<{ status: number; body: unknown }> {
  const { GET } = await import('@/app/api/vacancies/route')
  const response = await GET(new Request(`http://localhost/api/vacancies?${query}`))
  return { status: response.status, body: await response.json() }
}

test('a posting that was posted anew is given with both postings, and what differs', async () => {
  const { status, body } = await ask(`posting=${await idOf('anew')}`)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    repostDays: 65,
    size: 2,
    postings: [
      { day: '2024-01-05', link: null },
      { day: '2024-02-05', link: { to: await idOf('first'), onlyHere: ['apply today'], onlyThere: [] } },
    ],
  })
})

test('a posting without duplicates is a vacancy of one', async () => {
  const id = await idOf('other')
  expect(await ask(`posting=${id}`)).toMatchObject({ status: 200, body: { id, size: 1, postings: [{ link: null }] } })
})

test('a posting may be named by its source and the id that it has there', async () => {
  expect(await ask('posting=toy/anew')).toEqual(await ask(`posting=${await idOf('anew')}`))
  expect(await ask('posting=toy/none')).toMatchObject({ status: 404 })
})

test('of two postings it is told why they are one vacancy or two', async () => {
  const one = await ask('posting=toy/anew&other=toy/first')
  expect(one).toMatchObject({
    status: 200,
    body: { posting: await idOf('anew'), to: await idOf('first'), verdict: { isOne: true } },
  })
  const two = await ask('posting=toy/anew&other=toy/other')
  expect(two).toMatchObject({ status: 200, body: { verdict: { isOne: false } } })
  expect(await ask('posting=toy/anew&other=toy/none')).toMatchObject({ status: 404 })
  expect(await ask('posting=toy/anew&other=x')).toMatchObject({
    status: 400,
    body: { errors: [{ parameter: 'other' }] },
  })
})

test('what cannot be answered names the parameter', async () => {
  expect(await ask('posting=x')).toMatchObject({ status: 400, body: { errors: [{ parameter: 'posting' }] } })
  expect(await ask('')).toMatchObject({ status: 400, body: { errors: [{ parameter: 'posting' }] } })
  expect(await ask(`posting=${await idOf('anew')}&skill=go`)).toMatchObject({
    status: 400,
    body: { errors: [{ parameter: 'skill' }] },
  })
  const unknown = '00000000-0000-8000-8000-000000000000'
  expect(await ask(`posting=${unknown}`)).toMatchObject({ status: 404, body: { title: 'No such posting' } })
})
