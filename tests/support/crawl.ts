import type { Month } from '@/lib/domain/month'
import type { CrawlContext, FetchResult, ListingEnd, Page, Source } from '@/scrapers/contract'
import { isListingEnd } from '@/scrapers/contract'

export interface Crawled<Cursor> {
  pages: Page<Cursor>[]
  ends: ListingEnd<Cursor>[]
  /** Addresses asked for, in order; a POST with its JSON behind it. */
  asked: string[]
  missed: string[]
  names: string[]
  expected: { total: number; fresh: number } | null
}

export interface CrawlOptions<Cursor, Config> {
  config: Config
  now?: string
  cursor?: Cursor
  since?: Month
  until?: Month
  /** The far end: a body for an address, or an error thrown as the fetcher throws it. */
  answer: (url: string, json: unknown) => Uint8Array | string | Promise<Uint8Array | string>
}

const nothing = <Cursor>(): Crawled<Cursor> => ({
  pages: [],
  ends: [],
  asked: [],
  missed: [],
  names: [],
  expected: null,
})

/**
 * Runs a source's `crawl` against a far end that the test plays, and keeps all that it yielded and asked for in `seen`,
 * which a caller can look at when the crawl throws.
 */
export async function crawlWith<Cursor, Config>(
  source: Source<Cursor, Config>,
  options: CrawlOptions<Cursor, Config>,
  seen: Crawled<Cursor> = nothing(),
): Promise<Crawled<Cursor>> {
  const context: CrawlContext<Cursor, Config> = {
    async fetch(url, { json } = {}): Promise<FetchResult> {
      seen.asked.push(json === undefined ? url : `${url} ${JSON.stringify(json)}`)
      const body = await options.answer(url, json)
      return { status: 200, url, headers: {}, body: typeof body === 'string' ? Buffer.from(body) : body }
    },
    cursor: options.cursor ?? null,
    config: options.config,
    now: new Date(options.now ?? '2026-08-20T12:00:00Z'),
    since: options.since ?? null,
    until: options.until ?? null,
    expect: (pages) => (seen.expected = pages),
    miss: (position) => void seen.missed.push(position),
    tellName: (name) => void seen.names.push(name),
    signal: new AbortController().signal,
  }
  for await (const step of source.crawl(context)) {
    if (isListingEnd(step)) seen.ends.push(step)
    else seen.pages.push(step)
  }
  return seen
}
