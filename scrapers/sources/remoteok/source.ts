import { z } from 'zod'
import { htmlToText } from '@/lib/normalise/html-to-text'
import type { ParseResult, RawPayload, Source } from '@/scrapers/contract'
import { crawlFeed, feedDeclarations, feedListing } from '@/scrapers/feed'
import { parseRecords, ZonedInstant } from '@/scrapers/parse-records'
import { payText } from '@/scrapers/posting-fields'

const host = 'remoteok.com'

/** A row of https://remoteok.com/api. Its tags are guessed by the site and never read. */
const Row = z.object({
  id: z.string(),
  date: ZonedInstant,
  company: z.string().nullish(),
  position: z.string(),
  description: z.string(),
  location: z.string().nullish(),
  salary_min: z.number().nullish(),
  salary_max: z.number().nullish(),
  url: z.string().nullish(),
})

/** The first row is the legal notice. */
const Answer = z.array(z.unknown()).transform((rows) => rows.filter((row) => !isNotice(row)))

const isNotice = (row: unknown): boolean => typeof row === 'object' && row !== null && 'legal' in row

/** "Cammeray, " is a place with an empty country. */
const placeOf = (location: string | null | undefined): string => (location ?? '').replace(/[,\s]+$/, '')

export function parseRemoteOk(payload: RawPayload): ParseResult {
  return parseRecords(payload, Answer, {
    schema: Row,
    read: (row) => ({
      draft: {
        externalId: row.id,
        listing: feedListing,
        url: row.url,
        title: row.position,
        company: row.company,
        text: htmlToText(row.description),
        placeTexts: [placeOf(row.location)],
        remoteText: 'Remote',
        salaryText: payText({ min: row.salary_min, max: row.salary_max, currency: 'USD', period: 'year' }),
        postedAt: row.date,
      },
    }),
  })
}

/** The newest postings of Remote OK. */
export const remoteok: Source<null, unknown> = {
  id: 'remoteok',
  name: 'Remote OK',
  homepage: 'https://remoteok.com',
  attribution: 'Job postings from Remote OK (remoteok.com), each linked to its page there.',
  terms:
    'The API asks for a followed link to the posting’s page and for Remote OK to be named as the source; its logo may not be used (first row of https://remoteok.com/api).',
  ...feedDeclarations,
  isWindow: true,
  parserVersion: 1,
  policy: { hosts: () => [host], minimumDelayMs: 2_000, inFlight: 1 },
  cadenceHours: 12,
  crawl: crawlFeed(`https://${host}/api`, 'Remote OK'),
  parse: parseRemoteOk,
}
