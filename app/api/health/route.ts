import { readHealth } from '@/lib/db/health'
import { getPrisma } from '@/lib/db/prisma'

export const dynamic = 'force-dynamic'

/** 200 with `ok` or `degraded` (no worker: the pages answer, nothing new comes in); 503 with `failing`. */
export async function GET(): Promise<Response> {
  const health = await readHealth(getPrisma(), { now: new Date() })
  return Response.json(health, {
    status: health.status === 'failing' ? 503 : 200,
    headers: { 'cache-control': 'no-store' },
  })
}
