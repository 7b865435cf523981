import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ClientBase, Pool } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { z } from 'zod'
import { retagParts } from '@/lib/db/fact-parts'
import { factColumns, normalisedColumns } from '@/lib/db/staging'
import { allSources } from '@/lib/domain/ingest'
import type { RulesVersions } from '@/lib/db/rules-age'
import { retagColumns } from '@/lib/db/retag-batch'
import type { IdRange } from '@/lib/db/retag-batch'

const quote = (names: readonly string[], prefix = ''): string => names.map((name) => `${prefix}"${name}"`).join(', ')

/**
 * Makes the staging table of this connection. A temporary table goes with its session, so a killed retag leaves nothing
 * behind and is simply begun again.
 */
export async function createRetagStaging(client: ClientBase): Promise<void> {
  const ddl = Object.entries(retagColumns).map(([name, type]) => `"${name}" ${type}`)
  await client.query(`
    drop table if exists pg_temp.retag_stage;
    create temp table retag_stage (${ddl.join(', ')});
  `)
}

export async function dropRetagStaging(client: ClientBase): Promise<void> {
  await client.query('drop table if exists pg_temp.retag_stage')
}

/** Adds changed postings, as lines of `retagBatch`, to the staging table. */
export async function stageRetagged(client: ClientBase, lines: string): Promise<void> {
  if (lines === '') return
  const copy = `copy retag_stage (${quote(Object.keys(retagColumns))}) from stdin`
  await pipeline(Readable.from([Buffer.from(lines)]), client.query(copyFrom(copy)))
}

export async function countPostings(database: ClientBase | Pool): Promise<number> {
  const { rows } = await database.query('select count(*) as count from posting')
  return z.tuple([z.object({ count: z.int() })]).parse(rows)[0].count
}

const LastId = z.array(z.object({ id: z.string() }))
const noId = '00000000-0000-0000-0000-000000000000'

/** Pages of `size` postings by id, one after the other. Postings that come in meanwhile are in the pages to come, or are new. */
export async function* listIdRanges(database: ClientBase | Pool, size: number): AsyncGenerator<IdRange> {
  let after = noId
  for (;;) {
    const { rows } = await database.query(
      'select id from (select id from posting where id > $1 order by id limit $2) page order by id desc limit 1',
      [after, size],
    )
    const upTo = LastId.parse(rows)[0]?.id
    if (upTo === undefined) return
    yield { after, upTo }
    after = upTo
  }
}

const postingNames = Object.keys(normalisedColumns)
const factNames = [...Object.keys(factColumns), 'role', 'remote', 'seniority']

// In the order in which ingest locks them: a page being stored ends first, the next one waits, readers go on reading.
const lockTables = `lock table company, posting, posting_place, posting_fact, posting_signal, posting_any_of, data_version in share row exclusive mode`

const dropEdited = `
  delete from retag_stage s using posting p where p.id = s.id and p.content_hash <> s.read_hash`

const addCompanies = `
  insert into company (id, key, name)
  select distinct on (company_id) company_id, company_key, company_name
  from retag_stage where company_id is not null order by company_id, company_name
  on conflict (id) do nothing`

const update = (table: string, key: string, changed: readonly string[]): string => `
  update ${table} set ${changed.map((name) => `"${name}" = s."${name}"`).join(', ')}
  from retag_stage s
  where ${table}.${key} = s.id and (${quote(changed, `${table}.`)}) is distinct from (${quote(changed, 's.')})`

const dropPlaces = `
  delete from posting_place using retag_stage s where posting_place.posting_id = s.id and s.places is not null`

const addPlaces = `
  insert into posting_place (posting_id, ordinal, text, country, region, city)
  select s.id, place.ordinal - 1, place.value->>0, place.value->>1, place.value->>2, place.value->>3
  from retag_stage s join posting on posting.id = s.id,
       jsonb_array_elements(s.places) with ordinality as place(value, ordinal)
  where s.places is not null`

const updateFacts = `
  ${update('posting_fact', 'posting_id', factNames)} returning posting_fact.posting_id as id, posting_fact.month`

// Gathered in the database: a change of rules may touch a million facts.
const gather = (statement: string): string =>
  `with changed as (${statement}) insert into retag_changed select id, month from changed`

const changedFacts = `
  select count(distinct id) as changed, coalesce(array_agg(distinct month::text), '{}') as months from retag_changed`

const Changed = z.tuple([z.object({ changed: z.int(), months: z.array(z.string()) })])

export interface Swap extends RulesVersions {
  runId: string
  at: () => Date
}

/**
 * Writes everything staged in one transaction, with one data version and the end of the run: whoever reads in a
 * snapshot sees all of the old figures or all of the new ones. A posting that was edited since it was read keeps its
 * newer row; one that was withdrawn has no fact to change. Ingest waits for as long as this takes.
 * @returns the facts that differ, and their months.
 */
export async function swapRetagged(client: ClientBase, swap: Swap): Promise<{ changed: number; months: string[] }> {
  await client.query('analyze retag_stage')
  await client.query('begin')
  try {
    await client.query(`set local jit = off; set local work_mem = '128MB'`)
    await client.query(lockTables)
    await client.query(dropEdited)
    await client.query(addCompanies)
    await client.query(update('posting', 'id', postingNames))
    await client.query(dropPlaces)
    await client.query(addPlaces)
    await client.query('create temp table retag_changed (id uuid, month date) on commit drop')
    for (const statement of [updateFacts, ...retagParts]) await client.query(gather(statement))
    const [{ changed, months }] = Changed.parse((await client.query(changedFacts)).rows)
    const at = swap.at()
    // Also without any change: it says that the facts are those of these rules.
    await client.query(
      `insert into data_version (at, run_id, source_id, months, changed, taxonomy_version, rules_version)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [at, swap.runId, allSources, months.toSorted(), changed, swap.taxonomyVersion, swap.rulesVersion],
    )
    await client.query(`update run set status = 'succeeded', finished_at = $2, beat_at = $2 where id = $1`, [
      swap.runId,
      at,
    ])
    await client.query('commit')
    return { changed, months: months.toSorted() }
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}
