import { decodeHTML } from 'entities'
import { z } from 'zod'
import { htmlToText } from '@/lib/normalise/html-to-text'
import type { ParseResult, RawPayload, Source } from '@/scrapers/contract'
import { crawlFeed, feedDeclarations, feedListing } from '@/scrapers/feed'
import { parseRecords, ZonedInstant } from '@/scrapers/parse-records'
import { payText } from '@/scrapers/posting-fields'

const host = 'jobicy.com'

const Row = z.object({
  id: z.int(),
  url: z.string().nullish(),
  jobTitle: z.string(),
  companyName: z.string().nullish(),
  jobGeo: z.string().nullish(),
  jobDescription: z.string(),
  pubDate: ZonedInstant,
  salaryMin: z.number().nullish(),
  salaryMax: z.number().nullish(),
  salaryCurrency: z.string().nullish(),
  salaryPeriod: z.string().nullish(),
})

const Answer = z.object({ jobs: z.array(z.unknown()) }).transform((answer) => answer.jobs)

export function parseJobicy(payload: RawPayload): ParseResult {
  return parseRecords(payload, Answer, {
    schema: Row,
    read: (row) => ({
      draft: {
        externalId: String(row.id),
        listing: feedListing,
        url: row.url,
        title: decodeHTML(row.jobTitle),
        company: decodeHTML(row.companyName ?? ''),
        text: htmlToText(row.jobDescription),
        placeTexts: (row.jobGeo ?? '').split(','),
        remoteText: 'Remote',
        salaryText: payText({
          min: row.salaryMin,
          max: row.salaryMax,
          currency: row.salaryCurrency,
          period: row.salaryPeriod,
        }),
        postedAt: row.pubDate,
      },
    }),
  })
}

/** The newest postings of Jobicy. */
export const jobicy: Source<null, unknown> = {
  id: 'jobicy',
  name: 'Jobicy',
  homepage: 'https://jobicy.com',
  attribution: 'Remote job postings from Jobicy (jobicy.com), each linked to its page there.',
  terms:
    'Public API; asks for credit with a direct link to the posting on Jobicy and for requests no oftener than hourly (https://jobicy.com/jobs-rss-feed).',
  ...feedDeclarations,
  isWindow: true,
  parserVersion: 1,
  policy: { hosts: () => [host], minimumDelayMs: 5_000, inFlight: 1 },
  cadenceHours: 12,
  crawl: crawlFeed(`https://${host}/api/v2/remote-jobs?count=50`, 'Jobicy'),
  parse: parseJobicy,
}
