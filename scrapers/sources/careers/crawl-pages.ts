import { z } from 'zod'
import { boardListing } from '@/scrapers/contract'
import type { CrawlContext, CrawlStep, ParseResult, RawPayload } from '@/scrapers/contract'
import { CrawlError, retryLater } from '@/scrapers/http/errors'
import { pageIdOf, parseCareerPage } from '@/scrapers/sources/careers/parse'
import type { CareersConfig } from '@/scrapers/sources/careers/site'
import type { SitemapPage } from '@/scrapers/sources/careers/sitemap'
import { boardPostingId } from '@/scrapers/whole-board'

const Entry = z.object({
  /** What the sitemap said of the page when it was read; empty when it is due again whatever that says. */
  token: z.string(),
  /** Day on which it is due again. */
  due: z.string(),
  /** External ids of the postings that it held. */
  ids: z.array(z.string()),
  /** Whether it held none when it was read last, for the first time. */
  isDoubtful: z.boolean(),
})
type Entry = z.infer<typeof Entry>

export const CareersCursor = z.object({
  /** Sitemaps that robots.txt named: it may be unreadable for a day. */
  sitemaps: z.array(z.string()),
  pages: z.record(z.string(), Entry),
})
export type CareersCursor = z.infer<typeof CareersCursor>

type Context = CrawlContext<CareersCursor, CareersConfig>

/** A page without a `lastmod`, or with one that never moves, is read again after this many days. */
const freshDays = { dated: 28, undated: 7 }
const dayMs = 24 * 60 * 60 * 1000
const pagesPerCursor = 25
/** Failures in a row after which the site, not a page, is at fault. */
const maximumFailuresInARow = 3

const dayAfter = (now: Date, days: number): string => new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10)

const isFresh = (entry: Entry | undefined, page: SitemapPage, now: Date): entry is Entry =>
  entry !== undefined && entry.token === `${page.lastmod}` && entry.due > now.toISOString().slice(0, 10)

async function readPage({ config, now, fetch }: Context, { url }: SitemapPage): Promise<RawPayload> {
  const key = `${boardListing(config.board)}/${pageIdOf(url)}`
  const context = { board: config.board, company: config.name, page: url, readAt: now.toISOString() }
  return { key, ...(await fetch(url, { key, ...(config.renders && { renders: true }) })), context }
}

/** What a page holds that is not there: sitemaps name pages for months after their end. */
const nothing: ParseResult = { postings: [], rejects: [], skipped: {} }

interface Reading {
  page: SitemapPage
  ownId: string
  before: Entry | undefined
  now: Date
}

/**
 * What is kept of a page that was read. One without a job may be a login page or a fault for a day: what it held, or may
 * hold, is listed once more, and it is read again by the next run; when that finds none either, its postings go.
 */
function entryOf({ postings, rejects, skipped }: ParseResult, { page, ownId, before, now }: Reading): Entry {
  const ids = [...postings, ...rejects].flatMap(({ externalId }) => externalId ?? [])
  const isSilent = ids.length === 0 && Object.keys(skipped).length === 0
  if (isSilent && (before === undefined || (before.ids.length > 0 && !before.isDoubtful)))
    return { token: '', due: dayAfter(now, 0), ids: before?.ids ?? [ownId], isDoubtful: true }
  const days = page.lastmod === null ? freshDays.undated : freshDays.dated
  const token = rejects.length > 0 ? '' : `${page.lastmod}`
  return { token, due: dayAfter(now, days), ids, isDoubtful: false }
}

/**
 * Reads the pages that are new, changed or due, one payload each, then ends the listing with the postings of all pages.
 * A page that cannot be read for now keeps its postings; it is asked for again by the next run. One that is not there is
 * a page without a job.
 * @throws CrawlError what ends the crawl: three failures in a row.
 */
export async function* crawlPages(
  context: Context,
  listed: readonly SitemapPage[],
  sitemaps: string[],
): AsyncGenerator<CrawlStep<CareersCursor>> {
  const { config, now } = context
  const listing = boardListing(config.board)
  const known = context.cursor?.pages ?? {}
  const pages: CareersCursor['pages'] = {}
  for (const { url } of listed) {
    const before = known[pageIdOf(url)]
    if (before !== undefined) pages[pageIdOf(url)] = before
  }
  const due = listed.filter((page) => !isFresh(known[pageIdOf(page.url)], page, now))
  context.expect({ total: due.length, fresh: listed.length - due.length })
  let failuresInARow = 0
  for (const [index, page] of due.entries()) {
    const id = pageIdOf(page.url)
    const ownId = boardPostingId({ board: config.board, company: config.name }, id)
    const reading = { page, ownId, before: known[id], now }
    try {
      const payload = await readPage(context, page)
      failuresInARow = 0
      const result = parseCareerPage(payload)
      pages[id] = entryOf(result, reading)
      const step = { payload, completes: [], position: id }
      if (result.postings.length + result.rejects.length > 0)
        yield (index + 1) % pagesPerCursor === 0 ? { ...step, cursor: { sitemaps, pages: { ...pages } } } : step
    } catch (error) {
      const isGone = error instanceof CrawlError && error.kind === 'SkipRecord'
      failuresInARow += isGone ? 0 : 1
      const isOfPage = isGone || (error instanceof CrawlError && error.kind === 'RetryLater')
      if (!isOfPage || failuresInARow >= maximumFailuresInARow) throw error
      if (isGone) pages[id] = entryOf(nothing, reading)
      if (!isGone || pages[id]?.isDoubtful === true) context.miss(id, error)
    }
  }
  const entries = Object.values(pages)
  const ids = entries.flatMap((entry) => entry.ids)
  if (entries.every((entry) => entry.ids.length === 0 || entry.isDoubtful))
    throw retryLater(config.board, `none of the ${listed.length} pages of ${config.board} names a job`)
  yield { listing, listed: [...new Set(ids)], cursor: { sitemaps, pages }, position: config.name }
}
