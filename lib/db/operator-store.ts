import { z } from 'zod'
import type { PrismaClient } from '@/lib/db/generated/client'
import type { RunModel, SourceModel } from '@/lib/db/generated/models'
import { RunStatus } from '@/lib/domain/ingest'
import { monthOf } from '@/lib/domain/month'
import type { RejectView, RunView, SourceHolding, SourceView } from '@/lib/domain/operator-views'

const emptyHolding: SourceHolding = { postings: 0, backendPostings: 0, from: null, to: null }

const HoldingRow = z.object({
  source_id: z.string(),
  postings: z.coerce.number().int(),
  backend: z.coerce.number().int(),
  from: z.date(),
  to: z.date(),
})

/** Counts of facts by source; one pass over the facts. */
export async function readHoldings(prisma: PrismaClient): Promise<Map<string, SourceHolding>> {
  const rows = await prisma.$queryRaw`
    select source_id, count(*)::int as postings, (count(*) filter (where role = 'strict'))::int as backend,
           min(month) as "from", max(month) as "to"
    from posting_fact group by source_id`
  return new Map(
    z
      .array(HoldingRow)
      .parse(rows)
      .map((row) => [
        row.source_id,
        { postings: row.postings, backendPostings: row.backend, from: monthOf(row.from), to: monthOf(row.to) },
      ]),
  )
}

/** A run without its options. */
export type ShownRun = Omit<RunModel, 'params'>

function runView({ beatAt, ...run }: ShownRun): RunView {
  const durationMs = (run.finishedAt ?? beatAt).getTime() - run.startedAt.getTime()
  return { ...run, status: RunStatus.parse(run.status), durationMs }
}

/** The run of a source that began last, of all or of those with one status. */
export const newestRun = (prisma: PrismaClient, sourceId: string, status?: RunStatus): Promise<ShownRun | null> =>
  prisma.run.findFirst({
    where: { sourceId, ...(status === undefined ? {} : { status }) },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    omit: { params: true },
  })

async function sourceView(
  prisma: PrismaClient,
  source: SourceModel,
  holdings: Map<string, SourceHolding>,
): Promise<SourceView> {
  const [lastRun, lastSuccess, rejects] = await Promise.all([
    newestRun(prisma, source.id),
    newestRun(prisma, source.id, 'succeeded'),
    prisma.reject.count({ where: { sourceId: source.id } }),
  ])
  return {
    ...source,
    ...(holdings.get(source.id) ?? emptyHolding),
    lastRun: lastRun && runView(lastRun),
    lastSuccessAt: lastSuccess?.finishedAt ?? null,
    rejects,
  }
}

/** Every source with what it holds and how its last runs went, the largest first. */
export async function listSources(prisma: PrismaClient): Promise<SourceView[]> {
  const [sources, holdings] = await Promise.all([
    prisma.source.findMany({ orderBy: { id: 'asc' } }),
    readHoldings(prisma),
  ])
  const views = await Promise.all(sources.map((source) => sourceView(prisma, source, holdings)))
  return views.sort((a, b) => b.postings - a.postings)
}

/** Runs, newest first; of one source or of all. */
export async function listRuns(
  prisma: PrismaClient,
  options: { sourceId?: string | undefined; limit: number },
): Promise<RunView[]> {
  const runs = await prisma.run.findMany({
    where: options.sourceId === undefined ? {} : { sourceId: options.sourceId },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    take: options.limit,
    omit: { params: true },
  })
  return runs.map(runView)
}

/**
 * Refused records, newest first, a page at a time.
 * @returns the page and the cursor of the next one; null at the end.
 */
export async function listRejects(
  prisma: PrismaClient,
  options: { sourceId?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<{ rows: RejectView[]; next: string | null }> {
  const found = await prisma.reject.findMany({
    where: options.sourceId === undefined ? {} : { sourceId: options.sourceId },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: options.limit + 1,
    ...(options.cursor === undefined ? {} : { cursor: { id: options.cursor }, skip: 1 }),
  })
  const page = found.slice(0, options.limit)
  const payloads = await prisma.rawPayload.findMany({
    where: { id: { in: [...new Set(page.map((reject) => reject.payloadId))] } },
    select: { id: true, url: true },
  })
  const urls = new Map(payloads.map((payload) => [payload.id, payload.url]))
  return {
    rows: page.map(({ payloadId, ...reject }) => ({ ...reject, payloadUrl: urls.get(payloadId) ?? null })),
    next: found.length > options.limit ? (page.at(-1)?.id ?? null) : null,
  }
}
