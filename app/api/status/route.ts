import { z } from 'zod'
import { readIngestStatus } from '@/lib/db/ingest-status'
import { getPrisma } from '@/lib/db/prisma'

export const dynamic = 'force-dynamic'

const Query = z.strictObject({ since: z.coerce.number().int().nonnegative().optional() })

/** Where reading stands, as JSON; `?since=<data version>` adds the months that changed after it. Asked every two seconds by open pages. */
export async function GET(request: Request): Promise<Response> {
  const query = Query.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) {
    const detail = 'the only parameter is since, a data version: a whole number from 0'
    return Response.json(
      { type: 'about:blank', title: 'Bad request', status: 400, detail },
      { status: 400, headers: { 'content-type': 'application/problem+json' } },
    )
  }
  const status = await readIngestStatus(getPrisma(), { now: new Date(), since: query.data.since })
  return Response.json(status, { headers: { 'cache-control': 'no-store' } })
}
