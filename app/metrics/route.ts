import { Registry } from 'prom-client'
import { createRegistry } from '@/app/metrics/registry'
import { problemOfDatabase } from '@/app/api/problem-of-database'
import { isDatabaseAway } from '@/lib/db/database-away'
import { readOperatorFigures } from '@/lib/db/operator-metrics'
import { getPool } from '@/lib/db/pool'
import { getProcessMetrics } from '@/lib/db/process-metrics'

export const dynamic = 'force-dynamic'

/** Metrics in the Prometheus text format: the installation from the database, and how this web process answers. */
export async function GET(): Promise<Response> {
  try {
    const figures = await readOperatorFigures(getPool(), new Date())
    const registry = Registry.merge([createRegistry(figures), getProcessMetrics().registry])
    const text = await registry.metrics()
    return new Response(text, { headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' } })
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    return problemOfDatabase()
  }
}
