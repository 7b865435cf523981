import { z } from 'zod'
import { HostSlug, hostOfSlug } from '@/scrapers/board-host'
import { BoardConfig, boardListing } from '@/scrapers/contract'
import type { CrawlContext, CrawlStep, RawPayload, Source } from '@/scrapers/contract'
import { retryLater } from '@/scrapers/http/errors'
import { parseJson } from '@/scrapers/parse-json'
import { parseTeamtailor } from '@/scrapers/sources/teamtailor/parse'
import { TeamtailorNext } from '@/scrapers/sources/teamtailor/schema'

const hostOf = (slug: string): string => hostOfSlug(slug, 'teamtailor.com')

/** A feed that has not ended by then goes in a circle. */
const maximumPages = 100

/** Address of the page behind this one; null for the last. @throws CrawlError RetryLater for an unreadable page. */
function nextOf(payload: RawPayload, host: string): string | null {
  const json = parseJson(payload)
  const next = TeamtailorNext.safeParse(json.ok ? json.value : null)
  if (!next.success) throw retryLater(host, `a page of the feed of ${host} was not readable`)
  return next.data === null ? null : new URL(next.data, payload.url).href
}

/** One payload a page. A feed of a single page, as most are, completes the board by itself. */
async function* crawl(context: CrawlContext<null, BoardConfig>): AsyncGenerator<CrawlStep<null>> {
  const { board, name } = context.config
  const listing = boardListing(board)
  const listed = new Set<string>()
  let url: string | null = `https://${hostOf(board)}/jobs.json`
  for (let page = 1; url !== null; page += 1) {
    if (page > maximumPages) throw retryLater(hostOf(board), `the feed of ${hostOf(board)} does not end`)
    const key = page === 1 ? listing : `${listing}/page-${page}`
    const payload: RawPayload = { key, ...(await context.fetch(url, { key })), context: { board, company: name } }
    url = nextOf(payload, hostOf(board))
    const isWhole = page === 1 && url === null
    context.expect({ total: url === null ? page : page + 1, fresh: 0 })
    yield { payload, completes: isWhole ? [listing] : [], position: page === 1 ? name : `${name}, page ${page}` }
    if (isWhole) return
    const { postings, rejects } = parseTeamtailor(payload)
    // A page that was announced and is empty has lost its jobs on the way.
    if (page > 1 && postings.length + rejects.length === 0)
      throw retryLater(hostOf(board), `page ${page} of the feed of ${hostOf(board)} was empty`)
    for (const { externalId } of [...postings, ...rejects]) if (externalId !== null) listed.add(externalId)
  }
  yield { listing, listed: [...listed], position: name }
}

/** Career sites of Teamtailor, one request for each page of their feed. */
export const teamtailor: Source<null, BoardConfig> = {
  id: 'teamtailor',
  name: 'Teamtailor',
  homepage: 'https://www.teamtailor.com',
  attribution: 'Job postings that employers publish through the feed of their Teamtailor career site.',
  terms:
    'Public JSON feed of each career site, without a key (https://www.teamtailor.com/en/legal/). Each posting belongs to its employer and is linked.',
  history: 'open',
  boards: {
    slugForm: 'the name in <name>.teamtailor.com, for example polestar, or the host of the site, as careers.acme.com',
    homepage: (slug) => `https://${hostOf(slug)}/jobs`,
  },
  parserVersion: 1,
  policy: { hosts: ({ board }) => [hostOf(board)], minimumDelayMs: 1_000, inFlight: 1 },
  cadenceHours: 24,
  cursorSchema: z.null(),
  configSchema: BoardConfig.extend({ board: HostSlug }),
  bounds: { maximumWithdrawnShare: 0.5, maximumRejectedShare: 0.2 },
  crawl,
  parse: parseTeamtailor,
}
