import type { Source } from '@/scrapers/contract'
import { crawlDump } from '@/scrapers/sources/jobtech/dump'
import { parseJobtech } from '@/scrapers/sources/jobtech/parse'
import { JobtechConfig, JobtechCursor } from '@/scrapers/sources/jobtech/schema'
import { crawlSearch, searchHost } from '@/scrapers/sources/jobtech/search'

/** All advertisements of the Swedish employment service in data and IT: published since the last run, or of a dump. */
export const jobtech: Source<JobtechCursor, JobtechConfig> = {
  id: 'jobtech',
  name: 'JobTech (Sweden)',
  homepage: 'https://jobtechdev.se',
  attribution: 'Job postings of Arbetsförmedlingen, the Swedish Public Employment Service, as open data of JobTech.',
  terms:
    'Open data: the search is CC0, the yearly dumps CC0 or CC BY by year, with JobTech named as the source (https://data.jobtechdev.se).',
  history: 'complete',
  isOptIn: true,
  boards: null,
  parserVersion: 1,
  policy: { hosts: () => [searchHost], minimumDelayMs: 1_000, inFlight: 1 },
  cadenceHours: 12,
  cursorSchema: JobtechCursor,
  configSchema: JobtechConfig,
  bounds: { maximumWithdrawnShare: 0, maximumRejectedShare: 0.2 },
  crawl: (context) => (context.config.dump === undefined ? crawlSearch(context) : crawlDump(context)),
  parse: parseJobtech,
}
