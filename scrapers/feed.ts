import { z } from 'zod'
import type { CrawlContext, Page, ParseResult, RawPayload } from '@/scrapers/contract'
import { retryLater } from '@/scrapers/http/errors'

/** The one listing of a feed without boards. */
export const feedListing = 'feed'

/** What feeds declare alike: added by an operator, read as a whole, with neither a cursor nor settings. */
export const feedDeclarations = {
  history: 'open',
  isOptIn: true,
  boards: null,
  cursorSchema: z.null(),
  configSchema: z.unknown(),
  bounds: { maximumWithdrawnShare: 0.5, maximumRejectedShare: 0.3 },
} as const

/** Crawl of a feed that answers at one address: one payload, one listing. */
export function crawlFeed(address: string, position: string) {
  return async function* crawl(context: CrawlContext<null, unknown>): AsyncGenerator<Page<null>> {
    context.expect({ total: 1, fresh: 0 })
    const result = await context.fetch(address, { key: feedListing })
    yield { payload: { key: feedListing, ...result, context: {} }, completes: [feedListing], position }
  }
}

interface Pages {
  /** Address of a page, from 1. */
  addressOf: (page: number) => string
  /** Pages after which reading stops: a courtesy to the site, or its own cap. */
  maximumPages: number
  parse: (payload: RawPayload) => ParseResult
  /** Whether the last page was read, from what one page gave; a page without records is the last as well. */
  isLast: (result: ParseResult, page: number) => boolean
}

const recordsOf = ({ postings, rejects, skipped }: ParseResult): number =>
  postings.length + rejects.length + Object.values(skipped).reduce((sum, count) => sum + count, 0)

/**
 * Crawl of a feed in pages, one payload each. When its last page was read, the listing ends with all that was listed;
 * a crawl that stops at its cap ends no listing, so that nothing passes for gone.
 * @throws CrawlError RetryLater when a page is not readable, or the first one is empty.
 */
export function crawlPages({ addressOf, maximumPages, parse, isLast }: Pages) {
  return async function* crawl(context: CrawlContext<null, unknown>) {
    const listed: string[] = []
    for (let page = 1; page <= maximumPages; page += 1) {
      const url = addressOf(page)
      const key = `${feedListing}/${page}`
      const payload: RawPayload = { key, ...(await context.fetch(url, { key })), context: {} }
      const result = parse(payload)
      const isUnreadable = result.postings.length === 0 && result.rejects.some((reject) => reject.externalId === null)
      if (isUnreadable || (page === 1 && recordsOf(result) === 0))
        throw retryLater(
          new URL(url).host,
          `page ${page} was not readable: ${result.rejects[0]?.reason ?? 'it is empty'}`,
        )
      listed.push(
        ...result.postings.map(({ externalId }) => externalId),
        ...result.rejects.flatMap(({ externalId }) => externalId ?? []),
      )
      if (recordsOf(result) > 0) yield { payload, completes: [], position: `page ${page}` }
      if (recordsOf(result) > 0 && !isLast(result, page)) continue
      yield { listing: feedListing, listed, position: `page ${page}` }
      return
    }
  }
}
