import { z } from 'zod'
import type { PrismaClient } from '@/lib/db/generated/client'
import type { RunModel, SourceModel } from '@/lib/db/generated/models'
import { RunStatus } from '@/lib/domain/ingest'
import type { DataVersion } from '@/lib/query/engine'
import { monthOf } from '@/lib/domain/month'
import type { RunView, SourceHolding, SourceView } from '@/lib/domain/operator-views'

const emptyHolding: SourceHolding = { postings: 0, backendPostings: 0, vacancies: 0, copies: 0, from: null, to: null }

const HoldingRow = z.object({
  source_id: z.string(),
  postings: z.coerce.number().int(),
  backend: z.coerce.number().int(),
  vacancies: z.coerce.number().int(),
  copies: z.coerce.number().int(),
  from: z.date(),
  to: z.date(),
})

/** Counts of facts by source; one pass over the facts. */
export async function readHoldings(prisma: PrismaClient): Promise<Map<string, SourceHolding>> {
  const rows = await prisma.$queryRaw`
    select source_id, count(*)::int as postings, (count(*) filter (where role = 'strict'))::int as backend,
           count(distinct vacancy_id)::int as vacancies, (count(*) - count(distinct (month, vacancy_id)))::int as copies,
           min(month) as "from", max(month) as "to"
    from posting_fact group by source_id`
  return new Map(
    z
      .array(HoldingRow)
      .parse(rows)
      .map((row) => [
        row.source_id,
        {
          postings: row.postings,
          backendPostings: row.backend,
          vacancies: row.vacancies,
          copies: row.copies,
          from: monthOf(row.from),
          to: monthOf(row.to),
        },
      ]),
  )
}

type ShownRun = Omit<RunModel, 'params'>

/** A stored run as pages show it. */
export function runView({ beatAt, ...run }: ShownRun): RunView {
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

/**
 * Every source with what it holds and how its last runs went: the largest first, those that a worker reads before others.
 * @param holdings counts that are known already; counted anew when they are not given.
 */
export async function listSources(
  prisma: PrismaClient,
  holdings: Map<string, SourceHolding> | null = null,
): Promise<SourceView[]> {
  const sources = await prisma.source.findMany({ orderBy: { id: 'asc' } })
  const held = holdings ?? (await readHoldings(prisma))
  const views = await Promise.all(sources.map((source) => sourceView(prisma, source, held)))
  const isManual = (view: SourceView) => Number(view.cadenceHours === null)
  return views.toSorted((a, b) => b.postings - a.postings || isManual(a) - isManual(b))
}

interface PageRequest {
  /** One source; all when it is not given. */
  sourceId?: string | undefined
  /** One board of it. */
  scope?: string | undefined
  limit: number
  /** Id of the last row of the page before. */
  cursor?: string | undefined
}

/** A page of rows, newest first, and the cursor of the next one; null at the end. */
export interface PageOf<Row> {
  rows: Row[]
  next: string | null
}

function cutPage<Row extends { id: string }>(found: readonly Row[], limit: number): PageOf<Row> {
  const rows = found.slice(0, limit)
  return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null }
}

/** Runs, newest first, a page at a time. */
export async function listRuns(prisma: PrismaClient, page: PageRequest): Promise<PageOf<RunView>> {
  // Prisma's condition on the cursor is an alternative, which no index follows: pages far down would read all before them.
  const from =
    page.cursor === undefined
      ? null
      : await prisma.run.findUnique({ where: { id: page.cursor }, select: { startedAt: true } })
  const found = await prisma.run.findMany({
    where: {
      ...(page.sourceId !== undefined && { sourceId: page.sourceId }),
      ...(page.scope !== undefined && { scope: page.scope }),
      ...(from !== null && { startedAt: { lte: from.startedAt } }),
    },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    take: page.limit + 1,
    omit: { params: true },
    ...(page.cursor === undefined ? {} : { cursor: { id: page.cursor }, skip: 1 }),
  })
  return cutPage(found.map(runView), page.limit)
}

/** The newest data version; number 0 before any data. */
export async function readDataVersion(prisma: PrismaClient): Promise<DataVersion> {
  const newest = await prisma.dataVersion.findFirst({ orderBy: { id: 'desc' } })
  if (newest === null) return { id: 0, at: null, taxonomyVersion: null, rulesVersion: null }
  const { id, at, taxonomyVersion, rulesVersion } = newest
  return { id, at, taxonomyVersion, rulesVersion }
}
