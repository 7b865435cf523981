import type { Pool } from 'pg'
import type { RunTrigger } from '@/lib/db/run-store'
import type { Month } from '@/lib/domain/month'
import type { Source } from '@/scrapers/contract'
import type { FetcherOptions } from '@/scrapers/http/polite-fetcher'
import type { PayloadProcessor } from '@/scrapers/process-payload'
import type { RunEvent } from '@/scrapers/run-progress'

/** How long answers may take, and how often a request is tried again. */
export type Patience = Pick<FetcherOptions, 'timeoutMs' | 'backOffMs' | 'attempts' | 'patienceMs'>

/** What a run needs to be told. */
export interface RunOptions {
  pool: Pool
  source: Source
  /** `all`, also when left out, or the slug of one of the source's boards. */
  scope?: string
  /** Parsed by the source's own schema before use. */
  config: unknown
  trigger: RunTrigger
  /** Bounds of a backfill; a bounded run never moves the cursor. */
  since?: Month | null
  until?: Month | null
  /** Withdraws or closes whatever a complete listing lost, however much: after a person has looked at a held run. */
  acceptsLosses?: boolean
  now: () => Date
  random: () => number
  contact: string
  isPolite: boolean
  /** Server that gets every request instead of its host: `SKILLTIDE_REROUTE`. */
  reroute?: string | null
  /** Patience with hosts, where it is not the usual one. */
  patience?: Patience
  /** Path of the Chromium for pages that need one: `SKILLTIDE_CHROMIUM`; without it the usual places are looked at. */
  chromium?: string | null
  signal: AbortSignal
  onEvent?: (event: RunEvent) => void
  process?: PayloadProcessor
}
