import type { Pool } from 'pg'
import { z } from 'zod'
import { tallyBoards } from '@/lib/db/board-overview'
import type { PrismaClient } from '@/lib/db/generated/client'
import { recallHoldings } from '@/lib/db/holdings'
import { listSources } from '@/lib/db/operator-store'
import { quietWeek } from '@/lib/domain/operator-views'
import type { SourceState } from '@/lib/domain/operator-views'

const weekMs = 7 * 24 * 60 * 60 * 1000

const WeekRow = z
  .object({
    source_id: z.string(),
    runs: z.number(),
    troubled: z.number(),
    inserted: z.number(),
    updated: z.number(),
    withdrawn: z.number(),
    reopened: z.number(),
    rejected: z.number(),
  })
  .transform(({ source_id: sourceId, ...week }) => ({ sourceId, week }))

/** What the runs since an instant moved, by source. */
async function readWeeks(pool: Pool, since: Date) {
  const { rows } = await pool.query(
    `select source_id, count(*) as runs, count(*) filter (where status in ('failed', 'halted', 'held')) as troubled,
            sum(inserted) as inserted, sum(updated) as updated, sum(withdrawn) as withdrawn,
            sum(reopened) as reopened, sum(rejected) as rejected
       from run where started_at >= $1 and trigger in ('worker', 'cli', 'import') group by source_id`,
    [since],
  )
  return new Map(
    z
      .array(WeekRow)
      .parse(rows)
      .map(({ sourceId, week }) => [sourceId, week]),
  )
}

/** Every source with what it holds, what its boards come to and what the last seven days brought. */
export async function listSourceStates(
  { pool, prisma }: { pool: Pool; prisma: PrismaClient },
  now: Date,
): Promise<SourceState[]> {
  const [views, tallies, weeks] = await Promise.all([
    recallHoldings(prisma).then((holdings) => listSources(prisma, holdings)),
    tallyBoards(pool),
    readWeeks(pool, new Date(now.getTime() - weekMs)),
  ])
  const tallyOf = new Map(tallies.map((tally) => [tally.sourceId, tally]))
  return views.map((view) => ({
    ...view,
    tally: tallyOf.get(view.id) ?? null,
    week: weeks.get(view.id) ?? quietWeek,
  }))
}
