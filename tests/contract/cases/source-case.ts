import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PostingInput } from '@/lib/domain/posting'
import type { RawPayload } from '@/scrapers/contract'
import type { CrawlOptions } from '../../support/crawl'
import { sharedData } from '../../support/shared-data'

/** What a person reads in one record of a recording; everything named must come out of the parser. */
export interface ExpectedPosting {
  externalId: string
  /** ISO 8601 in UTC: a wrong zone shows. */
  postedAt?: string
  title?: string
  company?: string | null
  placeTexts?: string[]
  remoteText?: string | null
  salaryText?: string | null
  url?: string | null
  /** Words of every part of the description: a part that is lost shows. */
  textHas?: string[]
  /** What must not be left in the text, for example markup that was unescaped once only. */
  textLacks?: string[]
}

/** Bytes as a source sends them, with what a person counts and reads in them. */
export interface Recording {
  name: string
  payload: RawPayload
  /** Records in the payload: postings, rejects and left-out ones together. */
  records: number
  /** Postings among them, when the recording holds some that are none. */
  postings?: number
  expected?: ExpectedPosting[]
}

/**
 * What the conformance suite needs to know of one source: recordings of ours (and of the shared data where it is there),
 * a far end to crawl, and a way to put hostile values into a record.
 */
export interface SourceCase {
  /** The first one is our own fixture. */
  recordings: () => Promise<Recording[]>
  /** A whole crawl: what is asked for, in order, and what comes of it. Null for a source that needs no network. */
  crawl: null | {
    options: () => Promise<CrawlOptions<unknown, unknown>>
    asks: string[]
    /** Listings completed, each with the number of postings it lists. */
    lists: Record<string, number>
  }
  /** Our own payload with some text, title or date of its first record replaced; null where the place has no such field. */
  withValue: null | ((field: 'text' | 'title' | 'date', value: unknown) => Promise<RawPayload>)
}

const fixtures = fileURLToPath(new URL('../../fixtures/sources/', import.meta.url))

/** One of our own small fixtures, `tests/fixtures/sources/<id>/<name>`. */
export const fixture = (id: string, name: string): Promise<Buffer> => readFile(join(fixtures, id, name))

/** Recorded bytes of the shared data, by file name; none where SKILLTIDE_SHARED_DATA is not set. */
export async function recorded(folder: string, pattern: RegExp): Promise<{ name: string; body: Buffer }[]> {
  const shared = sharedData()
  if (shared === null) return []
  const names = (await readdir(join(shared, folder))).filter((name) => pattern.test(name)).sort()
  return Promise.all(names.map(async (name) => ({ name, body: await readFile(join(shared, folder, name)) })))
}

/** A payload around bytes, as the crawl of a whole board makes it. */
export const boardPayload = (board: string, body: Uint8Array, contentType = 'application/json'): RawPayload => ({
  key: `board/${board}`,
  url: `https://boards.test/${board}`,
  status: 200,
  headers: { 'content-type': contentType },
  body,
  context: { board, company: board },
})

/** A payload of one posting, as the crawl of a list with details makes it: with what the list said of it. */
export const detailPayload = (board: string, body: Uint8Array, row: unknown): RawPayload => {
  const payload = boardPayload(board, body)
  return { ...payload, context: { ...payload.context, row } }
}

/** Which of the expected words or fields a posting lacks, in words; empty when it has all. */
export function differences(posting: PostingInput | undefined, expected: ExpectedPosting): string[] {
  if (posting === undefined) return [`${expected.externalId} is missing`]
  const { textHas = [], textLacks = [], externalId: _, ...fields } = expected
  const found: Record<string, unknown> = { ...posting, postedAt: posting.postedAt.toISOString() }
  return [
    ...Object.entries(fields).flatMap(([field, value]) =>
      JSON.stringify(found[field]) === JSON.stringify(value)
        ? []
        : [`${field}: expected ${JSON.stringify(value)}, found ${JSON.stringify(found[field])}`],
    ),
    ...textHas.flatMap((words) => (posting.text.includes(words) ? [] : [`the text lacks “${words}”`])),
    ...textLacks.flatMap((words) => (posting.text.includes(words) ? [`the text has “${words}”`] : [])),
  ]
}
