import { z } from 'zod'
import type { PrismaClient } from '@/lib/db/generated/client'
import type { BoardProgress } from '@/lib/domain/ingest'

export type BoardReading = Omit<BoardProgress, 'sourceId'>

const Row = z.object({
  source_id: z.string(),
  active: z.int(),
  up_to_date: z.int(),
  tried: z.int(),
  failing: z.int(),
  parked: z.int(),
})

/** How far the boards of each source are read; sources that are read as a whole are left out. One pass over the boards. */
export async function readBoardReading(prisma: PrismaClient, now: Date): Promise<Map<string, BoardReading>> {
  const rows = await prisma.$queryRaw`
    select source_id,
           (count(*) filter (where state = 'active'))::int as active,
           (count(*) filter (where state = 'active' and succeeded_at is not null and due_at > ${now}))::int as up_to_date,
           (count(*) filter (where state = 'active' and (succeeded_at is not null or failing_since is not null)))::int as tried,
           (count(*) filter (where state = 'active' and failing_since is not null))::int as failing,
           (count(*) filter (where state = 'parked'))::int as parked
      from board where slug <> 'all' and state <> 'removed' group by source_id order by source_id`
  return new Map(
    z
      .array(Row)
      .parse(rows)
      .map(({ source_id: sourceId, up_to_date: upToDate, ...counts }) => [sourceId, { upToDate, ...counts }]),
  )
}
