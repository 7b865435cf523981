import { afterAll, beforeAll, expect, it } from 'vitest'
import { listTexts } from '@/lib/db/posting-texts'
import { createTagger } from '@/lib/tagger/create-tagger'
import { skills } from '@/lib/tagger/taxonomy'
import { measureEffect } from '@/scrapers/taxonomy-effect'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { runFor } from '../support/ingest'
import { toySource } from '../support/toy-source'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  const records = Array.from({ length: 40 }, (_, index) => ({
    id: `ad-${index}`,
    date: index < 20 ? '2024-03-05' : '2024-04-05',
    text:
      index % 4 === 0
        ? `Acme ${index} | Backend Engineer | Berlin\nWe run Kubernetes on AWS.`
        : `Umbra ${index} | Backend Engineer | Paris\nWe write Go and Postgres.`,
  }))
  await runFor(database.pool, toySource([{ listing: 'a', records }]))
})
afterAll(() => database.drop())

const taggers = {
  before: createTagger(skills),
  after: createTagger(skills.filter((skill) => skill.id !== 'kubernetes')),
}

it('a taxonomy without a skill moves the postings and months that named it, and no others', async () => {
  const effect = await measureEffect(listTexts(database.pool, null), taggers)
  const kubernetes = effect.series.find(({ series }) => series === 'skill:kubernetes')
  expect(effect.postings).toBe(40)
  expect(effect.changedPostings).toHaveLength(10)
  expect(kubernetes).toEqual({
    series: 'skill:kubernetes',
    gained: 0,
    lost: 10,
    moved: 0,
    shareBefore: 0.25,
    shareAfter: 0,
    months: [
      { month: '2024-03', vacancies: 20, before: 5, after: 0 },
      { month: '2024-04', vacancies: 20, before: 5, after: 0 },
    ],
  })
  expect(effect.series.map(({ series }) => series)).not.toContain('skill:go')
})

it('the same taxonomy twice moves nothing', async () => {
  const effect = await measureEffect(listTexts(database.pool, null), { before: taggers.before, after: taggers.before })
  expect(effect).toEqual({ postings: 40, series: [], changedPostings: [] })
})

it('a sample is the same postings each time', async () => {
  const read = async () => {
    const ids: string[] = []
    for await (const { id } of listTexts(database.pool, 7)) ids.push(id)
    return ids
  }
  const first = await read()
  expect(first).toHaveLength(7)
  expect(await read()).toEqual(first)
})
