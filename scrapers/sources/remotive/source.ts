import { z } from 'zod'
import { htmlToText } from '@/lib/normalise/html-to-text'
import type { ParseResult, RawPayload, Source } from '@/scrapers/contract'
import { crawlFeed, feedDeclarations, feedListing } from '@/scrapers/feed'
import { parseRecords } from '@/scrapers/parse-records'

const host = 'remotive.com'

/** Dates have no zone; they are taken as UTC, which can be wrong by hours and so by a month at its turn. */
const Written = z.iso
  .datetime({ local: true, error: 'expected a date and time without a zone, as 2026-08-13T06:25:53' })
  .transform((written) => new Date(/Z|[+-]\d\d:\d\d$/.test(written) ? written : `${written}Z`))

const Row = z.object({
  id: z.int(),
  url: z.string().nullish(),
  title: z.string(),
  company_name: z.string().nullish(),
  publication_date: Written,
  candidate_required_location: z.string().nullish(),
  salary: z.string().nullish(),
  description: z.string(),
})

const Answer = z.object({ jobs: z.array(z.unknown()) }).transform((answer) => answer.jobs)

export function parseRemotive(payload: RawPayload): ParseResult {
  return parseRecords(payload, Answer, {
    schema: Row,
    read: (row) => ({
      draft: {
        externalId: String(row.id),
        listing: feedListing,
        url: row.url,
        title: row.title,
        company: row.company_name,
        text: htmlToText(row.description),
        placeTexts: (row.candidate_required_location ?? '').split(','),
        remoteText: 'Remote',
        salaryText: row.salary,
        postedAt: row.publication_date,
      },
    }),
  })
}

/** All open postings of Remotive, in one answer. */
export const remotive: Source<null, unknown> = {
  id: 'remotive',
  name: 'Remotive',
  homepage: 'https://remotive.com',
  attribution: 'Remote job postings from Remotive (remotive.com), each linked to its page there.',
  terms:
    'Public API; asks for a link back and for Remotive to be named, for at most four requests a day, and that postings are not sent on to other job sites (https://remotive.com/api-documentation).',
  ...feedDeclarations,
  parserVersion: 1,
  policy: { hosts: () => [host], minimumDelayMs: 5_000, inFlight: 1 },
  cadenceHours: 8,
  crawl: crawlFeed(`https://${host}/api/remote-jobs`, 'Remotive'),
  parse: parseRemotive,
}
