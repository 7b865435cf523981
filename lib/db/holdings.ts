import type { PrismaClient } from '@/lib/db/generated/client'
import { readHoldings } from '@/lib/db/operator-store'
import type { SourceHolding } from '@/lib/domain/operator-views'

// Counting a million facts takes a while and /api/status is asked every two seconds by every open page;
// the counts can only change together with the data version, so the last answer is kept with its version.
const lastHoldings = new WeakMap<PrismaClient, { version: number; holdings: Map<string, SourceHolding> }>()

/** What each source holds at a data version. */
export async function holdingsAt(prisma: PrismaClient, version: number): Promise<Map<string, SourceHolding>> {
  const last = lastHoldings.get(prisma)
  if (last?.version === version) return last.holdings
  const holdings = await readHoldings(prisma)
  lastHoldings.set(prisma, { version, holdings })
  return holdings
}

/** The version that pages answer from: the newest sealed one, and before the first of them the newest there is. */
export async function readPublishedVersion(prisma: PrismaClient): Promise<number> {
  const newest = { orderBy: { id: 'desc' }, select: { id: true } } as const
  const sealed = await prisma.sealedVersion.findFirst({ where: { droppedAt: null }, ...newest })
  return (sealed ?? (await prisma.dataVersion.findFirst(newest)))?.id ?? 0
}

/** What each source holds now. */
export const recallHoldings = async (prisma: PrismaClient): Promise<Map<string, SourceHolding>> =>
  holdingsAt(prisma, await readPublishedVersion(prisma))
