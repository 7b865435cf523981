import { z } from 'zod'
import { htmlToText } from '@/lib/normalise/html-to-text'
import type { ParseResult, RawPayload, Source } from '@/scrapers/contract'
import { crawlPages, feedDeclarations, feedListing } from '@/scrapers/feed'
import { parseRecords, ZonedInstant } from '@/scrapers/parse-records'

const host = 'www.themuse.com'
/** Pages from 0 to 99 are answered, whatever `page_count` says. */
const maximumPages = 100

const Row = z.object({
  id: z.int(),
  name: z.string(),
  contents: z.string(),
  publication_date: ZonedInstant,
  locations: z.array(z.object({ name: z.string().nullish() })).nullish(),
  refs: z.object({ landing_page: z.string().nullish() }).nullish(),
  company: z.object({ name: z.string().nullish() }).nullish(),
})

/** `results` at the API; `jobs` in exports of it. */
const Answer = z
  .union([z.object({ results: z.array(z.unknown()) }), z.object({ jobs: z.array(z.unknown()) })])
  .transform((answer) => ('results' in answer ? answer.results : answer.jobs))

/** "Flexible / Remote" is how, not where. */
const isRemote = (name: string | null | undefined): boolean => /remote/i.test(name ?? '')

export function parseTheMuse(payload: RawPayload): ParseResult {
  return parseRecords(payload, Answer, {
    schema: Row,
    read: (row) => {
      const names = (row.locations ?? []).map((location) => location.name)
      return {
        draft: {
          externalId: String(row.id),
          listing: feedListing,
          url: row.refs?.landing_page,
          title: row.name,
          company: row.company?.name,
          text: htmlToText(row.contents),
          placeTexts: names.filter((name) => !isRemote(name)),
          remoteText: names.find(isRemote) ?? null,
          postedAt: row.publication_date,
        },
      }
    },
  })
}

/** Software engineering postings of The Muse, newest first, as far as its pages go. */
export const themuse: Source<null, unknown> = {
  id: 'themuse',
  name: 'The Muse',
  homepage: 'https://www.themuse.com',
  attribution: 'Job postings from The Muse (themuse.com), each linked to its page there.',
  terms:
    'Public API, 500 requests an hour without a key; asks for a link to the posting on The Muse (https://www.themuse.com/developers/api/v2).',
  ...feedDeclarations,
  isWindow: true,
  parserVersion: 1,
  policy: { hosts: () => [host], minimumDelayMs: 8_000, inFlight: 1 },
  cadenceHours: 24,
  crawl: crawlPages({
    addressOf: (page) =>
      `https://${host}/api/public/jobs?category=${encodeURIComponent('Software Engineering')}&descending=true&page=${page - 1}`,
    maximumPages,
    parse: parseTheMuse,
    isLast: (_, page) => page === maximumPages,
  }),
  parse: parseTheMuse,
}
