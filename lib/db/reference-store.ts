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
}

export interface SkillRowToSync {
  id: string
  name: string
  family: string
}

async function syncSources(client: ClientBase | Pool, sources: readonly SourceRow[]): Promise<void> {
  for (const source of sources) {
    await client.query(
      `insert into source (id, name, homepage, attribution, parser_version, cadence_hours) values ($1, $2, $3, $4, $5, $6)
       on conflict (id) do update set name = excluded.name, homepage = excluded.homepage, attribution = excluded.attribution,
         parser_version = excluded.parser_version, cadence_hours = excluded.cadence_hours
       where (source.name, source.homepage, source.attribution, source.parser_version, source.cadence_hours)
         is distinct from (excluded.name, excluded.homepage, excluded.attribution, excluded.parser_version, excluded.cadence_hours)`,
      [source.id, source.name, source.homepage, source.attribution, source.parserVersion, source.cadenceHours],
    )
  }
}

/**
 * Brings the tables `source` and `skill` to what the running code declares. Rows are only added and changed: facts of
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
