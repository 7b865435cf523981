import { z } from 'zod'
import { addMonths, formatMonth, monthOf, monthsBetween, startOfMonth } from '@/lib/domain/month'
import type { Month } from '@/lib/domain/month'
import type { CrawlContext, Page, RawPayload, Source } from '@/scrapers/contract'
import { retryLater } from '@/scrapers/http/errors'
import { parseJson } from '@/scrapers/parse-json'
import { parseUsajobsHistory } from '@/scrapers/sources/usajobs-history/parse'
import { HistoryCursor, HistoryPage, Numbered } from '@/scrapers/sources/usajobs-history/schema'
import { usajobsHost, usajobsSeries } from '@/scrapers/usajobs-fields'

type Context = CrawlContext<HistoryCursor, unknown>
type Rows = Map<string, Record<string, unknown>>

const listPath = '/api/historicjoa'
const textPath = '/api/historicjoa/announcementtext'
/** The interface knows announcements from about here on. */
const firstMonth: Month = '2017-01'
/** Days after the end of a month from which it is read for good. */
const graceDays = 5
const dayMs = 24 * 60 * 60 * 1000
/** Pages of one window; it has two or three. */
const maximumPages = 50

/** `08-31-2026`, as the interface wants a day. */
const written = (day: Date): string => {
  const [year, month, date] = day.toISOString().slice(0, 10).split('-')
  return `${month}-${date}-${year}`
}

const addressOf = (path: string, series: string, month: Month): string => {
  const lastDay = new Date(startOfMonth(addMonths(month, 1)).getTime() - dayMs)
  return (
    `https://${usajobsHost}${path}?PositionSeries=${series}` +
    `&StartPositionOpenDate=${written(startOfMonth(month))}&EndPositionOpenDate=${written(lastDay)}`
  )
}

/** Address of the page behind this one: the link that it gives, or its token; null for the last. */
function nextOf(address: string, { paging }: HistoryPage): string | null {
  const token = paging?.metadata?.continuationtoken
  const next = new URL(paging?.next ?? address, address)
  if (!paging?.next && token) next.searchParams.set('continuationtoken', token)
  if (!paging?.next && !token) return null
  if (next.host !== usajobsHost || !next.pathname.toLowerCase().startsWith(listPath))
    throw retryLater(usajobsHost, `a page of ${usajobsHost} leads to ${next.host}${next.pathname}`)
  return next.href
}

/** Reads all pages of a window. @throws CrawlError RetryLater when one is not readable, comes again, or rows are missing. */
async function* readPages(context: Context, first: string): AsyncGenerator<{ payload: RawPayload; data: unknown[] }> {
  const seen = new Set<string>()
  let url: string | null = first
  let rows = 0
  let total = 0
  while (url !== null) {
    if (seen.has(url) || seen.size >= maximumPages) throw retryLater(usajobsHost, `the pages of ${first} do not end`)
    seen.add(url)
    const payload: RawPayload = { key: url, ...(await context.fetch(url)), context: {} }
    // A window without announcements is answered with status 204 and nothing.
    if (payload.status === 204) break
    const json = parseJson(payload)
    const page = HistoryPage.safeParse(json.ok ? json.value : null)
    if (!page.success) throw retryLater(usajobsHost, `a page of ${url} was not readable`)
    rows += page.data.data.length
    total = Math.max(total, page.data.paging?.metadata?.totalcount ?? 0)
    yield { payload, data: page.data.data }
    url = nextOf(url, page.data)
  }
  if (rows < total) throw retryLater(usajobsHost, `${first} told of ${total} announcements and gave ${rows}`)
}

const numberOf = (row: unknown): string | null => Numbered.safeParse(row).data?.usajobscontrolnumber ?? null

/** A payload for announcements that have no text, so that they are counted. */
const withoutTexts = (rows: Rows): Pick<RawPayload, 'url' | 'status' | 'headers' | 'body'> => ({
  url: `https://${usajobsHost}${textPath}`,
  status: null,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ data: [...rows.keys()].map((id) => ({ usajobsControlNumber: id })) })),
})

/** The announcements of one series in one month: first the list, which is small, then the pages of texts with its rows. */
async function* readWindow(context: Context, series: string, month: Month): AsyncGenerator<Page<HistoryCursor>> {
  const rows: Rows = new Map()
  for await (const { data } of readPages(context, addressOf(listPath, series, month)))
    for (const row of data) {
      const listed = Numbered.safeParse(row)
      if (listed.success) rows.set(listed.data.usajobscontrolnumber, listed.data)
    }
  if (rows.size === 0) return
  const position = `${formatMonth(month)}, series ${series}`
  const key = `${series}/${month}`
  let page = 0
  for await (const { payload, data } of readPages(context, addressOf(textPath, series, month))) {
    page += 1
    const own = data.flatMap((row) => {
      const id = numberOf(row)
      const listed = id === null ? undefined : rows.get(id)
      return id === null || listed === undefined ? [] : [[id, listed] as const]
    })
    for (const [id] of own) rows.delete(id)
    const joined = { rows: Object.fromEntries(own) }
    yield { payload: { ...payload, key: `${key}/${page}`, context: joined }, completes: [], position }
  }
  if (page === 0) throw retryLater(usajobsHost, `there were no texts of ${position}`)
  if (rows.size === 0) return
  const payload = { key: `${key}/without-texts`, ...withoutTexts(rows), context: { rows: Object.fromEntries(rows) } }
  yield { payload, completes: [], position }
}

const isOver = (month: Month, now: Date): boolean =>
  now.getTime() >= startOfMonth(addMonths(month, 1)).getTime() + graceDays * dayMs

/** Yields the pages of a month; the last one carries the cursor when the month is over. */
async function* readMonth(context: Context, month: Month): AsyncGenerator<Page<HistoryCursor>> {
  let held: Page<HistoryCursor> | null = null
  for (const series of usajobsSeries)
    for await (const page of readWindow(context, series, month)) {
      if (held !== null) yield held
      held = page
    }
  if (held !== null) yield isOver(month, context.now) ? { ...held, cursor: { month } } : held
}

async function* crawl(context: Context): AsyncGenerator<Page<HistoryCursor>> {
  const { since, until, cursor, now } = context
  const from = since ?? (cursor === null ? firstMonth : addMonths(cursor.month, 1))
  const today = monthOf(now)
  const months = monthsBetween(from, until !== null && until < today ? until : today)
  context.expect({ total: months.length, fresh: 0 })
  for (const month of months) yield* readMonth(context, month)
}

/** All announcements of the United States government in information technology, month by month, without a key. */
export const usajobsHistory: Source<HistoryCursor, unknown> = {
  id: 'usajobs-history',
  name: 'USAJOBS, all announcements',
  homepage: 'https://developer.usajobs.gov/tutorials/past-job-announcements',
  attribution: 'Job announcements from USAJOBS (usajobs.gov), the employment site of the United States government.',
  terms:
    'Public data without a key, meant for bulk use (https://developer.usajobs.gov/api-reference/get-api-historicjoa, https://developer.usajobs.gov/guides/terms-of-use).',
  history: 'complete',
  isOptIn: true,
  boards: null,
  parserVersion: 1,
  policy: { hosts: () => [usajobsHost], minimumDelayMs: 1_000, inFlight: 1 },
  cadenceHours: 24,
  cursorSchema: HistoryCursor,
  configSchema: z.unknown(),
  bounds: { maximumWithdrawnShare: 0, maximumRejectedShare: 0.2 },
  crawl,
  parse: parseUsajobsHistory,
}
