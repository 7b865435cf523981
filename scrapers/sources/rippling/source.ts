import { z } from 'zod'
import { BoardConfig } from '@/scrapers/contract'
import type { CrawlContext, CrawlStep, Source } from '@/scrapers/contract'
import { fetchJson } from '@/scrapers/fetch-json'
import { DetailCursor, crawlDetails } from '@/scrapers/list-details'
import { parseRippling } from '@/scrapers/sources/rippling/parse'
import { RipplingBoard } from '@/scrapers/sources/rippling/schema'

const host = 'api.rippling.com'

async function* crawl(context: CrawlContext<DetailCursor, BoardConfig>): AsyncGenerator<CrawlStep<DetailCursor>> {
  const address = `https://${host}/platform/api/ats/v1/board/${encodeURIComponent(context.config.board)}/jobs`
  const jobs = await fetchJson(context, address, { schema: RipplingBoard })
  const listed = jobs.map((row) => ({
    id: row.uuid,
    url: `${address}/${encodeURIComponent(row.uuid)}`,
    title: row.name,
    row,
  }))
  yield* crawlDetails(context, listed, parseRippling)
}

/** Job boards of Rippling: a list in one request, and one request for the text of each job. */
export const rippling: Source<DetailCursor, BoardConfig> = {
  id: 'rippling',
  name: 'Rippling',
  homepage: 'https://www.rippling.com',
  attribution: 'Job postings that employers publish through the Rippling job board API.',
  terms:
    'Public API without a key behind each job board (https://developer.rippling.com/documentation/job-board-api). Each posting belongs to its employer and is linked.',
  history: 'open',
  boards: {
    slugForm: 'the board in ats.rippling.com/<board>/jobs, for example codehs; capital and small letters differ',
    homepage: (slug) => `https://ats.rippling.com/${encodeURIComponent(slug)}/jobs`,
  },
  parserVersion: 1,
  policy: { hosts: () => [host], minimumDelayMs: 500, inFlight: 2 },
  cadenceHours: 24,
  cursorSchema: DetailCursor,
  configSchema: BoardConfig.extend({ board: z.string().regex(/^[a-z0-9_.-]{1,100}$/i) }),
  // A payload is one posting: a refused one is shown, and the others go on.
  bounds: { maximumWithdrawnShare: 0.5, maximumRejectedShare: 1 },
  crawl,
  parse: parseRippling,
}
