import { z } from 'zod'
import type { CrawlContext, CrawlStep, RawPayload, Source } from '@/scrapers/contract'
import { feedListing } from '@/scrapers/feed'
import { haltSource, retryLater } from '@/scrapers/http/errors'
import { parseJson } from '@/scrapers/parse-json'
import { parseUsajobs } from '@/scrapers/sources/usajobs/parse'
import { SearchTotal, UsajobsConfig } from '@/scrapers/sources/usajobs/schema'
import { usajobsHost, usajobsSeries } from '@/scrapers/usajobs-fields'

/** The highest that is answered. */
const pageSize = 500
/** A search ends at 10,000 rows. */
const maximumPages = 20

const addressOf = (page: number): string =>
  `https://${usajobsHost}/api/Search?JobCategoryCode=${usajobsSeries.join(';')}&ResultsPerPage=${pageSize}&Page=${page}&Fields=Full`

/** @throws CrawlError HaltSource that says what is missing. */
function headersOf({ key, contact }: UsajobsConfig): Record<string, string> {
  const missing = [
    ...(key === null ? ['SKILLTIDE_USAJOBS_KEY, a key from https://developer.usajobs.gov/apirequest/'] : []),
    ...(contact.includes('@') ? [] : ['SKILLTIDE_CONTACT, the e-mail address that the key was given to']),
  ]
  if (key === null || missing.length > 0) throw haltSource(usajobsHost, `USAJOBS needs ${missing.join(', and ')}`)
  // The address stands in the place of our own user agent: the key is bound to it.
  return { 'user-agent': contact, 'authorization-key': key }
}

function totalOf(payload: RawPayload, page: number): number {
  const json = parseJson(payload)
  const total = SearchTotal.safeParse(json.ok ? json.value : null)
  if (!total.success || total.data === null)
    throw retryLater(usajobsHost, `page ${page} of the search of ${usajobsHost} was not readable`)
  return total.data
}

async function* crawl(context: CrawlContext<null, UsajobsConfig>): AsyncGenerator<CrawlStep<null>> {
  const headers = headersOf(context.config)
  const listed = new Set<string>()
  let total = 0
  let textless = 0
  for (let page = 1; page === 1 || (page - 1) * pageSize < total; page += 1) {
    if (page > maximumPages)
      throw retryLater(usajobsHost, `the search told of ${total} announcements, too many to read`)
    const key = `${feedListing}/${page}`
    const payload: RawPayload = { key, ...(await context.fetch(addressOf(page), { key, headers })), context: {} }
    total = Math.max(total, totalOf(payload, page))
    context.expect({ total: Math.max(1, Math.ceil(total / pageSize)), fresh: 0 })
    const { postings, rejects, skipped } = parseUsajobs(payload)
    for (const { externalId } of [...postings, ...rejects]) if (externalId !== null) listed.add(externalId)
    textless += skipped['an announcement without a text'] ?? 0
    yield { payload, completes: [], position: `page ${page}` }
  }
  if (listed.size + textless < total)
    throw retryLater(usajobsHost, `the search told of ${total} announcements and gave ${listed.size}`)
  yield { listing: feedListing, listed: [...listed], position: 'USAJOBS' }
}

/** Open announcements of the United States government in information technology, by the search that needs a key. */
export const usajobs: Source<null, UsajobsConfig> = {
  id: 'usajobs',
  name: 'USAJOBS',
  homepage: 'https://www.usajobs.gov',
  attribution: 'Job announcements from USAJOBS (usajobs.gov), the employment site of the United States government.',
  terms:
    'Public data by an API whose key is free and bound to an e-mail address (https://developer.usajobs.gov/guides/terms-of-use).',
  history: 'open',
  isOptIn: true,
  boards: null,
  parserVersion: 1,
  policy: { hosts: () => [usajobsHost], minimumDelayMs: 1_000, inFlight: 1 },
  cadenceHours: 24,
  cursorSchema: z.null(),
  configSchema: UsajobsConfig,
  bounds: { maximumWithdrawnShare: 0.5, maximumRejectedShare: 0.2 },
  crawl,
  parse: parseUsajobs,
}
