import type { CrawlContext } from '@/scrapers/contract'
import { CrawlError } from '@/scrapers/http/errors'
import type { HackerNewsConfig, HackerNewsCursor } from '@/scrapers/sources/hackernews/schema'

type Context = CrawlContext<HackerNewsCursor, HackerNewsConfig>

/** Host of the public search API. */
export const searchHost = 'hn.algolia.com'

/** What of the search API is to be asked: nothing more once it failed, and of the other API no more than it can bear. */
export interface Way {
  isSearchDown: boolean
  threadsLeft: number
}

/** Threads that a run reads one comment at a time: the newest ones, for as long as the search API is down. */
export const maximumFirebaseThreads = 3

/** The other API stands in for the public search API, not for a mirror, and knows the newest threads only. */
const mayFallBack = ({ config, since, until }: Context): boolean =>
  new URL(config.baseUrl).host === searchHost && since === null && until === null

const isOutage = (error: unknown): error is CrawlError => error instanceof CrawlError && error.kind !== 'SkipRecord'

/** Runs `first`; when the search API is down, `second`. What both cannot give is told as the search API told it. */
export async function fallBack<T>(
  context: Context,
  way: Way,
  ask: { first: () => Promise<T>; second: () => Promise<T> },
): Promise<T> {
  let outage: unknown = null
  if (!way.isSearchDown || !mayFallBack(context)) {
    try {
      return await ask.first()
    } catch (error) {
      if (!isOutage(error) || !mayFallBack(context)) throw error
      way.isSearchDown = true
      outage = error
    }
  }
  try {
    return await ask.second()
  } catch (error) {
    throw isOutage(error) && outage !== null ? outage : error
  }
}
