import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CrawlError } from '@/scrapers/http/errors'
import { readPagedList } from '@/scrapers/paged-list'

const list = (pages: number[][], total: number | null) => ({
  host: 'jobs.test',
  pageSize: 2,
  maximumPages: 10,
  idOf: String,
  readPage: async (offset: number) => ({ rows: pages[offset / 2] ?? [], total }),
})

test('a row that slips over a page while one reads is found by reading once more', async () => {
  // While the first page was read, 1 closed: 3 moved to it, and the second page begins with 4.
  const passes = [
    [[1, 2], [4]],
    [[2, 3], [4]],
  ]
  let pass = -1
  const rows = await readPagedList({
    ...list([], 0),
    readPage: async (offset) => {
      if (offset === 0) pass += 1
      return { rows: passes[pass]?.[offset / 2] ?? [], total: pass === 0 ? 4 : 3 }
    },
  })
  expect(rows.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4])
})

test('a list that is read once more and is empty then is an error, not what the first reading held', async () => {
  const passes = [
    { rows: [1, 1], total: 2 },
    { rows: [], total: 0 },
  ]
  const readPage = async () => passes.shift() ?? { rows: [], total: 0 }
  await expect(readPagedList({ ...list([], 0), readPage })).rejects.toThrow('told of 2 postings and held 1')
})

test('a list that is honestly empty has no rows', async () => {
  expect(await readPagedList(list([[]], 0))).toEqual([])
})

test.each([
  ['an empty page before the end', [[1, 2], [], [5]], 5, 'page 2 of a list of 5 postings was empty'],
  [
    'a page that comes twice',
    [
      [1, 2],
      [1, 2],
    ],
    4,
    'told of 4 postings and held 2',
  ],
  ['a first page without a total', [[1, 2]], null, 'does not tell how long it is'],
  ['a list without an end', Array.from({ length: 20 }, (_, i) => [2 * i, 2 * i + 1]), 100, 'longer than can be read'],
])('%s is an error', async (_, pages, total, message) => {
  await expect(readPagedList(list(pages, total))).rejects.toThrow(message)
})

test('a total that shrinks behind the first page ends no list early', async () => {
  const answer = async (offset: number) => (offset === 0 ? { rows: [1, 2], total: 4 } : { rows: [], total: 0 })
  await expect(readPagedList({ ...list([], 0), readPage: answer })).rejects.toThrow(CrawlError)
})

test('whatever the pages hold, a result has as many rows as were told of, or there is none', async () => {
  const pagesAndTotal = [fc.array(fc.array(fc.nat(8), { maxLength: 2 }), { maxLength: 5 }), fc.nat(8)] as const
  const property = fc.asyncProperty(...pagesAndTotal, async (pages, total) => {
    const rows = await readPagedList(list(pages, total)).catch((error: unknown) => error)
    return Array.isArray(rows) ? new Set(rows).size >= total : rows instanceof CrawlError
  })
  expect((await fc.check(property)).failed).toBe(false)
})
