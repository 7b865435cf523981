import { z } from 'zod'
import { BoardConfig } from '@/scrapers/contract'
import type { CrawlContext, CrawlStep, Source } from '@/scrapers/contract'
import { fetchJson } from '@/scrapers/fetch-json'
import { DetailCursor, crawlDetails } from '@/scrapers/list-details'
import { readPagedList } from '@/scrapers/paged-list'
import { parseSmartRecruiters } from '@/scrapers/sources/smartrecruiters/parse'
import { SmartRecruitersPage } from '@/scrapers/sources/smartrecruiters/schema'
import type { SmartRecruitersRow } from '@/scrapers/sources/smartrecruiters/schema'

const host = 'api.smartrecruiters.com'
const pageSize = 100

async function* crawl(context: CrawlContext<DetailCursor, BoardConfig>): AsyncGenerator<CrawlStep<DetailCursor>> {
  const address = `https://${host}/v1/companies/${encodeURIComponent(context.config.board)}/postings`
  const rows = await readPagedList<SmartRecruitersRow>({
    host,
    pageSize,
    maximumPages: 200,
    idOf: (row) => row.id,
    readPage: async (offset) => {
      const url = `${address}?limit=${pageSize}&offset=${offset}`
      const { totalFound, content } = await fetchJson(context, url, { schema: SmartRecruitersPage })
      return { rows: content, total: totalFound }
    },
  })
  const listed = rows.map((row) => ({
    id: row.id,
    url: `${address}/${encodeURIComponent(row.id)}`,
    title: row.name,
    row,
  }))
  yield* crawlDetails(context, listed, parseSmartRecruiters)
}

/** Companies of SmartRecruiters: a list in pages of 100, and one request for the text of each posting. */
export const smartrecruiters: Source<DetailCursor, BoardConfig> = {
  id: 'smartrecruiters',
  name: 'SmartRecruiters',
  homepage: 'https://www.smartrecruiters.com',
  attribution: 'Job postings that employers publish through the SmartRecruiters Posting API.',
  terms:
    'Public API without a key, made for showing a company’s postings elsewhere (https://developers.smartrecruiters.com/docs/posting-api). Each posting belongs to its employer and is linked.',
  history: 'open',
  boards: {
    slugForm: 'the company in jobs.smartrecruiters.com/<company>, for example Wise',
    homepage: (slug) => `https://jobs.smartrecruiters.com/${slug}`,
  },
  parserVersion: 1,
  policy: { hosts: () => [host], minimumDelayMs: 500, inFlight: 2 },
  cadenceHours: 24,
  cursorSchema: DetailCursor,
  configSchema: BoardConfig.extend({ board: z.string().regex(/^[a-z0-9_.-]{1,100}$/i) }),
  // A payload is one posting: a refused one is shown, and the others go on.
  bounds: { maximumWithdrawnShare: 0.5, maximumRejectedShare: 1 },
  crawl,
  parse: parseSmartRecruiters,
}
