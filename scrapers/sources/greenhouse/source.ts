import { z } from 'zod'
import { BoardConfig } from '@/scrapers/contract'
import type { Source } from '@/scrapers/contract'
import { parseGreenhouse } from '@/scrapers/sources/greenhouse/parse'
import { crawlWholeBoard, firstJsonString } from '@/scrapers/whole-board'

const host = 'boards-api.greenhouse.io'

/** Boards of Greenhouse, one request each. */
export const greenhouse: Source<null, BoardConfig> = {
  id: 'greenhouse',
  name: 'Greenhouse',
  homepage: 'https://www.greenhouse.com',
  attribution: 'Job postings that employers publish through the Greenhouse Job Board API.',
  terms:
    'Public API without a key, made for showing a board elsewhere (https://developers.greenhouse.io/job-board.html). Each posting belongs to its employer and is linked.',
  history: 'open',
  boards: {
    slugForm: 'the token in boards.greenhouse.io/<token>, for example gitlab',
    homepage: (slug) => `https://job-boards.greenhouse.io/${slug}`,
  },
  parserVersion: 1,
  policy: { hosts: () => [host], minimumDelayMs: 500, inFlight: 2 },
  cadenceHours: 24,
  cursorSchema: z.null(),
  configSchema: BoardConfig.extend({ board: z.string().regex(/^[a-z0-9_-]{1,100}$/i) }),
  bounds: { maximumWithdrawnShare: 0.5, maximumRejectedShare: 0.2 },
  crawl: crawlWholeBoard(
    ({ board }) => `https://${host}/v1/boards/${encodeURIComponent(board)}/jobs?content=true`,
    (body) => firstJsonString(body, 'company_name'),
  ),
  parse: parseGreenhouse,
}
