import type { Env } from '@/lib/env'
import type { Source } from '@/scrapers/contract'
import { arbeitnow } from '@/scrapers/sources/arbeitnow/source'
import { ashby } from '@/scrapers/sources/ashby/source'
import { careers } from '@/scrapers/sources/careers/source'
import { file } from '@/scrapers/sources/file/source'
import { greenhouse } from '@/scrapers/sources/greenhouse/source'
import { hackernews } from '@/scrapers/sources/hackernews/source'
import { himalayas } from '@/scrapers/sources/himalayas/source'
import { jobicy } from '@/scrapers/sources/jobicy/source'
import { jobtech } from '@/scrapers/sources/jobtech/source'
import { lever } from '@/scrapers/sources/lever/source'
import { personio } from '@/scrapers/sources/personio/source'
import { pinpoint } from '@/scrapers/sources/pinpoint/source'
import { recruitee } from '@/scrapers/sources/recruitee/source'
import { remoteok } from '@/scrapers/sources/remoteok/source'
import { remotive } from '@/scrapers/sources/remotive/source'
import { rippling } from '@/scrapers/sources/rippling/source'
import { smartrecruiters } from '@/scrapers/sources/smartrecruiters/source'
import { teamtailor } from '@/scrapers/sources/teamtailor/source'
import { themuse } from '@/scrapers/sources/themuse/source'
import { usajobs } from '@/scrapers/sources/usajobs/source'
import { usajobsHistory } from '@/scrapers/sources/usajobs-history/source'
import { weworkremotely } from '@/scrapers/sources/weworkremotely/source'
import { workable } from '@/scrapers/sources/workable/source'
import { workday } from '@/scrapers/sources/workday/source'

/** Every source, in the order in which a full ingest reads them. */
export const sources: readonly Source[] = [
  hackernews,
  greenhouse,
  lever,
  ashby,
  smartrecruiters,
  workable,
  recruitee,
  personio,
  teamtailor,
  pinpoint,
  rippling,
  workday,
  careers,
  remoteok,
  remotive,
  arbeitnow,
  weworkremotely,
  himalayas,
  jobicy,
  themuse,
  usajobs,
  usajobsHistory,
  jobtech,
  file,
]

export const findSource = (id: string): Source | undefined => sources.find((source) => source.id === id)

/** Configuration of the sources that need no arguments, from the environment. */
export function configOf(source: Source, env: Env): unknown {
  if (source.id === hackernews.id) return { baseUrl: env.SKILLTIDE_HN_URL }
  if (source.id === usajobs.id) return { key: env.SKILLTIDE_USAJOBS_KEY ?? null, contact: env.SKILLTIDE_CONTACT }
  return {}
}
