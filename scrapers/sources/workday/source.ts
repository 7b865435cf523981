import { z } from 'zod'
import { BoardConfig } from '@/scrapers/contract'
import type { CrawlContext, CrawlStep, Source } from '@/scrapers/contract'
import { DetailCursor, crawlDetails } from '@/scrapers/list-details'
import { checkPageRobots } from '@/scrapers/site-robots'
import { parseWorkday } from '@/scrapers/sources/workday/parse'
import { readWorkdayRows } from '@/scrapers/sources/workday/search'
import { idOfPath, siteOf, workdaySlug } from '@/scrapers/sources/workday/site'

async function* crawl(context: CrawlContext<DetailCursor, BoardConfig>): AsyncGenerator<CrawlStep<DetailCursor>> {
  const site = siteOf(context.config.board)
  await checkPageRobots(context, site.page)
  const rows = await readWorkdayRows({ context, site })
  const listed = rows.map(({ path, row }) => ({
    id: idOfPath(path),
    url: `${site.api}${path}`,
    title: row.title ?? idOfPath(path),
    row,
  }))
  yield* crawlDetails(context, listed, parseWorkday)
}

/** Career sites of Workday: searches of 20 rows a page, and one request for the text of each job. */
export const workday: Source<DetailCursor, BoardConfig> = {
  id: 'workday',
  name: 'Workday',
  homepage: 'https://www.workday.com',
  attribution: 'Job postings that employers publish on their Workday career sites.',
  terms:
    'The interface behind each public career site, without a key and without a published contract; robots.txt of the site is honoured for its page too (https://www.workday.com/en-us/legal/site-terms.html). Each posting belongs to its employer and is linked.',
  history: 'open',
  boards: {
    slugForm:
      'tenant, data centre and site of <tenant>.<wdN>.myworkdayjobs.com/<site>, for example nvidia.wd5/NVIDIAExternalCareerSite',
    homepage: (slug) => siteOf(slug).page,
  },
  parserVersion: 1,
  policy: { hosts: ({ board }) => [siteOf(board).host], minimumDelayMs: 1_000, inFlight: 1 },
  cadenceHours: 24,
  cursorSchema: DetailCursor,
  configSchema: BoardConfig.extend({ board: z.string().regex(workdaySlug) }),
  // A payload is one posting: a refused one is shown, and the others go on.
  bounds: { maximumWithdrawnShare: 0.5, maximumRejectedShare: 1 },
  crawl,
  parse: parseWorkday,
}
