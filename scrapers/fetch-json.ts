import type { z } from 'zod'
import type { CrawlContext } from '@/scrapers/contract'
import { retryLater } from '@/scrapers/http/errors'
import { parseJson } from '@/scrapers/parse-json'

/**
 * Fetches JSON that steers a crawl and is no payload itself: a page of a list.
 * @throws CrawlError what the fetcher throws, and RetryLater when the answer is not what `schema` expects, so that an
 * unreadable page never passes for an empty one.
 */
export async function fetchJson<Value>(
  context: Pick<CrawlContext<never, never>, 'fetch'>,
  url: string,
  { schema, json }: { schema: z.ZodType<Value>; json?: unknown },
): Promise<Value> {
  const { host } = new URL(url)
  const result = await context.fetch(url, json === undefined ? {} : { json })
  const read = parseJson({ key: url, context: {}, ...result })
  if (!read.ok) throw retryLater(host, `the list of postings from ${host} was not readable: ${read.reason}`)
  const value = schema.safeParse(read.value)
  if (value.success) return value.data
  const { path, message } = value.error.issues[0] ?? { path: [], message: 'not in the expected form' }
  throw retryLater(host, `the list of postings from ${host} was not readable: ${path.map(String).join('.')} ${message}`)
}
