import { z } from 'zod'
import type { RawPayload } from '@/scrapers/contract'
import type { ExpectedPosting, SourceCase } from './source-case'
import { fixture, recorded } from './source-case'

interface FeedFixture {
  id: string
  /** Our own fixture, `tests/fixtures/sources/<id>/<file>`. */
  file: string
  contentType?: string
  records: number
  postings: number
  expected: ExpectedPosting[]
  /** Recorded files that hold whole answers. */
  recordings: RegExp
  /** Counts the records of an answer, read in another way than the parser reads it. */
  count: (body: string) => number
  /** The fixture with a value of its first record replaced. */
  replace: (body: string, field: 'text' | 'title' | 'date', value: unknown) => string
  crawl: NonNullable<SourceCase['crawl']>
}

const feedPayload = (body: Uint8Array, contentType: string): RawPayload => ({
  key: 'feed',
  url: 'https://feed.test/',
  status: 200,
  headers: { 'content-type': contentType },
  body,
  context: {},
})

/** The case of a feed without boards. */
export function feedCase(of: FeedFixture): SourceCase {
  const { contentType = 'application/json' } = of
  const own = () => fixture(of.id, of.file)
  return {
    recordings: async () => [
      {
        name: 'our own answer',
        payload: feedPayload(await own(), contentType),
        records: of.records,
        postings: of.postings,
        expected: of.expected,
      },
      ...(await recorded(`sources/${of.id}`, of.recordings)).map(({ name, body }) => ({
        name,
        payload: feedPayload(body, contentType),
        records: of.count(body.toString()),
      })),
    ],
    crawl: of.crawl,
    withValue: async (field, value) =>
      feedPayload(Buffer.from(of.replace((await own()).toString(), field, value)), contentType),
  }
}

const Rows = z.array(z.unknown())
const Envelope = z.record(z.string(), z.unknown())

/** Rows of an answer: the whole of it, or one of its lists. */
export function rowsOf(body: string, list: string | null): unknown[] {
  const json: unknown = JSON.parse(body)
  return Rows.parse(list === null ? json : Envelope.parse(json)[list])
}

/** Replaces a key of one row, the first unless said otherwise. */
export function replaceInRows(
  body: string,
  change: { list: string | null; key: string; value: unknown; row?: number },
): string {
  const rows = rowsOf(body, change.list).map((row, index) =>
    index === (change.row ?? 0) ? { ...Envelope.parse(row), [change.key]: change.value } : row,
  )
  return JSON.stringify(change.list === null ? rows : { ...Envelope.parse(JSON.parse(body)), [change.list]: rows })
}
