import { z } from 'zod'
import { BoardConfig } from '@/scrapers/contract'
import type { Source } from '@/scrapers/contract'
import { parseAshby } from '@/scrapers/sources/ashby/parse'
import { crawlWholeBoard } from '@/scrapers/whole-board'

const host = 'api.ashbyhq.com'

/** Job boards of Ashby, one request each. */
export const ashby: Source<null, BoardConfig> = {
  id: 'ashby',
  name: 'Ashby',
  homepage: 'https://www.ashbyhq.com',
  attribution: 'Job postings that employers publish through the Ashby job posting API.',
  terms:
    'Public API without a key, made for showing a board elsewhere (https://developers.ashbyhq.com/docs/public-job-posting-api). Each posting belongs to its employer and is linked.',
  history: 'open',
  boards: {
    slugForm: 'the board in jobs.ashbyhq.com/<board>, for example linear',
    homepage: (slug) => `https://jobs.ashbyhq.com/${encodeURIComponent(slug)}`,
  },
  parserVersion: 1,
  // An answer takes some ten seconds to make: one at a time is enough of a load.
  policy: { hosts: () => [host], minimumDelayMs: 1_000, inFlight: 1 },
  cadenceHours: 24,
  cursorSchema: z.null(),
  configSchema: BoardConfig.extend({ board: z.string().regex(/^[a-z0-9](?:[a-z0-9._ -]{0,98}[a-z0-9])?$/i) }),
  bounds: { maximumWithdrawnShare: 0.5, maximumRejectedShare: 0.2 },
  crawl: crawlWholeBoard(
    ({ board }) => `https://${host}/posting-api/job-board/${encodeURIComponent(board)}?includeCompensation=true`,
  ),
  parse: parseAshby,
}
