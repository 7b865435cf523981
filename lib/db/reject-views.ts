import type { PrismaClient } from '@/lib/db/generated/client'
import type { RejectModel } from '@/lib/db/generated/models'
import type { PageOf } from '@/lib/db/operator-store'
import type { RejectView } from '@/lib/domain/operator-views'

interface RejectRequest {
  /** One source; all when it is not given. */
  sourceId?: string | undefined
  /** One board of it. */
  scope?: string | undefined
  limit: number
  /** Id of the last row of the page before. */
  cursor?: string | undefined
}

/** Payloads with rejects that were read for one scope of a source: the run that stored a payload knows it. */
async function payloadsOfScope(prisma: PrismaClient, sourceId: string, scope: string): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    select p.id::text from raw_payload p join run on run.id = p.run_id
     where p.id in (select payload_id from reject where source_id = ${sourceId}) and run.scope = ${scope}`
  return rows.map(({ id }) => id)
}

/** Adds where the records came from: the address, and the board. */
async function toViews(prisma: PrismaClient, rejects: readonly RejectModel[]): Promise<RejectView[]> {
  const payloads = await prisma.rawPayload.findMany({
    where: { id: { in: [...new Set(rejects.map((reject) => reject.payloadId))] } },
    select: { id: true, url: true, runId: true },
  })
  const runs = await prisma.run.findMany({
    where: { id: { in: [...new Set(payloads.map((payload) => payload.runId))] } },
    select: { id: true, scope: true },
  })
  const scopes = new Map(runs.map((run) => [run.id, run.scope]))
  const origins = new Map(payloads.map(({ id, url, runId }) => [id, { url, scope: scopes.get(runId) ?? null }]))
  return rejects.map(({ payloadId, ...reject }) => {
    const origin = origins.get(payloadId)
    return { ...reject, payloadUrl: origin?.url ?? null, scope: origin?.scope ?? null }
  })
}

/** Refused records, newest first, a page at a time. */
export async function listRejects(prisma: PrismaClient, page: RejectRequest): Promise<PageOf<RejectView>> {
  const { sourceId, scope, cursor, limit } = page
  const payloads = sourceId === undefined || scope === undefined ? null : await payloadsOfScope(prisma, sourceId, scope)
  const found = await prisma.reject.findMany({
    where: { ...(sourceId !== undefined && { sourceId }), ...(payloads !== null && { payloadId: { in: payloads } }) },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
  })
  const rows = await toViews(prisma, found.slice(0, limit))
  return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null }
}

/** One refused record and the payload that holds it; null when there is no such reject. */
export async function readReject(
  prisma: PrismaClient,
  id: string,
): Promise<{ view: RejectView; payloadId: string } | null> {
  const found = await prisma.reject.findUnique({ where: { id } })
  if (found === null) return null
  const [view] = await toViews(prisma, [found])
  return view === undefined ? null : { view, payloadId: found.payloadId }
}
