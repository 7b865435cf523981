import type { ClientBase } from 'pg'
import type { RunPart } from '@/lib/db/page-to-store'
import { ask, prepared } from '@/lib/db/prepared'
import type { RunCounts } from '@/lib/db/run-store'

/** Setting of the transaction that holds the data version to be numbered when it commits; empty for none. */
export const versionSetting = 'skilltide.data_version'

// The rejects of older bytes of the same keys go; those of this page are written after it.
const endPart = prepared(`
  with cleared as (
    delete from reject where payload_id in (select id from raw_payload where source_id = $2 and key = any($4::text[]))
  ), parsed as (
    update raw_payload set parsed_by = $6 where id = any($5::uuid[])
  ), moved as (
    insert into cursor (source_id, scope, value, updated_at) select $2, $3, $7::jsonb, $8 where $7::jsonb is not null
    on conflict (source_id, scope) do update set value = excluded.value, updated_at = excluded.updated_at
  ), counted as (
    update run set pages_done = pages_done + $9, seen = seen + $10, inserted = inserted + $11, updated = updated + $12,
       unchanged = unchanged + $13, withdrawn = withdrawn + $14, reopened = reopened + $15, rejected = rejected + $16,
       skipped = skipped + $17, position = $18, beat_at = $8 where id = $1
  )
  select set_config('${versionSetting}', $19, true)`)

/** What a part of a run ends with. */
export interface PartEnd {
  counts: RunCounts
  /** False where losses are held: marked as read, the listing would never be looked at again. */
  movesCursor: boolean
  /** Keys whose rejects are told anew. */
  keys: readonly string[]
  payloadIds: readonly string[]
  parserVersion: number | null
  /** Months (`YYYY-MM-01`) and number of the facts that changed. */
  months: readonly string[]
  changed: number
}

/**
 * Ends a part of a run in one statement, inside the caller's transaction: marks payloads as parsed, moves the cursor
 * when there is one to move to, adds to the counts of the run, and prepares the data version, when facts changed, which
 * `inVersion` numbers and writes.
 */
export async function endOfPart(client: ClientBase, part: RunPart, end: PartEnd): Promise<void> {
  const { counts } = end
  const version = {
    at: part.at,
    run_id: part.runId,
    source_id: part.sourceId,
    months: end.months,
    changed: end.changed,
    taxonomy_version: part.taxonomyVersion,
    rules_version: part.rulesVersion,
  }
  await ask(client, endPart, [
    part.runId,
    part.sourceId,
    part.scope,
    end.keys,
    end.payloadIds,
    end.parserVersion,
    part.cursor === null || !end.movesCursor ? null : JSON.stringify(part.cursor.value),
    part.at,
    counts.pagesDone,
    counts.seen,
    counts.inserted,
    counts.updated,
    counts.unchanged,
    counts.withdrawn,
    counts.reopened,
    counts.rejected,
    counts.skipped,
    part.position,
    end.changed === 0 ? '' : JSON.stringify(version),
  ])
}
