import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { Month } from '@/lib/domain/month'
import { describeDump, unpacked } from '@/scrapers/cli/ingest-dump'
import { parseJobtech } from '@/scrapers/sources/jobtech/parse'
import type { JobtechCursor } from '@/scrapers/sources/jobtech/schema'
import { jobtech } from '@/scrapers/sources/jobtech/source'
import { crawlWith } from '../../support/crawl'

const it3 = { concept_id: null, label: null, legacy_ams_taxonomy_id: '3' }
const adOf = (id: number, more: Record<string, unknown> = {}) => ({
  id: String(id),
  headline: 'Utvecklare',
  description: { text: 'Go och Kafka' },
  employer: { name: 'Acme', email: 'someone@example.com', phone_number: '070' },
  application_contacts: [{ name: 'Someone' }],
  occupation_field: { label: 'Data/IT' },
  publication_date: '2021-03-01T00:00:00',
  ...more,
})
const linesOf = (ads: unknown[]): string => `${ads.map((ad) => JSON.stringify(ad)).join('\n')}\n`

async function* chunksOf(text: string | Uint8Array, size = 777): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

const crawlDump = (text: string, options: { cursor?: JobtechCursor; since?: Month; until?: Month } = {}) =>
  crawlWith(jobtech, {
    config: { dump: { label: 'a dump', open: () => chunksOf(text) } },
    answer: () => {
      throw new Error('a dump asks for nothing')
    },
    ...options,
  })

const idsOf = (crawled: Awaited<ReturnType<typeof crawlDump>>) =>
  crawled.pages.flatMap(({ payload }) => parseJobtech(payload).postings.map(({ externalId }) => externalId))

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

describe('a yearly dump of JobTech', () => {
  it('gives the advertisements of its field, however the year names it, in pages of 500', async () => {
    const others = [
      adOf(1, { occupation_field: it3 }),
      adOf(2, { occupation_field: [{ label: 'Transport' }, { concept_id: 'apaJ_2ja_LuF' }] }),
      adOf(3, { occupation_field: { label: 'Transport', legacy_ams_taxonomy_id: '19' } }),
      adOf(4, { occupation_field: null }),
    ]
    const many = Array.from({ length: 600 }, (_, index) => adOf(1000 + index))
    const crawled = await crawlDump(linesOf([...others, ...many]))
    expect(crawled.pages.map(({ position }) => position)).toEqual(['line 502', 'line 604'])
    expect(idsOf(crawled)).toEqual(['1', '2', ...many.map(({ id }) => id)])
    expect(crawled.pages.flatMap(({ completes }) => completes)).toEqual([])
  })

  it('keeps no contact that stands in a field of its own', async () => {
    const [page] = (await crawlDump(linesOf([adOf(1)]))).pages
    const stored = Buffer.from(page?.payload.body ?? []).toString()
    expect(stored).toContain('Acme')
    expect(stored).not.toMatch(/someone|070/i)
  })

  it('goes on behind the last line that was settled, and reads all of it again for some months', async () => {
    const text = linesOf([adOf(1), adOf(2), adOf(3, { publication_date: '2021-04-30T23:59:59' }), adOf(4)])
    const cursor = { until: '2026-01-01T00:00:00', dumps: { 'a dump': 2 } }
    const rest = await crawlDump(text, { cursor })
    expect(idsOf(rest)).toEqual(['3', '4'])
    expect(rest.pages.at(-1)?.cursor).toEqual({ until: '2026-01-01T00:00:00', dumps: { 'a dump': 4 } })
    expect(idsOf(await crawlDump(text, { cursor, since: '2021-04', until: '2021-04' }))).toEqual(['3'])
  })

  it('refuses a line that is no advertisement, by its number, and reads the others', async () => {
    const text = `${linesOf([adOf(1)])}{"half": \n[1]\n${linesOf([adOf(2)])}${'x'.repeat(3_000_000)}\n${linesOf([adOf(3)])}`
    const [page] = (await crawlDump(text)).pages
    if (page === undefined) throw new Error('no page')
    const { postings, rejects } = parseJobtech(page.payload)
    expect(postings.map(({ externalId }) => externalId)).toEqual(['1', '2', '3'])
    expect(rejects.map(({ line }) => line)).toEqual([2, 3, 5])
  })

  it('tells a gzipped one by its bytes, and a cut-off one as such', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'skilltide-dump-'))
    folders.push(folder)
    const bytes = gzipSync(
      linesOf(Array.from({ length: 300 }, (_, index) => adOf(index, { note: `${Math.sin(index)}` }))),
    )
    await writeFile(join(folder, '2021.jsonl'), bytes)
    const dump = await describeDump(join(folder, '2021.jsonl'))
    expect(dump.label).toBe(`2021.jsonl (${bytes.length} bytes)`)
    const crawled = await crawlWith(jobtech, { config: { dump }, answer: () => '' })
    expect(idsOf(crawled)).toHaveLength(300)
    const cut = { label: null, open: () => unpacked(chunksOf(bytes.subarray(0, bytes.length / 2))) }
    await expect(crawlWith(jobtech, { config: { dump: cut }, answer: () => '' })).rejects.toMatchObject({
      kind: 'HaltSource',
    })
  })
})

describe('the search of JobTech', () => {
  const empty = JSON.stringify({ total: { value: 0 }, hits: [] })
  const asked = async (options: { now: string; cursor?: JobtechCursor; since?: Month; until?: Month }) =>
    (await crawlWith(jobtech, { config: {}, answer: () => empty, ...options })).asked.map((url) => {
      const { searchParams } = new URL(url)
      return [searchParams.get('published-after'), searchParams.get('published-before')]
    })

  it('is asked in Swedish time, two days over what was read before', async () => {
    const cursor = { until: '2026-01-10T09:00:00', dumps: {} }
    expect(await asked({ now: '2026-01-12T12:00:00Z', cursor })).toEqual([
      ['2026-01-08T09:00:00', '2026-01-12T13:00:00'],
    ])
    expect(await asked({ now: '2026-08-20T12:00:00Z' })).toEqual([['2026-08-06T14:00:00', '2026-08-20T14:00:00']])
    expect(await asked({ now: '2026-08-20T12:00:00Z', cursor, since: '2026-06', until: '2026-06' })).toEqual([
      ['2026-06-01T00:00:00', '2026-06-30T23:59:59'],
    ])
  })

  it('takes a page that lacks rows, or has too many, for a fault and moves no cursor', async () => {
    const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `${index}` }))
    const answer = () => JSON.stringify({ total: { value: 150 }, hits: rows(100) })
    await expect(crawlWith(jobtech, { config: {}, answer })).rejects.toMatchObject({ kind: 'RetryLater' })
    const short = () => JSON.stringify({ total: { value: 150 }, hits: rows(20) })
    await expect(crawlWith(jobtech, { config: {}, answer: short })).rejects.toMatchObject({ kind: 'RetryLater' })
  })
})
