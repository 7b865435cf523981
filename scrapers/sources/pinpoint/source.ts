import { z } from 'zod'
import { BoardConfig, boardListing } from '@/scrapers/contract'
import type { CrawlContext, Page, Source } from '@/scrapers/contract'
import { parseJson } from '@/scrapers/parse-json'
import { parsePinpoint } from '@/scrapers/sources/pinpoint/parse'
import { PinpointCursor, PinpointIds } from '@/scrapers/sources/pinpoint/schema'

const hostOf = (slug: string): string => `${slug.toLowerCase()}.pinpointhq.com`

/** The whole site in one payload, together with when each of its postings was first seen. */
async function* crawl(context: CrawlContext<PinpointCursor, BoardConfig>): AsyncGenerator<Page<PinpointCursor>> {
  const { board, name } = context.config
  const key = boardListing(board)
  context.expect({ total: 1, fresh: 0 })
  const result = await context.fetch(`https://${hostOf(board)}/postings.json`, { key })
  const json = parseJson({ key, ...result, context: {} })
  const ids = PinpointIds.safeParse(json.ok ? json.value : null)
  const known = context.cursor?.firstSeen ?? {}
  const firstSeen = ids.success
    ? Object.fromEntries(ids.data.map((id) => [id, known[id] ?? context.now.toISOString()]))
    : known
  yield {
    payload: { key, ...result, context: { board, company: name, firstSeen } },
    cursor: { firstSeen },
    completes: [key],
    position: name,
  }
}

/** Career sites of Pinpoint, one request each. */
export const pinpoint: Source<PinpointCursor, BoardConfig> = {
  id: 'pinpoint',
  name: 'Pinpoint',
  homepage: 'https://www.pinpointhq.com',
  attribution: 'Job postings that employers publish through the feed of their Pinpoint careers site.',
  terms:
    'Public JSON feed without a key, made for showing a site’s postings elsewhere (https://www.pinpointhq.com). Each posting belongs to its employer and is linked.',
  history: 'open',
  boards: {
    slugForm: 'the name in <name>.pinpointhq.com, for example made-tech',
    homepage: (slug) => `https://${hostOf(slug)}/`,
  },
  parserVersion: 1,
  policy: { hosts: ({ board }) => [hostOf(board)], minimumDelayMs: 1_000, inFlight: 1 },
  cadenceHours: 24,
  cursorSchema: PinpointCursor,
  configSchema: BoardConfig.extend({ board: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i) }),
  bounds: { maximumWithdrawnShare: 0.5, maximumRejectedShare: 0.2 },
  crawl,
  parse: parsePinpoint,
}
