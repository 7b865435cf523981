import { z } from 'zod'
import { boardStates } from '@/lib/domain/board'
import type { Board } from '@/lib/domain/board'

/** A row of table `board`. */
export const BoardRow = z.object({
  source_id: z.string(),
  slug: z.string(),
  name: z.string(),
  own_name: z.string().nullable(),
  config: z.record(z.string(), z.unknown()),
  state: z.enum(boardStates),
  state_reason: z.string().nullable(),
  origin: z.string(),
  added_at: z.date(),
  baseline_at: z.date().nullable(),
  due_at: z.date().nullable(),
  succeeded_at: z.date().nullable(),
  failing_since: z.date().nullable(),
  failures: z.int(),
  open_count: z.int().nullable(),
})

export const boardOf = (row: z.infer<typeof BoardRow>): Board => ({
  sourceId: row.source_id,
  slug: row.slug,
  name: row.name,
  ownName: row.own_name,
  config: row.config,
  state: row.state,
  stateReason: row.state_reason,
  origin: row.origin,
  addedAt: row.added_at,
  baselineAt: row.baseline_at,
  dueAt: row.due_at,
  succeededAt: row.succeeded_at,
  failingSince: row.failing_since,
  failures: row.failures,
  openCount: row.open_count,
})
