import { z } from 'zod'
import { htmlToText } from '@/lib/normalise/html-to-text'
import type { ParseResult, RawPayload, Source } from '@/scrapers/contract'
import { crawlPages, feedDeclarations, feedListing } from '@/scrapers/feed'
import { EpochSeconds, parseRecords } from '@/scrapers/parse-records'
import { payText } from '@/scrapers/posting-fields'

const host = 'himalayas.app'
/** The API gives no more on a page, whatever is asked for. */
const pageSize = 20
/** Of some hundred thousand postings the newest are read: 500 a run. */
const pages = 25

const Row = z.object({
  guid: z.string().min(1),
  title: z.string(),
  companyName: z.string().nullish(),
  description: z.string(),
  locationRestrictions: z.array(z.string()).nullish(),
  minSalary: z.number().nullish(),
  maxSalary: z.number().nullish(),
  currency: z.string().nullish(),
  salaryPeriod: z.string().nullish(),
  pubDate: EpochSeconds,
  applicationLink: z.string().nullish(),
})

const Answer = z.object({ jobs: z.array(z.unknown()) }).transform((answer) => answer.jobs)

const guidOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'guid' in value && typeof value.guid === 'string'
    ? value.guid.slice(0, 300)
    : null

export function parseHimalayas(payload: RawPayload): ParseResult {
  return parseRecords(payload, Answer, {
    schema: Row,
    idOf: guidOf,
    read: (row) => ({
      draft: {
        externalId: row.guid,
        listing: feedListing,
        url: row.applicationLink ?? row.guid,
        title: row.title,
        company: row.companyName,
        text: htmlToText(row.description),
        placeTexts: row.locationRestrictions ?? [],
        remoteText: 'Remote',
        salaryText: payText({
          min: row.minSalary,
          max: row.maxSalary,
          currency: row.currency,
          period: row.salaryPeriod,
        }),
        postedAt: row.pubDate,
      },
    }),
  })
}

/** The newest postings of Himalayas. */
export const himalayas: Source<null, unknown> = {
  id: 'himalayas',
  name: 'Himalayas',
  homepage: 'https://himalayas.app',
  attribution: 'Remote job postings from Himalayas (himalayas.app), each linked to its page there.',
  terms: 'Public API without a key; asks for a link back and for Himalayas to be named (https://himalayas.app/api).',
  ...feedDeclarations,
  isWindow: true,
  parserVersion: 1,
  policy: { hosts: () => [host], minimumDelayMs: 2_000, inFlight: 1 },
  cadenceHours: 24,
  crawl: crawlPages({
    addressOf: (page) => `https://${host}/jobs/api?limit=${pageSize}&offset=${(page - 1) * pageSize}`,
    maximumPages: pages,
    parse: parseHimalayas,
    isLast: (_, page) => page === pages,
  }),
  parse: parseHimalayas,
}
