import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { jobtech } from '@/scrapers/sources/jobtech/source'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { countOf, emptyDatabase, runFor, snapshot } from '../support/ingest'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(() => emptyDatabase(database.pool))
afterAll(() => database.drop())

const ads = 1_200
const lineOf = (id: number): string =>
  `${JSON.stringify({
    id: String(id),
    headline: 'Backendutvecklare',
    description: { text: `Go och Kafka, annons ${id}` },
    employer: { name: `Acme ${id % 7}` },
    occupation_field: { label: id % 3 === 0 ? 'Transport' : 'Data/IT' },
    publication_date: `2021-0${1 + (id % 9)}-01T00:00:00`,
  })}\n`

/** The dump as a stream; `until` is called with the number of each line before it is given. */
async function* stream(until: (line: number) => void = () => undefined): AsyncGenerator<Uint8Array> {
  for (let id = 1; id <= ads; id += 1) {
    until(id)
    yield Buffer.from(lineOf(id))
  }
}

const run = (open: () => AsyncIterable<Uint8Array>, signal = new AbortController().signal) =>
  runFor(database.pool, jobtech, {
    config: { dump: { label: 'year 2021', open } },
    trigger: 'import',
    now: () => new Date('2026-06-10T00:00:00Z'),
    signal,
  })

it('a dump that was stopped on its way goes on where it was, and ends as one that was read at once', async () => {
  const whole = await run(() => stream())
  expect(whole.status).toBe('succeeded')
  const expected = await snapshot(database.pool)
  expect(expected.postings).toHaveLength(800)

  await emptyDatabase(database.pool)
  const stopping = new AbortController()
  const stopped = await run(
    () => stream((line) => void (line === 1_100 && stopping.abort(new Error('stopped')))),
    stopping.signal,
  )
  expect(stopped.status).toBe('interrupted')
  const rest = await run(() => stream())
  expect(rest.status).toBe('succeeded')
  expect(rest.counts.seen).toBeLessThanOrEqual(800)
  expect(await snapshot(database.pool)).toEqual(expected)

  const again = await run(() => stream())
  expect(again.counts).toMatchObject({ seen: 0, inserted: 0 })
  expect(await countOf(database.pool, 'select count(*) from posting')).toBe(800)
})
