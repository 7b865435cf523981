import type { Pool } from 'pg'
import { z } from 'zod'

const RejectRow = z.object({ line: z.int().nullable(), field: z.string().nullable(), reason: z.string() })
const ReasonRow = z.object({ reason: z.string(), count: z.number() })

/** The first rejects of a run by line, and how many there are by reason. */
export async function listRunRejects(
  pool: Pool,
  runId: string,
  limit: number,
): Promise<{ rows: z.infer<typeof RejectRow>[]; reasons: z.infer<typeof ReasonRow>[] }> {
  const rows = await pool.query(
    'select line, field, reason from reject where run_id = $1 order by line nulls last, id limit $2',
    [runId, limit],
  )
  const reasons = await pool.query(
    'select reason, count(*) as count from reject where run_id = $1 group by reason order by count(*) desc, reason',
    [runId],
  )
  return { rows: z.array(RejectRow).parse(rows.rows), reasons: z.array(ReasonRow).parse(reasons.rows) }
}
