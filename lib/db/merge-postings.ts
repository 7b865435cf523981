import type { ClientBase } from 'pg'
import { z } from 'zod'
import { mergeParts } from '@/lib/db/fact-parts'
import { keepVersions } from '@/lib/db/keep-versions'
import type { Sight } from '@/lib/db/page-to-store'
import { factColumns, postingColumns } from '@/lib/db/staging'

/** What merging one page changed. */
export interface MergeResult {
  inserted: number
  updated: number
  unchanged: number
  /** Closed before and listed again; not among the updated ones. */
  reopened: number
  /** Months whose facts changed, `YYYY-MM-01`. */
  months: Set<string>
  /** Facts added or changed, with what belongs to them. */
  changedFacts: number
}

const postingNames = Object.keys(postingColumns)
const factNames = [...Object.keys(factColumns), 'month', 'day', 'source_id', 'arrival', 'role', 'remote', 'seniority']

const list = (names: readonly string[], prefix = ''): string => names.map((name) => `${prefix}"${name}"`).join(', ')
const assignments = (names: readonly string[]): string =>
  names.map((name) => `"${name}" = excluded."${name}"`).join(', ')

const Changed = z.array(z.object({ id: z.string(), is_new: z.boolean() }))
const ChangedFact = z.array(z.object({ id: z.string(), month: z.string() }))

const mergeCompanies = `
  insert into company (id, key, name)
  select distinct on (company_id) company_id, company_key, company_name
  from stage_posting where company_id is not null order by company_id, company_name
  on conflict (id) do nothing`

/**
 * A crawl shows that a posting is open now; bytes read again say nothing of that.
 * $1 payload, $2 first sight, $3 last sight.
 */
const mergePostings = (kind: 'crawl' | 'replay'): string => `
  insert into posting (id, payload_id, first_seen_at, last_seen_at, ${list(postingNames)})
  select id, $1, $2, $3, ${list(postingNames)} from stage_posting
  on conflict (id) do update set payload_id = excluded.payload_id, withdrawn_at = null,
    ${
      kind === 'crawl'
        ? `last_seen_at = excluded.last_seen_at, closed_at = null,
           reopened_at = case when posting.closed_at is null then posting.reopened_at else excluded.last_seen_at end,`
        : ''
    }
    ${assignments(postingNames)}
  where posting.withdrawn_at is not null ${kind === 'crawl' ? 'or posting.closed_at is not null' : ''} or
    (${list(postingNames, 'posting.')}) is distinct from (${list(postingNames, 'excluded.')})
  returning id, (xmax = 0) as is_new`

const statements = { crawl: mergePostings('crawl'), replay: mergePostings('replay') }

const closedBefore = `
  select p.id from posting p join stage_posting s on s.id = p.id where p.closed_at is not null`

// Written at most once a day for a posting that stays as it is: most of a re-read is repeats, and a row is not small.
const touchPostings = `
  update posting set last_seen_at = $2, payload_id = $1 from stage_posting s
  where posting.id = s.id and (posting.payload_id <> $1 or posting.last_seen_at < $2::timestamptz - interval '1 day')`

// Both sides are gathered once and joined: looking a posting's staged places up one by one would scan them every time.
const changedPlaces = `
  with old as (
    select p.posting_id, array_agg((p.ordinal, p.text, p.country, p.region, p.city)::text order by p.ordinal) as places
    from posting_place p join stage_posting s on s.id = p.posting_id group by p.posting_id
  ), new as (
    select posting_id, array_agg((ordinal, text, country, region, city)::text order by ordinal) as places
    from stage_place group by posting_id
  )
  select s.id from stage_posting s
  left join old on old.posting_id = s.id left join new on new.posting_id = s.id
  where old.places is distinct from new.places`

const insertPlaces = `
  insert into posting_place (posting_id, ordinal, text, country, region, city)
  select posting_id, ordinal, text, country, region, city from stage_place where posting_id = any($1)`

// The month that a fact leaves is touched as well as the one it enters.
const monthsLeft = `
  select f.posting_id as id, f.month from posting_fact f join stage_posting s on s.id = f.posting_id where f.month <> s.month`

const mergeFacts = `
  insert into posting_fact (posting_id, ${list(factNames)})
  select id, ${list(factNames)} from stage_posting
  on conflict (posting_id) do update set ${assignments(factNames)}
  where (${list(factNames, 'posting_fact.')}) is distinct from (${list(factNames, 'excluded.')})
  returning posting_id as id, month`

async function replacePlaces(client: ClientBase, newIds: readonly string[], hasOld: boolean): Promise<string[]> {
  if (!hasOld) {
    await client.query(insertPlaces, [newIds])
    return []
  }
  const { rows } = await client.query(changedPlaces)
  const ids = z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map((row) => row.id)
  await client.query('delete from posting_place where posting_id = any($1)', [ids])
  await client.query(insertPlaces, [ids])
  return ids
}

/**
 * Gives staged postings that are known the month, the day and the arrival of their first sight, which nothing moves: for a
 * source whose own dates are biased by what has survived.
 */
export async function keepFirstSight(client: ClientBase): Promise<void> {
  await client.query(`
    update stage_posting s set month = p.month, day = (p.first_seen_at at time zone 'UTC')::date, arrival = p.arrival
      from posting p where p.id = s.id`)
}

const Ids = z.array(z.object({ id: z.string() }))

async function findReopened(client: ClientBase, { kind, history }: Sight): Promise<Set<string>> {
  if (kind !== 'crawl' || history !== 'open') return new Set()
  return new Set(Ids.parse((await client.query(closedBefore)).rows).map((row) => row.id))
}

/**
 * Merges the staged page into companies, postings, places, facts and what belongs to them, inside the caller's transaction.
 * A row is written only when something in it differs, whether the source edited it or a rule reads it differently.
 * @param page.known staged postings that are stored already; where all are new, nothing is looked up in what was.
 */
export async function mergeStaged(
  client: ClientBase,
  { payloadId, sight, staged, known }: { payloadId: string; sight: Sight; staged: number; known: number },
): Promise<MergeResult> {
  const months = new Set<string>()
  if (staged === 0) return { inserted: 0, updated: 0, unchanged: 0, reopened: 0, months, changedFacts: 0 }
  const isCrawl = sight.kind === 'crawl'
  await client.query(mergeCompanies)
  const reopened = known === 0 ? new Set<string>() : await findReopened(client, sight)
  if (isCrawl && known > 0) await keepVersions(client, payloadId, sight.lastAt)
  const merge = statements[isCrawl ? 'crawl' : 'replay']
  const postings = Changed.parse((await client.query(merge, [payloadId, sight.firstAt, sight.lastAt])).rows)
  const newIds = new Set(postings.filter((row) => row.is_new).map((row) => row.id))
  const hasOld = newIds.size < staged
  if (hasOld && isCrawl) await client.query(touchPostings, [payloadId, sight.lastAt])
  const placed = await replacePlaces(client, [...newIds], hasOld)
  const left = hasOld ? ChangedFact.parse((await client.query(monthsLeft)).rows) : []
  const facts = ChangedFact.parse((await client.query(mergeFacts)).rows)
  const parts = await mergeParts(client, { hasOld })
  for (const row of [...left, ...facts, ...parts]) months.add(row.month)
  const changedFacts = new Set([...facts, ...parts].map((row) => row.id))
  const changed = new Set([...postings.map((row) => row.id), ...placed, ...changedFacts, ...reopened])
  return {
    inserted: newIds.size,
    updated: changed.size - newIds.size - reopened.size,
    unchanged: staged - changed.size,
    reopened: reopened.size,
    months,
    changedFacts: changedFacts.size,
  }
}
