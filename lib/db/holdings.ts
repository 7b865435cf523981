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

/** What each source holds now. */
export async function recallHoldings(prisma: PrismaClient): Promise<Map<string, SourceHolding>> {
  const newest = await prisma.dataVersion.findFirst({ orderBy: { id: 'desc' }, select: { id: true } })
  return holdingsAt(prisma, newest?.id ?? 0)
}
