import { z } from 'zod'
import type { CrawlContext, RawPayload } from '@/scrapers/contract'
import { fetchJson } from '@/scrapers/fetch-json'
import { retryLater } from '@/scrapers/http/errors'

/** HN's own API (https://github.com/HackerNews/API), asked one item at a time when the search API is down. */
export const firebaseHost = 'hacker-news.firebaseio.com'
const api = `https://${firebaseHost}/v0`

/** Newest submissions of the account that are looked at: three threads a month, and its own comments. */
const submissionsRead = 15

const Account = z.object({ submitted: z.array(z.int()) })

/** An item; `null` for one that the API does not have. */
const Item = z
  .object({
    id: z.int(),
    type: z.string().nullish(),
    by: z.string().nullish(),
    /** Unix seconds. */
    time: z.number().nullish(),
    title: z.string().nullish(),
    text: z.string().nullish(),
    kids: z.array(z.int()).nullish(),
    deleted: z.boolean().nullish(),
    dead: z.boolean().nullish(),
  })
  .nullable()
type Item = z.infer<typeof Item>

type Fetch = Pick<CrawlContext<never, never>, 'fetch'>

const fetchItem = (context: Fetch, id: number | string): Promise<Item> =>
  fetchJson(context, `${api}/item/${id}.json`, { schema: Item })

const timeOf = (seconds: number | null | undefined): string | null =>
  typeof seconds === 'number' ? new Date(seconds * 1000).toISOString() : null

/** The account's newest stories, as rows of the search API's listing. @throws CrawlError what the fetcher throws. */
export async function fetchNewestStories(context: Fetch): Promise<unknown[]> {
  const { submitted } = await fetchJson(context, `${api}/user/whoishiring.json`, { schema: Account })
  const newest = submitted.toSorted((a, b) => b - a).slice(0, submissionsRead)
  const hits: unknown[] = []
  for (const id of newest) {
    const item = await fetchItem(context, id)
    if (item?.type === 'story')
      hits.push({ objectID: String(item.id), title: item.title ?? null, created_at: timeOf(item.time) })
  }
  return hits
}

/**
 * A direct child in the search API's words. The API keeps the text of a dead comment and marks it; one that it does not
 * have is handed on without a date, so that it is refused and not taken for gone.
 */
const childOf = (id: number, item: Item) => ({
  id,
  created_at: timeOf(item?.time),
  author: item?.by ?? null,
  text: item?.deleted === true ? null : item?.dead === true ? '[dead]' : (item?.text ?? null),
})

/**
 * A thread with its direct children, put together from their items into the form of the search API's answer, so that one
 * parser reads both.
 * @throws CrawlError what the fetcher throws for any of the items: a part would pass for the whole.
 */
export async function fetchFirebaseThread(context: Fetch, id: string): Promise<Omit<RawPayload, 'key' | 'context'>> {
  const story = await fetchItem(context, id)
  if (story === null || story.type !== 'story')
    throw retryLater(firebaseHost, `${firebaseHost} gave no thread for ${id}`)
  const children: ReturnType<typeof childOf>[] = []
  for (const kid of new Set(story.kids ?? [])) children.push(childOf(kid, await fetchItem(context, kid)))
  return {
    url: `${api}/item/${id}.json`,
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ id: story.id, children })),
  }
}
