import { z } from 'zod'
import { HostSlug, hostOfSlug } from '@/scrapers/board-host'
import { BoardConfig } from '@/scrapers/contract'
import type { Source } from '@/scrapers/contract'
import { parseRecruitee } from '@/scrapers/sources/recruitee/parse'
import { crawlWholeBoard, firstJsonString } from '@/scrapers/whole-board'

const hostOf = (slug: string): string => hostOfSlug(slug, 'recruitee.com')

/** Careers sites of Recruitee, one request each. */
export const recruitee: Source<null, BoardConfig> = {
  id: 'recruitee',
  name: 'Recruitee',
  homepage: 'https://recruitee.com',
  attribution: 'Job postings that employers publish through the Recruitee Careers Site API.',
  terms:
    'Public API without a key until 10 February 2027, when it is to ask for the employer’s token; made for showing a site’s offers elsewhere (https://docs.recruitee.com/reference/intro-to-careers-site-api). Each posting belongs to its employer and is linked.',
  history: 'open',
  boards: {
    slugForm: 'the name in <name>.recruitee.com, for example bunq, or the host of the site, for example jobs.acme.com',
    homepage: (slug) => `https://${hostOf(slug)}/`,
  },
  parserVersion: 1,
  policy: { hosts: ({ board }) => [hostOf(board)], minimumDelayMs: 1_000, inFlight: 1 },
  cadenceHours: 24,
  cursorSchema: z.null(),
  configSchema: BoardConfig.extend({ board: HostSlug }),
  bounds: { maximumWithdrawnShare: 0.5, maximumRejectedShare: 0.2 },
  crawl: crawlWholeBoard(
    ({ board }) => `https://${hostOf(board)}/api/offers/`,
    (body) => firstJsonString(body, 'company_name'),
  ),
  parse: parseRecruitee,
}
