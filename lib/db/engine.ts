import { createCachedDemandEngine } from '@/lib/db/cached-demand-engine'
import { createPopulationMemory } from '@/lib/db/demand/population'
import { getPool } from '@/lib/db/pool'
import { createSqlDemandEngine } from '@/lib/db/sql-demand-engine'
import type { DemandEngine } from '@/lib/query/engine'

const now = () => new Date()

declare global {
  // Survives the module reloads of `next dev`, and with it the answers it keeps.
  var skilltideEngine: DemandEngine | undefined
}

/**
 * The engine of this process: SQL with a memory of answers in front.
 * @throws Error when DATABASE_URL is not set.
 */
export function getDemandEngine(): DemandEngine {
  globalThis.skilltideEngine ??= createCachedDemandEngine(
    createSqlDemandEngine(getPool(), now, createPopulationMemory()),
    now,
  )
  return globalThis.skilltideEngine
}
