import type { Env } from '@/lib/env'
import type { Source } from '@/scrapers/contract'
import { ashby } from '@/scrapers/sources/ashby/source'
import { file } from '@/scrapers/sources/file/source'
import { greenhouse } from '@/scrapers/sources/greenhouse/source'
import { hackernews } from '@/scrapers/sources/hackernews/source'
import { lever } from '@/scrapers/sources/lever/source'
import { personio } from '@/scrapers/sources/personio/source'
import { pinpoint } from '@/scrapers/sources/pinpoint/source'
import { recruitee } from '@/scrapers/sources/recruitee/source'
import { rippling } from '@/scrapers/sources/rippling/source'
import { smartrecruiters } from '@/scrapers/sources/smartrecruiters/source'
import { teamtailor } from '@/scrapers/sources/teamtailor/source'
import { workable } from '@/scrapers/sources/workable/source'

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
  file,
]

export const findSource = (id: string): Source | undefined => sources.find((source) => source.id === id)

/** Configuration of the sources that need no arguments, from the environment. */
export const configOf = (source: Source, env: Env): unknown =>
  source.id === hackernews.id ? { baseUrl: env.SKILLTIDE_HN_URL } : {}
