import type { Logger } from 'pino'
import type { Pool } from 'pg'
import type { Env } from '@/lib/env'
import type { Source } from '@/scrapers/contract'
import type { ProcessPool } from '@/scrapers/process-pool'
import type { Patience } from '@/scrapers/run-options'

/** What a worker works with. */
export interface WorkerOptions {
  pool: Pool
  env: Env
  /** The registry; a test may have its own. */
  sources: readonly Source[]
  log: Logger
  signal: AbortSignal
  now: () => Date
  random: () => number
  /** Where payloads are parsed and tagged; threads of this worker's own when left out. It is closed at the end. */
  processors?: ProcessPool
  /** Patience with hosts, where it is not the usual one. */
  patience?: Patience
  /** Ends when nothing is due, queued or worked on by anybody, instead of waiting for more. */
  untilIdle?: boolean
}
