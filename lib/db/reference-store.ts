import type { ClientBase, Pool } from 'pg'
import { families, familyNames } from '@/lib/domain/skill'
import { seriesCode } from '@/lib/db/series-code'

export interface SourceRow {
  id: string
  name: string
  homepage: string
  attribution: string
  parserVersion: number
  cadenceHours: number | null
  history: 'complete' | 'open'
  terms: string
  /** Anything but null for a source of many boards, whose rows an operator adds. */
  boards: object | null
  /** Read only once an operator added it. */
  isOptIn?: true
}

export interface SkillRowToSync {
  id: string
  name: string
  family: string
}

const sourceColumns = [
  'name',
  'homepage',
  'attribution',
  'parser_version',
  'cadence_hours',
  'history',
  'terms',
] as const

const upsertSource = `
  insert into source (id, ${sourceColumns.join(', ')}) values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (id) do update set ${sourceColumns.map((name) => `${name} = excluded.${name}`).join(', ')}
   where (${sourceColumns.map((name) => `source.${name}`).join(', ')})
         is distinct from (${sourceColumns.map((name) => `excluded.${name}`).join(', ')})`

// A source without boards is read as a whole: one row stands for it in the schedule.
const addWhole = `
  insert into board (source_id, slug, name, origin, added_at) values ($1, 'all', $2, 'curated', now())
  on conflict do nothing`

async function syncSources(client: ClientBase | Pool, sources: readonly SourceRow[]): Promise<void> {
  for (const source of sources) {
    const { id, name, homepage, attribution, parserVersion, cadenceHours, history, terms, boards } = source
    await client.query(upsertSource, [id, name, homepage, attribution, parserVersion, cadenceHours, history, terms])
    if (cadenceHours !== null && boards === null && source.isOptIn !== true) await client.query(addWhole, [id, name])
  }
}

/**
 * Brings the tables `source` and `skill` to what the running code declares, with a row in `board` for each source that is read as a whole. Rows are only added and changed: facts of
 * a skill that left the taxonomy keep a name.
 */
export async function syncReference(
  pool: Pool,
  reference: { sources: readonly SourceRow[]; skills: readonly SkillRowToSync[] },
): Promise<void> {
  await syncSources(pool, reference.sources)
  const rows = [
    ...reference.skills.map((skill) => ({ code: seriesCode(`skill:${skill.id}`), kind: 'skill', ...skill })),
    ...families.map((id) => ({
      code: seriesCode(`family:${id}`),
      kind: 'family',
      id,
      name: familyNames[id],
      family: id,
    })),
  ]
  await pool.query(
    `insert into skill (code, kind, id, name, family)
     select code, kind, id, name, family from json_to_recordset($1::json) as row(code int, kind text, id text, name text, family text)
     order by code
     on conflict (code) do update set kind = excluded.kind, id = excluded.id, name = excluded.name, family = excluded.family
     where (skill.kind, skill.id, skill.name, skill.family) is distinct from (excluded.kind, excluded.id, excluded.name, excluded.family)`,
    [JSON.stringify(rows)],
  )
}
