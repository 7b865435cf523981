import { z } from 'zod'
import { BoardConfig } from '@/scrapers/contract'
import type { Source } from '@/scrapers/contract'
import { parseLever } from '@/scrapers/sources/lever/parse'
import { crawlWholeBoard } from '@/scrapers/whole-board'

const hosts = { us: 'api.lever.co', eu: 'api.eu.lever.co' }

/** `eu:acme` is the site acme at Lever's European service. */
function siteOf(slug: string): { host: string; site: string; page: string } {
  const isEuropean = slug.startsWith('eu:')
  const site = isEuropean ? slug.slice(3) : slug
  return {
    host: isEuropean ? hosts.eu : hosts.us,
    site,
    page: `https://jobs.${isEuropean ? 'eu.' : ''}lever.co/${site}`,
  }
}

/** Sites of Lever, one request each. */
export const lever: Source<null, BoardConfig> = {
  id: 'lever',
  name: 'Lever',
  homepage: 'https://www.lever.co',
  attribution: 'Job postings that employers publish through the Lever Postings API.',
  terms:
    'Public API without a key, made for showing a site’s postings elsewhere (https://github.com/lever/postings-api). Each posting belongs to its employer and is linked.',
  history: 'open',
  boards: {
    slugForm: 'the site in jobs.lever.co/<site>, for example spotify, or eu:<site> for jobs.eu.lever.co',
    homepage: (slug) => siteOf(slug).page,
  },
  parserVersion: 1,
  policy: { hosts: ({ board }) => [siteOf(board).host], minimumDelayMs: 500, inFlight: 2 },
  cadenceHours: 24,
  cursorSchema: z.null(),
  configSchema: BoardConfig.extend({ board: z.string().regex(/^(?:eu:)?[a-z0-9._-]{1,100}$/i) }),
  bounds: { maximumWithdrawnShare: 0.5, maximumRejectedShare: 0.2 },
  crawl: crawlWholeBoard(({ board }) => {
    const { host, site } = siteOf(board)
    return `https://${host}/v0/postings/${encodeURIComponent(site)}?mode=json`
  }),
  parse: parseLever,
}
