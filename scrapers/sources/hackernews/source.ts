import { addMonths, formatMonth, isMonth, monthOf, startOfMonth } from '@/lib/domain/month'
import type { Month } from '@/lib/domain/month'
import type { CrawlContext, Page, Source } from '@/scrapers/contract'
import { CrawlError, retryLater } from '@/scrapers/http/errors'
import { parseJson } from '@/scrapers/parse-json'
import { fallBack, maximumFirebaseThreads, searchHost } from '@/scrapers/sources/hackernews/fall-back'
import type { Way } from '@/scrapers/sources/hackernews/fall-back'
import { fetchFirebaseThread, fetchNewestStories, firebaseHost } from '@/scrapers/sources/hackernews/firebase'
import { parseThread, readFields } from '@/scrapers/sources/hackernews/parse'
import { HackerNewsConfig, HackerNewsCursor, Story, StoryListing } from '@/scrapers/sources/hackernews/schema'

export interface ThreadToRead {
  id: string
  month: Month
}

type Context = CrawlContext<HackerNewsCursor, HackerNewsConfig>

/** Days after the end of its month at which a thread takes no more comments that matter. */
const graceDays = 5
/** Failures in a row after which the site, not a thread, is at fault. */
const maximumFailuresInARow = 3

const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/** "Ask HN: Who is hiring? (May 2024)" is of May 2024; null for the other threads of the account. */
export function monthOfTitle(title: string, createdAt: Date): Month | null {
  if (!/\bwho(?:['’]s| is) hiring\b/i.test(title) || /wants to be hired|freelanc/i.test(title)) return null
  const found = /\(\s*([a-z]+)\.?,?\s+(\d{4})\b/i.exec(title)
  const index = found ? monthNames.findIndex((name) => name.startsWith((found[1] ?? '').toLowerCase().slice(0, 3))) : -1
  const month = `${found?.[2] ?? ''}-${String(index + 1).padStart(2, '0')}`
  return isMonth(month) ? month : monthOf(createdAt)
}

/** "Who is hiring?" threads of a listing, newest first. Rows that are no stories are passed over. */
export function listThreads(hits: unknown[]): ThreadToRead[] {
  const threads = hits.flatMap((hit) => {
    const story = Story.safeParse(hit)
    if (!story.success || story.data.title === null) return []
    const month = monthOfTitle(story.data.title, new Date(story.data.created_at))
    return month === null ? [] : [{ id: story.data.objectID, month }]
  })
  return threads.sort((a, b) => b.month.localeCompare(a.month) || Number(b.id) - Number(a.id))
}

/** Whether a thread read now can be left alone for good. */
export const isFinalAt = (month: Month, now: Date): boolean =>
  now.getTime() >= startOfMonth(addMonths(month, 1)).getTime() + graceDays * 24 * 60 * 60 * 1000

async function searchStories(context: Context): Promise<unknown[]> {
  const url = `${context.config.baseUrl}/search_by_date?tags=story,author_whoishiring&hitsPerPage=1000`
  const result = await context.fetch(url)
  const host = new URL(url).host
  const json = parseJson({ key: 'listing', context: {}, ...result })
  if (!json.ok) throw retryLater(host, `the list of threads from ${host} was not readable: ${json.reason}`)
  const listing = StoryListing.safeParse(json.value)
  if (!listing.success) throw retryLater(host, `the list of threads from ${host} had no hits`)
  return listing.data.hits
}

const fetchThreads = async (context: Context, way: Way): Promise<ThreadToRead[]> =>
  listThreads(
    await fallBack(context, way, {
      first: () => searchStories(context),
      second: () => fetchNewestStories(context),
    }),
  )

async function fetchThread(context: Context, thread: ThreadToRead, way: Way): Promise<Page<HackerNewsCursor>> {
  const key = `thread/${thread.id}`
  const result = await fallBack(context, way, {
    first: () => context.fetch(`${context.config.baseUrl}/items/${thread.id}`, { key }),
    second: () => {
      way.threadsLeft -= 1
      if (way.threadsLeft < 0)
        throw retryLater(searchHost, `${searchHost} is down; the newest threads were read without it`)
      return fetchFirebaseThread(context, thread.id)
    },
  })
  return {
    payload: { key, ...result, context: { month: thread.month } },
    completes: [key],
    position: formatMonth(thread.month),
  }
}

const isInside = (month: Month, { since, until }: Context): boolean =>
  (since === null || month >= since) && (until === null || month <= until)

async function* crawl(context: Context): AsyncGenerator<Page<HackerNewsCursor>> {
  const known = { ...context.cursor?.threads }
  const isBounded = context.since !== null || context.until !== null
  const way: Way = { isSearchDown: false, threadsLeft: maximumFirebaseThreads }
  const listed = (await fetchThreads(context, way)).filter((thread) => isInside(thread.month, context))
  const due = listed.filter((thread) => known[thread.id]?.isFinal !== true)
  context.expect({ total: due.length, fresh: listed.length - due.length })
  let failuresInARow = 0
  for (const thread of due) {
    try {
      const page = await fetchThread(context, thread, way)
      failuresInARow = 0
      known[thread.id] = {
        month: thread.month,
        readAt: context.now.toISOString(),
        isFinal: isFinalAt(thread.month, context.now),
      }
      yield isBounded ? page : { ...page, cursor: { threads: { ...known } } }
    } catch (error) {
      failuresInARow += 1
      const isOfThread = error instanceof CrawlError && (error.kind === 'SkipRecord' || error.kind === 'RetryLater')
      if (!isOfThread || failuresInARow >= maximumFailuresInARow) throw error
      context.miss(formatMonth(thread.month), error)
    }
  }
}

/** Every "Who is hiring?" thread of Hacker News since 2011, through the Algolia search API. */
export const hackernews: Source<HackerNewsCursor, HackerNewsConfig> = {
  id: 'hackernews',
  name: 'Hacker News “Who is hiring?”',
  homepage: 'https://news.ycombinator.com/submitted?id=whoishiring',
  attribution:
    'Job postings from the monthly “Ask HN: Who is hiring?” threads on Hacker News, read through HN Search by Algolia, or HN’s own API while that is down.',
  terms:
    'Public API of Algolia without a key, 10,000 requests an hour per address (https://hn.algolia.com/api). The comments belong to their authors: we publish counts, and short quotes with a link.',
  history: 'complete',
  boards: null,
  parserVersion: 2,
  policy: {
    hosts: ({ baseUrl }) => {
      const { host } = new URL(baseUrl)
      return host === searchHost ? [host, firebaseHost] : [host]
    },
    // 10,000 requests an hour are allowed per address; this stays below with room to spare.
    minimumDelayMs: 400,
    inFlight: 1,
  },
  cadenceHours: 1,
  cursorSchema: HackerNewsCursor,
  configSchema: HackerNewsConfig,
  bounds: { maximumWithdrawnShare: 0.2, maximumRejectedShare: 0.2 },
  crawl,
  parse: parseThread,
  readFields,
}
