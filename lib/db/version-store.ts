import type { Pool } from 'pg'
import { z } from 'zod'
import { uuidOf } from '@/lib/db/ids'
import { Month } from '@/lib/domain/month'
import type { ChangeCause, VersionView } from '@/lib/domain/version-change'

/** Run that the versions of grouped vacancies name. There is no row of it: groupings read no source and never fail for good. */
export const groupingRunId = uuidOf('regroup')

const Row = z.object({
  id: z.int(),
  run_id: z.string(),
  at: z.date(),
  source_id: z.string(),
  months: z.array(Month),
  changed: z.int(),
  taxonomy_version: z.string(),
  rules_version: z.string(),
  taxonomy_before: z.string().nullable(),
  trigger: z.string().nullable(),
  is_kept: z.boolean(),
})

const versionsSql = `
  select d.id, d.run_id, d.at, d.source_id, d.changed, d.taxonomy_version, d.rules_version, run.trigger,
         array(select to_char(month, 'YYYY-MM') from unnest(d.months) as month order by month) as months,
         (select before.taxonomy_version from data_version before where before.id < d.id order by before.id desc limit 1)
           as taxonomy_before,
         exists (select from sealed_version s where s.id = d.id and s.dropped_at is null) as is_kept
    from data_version d left join run on run.id = d.run_id
   where ($1::int is null or d.id < $1) order by d.id desc limit $2`

function causeOf({ trigger, ...row }: z.infer<typeof Row>): ChangeCause {
  if (row.run_id === groupingRunId) return 'duplicates'
  if (trigger === 'replay') return 'parser'
  if (trigger !== 'retag') return 'data'
  return row.taxonomy_before === null || row.taxonomy_before === row.taxonomy_version ? 'rules' : 'taxonomy'
}

/** Data versions, newest first. @param page `before`: only those older than this one */
export async function listVersions(
  pool: Pool,
  page: { before?: number | undefined; limit: number },
): Promise<VersionView[]> {
  const { rows } = await pool.query(versionsSql, [page.before ?? null, page.limit])
  return z
    .array(Row)
    .parse(rows)
    .map((row) => ({
      id: row.id,
      at: row.at,
      cause: causeOf(row),
      sourceId: row.source_id,
      months: row.months,
      changed: row.changed,
      taxonomyVersion: row.taxonomy_version,
      rulesVersion: row.rules_version,
      isKept: row.is_kept,
    }))
}

/** The newest version before another that can be asked; null when there is none. */
export async function findKeptBefore(pool: Pool, version: number): Promise<number | null> {
  const { rows } = await pool.query('select max(id) as id from sealed_version where id < $1 and dropped_at is null', [
    version,
  ])
  return z.tuple([z.object({ id: z.int().nullable() })]).parse(rows)[0].id
}
