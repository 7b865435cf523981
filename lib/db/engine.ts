import { createCachedDemandEngine } from '@/lib/db/cached-demand-engine'
import { createPopulationMemory } from '@/lib/db/demand/population'
import { createIndexMemory } from '@/lib/db/index-memory'
import { createPageEngine } from '@/lib/db/page-engine'
import { getPool } from '@/lib/db/pool'
import { createTimedDemandEngine, getProcessMetrics } from '@/lib/db/process-metrics'
import { createSqlDemandEngine } from '@/lib/db/sql-demand-engine'
import type { DemandEngine } from '@/lib/query/engine'

const now = () => new Date()

declare global {
  // Survives the module reloads of `next dev`, and with it the index and the answers it keeps.
  var skilltideEngine: DemandEngine | undefined
}

function createEngine(): DemandEngine {
  const sql = createSqlDemandEngine(getPool(), now, createPopulationMemory())
  const warn = (message: string) => void process.stderr.write(`${message}\n`)
  const pages = createPageEngine({ memory: createIndexMemory(getPool()), sql, now, warn })
  return createTimedDemandEngine(createCachedDemandEngine(pages, now), getProcessMetrics())
}

/**
 * The engine of this process: the demand index, SQL behind it, and a memory of answers in front; its times are in the metrics.
 * @throws Error when DATABASE_URL is not set.
 */
export function getDemandEngine(): DemandEngine {
  globalThis.skilltideEngine ??= createEngine()
  return globalThis.skilltideEngine
}
