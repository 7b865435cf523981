import { join } from 'node:path'
import { listMigrations, missingMigrations, selectAppliedMigrations } from '@/lib/db/applied-migrations'
import { readBoardReading } from '@/lib/db/board-reading'
import type { BoardReading } from '@/lib/db/board-reading'
import { Prisma, type PrismaClient } from '@/lib/db/generated/client'
import { readWorkerBeat } from '@/lib/db/ingest-status'

export interface Check {
  isOk: boolean
  /** What was found, in words. */
  detail: string
}

export interface Health {
  /** `ok`; `degraded`: the pages answer, but nothing new comes in; `failing`: they do not. */
  status: 'ok' | 'degraded' | 'failing'
  checks: { database: Check; migrations: Check; worker: Check; boards: Check }
}

async function checkDatabase(prisma: PrismaClient): Promise<Check> {
  const beganAt = performance.now()
  await prisma.$queryRaw`select 1`
  return { isOk: true, detail: `answered in ${Math.ceil(performance.now() - beganAt)} ms` }
}

async function checkMigrations(prisma: PrismaClient, folder: string): Promise<Check> {
  const expected = await listMigrations(folder)
  const missing = missingMigrations(expected, await prisma.$queryRaw(Prisma.raw(selectAppliedMigrations)))
  if (missing.length > 0) return { isOk: false, detail: `not applied: ${missing.join(', ')}` }
  return { isOk: true, detail: `${expected.length} of ${expected.length} applied` }
}

async function checkWorker(prisma: PrismaClient, now: Date): Promise<Check> {
  const { isAlive, lastBeatAt } = await readWorkerBeat(prisma, now)
  if (lastBeatAt === null) return { isOk: false, detail: 'no worker has ever started' }
  const seconds = Math.max(0, Math.round((now.getTime() - lastBeatAt.getTime()) / 1_000))
  return { isOk: isAlive, detail: `last heartbeat ${seconds} s ago` }
}

const failingWords = (count: number): string => (count === 0 ? '' : `, ${count} failing`)

/** Boards fail and are parked one by one, and that is no fault of the installation; when all of them do, it is. */
async function checkBoards(prisma: PrismaClient, now: Date): Promise<Check> {
  const sources = [...(await readBoardReading(prisma, now)).values()]
  const sum = (count: (reading: BoardReading) => number) => sources.reduce((total, one) => total + count(one), 0)
  const [active, tried] = [sum((one) => one.active), sum((one) => one.tried)]
  const [failing, parked] = [sum((one) => one.failing), sum((one) => one.parked)]
  const isOk = tried + parked === 0 || failing < tried
  return { isOk, detail: `${active} read${failingWords(failing)}${parked === 0 ? '' : `, ${parked} parked`}` }
}

/** A check that throws has failed; its message may hold an address of the database, so only its first words are told. */
async function attempt(check: () => Promise<Check>, failure: string): Promise<Check> {
  try {
    return await check()
  } catch (error) {
    const kind = error instanceof Error ? error.name : 'unknown error'
    return { isOk: false, detail: `${failure} (${kind})` }
  }
}

/**
 * Whether this installation can answer, and whether new postings come in.
 * @param options.migrationsFolder the folder whose migrations must all be applied; `prisma/migrations` of the working folder.
 */
export async function readHealth(
  prisma: PrismaClient,
  options: { now: Date; migrationsFolder?: string },
): Promise<Health> {
  const folder = options.migrationsFolder ?? join(process.cwd(), 'prisma', 'migrations')
  const [database, migrations, worker, boards] = await Promise.all([
    attempt(() => checkDatabase(prisma), 'the database does not answer'),
    attempt(() => checkMigrations(prisma, folder), 'the migrations could not be read'),
    attempt(() => checkWorker(prisma, options.now), 'the heartbeat could not be read'),
    attempt(() => checkBoards(prisma, options.now), 'the boards could not be read'),
  ])
  const canAnswer = database.isOk && migrations.isOk
  return {
    status: canAnswer ? (worker.isOk && boards.isOk ? 'ok' : 'degraded') : 'failing',
    checks: { database, migrations, worker, boards },
  }
}
