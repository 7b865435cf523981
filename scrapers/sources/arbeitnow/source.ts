import { decodeHTML } from 'entities'
import { z } from 'zod'
import { htmlToText } from '@/lib/normalise/html-to-text'
import type { ParseResult, RawPayload, Source } from '@/scrapers/contract'
import { crawlPages, feedDeclarations, feedListing } from '@/scrapers/feed'
import { EpochSeconds, parseRecords } from '@/scrapers/parse-records'

const host = 'www.arbeitnow.com'

const Row = z.object({
  slug: z.string().min(1),
  company_name: z.string().nullish(),
  title: z.string(),
  description: z.string(),
  remote: z.boolean().nullish(),
  url: z.string().nullish(),
  location: z.string().nullish(),
  created_at: EpochSeconds,
})

const Answer = z.object({ data: z.array(z.unknown()) }).transform((answer) => answer.data)

const slugOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'slug' in value && typeof value.slug === 'string' ? value.slug : null

/** Some rows of an answer are HTML, others HTML escaped once more: the first sign tells which. */
const descriptionOf = (description: string): string =>
  /^\s*&lt;/.test(description) ? htmlToText(decodeHTML(description)) : htmlToText(description)

export function parseArbeitnow(payload: RawPayload): ParseResult {
  return parseRecords(payload, Answer, {
    schema: Row,
    idOf: slugOf,
    read: (row) => ({
      draft: {
        externalId: row.slug,
        listing: feedListing,
        url: row.url,
        title: decodeHTML(row.title),
        company: row.company_name,
        text: descriptionOf(row.description),
        placeTexts: [row.location],
        remoteText: row.remote === true ? 'Remote' : null,
        postedAt: row.created_at,
      },
    }),
  })
}

/** The newest postings of Arbeitnow: its links to further pages are not followed, the pages are counted. */
export const arbeitnow: Source<null, unknown> = {
  id: 'arbeitnow',
  name: 'Arbeitnow',
  homepage: 'https://www.arbeitnow.com',
  attribution: 'Job postings from Arbeitnow (arbeitnow.com), each linked to its page there.',
  terms:
    'Free public API without a key; asks for a link back to Arbeitnow (https://www.arbeitnow.com/blog/job-board-api).',
  ...feedDeclarations,
  isWindow: true,
  parserVersion: 1,
  policy: { hosts: () => [host], minimumDelayMs: 2_000, inFlight: 1 },
  cadenceHours: 12,
  crawl: crawlPages({
    addressOf: (page) => `https://${host}/api/job-board-api?page=${page}`,
    maximumPages: 10,
    parse: parseArbeitnow,
    isLast: (_, page) => page === 10,
  }),
  parse: parseArbeitnow,
}
