import { z } from 'zod'
import { BoardConfig } from '@/scrapers/contract'
import type { Source } from '@/scrapers/contract'
import { parsePersonio } from '@/scrapers/sources/personio/parse'
import { personioHost, personioPage } from '@/scrapers/sources/personio/site'
import { crawlWholeBoard } from '@/scrapers/whole-board'

/** Career sites of Personio, one request each. */
export const personio: Source<null, BoardConfig> = {
  id: 'personio',
  name: 'Personio',
  homepage: 'https://www.personio.com',
  attribution: 'Job postings that employers publish through the Personio XML feed.',
  terms:
    'Public XML feed without a key, made for showing a site’s positions elsewhere (https://developer.personio.de/docs/retrieving-open-job-positions). Each posting belongs to its employer and is linked.',
  history: 'open',
  boards: {
    slugForm: 'the name in <name>.jobs.personio.de, for example isarsoft, or com:<name> for <name>.jobs.personio.com',
    homepage: personioPage,
  },
  parserVersion: 1,
  policy: { hosts: ({ board }) => [personioHost(board)], minimumDelayMs: 1_000, inFlight: 1 },
  cadenceHours: 24,
  cursorSchema: z.null(),
  configSchema: BoardConfig.extend({ board: z.string().regex(/^(?:com:)?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i) }),
  bounds: { maximumWithdrawnShare: 0.5, maximumRejectedShare: 0.2 },
  crawl: crawlWholeBoard(({ board }) => `${personioPage(board)}/xml`),
  parse: parsePersonio,
}
