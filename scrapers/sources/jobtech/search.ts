import { addMonths, startOfMonth } from '@/lib/domain/month'
import type { CrawlContext, Page, RawPayload } from '@/scrapers/contract'
import { retryLater } from '@/scrapers/http/errors'
import { parseJson } from '@/scrapers/parse-json'
import { dataIt, SearchPage } from '@/scrapers/sources/jobtech/schema'
import type { JobtechConfig, JobtechCursor } from '@/scrapers/sources/jobtech/schema'

export const searchHost = 'jobsearch.api.jobtechdev.se'

type Context = CrawlContext<JobtechCursor, JobtechConfig>

const pageSize = 100
/** The highest offset that is answered. */
const maximumOffset = 2_000
/** Days read on the first run: whatever was taken down before is in the dumps only. */
const firstDays = 14
/** Days read again: an advertisement may be published with a date of yesterday. */
const overlapDays = 2
const dayMs = 24 * 60 * 60 * 1000
/** A window is not split further: so many advertisements in one minute are a fault. */
const shortestMs = 60_000

const stockholm = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** Times of the interface are Swedish wall-clock times: kept as instants of that reading in UTC. */
const wallClock = (now: Date): number => Date.parse(`${stockholm.format(now).replace(' ', 'T')}Z`)
const written = (at: number): string => new Date(at).toISOString().slice(0, 19)

interface Window {
  from: number
  to: number
}

function windowOf({ now, cursor, since, until }: Context): Window {
  const end = wallClock(now)
  if (since !== null || until !== null) {
    const to = until === null ? end : startOfMonth(addMonths(until, 1)).getTime() - 1_000
    return { from: since === null ? to - firstDays * dayMs : startOfMonth(since).getTime(), to: Math.min(to, end) }
  }
  const known = cursor?.until ?? null
  return { from: known === null ? end - firstDays * dayMs : Date.parse(`${known}Z`) - overlapDays * dayMs, to: end }
}

const addressOf = ({ from, to }: Window, offset: number): string =>
  `https://${searchHost}/search?occupation-field=${dataIt.conceptId}&published-after=${written(from)}` +
  `&published-before=${written(to)}&sort=pubdate-asc&limit=${pageSize}&offset=${offset}`

interface SearchAnswer {
  payload: RawPayload
  total: number
  rows: number
}

async function ask(context: Context, window: Window, offset: number): Promise<SearchAnswer> {
  const key = `published/${written(window.from)}/${written(window.to)}/${offset}`
  const result = await context.fetch(addressOf(window, offset))
  const payload = { key, ...result, context: { shape: 'search' } }
  const json = parseJson(payload)
  const page = SearchPage.safeParse(json.ok ? json.value : null)
  if (!page.success) throw retryLater(searchHost, `a page of ${searchHost} was not readable`)
  return { payload, total: page.data.total.value, rows: page.data.hits.length }
}

/** Reads what was published in a window, oldest first; one with more than can be paged through is read in halves. */
async function* readWindow(context: Context, window: Window): AsyncGenerator<Page<JobtechCursor>> {
  const first = await ask(context, window, 0)
  if (first.total > maximumOffset) {
    const middle = Math.floor((window.from + window.to) / 2_000) * 1_000
    if (window.to - window.from < shortestMs)
      throw retryLater(searchHost, `${searchHost} told of ${first.total} advertisements of one minute`)
    yield* readWindow(context, { from: window.from, to: middle })
    yield* readWindow(context, { from: middle, to: window.to })
    return
  }
  const cursor = { until: written(window.to), dumps: context.cursor?.dumps ?? {} }
  for (let offset = 0; offset === 0 || offset < first.total; offset += pageSize) {
    const answer = offset === 0 ? first : await ask(context, window, offset)
    const due = Math.min(pageSize, first.total - offset)
    if (answer.rows < due || (answer.total === first.total && answer.rows !== due))
      throw retryLater(searchHost, `${searchHost} gave ${answer.rows} of ${due} advertisements from ${offset} on`)
    const position = `published up to ${written(window.to).slice(0, 16).replace('T', ' ')}`
    const isLast = offset + pageSize >= first.total
    yield { payload: answer.payload, completes: [], position, ...(isLast && { cursor }) }
  }
}

/** Everything published since the last run, two days of it once more. */
export async function* crawlSearch(context: Context): AsyncGenerator<Page<JobtechCursor>> {
  yield* readWindow(context, windowOf(context))
}
