import type { CrawlContext, CrawlStep, Source } from '@/scrapers/contract'
import { haltSource, retryLater } from '@/scrapers/http/errors'
import { CareersCursor, crawlPages } from '@/scrapers/sources/careers/crawl-pages'
import { parseCareerPage, pageIdOf } from '@/scrapers/sources/careers/parse'
import { CareersConfig, hostsOf, isJobPage, siteOf } from '@/scrapers/sources/careers/site'
import { findSitemaps, readSitemaps } from '@/scrapers/sources/careers/sitemap'

/** Job pages of one site; more are no career site, or one whose `pathPattern` is too wide. */
const maximumPages = 5_000

/** Where the sitemaps are: by configuration, by robots.txt today or when it was read before, or at the usual address. */
async function listSitemaps(context: CrawlContext<CareersCursor, CareersConfig>): Promise<string[]> {
  const { config, cursor } = context
  if (config.sitemap !== undefined) return [config.sitemap]
  const named = await findSitemaps(context, siteOf(config.board))
  if (named.length > 0) return named
  return cursor?.sitemaps.length ? cursor.sitemaps : [new URL('/sitemap.xml', siteOf(config.board)).href]
}

async function* crawl(context: CrawlContext<CareersCursor, CareersConfig>): AsyncGenerator<CrawlStep<CareersCursor>> {
  const { config } = context
  const sitemaps = await listSitemaps(context)
  const pages = await readSitemaps(context, sitemaps, (url) => hostsOf(config).includes(new URL(url).host))
  const jobs = pages.filter(({ url }) => isJobPage(url, config))
  const listed = [...new Map(jobs.map((page) => [pageIdOf(page.url), page])).values()]
  const advice = 'set `pathPattern` to what the paths of its job pages look like'
  if (listed.length === 0)
    throw retryLater(
      config.board,
      `none of the ${pages.length} pages in the sitemaps of ${config.board} looks like a job; ${advice}`,
    )
  if (listed.length > maximumPages)
    throw haltSource(
      config.board,
      `${listed.length} pages in the sitemaps of ${config.board} look like jobs; ${advice}`,
    )
  yield* crawlPages(context, listed, sitemaps)
}

/** Career pages that describe their jobs as schema.org has it, found through the sitemap of their site. */
export const careers: Source<CareersCursor, CareersConfig> = {
  id: 'careers',
  name: 'Career pages',
  homepage: 'https://schema.org/JobPosting',
  attribution: 'Job postings that employers describe for search engines on their own career pages.',
  terms:
    'Pages that employers put into their sitemap and mark up for search engines (https://developers.google.com/search/docs/appearance/structured-data/job-posting). The terms of each site are for the operator who adds it to read; robots.txt is honoured, and each posting is linked.',
  history: 'open',
  isOptIn: true,
  boards: {
    slugForm:
      'the host of the site, or host and path of its jobs, for example careers.acme.com or www.acme.com/careers',
    homepage: (slug) => `https://${slug}`,
  },
  parserVersion: 1,
  policy: { hosts: hostsOf, minimumDelayMs: 1_000, inFlight: 1 },
  cadenceHours: 24,
  cursorSchema: CareersCursor,
  configSchema: CareersConfig,
  // A payload is one page: a refused one is shown, and the others go on.
  bounds: { maximumWithdrawnShare: 0.5, maximumRejectedShare: 1 },
  crawl,
  parse: parseCareerPage,
}
