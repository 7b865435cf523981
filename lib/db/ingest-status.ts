import type { PrismaClient } from '@/lib/db/generated/client'
import type { SourceModel } from '@/lib/db/generated/models'
import { holdingsAt, readPublishedVersion } from '@/lib/db/holdings'
import { newestRun, runView } from '@/lib/db/operator-store'
import { readBoardReading } from '@/lib/db/board-reading'
import type { BoardReading } from '@/lib/db/board-reading'
import { beatLostAfterMs } from '@/lib/db/worker-beat'
import { allSources, type IngestStatus, type SourceTrouble } from '@/lib/domain/ingest'
import { type Month, monthOf } from '@/lib/domain/month'
import { troubleOfRun } from '@/lib/domain/operator-views'

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

const monthsSinceLimit = 500

interface Since {
  monthsSince: Month[]
  isRetagged: boolean
}

/** Months whose facts changed after a version, oldest first, and whether newer rules changed them. */
async function changesSince(prisma: PrismaClient, version: number, published: number): Promise<Since> {
  const rows = await prisma.dataVersion.findMany({
    where: { id: { gt: version, lte: published } },
    orderBy: { id: 'desc' },
    take: monthsSinceLimit,
    select: { months: true, sourceId: true },
  })
  return {
    monthsSince: [...new Set(rows.flatMap((row) => row.months.map(monthOf)))].sort(),
    isRetagged: rows.some((row) => row.sourceId === allSources && row.months.length > 0),
  }
}

/** Runs under way of sources that are read as a whole; those of boards come and go by the minute and are told by source. */
async function runningRuns(
  prisma: PrismaClient,
  sources: readonly SourceModel[],
  boards: ReadonlyMap<string, BoardReading>,
): Promise<IngestStatus['runs']> {
  const runs = await prisma.run.findMany({
    where: { status: 'running', sourceId: { notIn: [...boards.keys()] } },
    orderBy: { startedAt: 'asc' },
  })
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
 * The trouble of a source that a reader should know of. One board among many is the operator's matter: a source of boards
 * is in trouble when most of those that are read fail.
 */
async function troubleOf(
  prisma: PrismaClient,
  source: SourceModel,
  { boards, dataUntil }: { boards: BoardReading | undefined; dataUntil: Month | null },
): Promise<SourceTrouble | null> {
  if (boards === undefined) {
    const run = await newestRun(prisma, source.id)
    return run && troubleOfRun(source, runView(run), dataUntil)
  }
  if (boards.failing * 2 <= boards.tried) return null
  const [failed, halted] = await Promise.all([
    newestRun(prisma, source.id, 'failed'),
    newestRun(prisma, source.id, 'halted'),
  ])
  const newest = [failed, halted]
    .filter((run) => run !== null)
    .sort((a, b) => Number(b.startedAt) - Number(a.startedAt))
  return newest[0] === undefined ? null : troubleOfRun(source, runView(newest[0]), dataUntil)
}

/**
 * Where reading stands: running runs, troubles of the sources, what the facts hold.
 * @param since data version that a page was drawn from; the months changed after it are listed.
 */
export async function readIngestStatus(
  prisma: PrismaClient,
  options: { now: Date; since?: number | undefined },
): Promise<IngestStatus> {
  const dataVersion = await readPublishedVersion(prisma)
  const sources = await prisma.source.findMany({ orderBy: { id: 'asc' } })
  const boards = await readBoardReading(prisma, options.now)
  const [holdings, runs, changes, worker] = await Promise.all([
    holdingsAt(prisma, dataVersion),
    runningRuns(prisma, sources, boards),
    options.since === undefined
      ? { monthsSince: [], isRetagged: false }
      : changesSince(prisma, options.since, dataVersion),
    readWorkerBeat(prisma, options.now),
  ])
  const troubles = await Promise.all(
    sources.map((source) => {
      const dataUntil = holdings.get(source.id)?.to ?? null
      return troubleOf(prisma, source, { boards: boards.get(source.id), dataUntil })
    }),
  )
  const held = [...holdings.values()]
  const monthsHeld = held.flatMap(({ from, to }) => (from === null || to === null ? [] : [from, to])).sort()
  return {
    at: options.now.toISOString(),
    dataVersion,
    postings: held.reduce((sum, holding) => sum + holding.postings, 0),
    from: monthsHeld[0] ?? null,
    to: monthsHeld.at(-1) ?? null,
    runs,
    boards: [...boards].map(([sourceId, reading]) => ({ sourceId, ...reading })),
    troubles: troubles.filter((trouble) => trouble !== null),
    ...changes,
    isWorkerAlive: worker.isAlive,
  }
}
