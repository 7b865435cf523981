import { z } from 'zod'
import { problemOfIssues } from '@/app/api/[dataset]/problem'
import { problemOfDatabase } from '@/app/api/problem-of-database'
import { isDatabaseAway } from '@/lib/db/database-away'
import { readIngestStatus } from '@/lib/db/ingest-status'
import { getPrisma } from '@/lib/db/prisma'
import { explainRepeat } from '@/lib/query/parse-filters'

export const dynamic = 'force-dynamic'

const Since = z.coerce.number().int().min(0).max(2_147_483_647).optional()

/** Where reading stands, as JSON; `?since=<data version>` adds the months that changed after it. Asked every two seconds by open pages. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const since = Since.safeParse(searchParams.get('since') ?? undefined)
  const unknown = [...new Set(searchParams.keys())].filter((parameter) => parameter !== 'since')
  const issues = unknown.map((parameter) => ({
    parameter,
    message: 'is not a parameter of the status; expected since',
  }))
  const repeated = explainRepeat(searchParams, 'since')
  if (repeated !== null) issues.push({ parameter: 'since', message: repeated })
  if (!since.success) issues.push({ parameter: 'since', message: 'expected a data version, a whole number from 0' })
  if (!since.success || issues.length > 0) return problemOfIssues(issues)
  try {
    const status = await readIngestStatus(getPrisma(), { now: new Date(), since: since.data })
    return Response.json(status, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    return problemOfDatabase()
  }
}
