import type { PrismaClient } from '@/lib/db/generated/client'
import type { SourceModel } from '@/lib/db/generated/models'
import { newestRun, readHoldings, runView } from '@/lib/db/operator-store'
import { beatLostAfterMs } from '@/lib/db/worker-beat'
import { allSources, type IngestStatus } from '@/lib/domain/ingest'
import { type Month, monthOf } from '@/lib/domain/month'
import { type SourceHolding, troubleOfRun } from '@/lib/domain/operator-views'

/** Whether some worker has said lately that it lives, and when one did last. */
export async function readWorkerBeat(
  prisma: PrismaClient,
  now: Date,
): Promise<{ isAlive: boolean; lastBeatAt: Date | null }> {
  const newest = await prisma.worker.findFirst({ orderBy: { beatAt: 'desc' } })
  if (newest === null) return { isAlive: false, lastBeatAt: null }
  const isAlive = newest.stoppedAt === null && now.getTime() - newest.beatAt.getTime() <= beatLostAfterMs
  return { isAlive, lastBeatAt: newest.beatAt }
}

// Counting a million facts takes a while and /api/status is asked every two seconds by every open page;
// the counts can only change together with the data version, so the last answer is kept with its version.
const lastHoldings = new WeakMap<PrismaClient, { version: number; holdings: Map<string, SourceHolding> }>()

async function holdingsAt(prisma: PrismaClient, version: number): Promise<Map<string, SourceHolding>> {
  const last = lastHoldings.get(prisma)
  if (last?.version === version) return last.holdings
  const holdings = await readHoldings(prisma)
  lastHoldings.set(prisma, { version, holdings })
  return holdings
}

const monthsSinceLimit = 500

interface Since {
  monthsSince: Month[]
  isRetagged: boolean
}

/** Months whose facts changed after a version, oldest first, and whether newer rules changed them. */
async function changesSince(prisma: PrismaClient, version: number): Promise<Since> {
  const rows = await prisma.dataVersion.findMany({
    where: { id: { gt: version } },
    orderBy: { id: 'desc' },
    take: monthsSinceLimit,
    select: { months: true, sourceId: true },
  })
  return {
    monthsSince: [...new Set(rows.flatMap((row) => row.months.map(monthOf)))].sort(),
    isRetagged: rows.some((row) => row.sourceId === allSources && row.months.length > 0),
  }
}

async function runningRuns(prisma: PrismaClient, sources: readonly SourceModel[]): Promise<IngestStatus['runs']> {
  const runs = await prisma.run.findMany({ where: { status: 'running' }, orderBy: { startedAt: 'asc' } })
  const names = new Map(sources.map((source) => [source.id, source.name]))
  return Promise.all(
    runs.map(async (run) => ({
      id: run.id,
      sourceId: run.sourceId,
      sourceName: names.get(run.sourceId) ?? (run.sourceId === allSources ? 'all sources' : run.sourceId),
      startedAt: run.startedAt.toISOString(),
      beatAt: run.beatAt.toISOString(),
      pagesDone: run.pagesDone,
      pagesTotal: run.pagesTotal,
      position: run.position,
      postings: run.inserted + run.updated + run.unchanged,
      // A retag changes figures that are there: the page does not fill in.
      isFirst: run.sourceId !== allSources && (await newestRun(prisma, run.sourceId, 'succeeded')) === null,
    })),
  )
}

/**
 * Where reading stands: running runs, troubles of the sources, what the facts hold.
 * @param since data version that a page was drawn from; the months changed after it are listed.
 */
export async function readIngestStatus(
  prisma: PrismaClient,
  options: { now: Date; since?: number | undefined },
): Promise<IngestStatus> {
  const newest = await prisma.dataVersion.findFirst({ orderBy: { id: 'desc' }, select: { id: true } })
  const dataVersion = newest?.id ?? 0
  const sources = await prisma.source.findMany({ orderBy: { id: 'asc' } })
  const [holdings, runs, lastRuns, changes, worker] = await Promise.all([
    holdingsAt(prisma, dataVersion),
    runningRuns(prisma, sources),
    Promise.all(sources.map(async (source) => ({ source, run: await newestRun(prisma, source.id) }))),
    options.since === undefined ? { monthsSince: [], isRetagged: false } : changesSince(prisma, options.since),
    readWorkerBeat(prisma, options.now),
  ])
  const held = [...holdings.values()]
  const monthsHeld = held.flatMap(({ from, to }) => (from === null || to === null ? [] : [from, to])).sort()
  return {
    at: options.now.toISOString(),
    dataVersion,
    postings: held.reduce((sum, holding) => sum + holding.postings, 0),
    from: monthsHeld[0] ?? null,
    to: monthsHeld.at(-1) ?? null,
    runs,
    troubles: lastRuns.flatMap(({ source, run }) => {
      const trouble = run && troubleOfRun(source, runView(run), holdings.get(source.id)?.to ?? null)
      return trouble ? [trouble] : []
    }),
    ...changes,
    isWorkerAlive: worker.isAlive,
  }
}
