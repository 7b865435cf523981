import type { ClientBase } from 'pg'
import { z } from 'zod'
import { addMonths, type Month } from '@/lib/domain/month'
import { codesAt, countedSql } from '@/lib/db/demand/dimensions'
import { readRange } from '@/lib/db/demand/population'
import { createStatement, type Snapshot } from '@/lib/db/demand/snapshot'
import { factColumns } from '@/lib/db/staging'
import { defaultFilters } from '@/lib/query/filters'

/** What a retag would do to one skill or family. */
export interface SeriesChange {
  kind: string
  id: string
  name: string
  /** Facts that would name it and do not; that name it and would not; that would name it at another level. */
  added: number
  removed: number
  moved: number
  /** Share of backend vacancies in the last 12 months; null without any. */
  shareBefore: number | null
  shareAfter: number | null
}

export interface RetagPreview {
  /** Facts that would differ in anything. */
  changedFacts: number
  /** The same by what differs. */
  changedRoles: number
  changedRegions: number
  changedSeniority: number
  changedSignals: number
  changedAlternatives: number
  /** The last 12 months with data. */
  window: { from: Month; to: Month } | null
  series: SeriesChange[]
}

const factNames = [...Object.keys(factColumns), 'role', 'remote', 'seniority']
const listed = (prefix: string) => factNames.map((name) => `${prefix}"${name}"`).join(', ')

const countSql = `
  select count(*) as "changedFacts", count(*) filter (where f.role <> s.role) as "changedRoles",
         count(*) filter (where f.regions <> s.regions) as "changedRegions",
         count(*) filter (where f.seniority <> s.seniority) as "changedSeniority",
         count(*) filter (where s.signals <> part.signals) as "changedSignals",
         count(*) filter (where s.any_of <> part.any_of) as "changedAlternatives"
    from retag_stage s join public.posting_fact f on f.posting_id = s.id,
         lateral (select
           (select coalesce(jsonb_agg(jsonb_build_array(kind, value, counts, evidence) order by ordinal), '[]')
              from public.posting_signal where posting_id = s.id) as signals,
           (select coalesce(jsonb_agg(jsonb_build_array(level, codes) order by ordinal), '[]')
              from public.posting_any_of where posting_id = s.id) as any_of) as part
   where (${listed('f.')}, part.signals, part.any_of) is distinct from (${listed('s.')}, s.signals, s.any_of)`

const levels = ['required', 'preferred', 'mentioned']
const named = (side: 'f' | 's', column: string) =>
  levels.map(
    (level) =>
      `select ${side}.${side === 'f' ? 'posting_id' : 'id'} as id, unnest(${side}.${level}) as code, '${level}' as ${column} from ${side}`,
  )

const seriesSql = `
  with s as (select * from retag_stage),
       f as (select f.* from public.posting_fact f join retag_stage s on s.id = f.posting_id),
       before as (${named('f', 'old').join(' union all ')}),
       after as (${named('s', 'new').join(' union all ')})
  select skill.kind, skill.id, skill.name, count(*) filter (where old is null) as added,
         count(*) filter (where new is null) as removed, count(*) filter (where old <> new) as moved
    from before full join after using (id, code) join skill using (code)
   where old is distinct from new group by skill.kind, skill.id, skill.name`

// The same queries then read what would be, since a temporary name is found first.
const overlaySql = `
  create temp view posting_fact as
  select f.posting_id, f.vacancy_id, f.month, f.source_id, f.arrival,
         ${factNames.map((name) => `case when s.id is null then f."${name}" else s."${name}" end as "${name}"`).join(', ')}
    from public.posting_fact f left join retag_stage s on s.id = f.posting_id`

const noChanges = {
  changedFacts: 0,
  changedRoles: 0,
  changedRegions: 0,
  changedSeniority: 0,
  changedSignals: 0,
  changedAlternatives: 0,
}

const Counts = z.object({
  changedFacts: z.int(),
  changedRoles: z.int(),
  changedRegions: z.int(),
  changedSeniority: z.int(),
  changedSignals: z.int(),
  changedAlternatives: z.int(),
})
const Series = z.object({
  kind: z.string(),
  id: z.string(),
  name: z.string(),
  added: z.int(),
  removed: z.int(),
  moved: z.int(),
})
const Named = z.object({ kind: z.string().nullable(), id: z.string().nullable(), vacancies: z.int(), named: z.int() })

type Shares = (series: { kind: string; id: string }) => number | null

/** Shares of all skills and families among strict backend vacancies, without intervals. */
async function readShares(snapshot: Snapshot, window: { from: Month; to: Month }): Promise<Shares> {
  const statement = createStatement()
  const filters = { ...defaultFilters, ...window }
  const rows = await snapshot.rows(
    Named,
    `with vacancy as materialized (${countedSql(`${codesAt('any')} as codes`, { filters, statement })}),
          total as (select count(*)::int as vacancies from vacancy),
          by_code as (select code, count(*)::int as named from vacancy, unnest(codes) as code group by code)
     select skill.kind, skill.id, vacancies, coalesce(named, 0) as named
       from total left join (by_code join skill using (code)) on true`,
    statement.values,
  )
  const vacancies = rows[0]?.vacancies ?? 0
  const byKey = new Map(rows.map((row) => [`${row.kind}:${row.id}`, row.named]))
  return ({ kind, id }) => (vacancies === 0 ? null : (byKey.get(`${kind}:${id}`) ?? 0) / vacancies)
}

const snapshotOf = (client: ClientBase): Snapshot => ({
  async rows(schema, text, values = []) {
    const { rows } = await client.query<Record<string, unknown>>(text, [...values])
    return rows.map((row) => schema.parse(row))
  },
})

const noShare: Shares = () => null

/** What swapping in the staged postings would change, read in one snapshot that is rolled back. */
export async function previewRetag(client: ClientBase): Promise<RetagPreview> {
  await client.query('analyze retag_stage')
  await client.query('begin isolation level repeatable read')
  try {
    await client.query(`set local jit = off; set local work_mem = '128MB'`)
    const snapshot = snapshotOf(client)
    const range = await readRange(snapshot, defaultFilters)
    const first = range === null ? null : addMonths(range.to, -11)
    const window =
      range === null || first === null ? null : { from: first > range.from ? first : range.from, to: range.to }
    const [counts] = await snapshot.rows(Counts, countSql)
    const series = await snapshot.rows(Series, seriesSql)
    const before = window === null ? noShare : await readShares(snapshot, window)
    await client.query(overlaySql)
    const after = window === null ? noShare : await readShares(snapshot, window)
    const size = (row: z.infer<typeof Series>) => row.added + row.removed + row.moved
    return {
      ...(counts ?? noChanges),
      window,
      series: series
        .toSorted((a, b) => size(b) - size(a) || (a.id < b.id ? -1 : 1))
        .map((row) => ({ ...row, shareBefore: before(row), shareAfter: after(row) })),
    }
  } finally {
    await client.query('rollback')
  }
}
