import { createCachedDemandEngine } from '@/lib/db/cached-demand-engine'
import { createPopulationMemory } from '@/lib/db/demand/population'
import { createIndexMemory } from '@/lib/db/index-memory'
import { createPageEngine } from '@/lib/db/page-engine'
import { getPool } from '@/lib/db/pool'
import { seriesCode } from '@/lib/db/series-code'
import { warmPages } from '@/lib/db/warm-pages'
import { createIndexEngine } from '@/lib/demand-index/engine'
import { createTimedDemandEngine, getProcessMetrics } from '@/lib/db/process-metrics'
import { createSqlDemandEngine } from '@/lib/db/sql-demand-engine'
import { AskedLately, createNotingEngine } from '@/lib/query/asked-lately'
import type { DemandEngine } from '@/lib/query/engine'

const now = () => new Date()

declare global {
  // Survives the module reloads of `next dev`, and with it the index and the answers it keeps.
  var skilltideEngine: DemandEngine | undefined
}

function createEngine(): DemandEngine {
  const sql = createSqlDemandEngine(getPool(), now, createPopulationMemory())
  const warn = (message: string) => void process.stderr.write(`${message}\n`)
  const lately = new AskedLately()
  const memory = createIndexMemory(getPool(), undefined, async (snapshot) => {
    const next = createIndexEngine({ snapshot: () => Promise.resolve(snapshot), now, codeOf: seriesCode, skillOf })
    await warmPages(next, lately).catch((error: unknown) =>
      warn(`a data version was not prepared for readers: ${String(error)}`),
    )
  })
  const skillOf = (code: number) => memory.skillOf(code)
  const pages = createPageEngine({ memory, sql, now, warn })
  const timed = createTimedDemandEngine(createCachedDemandEngine(pages, now), getProcessMetrics())
  return createNotingEngine(timed, lately)
}

/**
 * The engine of this process: the demand index, SQL behind it, and a memory of answers in front; its times are in the metrics.
 * @throws Error when DATABASE_URL is not set.
 */
export function getDemandEngine(): DemandEngine {
  globalThis.skilltideEngine ??= createEngine()
  return globalThis.skilltideEngine
}
