import type { Pool } from 'pg'
import type { RunTrigger } from '@/lib/db/run-store'
import type { Month } from '@/lib/domain/month'
import type { Source } from '@/scrapers/contract'
import type { PayloadProcessor } from '@/scrapers/process-payload'
import type { RunEvent } from '@/scrapers/run-progress'

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
  signal: AbortSignal
  onEvent?: (event: RunEvent) => void
  process?: PayloadProcessor
}
