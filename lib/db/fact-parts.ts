import type { ClientBase } from 'pg'
import { z } from 'zod'
import type { PostingToStore } from '@/lib/db/posting-to-store'

/** Columns of a staging table that hold what belongs to a fact in tables of its own, as JSON, with their types. */
export const partColumns = { signals: 'jsonb', any_of: 'jsonb' } as const

/** Postgres' jsonb can hold neither U+0000 nor half of a surrogate pair. */
export const storable = (text: string): string => text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\ufffd')

/** Signals as they are staged and compared: kind, value, whether it counts, evidence. */
export const signalParts = ({ signals }: Pick<PostingToStore, 'signals'>): string =>
  JSON.stringify(signals.map(({ kind, value, counts, span }) => [kind, value, counts, storable(span.text)]))

/** Any-of groups as they are staged and compared: level, sorted codes. */
export const anyOfParts = (
  { anyOf }: Pick<PostingToStore, 'anyOf'>,
  codesOf: (skills: readonly string[]) => number[],
): string => JSON.stringify(anyOf.map(({ level, skills }) => [level, codesOf(skills)]))

/** The same, read from the tables for postings of an id range ($1, $2], to be joined by posting_id. */
export const storedParts = {
  signals: `
    select posting_id, json_agg(json_build_array(kind, value, counts, evidence) order by ordinal) as signals
      from posting_signal where posting_id > $1 and posting_id <= $2 group by posting_id`,
  any_of: `
    select posting_id, json_agg(json_build_array(level, codes) order by ordinal) as any_of
      from posting_any_of where posting_id > $1 and posting_id <= $2 group by posting_id`,
} as const

type Stage = 'stage_posting' | 'retag_stage'

const dropSurplus = (table: string, column: string, stage: Stage): string => `
  delete from ${table} part using ${stage} s, posting_fact f
   where f.posting_id = s.id and part.posting_id = s.id and part.ordinal >= jsonb_array_length(s.${column})
  returning part.posting_id as id, f.month`

const upsertSignals = (stage: Stage): string => `
  insert into posting_signal (posting_id, ordinal, employer_id, month, kind, value, counts, evidence)
  select f.posting_id, part.ordinal - 1, f.employer_id, f.month,
         part.value->>0, part.value->>1, (part.value->>2)::boolean, part.value->>3
    from ${stage} s join posting_fact f on f.posting_id = s.id,
         jsonb_array_elements(s.signals) with ordinality as part(value, ordinal)
  on conflict (posting_id, ordinal) do update
     set employer_id = excluded.employer_id, month = excluded.month, kind = excluded.kind, value = excluded.value,
         counts = excluded.counts, evidence = excluded.evidence
   where (posting_signal.employer_id, posting_signal.month, posting_signal.kind, posting_signal.value,
          posting_signal.counts, posting_signal.evidence)
         is distinct from (excluded.employer_id, excluded.month, excluded.kind, excluded.value, excluded.counts, excluded.evidence)
  returning posting_id as id, month`

const upsertAnyOf = (stage: Stage): string => `
  insert into posting_any_of (posting_id, ordinal, level, codes)
  select f.posting_id, part.ordinal - 1, part.value->>0,
         array(select code::int from jsonb_array_elements_text(part.value->1) with ordinality as member(code, place) order by place)
    from ${stage} s join posting_fact f on f.posting_id = s.id,
         jsonb_array_elements(s.any_of) with ordinality as part(value, ordinal)
  on conflict (posting_id, ordinal) do update set level = excluded.level, codes = excluded.codes
   where (posting_any_of.level, posting_any_of.codes) is distinct from (excluded.level, excluded.codes)
  returning posting_id as id,
            (select f.month from posting_fact f where f.posting_id = posting_any_of.posting_id) as month`

/**
 * Statements that bring signals and any-of groups of the staged postings to what is staged, once their facts are
 * written. Only rows that differ are written; a posting without a fact has none. Each gives id and month of what changed.
 * Where no staged posting was stored before (`hasOld` false), there is nothing to drop.
 */
export const partStatements = (stage: Stage, { hasOld = true }: { hasOld?: boolean } = {}): string[] => [
  ...(hasOld ? [dropSurplus('posting_signal', 'signals', stage), dropSurplus('posting_any_of', 'any_of', stage)] : []),
  upsertSignals(stage),
  upsertAnyOf(stage),
]

const Changed = z.array(z.object({ id: z.string(), month: z.string() }))

/**
 * Runs them for a page being stored, inside the caller's transaction.
 * @returns postings of which a row changed, with their months (`YYYY-MM-01`).
 */
export async function mergeParts(
  client: ClientBase,
  { hasOld }: { hasOld: boolean },
): Promise<{ id: string; month: string }[]> {
  const changed = new Map<string, { id: string; month: string }>()
  for (const statement of partStatements('stage_posting', { hasOld })) {
    for (const row of Changed.parse((await client.query(statement)).rows)) changed.set(row.id, row)
  }
  return [...changed.values()]
}
